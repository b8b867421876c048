//! Names and roles without an actor of the lexicon, over all documents: the commonest first.

use crate::model::{ActorId, ActorKind, Date, DocId, Lack, Loose};
use compact_str::CompactString;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A name or role without an actor of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lacking {
    /// The name or the title.
    pub words: String,
    /// What the lexicon lacks.
    pub lack: Lack,
    /// What sort of actor, when a text shows it.
    #[serde(rename = "type")]
    pub kind: Option<ActorKind>,
    /// The id the graph has it under, or the body the office belongs to.
    pub actor: Option<ActorId>,
    /// As in [`crate::model::Party::country`].
    pub country: Option<CompactString>,
    /// PLOVER sectors.
    pub sector: Vec<CompactString>,
    /// Titles the documents give a person, with the body of each.
    pub offices: Vec<(String, Option<ActorId>)>,
    /// Count of mentions.
    pub mentions: usize,
    /// Count of documents.
    pub documents: usize,
    /// Publication day of the first document with a day.
    pub first: Option<Date>,
    /// Of the last.
    pub last: Option<Date>,
    /// The first sentence of each document, in the order of days, then documents.
    pub sentences: Vec<LackingSentence>,
}

/// A sentence with such a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LackingSentence {
    /// Publication day of the document.
    pub published: Option<Date>,
    /// The document.
    pub doc: DocId,
    /// Where the sentence starts, in Unicode scalars.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The sentence, letter for letter.
    pub sentence: String,
}

/// An id without the letters that keep strangers of different documents apart.
fn unmarked(id: &ActorId) -> &str {
    id.as_str().split('~').next().unwrap_or_default()
}

/// Counts what single documents lack, most mentions first, then by words and id.
///
/// A stranger without a country is another actor in each document, but one entry here: whoever adds it to a
/// lexicon decides who it is.
pub fn lacking(loose: impl IntoIterator<Item = (DocId, Option<Date>, Loose)>) -> Vec<Lacking> {
    let mut found: BTreeMap<(Lack, String, String), (Lacking, BTreeSet<DocId>)> = BTreeMap::new();
    for (doc, published, one) in loose {
        let id = one.actor.as_ref().map(unmarked).unwrap_or_default();
        let key = (one.lack, one.words.clone(), id.to_owned());
        let (entry, documents) = found.entry(key).or_insert_with(|| {
            let entry = Lacking {
                words: one.words.clone(),
                lack: one.lack,
                kind: one.kind,
                actor: one.actor.as_ref().map(|id| ActorId::new(unmarked(id))),
                country: one.country.clone(),
                sector: one.sector.clone(),
                offices: Vec::new(),
                mentions: 0,
                documents: 0,
                first: None,
                last: None,
                sentences: Vec::new(),
            };
            (entry, BTreeSet::new())
        });
        entry.mentions += one.mentions;
        if let Some(day) = published {
            entry.first = Some(entry.first.map_or(day, |first| first.min(day)));
            entry.last = Some(entry.last.map_or(day, |last| last.max(day)));
        }
        let office = one.office.map(|title| (title, one.body));
        entry.offices.extend(office);
        entry.sentences.push(LackingSentence {
            published,
            doc: doc.clone(),
            start: one.start,
            end: one.end,
            sentence: one.sentence,
        });
        documents.insert(doc);
    }
    let mut all: Vec<Lacking> = found
        .into_values()
        .map(|(mut entry, documents)| {
            entry.documents = documents.len();
            entry.offices.sort();
            entry.offices.dedup();
            // Those without a day come last.
            entry
                .sentences
                .sort_by_cached_key(|s| (s.published.is_none(), s.clone()));
            entry
        })
        .collect();
    all.sort_by(|a, b| {
        let key = |l: &Lacking| (Reverse(l.mentions), Reverse(l.documents), l.lack);
        (key(a), &a.words, &a.actor).cmp(&(key(b), &b.words, &b.actor))
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loose(words: &str, lack: Lack, actor: Option<&str>, mentions: usize) -> Loose {
        Loose {
            words: words.into(),
            lack,
            kind: None,
            actor: actor.map(ActorId::new),
            country: None,
            sector: Vec::new(),
            office: Some("minister".into()),
            body: None,
            mentions,
            sentence: format!("{words} here."),
            start: 0,
            end: 10,
        }
    }

    #[test]
    fn one_name_in_several_documents_is_one_entry() {
        let day = |d: &str| d.parse().ok();
        let told = [
            (
                "b",
                day("2025-02-01"),
                loose("Li Hua", Lack::New, Some("PERSON.li-hua~2"), 2),
            ),
            (
                "a",
                day("2025-03-01"),
                loose("Li Hua", Lack::New, Some("PERSON.li-hua~1"), 1),
            ),
            (
                "a",
                day("2025-03-01"),
                loose("Li Hua", Lack::New, Some("CHN.li-hua"), 1),
            ),
            ("a", None, loose("the envoy", Lack::Nobody, None, 3)),
        ];
        let told = told.map(|(doc, day, one)| (DocId::new(doc), day, one));
        let found = lacking(told.clone());
        let mut backwards = told.to_vec();
        backwards.reverse();
        assert_eq!(
            lacking(backwards),
            found,
            "the order of documents does not count"
        );
        let shown: Vec<_> = found
            .iter()
            .map(|l| (l.words.as_str(), l.mentions, l.documents))
            .collect();
        assert_eq!(
            shown,
            [("Li Hua", 3, 2), ("the envoy", 3, 1), ("Li Hua", 1, 1)]
        );
        assert_eq!(found[0].actor, Some("PERSON.li-hua".into()));
        assert_eq!(found[0].first, day("2025-02-01"));
        assert_eq!(found[0].sentences[0].doc, "b".into());
        assert_eq!(found[0].offices.len(), 1);
    }
}
