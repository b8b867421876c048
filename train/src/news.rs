//! Sentences of unmarked news whose every name the lexicon knows: marked by it, they teach what stands around names.

use crate::name_sets::Marked;
use anyhow::Result;
use chancery::lexicon::Lexicon;
use chancery::model::{ActorKind, How, Mention};
use chancery::pipeline::SentenceReading;
use chancery::text::Tag;
use chancery::text::name_tag::NameKind;
use chancery::{Pipeline, read};
use std::path::Path;

/// More sentences of one sort than this teach the names of that sort only.
const MOST: usize = 1000;

/// The first sentences of a JSONL file that can be marked.
pub fn marked(path: &Path, lexicon: &Lexicon) -> Result<Vec<Marked>> {
    let pipeline = Pipeline::new(lexicon)?;
    let mut all = Vec::new();
    for document in read::path(path)? {
        let document = document?;
        for sentence in &pipeline.read(&document).sentences {
            all.extend(mark(&document.text, sentence, lexicon));
        }
        if all.len() >= MOST {
            all.truncate(MOST);
            break;
        }
    }
    Ok(all)
}

fn mark(text: &str, reading: &SentenceReading, lexicon: &Lexicon) -> Option<Marked> {
    let whole = reading.sentence.span;
    let mut names: Vec<(std::ops::Range<usize>, NameKind)> = Vec::new();
    for mention in &reading.mentions {
        if let Some(kind) = kind(mention, lexicon) {
            let at = mention.span.start..mention.span.end;
            if names
                .iter()
                .all(|(other, _)| other.end <= at.start || at.end <= other.start)
            {
                names.push((at, kind));
            }
        }
    }
    names.sort_by_key(|(at, _)| at.start);
    let inside = |at: usize| {
        names.iter().any(|(name, _)| name.contains(&at))
            || reading
                .mentions
                .iter()
                .any(|m| m.cover.start <= at && at < m.cover.end)
            || reading
                .dates
                .iter()
                .any(|d| d.span.start <= at && at < d.span.end)
    };
    let known = reading
        .sentence
        .tokens
        .iter()
        .enumerate()
        .all(|(i, token)| {
            let first = token.span.of(text).chars().next();
            let capital = first.is_some_and(char::is_uppercase);
            let begins = i == 0 && !matches!(token.tag, Tag::Nnp | Tag::Nnps);
            !capital || begins || token.tag == Tag::Prp || inside(token.span.start)
        });
    if names.is_empty() || !known || reading.boilerplate || whole.of(text).len() > 600 {
        return None;
    }
    for (at, _) in &mut names {
        *at = at.start.checked_sub(whole.start)?..at.end.checked_sub(whole.start)?;
    }
    Some(Marked {
        text: whole.of(text).to_owned(),
        names,
        titles_inside: false,
    })
}

fn kind(mention: &Mention, lexicon: &Lexicon) -> Option<NameKind> {
    let party = mention.party.as_ref()?;
    let capital = mention.name.chars().next().is_some_and(char::is_uppercase);
    if !capital || !matches!(mention.how, How::Name | How::Metonym | How::Adjective) {
        return None;
    }
    if mention.how == How::Adjective {
        return Some(NameKind::Other);
    }
    Some(match party.kind {
        ActorKind::Person => NameKind::Person,
        ActorKind::State | ActorKind::Place => NameKind::Place,
        _ if lexicon.actor(&party.id).is_some() => NameKind::Organization,
        _ => return None,
    })
}
