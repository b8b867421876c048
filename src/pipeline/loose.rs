//! Names and roles of a document that the lexicon has no actor for.
//!
//! Four sorts, see [`Lack`]. Pronouns are left out: what they lack is in the text, not in the lexicon.

use super::{Scalars, SentenceReading};
use crate::lexicon::Lexicon;
use crate::model::{Actor, ActorId, ActorKind, How, Lack, Loose, Mention, Span};
use crate::text::{Rel, Tag};
use std::collections::BTreeMap;

/// What makes two mentions one entry: the sort, the words, the actor.
type Key = (Lack, String, Option<ActorId>);

/// Every name and role without an actor of the lexicon, each once, sorted.
pub(super) fn find(
    lexicon: &Lexicon,
    text: &str,
    sentences: &[SentenceReading],
    actors: &[Actor],
    scalars: &Scalars,
) -> Vec<Loose> {
    let mut found: BTreeMap<Key, Loose> = BTreeMap::new();
    for reading in sentences.iter().filter(|s| !s.boilerplate) {
        let span = reading.sentence.span;
        let mut add = |loose: Loose| {
            let key = (loose.lack, loose.words.clone(), loose.actor.clone());
            let entry = found.entry(key).or_insert_with(|| Loose {
                sentence: span.of(text).to_owned(),
                start: scalars.at(span.start),
                end: scalars.at(span.end),
                ..loose
            });
            entry.mentions += 1;
        };
        for mention in &reading.mentions {
            if let Some(loose) = of_mention(lexicon, mention, actors) {
                add(loose);
            }
        }
        for name in unread(text, reading) {
            add(bare(name.of(text).to_owned(), Lack::Name));
        }
    }
    found.into_values().collect()
}

/// An entry with nothing but words.
fn bare(words: String, lack: Lack) -> Loose {
    Loose {
        words,
        lack,
        kind: None,
        actor: None,
        country: None,
        sector: Vec::new(),
        office: None,
        body: None,
        mentions: 0,
        sentence: String::new(),
        start: 0,
        end: 0,
    }
}

fn of_mention(lexicon: &Lexicon, mention: &Mention, actors: &[Actor]) -> Option<Loose> {
    if mention.how == How::Pronoun || mention.place {
        return None;
    }
    let Some(party) = &mention.party else {
        return Some(bare(mention.name.clone(), Lack::Nobody));
    };
    if mention.how == How::Name && lexicon.party(&party.id, "").is_none() {
        let record = actors.iter().find(|a| a.id == party.id);
        let office = record.and_then(|a| a.offices.last());
        return Some(Loose {
            kind: Some(party.kind),
            actor: Some(party.id.clone()),
            country: party.country.clone(),
            sector: party.sector.clone(),
            office: office.map(|o| o.title.clone()),
            body: office.and_then(|o| o.body.clone()),
            ..bare(party.name.to_string(), Lack::New)
        });
    }
    let office = mention.office.as_ref()?;
    if mention.how != How::Title || party.kind == ActorKind::Person {
        return None;
    }
    Some(Loose {
        actor: office.body.clone().or_else(|| Some(party.id.clone())),
        kind: Some(ActorKind::Person),
        country: party.country.clone(),
        sector: lexicon.sector_of_title(&office.title),
        office: Some(office.title.clone()),
        body: office.body.clone(),
        ..bare(office.title.clone(), Lack::Role)
    })
}

/// Runs of proper nouns outside every name and date, where an actor could stand.
fn unread(text: &str, reading: &SentenceReading) -> Vec<Span> {
    let tokens = &reading.sentence.tokens;
    let taken = |span: &Span| {
        reading.mentions.iter().any(|m| m.cover.overlaps(span))
            || reading.dates.iter().any(|d| d.span.overlaps(span))
    };
    let letters = |span: &Span| {
        let word = span.of(text);
        word.chars().filter(|c| c.is_alphabetic()).count() > 1
            && word.chars().next().is_some_and(char::is_uppercase)
    };
    let proper = |at: usize| {
        let token = &tokens[at];
        matches!(token.tag, Tag::Nnp | Tag::Nnps) && !taken(&token.span) && letters(&token.span)
    };
    let mut runs = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !proper(at) {
            at += 1;
            continue;
        }
        let start = at;
        while at < tokens.len() && proper(at) {
            at += 1;
        }
        let acts = tokens[start..at].iter().any(|t| {
            matches!(
                t.rel,
                Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Iobj | Rel::Root
            )
        });
        if acts {
            runs.push(Span::new(tokens[start].span.start, tokens[at - 1].span.end));
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use crate::pipeline::Pipeline;

    #[test]
    fn what_the_lexicon_lacks_is_listed_by_sort() -> crate::Result<()> {
        let lexicon = Lexicon::builtin()?;
        let text = "Norwegian Fisheries Minister Torvald Quisthammer met the tourism minister of Tuvalu. \
                    Quisthammer praised France. The two sides signed nothing. \
                    Zorblatt criticised Norway. He left.";
        let document = Document::from_text("a", "2025-07-04".parse().ok(), text);
        let loose = Pipeline::new(&lexicon)?.read(&document).loose;
        let find = |words: &str| loose.iter().find(|l| l.words == words);
        let new = find("Torvald Quisthammer").expect("a new person");
        assert_eq!((new.lack, new.mentions), (Lack::New, 2));
        assert_eq!(new.kind, Some(ActorKind::Person));
        assert_eq!(new.actor, Some("NOR.torvald-quisthammer".into()));
        assert!(new.sentence.starts_with("Norwegian Fisheries"));
        // Whether a single capital is taken for a name is the tagger's to say; listed it is either way.
        let name = find("Zorblatt").expect("a name nobody knows");
        assert!(matches!(name.lack, Lack::New | Lack::Name | Lack::Nobody));
        assert_eq!(name.start, text.find("Zorblatt").unwrap_or(0));
        let roles: Vec<_> = loose.iter().filter(|l| l.lack == Lack::Role).collect();
        assert_eq!(roles.len(), 1, "{loose:?}");
        assert!(roles[0].words.starts_with("tourism minister"));
        assert_eq!(roles[0].actor.as_ref().map(ActorId::root), Some("TUV"));
        for known in ["France", "Norway", "He", "Tuvalu"] {
            assert!(find(known).is_none(), "{known}");
        }
        Ok(())
    }
}
