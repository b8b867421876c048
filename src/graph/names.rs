//! Words a person types → the actor meant.

use super::Graph;
use super::units::{is_state, same};
use crate::error::{Error, Result};
use crate::model::{Actor, ActorId, Event};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// At most so many close names are offered.
const OFFERED: usize = 3;

/// Lower case, without accents, typographic apostrophes and double spaces: as people type.
fn fold(name: &str) -> String {
    let plain = |c: char| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{2010}'..='\u{2014}' => '-',
        c => c,
    };
    let letters: String = name
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(plain)
        .flat_map(char::to_lowercase)
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Graph {
    /// The actor called so: by id, by name, by any form the articles used, by a part of the name only one
    /// actor has; upper and lower case, with and without accents alike.
    ///
    /// Where several are called so, states come before governments, these before bodies and persons. A state
    /// is known by its id as soon as anything of it is.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownActor`] with at most three close names.
    ///
    /// ```
    /// use chancery::graph::Graph;
    /// assert!(Graph::new().find_actor("China").is_err());
    /// ```
    pub fn find_actor(&self, name: &str) -> Result<ActorId> {
        if let Some(actor) = self.actor(&ActorId::new(name)) {
            return Ok(actor.id.clone());
        }
        let asked = fold(name);
        let first = |fits: &dyn Fn(&Actor) -> bool| {
            let fitting = self.actors().iter().filter(|a| fits(a));
            fitting
                .min_by_key(|a| (a.kind, &a.id))
                .map(|a| a.id.clone())
        };
        first(&|a| fold(a.id.as_str()) == asked)
            .or_else(|| self.state_of_parts(&asked))
            .or_else(|| first(&|a| fold(&a.name) == asked))
            .or_else(|| first(&|a| a.names.iter().any(|n| fold(n) == asked)))
            .or_else(|| self.mentioned(&asked))
            .or_else(|| self.only_one_with(&asked))
            .ok_or_else(|| Error::UnknownActor {
                name: name.to_owned(),
                nearest: self.nearest(&asked),
            })
    }

    /// The state of that code, when only parts of it have records.
    fn state_of_parts(&self, asked: &str) -> Option<ActorId> {
        let upper = asked.to_uppercase();
        let code = same(&upper);
        let belongs = |a: &Actor| a.id.root() == code;
        (is_state(code) && self.actors().iter().any(belongs)).then(|| ActorId::new(code))
    }

    /// Whom the articles called so. Mentions are the last resort: "the minister" may be anyone.
    fn mentioned(&self, asked: &str) -> Option<ActorId> {
        let parties = self.all_events().iter().flat_map(Event::parties);
        let called: BTreeSet<_> = parties
            .filter(|p| fold(&p.mention) == asked)
            .map(|p| (p.kind, &p.id))
            .collect();
        called.first().map(|(_, id)| (*id).clone())
    }

    /// The only actor whose name has these words in this order ("Muttaqi").
    fn only_one_with(&self, asked: &str) -> Option<ActorId> {
        let padded = |name: &str| format!(" {} ", fold(name).replace(['-', ','], " "));
        let asked = padded(asked);
        if asked.trim().is_empty() {
            return None;
        }
        let mut fitting = self
            .actors()
            .iter()
            .filter(|a| padded(&a.name).contains(&asked));
        let only = fitting.next()?;
        fitting.next().is_none().then(|| only.id.clone())
    }

    /// Names like the one asked for: few letters apart, or with it as a part.
    fn nearest(&self, asked: &str) -> Vec<String> {
        let most = (asked.chars().count() / 3).max(1);
        let mut close: BTreeSet<(usize, &str)> = BTreeSet::new();
        for actor in self.actors() {
            let forms = actor.names.iter().map(String::as_str);
            for form in forms.chain([actor.name.as_str(), actor.id.as_str()]) {
                let folded = fold(form);
                let part = asked.chars().count() > 2 && folded.split(' ').any(|word| word == asked);
                let apart = if part { 1 } else { distance(asked, &folded) };
                if apart <= most {
                    close.insert((apart, form));
                }
            }
        }
        let mut names: Vec<String> = Vec::new();
        for (_, name) in close {
            if names.len() < OFFERED && !names.iter().any(|n| n == name) {
                names.push(name.to_owned());
            }
        }
        names
    }
}

/// Letters to change, add, drop or swap to get from one word to the other (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{actor, document, report};
    use super::*;
    use crate::model::ActorKind::*;

    fn graph() -> Graph {
        let mut china = actor("CHN", State, "China");
        china.names = vec!["Beijing".into(), "China".into()];
        let mut government = actor("CHN.GOV", Government, "Government of China");
        government.names = vec!["Beijing".into()];
        let mut told = document(
            "a",
            "2025-07-04",
            vec![report("CHN.wang-yi > TUR 051 2025-05-21")],
        );
        told.reports[0].target[0].mention = "Ankara".into();
        told.actors = vec![
            china,
            government,
            actor("CHN.wang-yi", Person, "Wang Yi"),
            actor("AFG.muttaqi", Person, "Amir Khan Muttaqi"),
            actor("AFG.haqqani", Person, "Amir Khan Haqqani"),
            actor("TUR", State, "Türkiye"),
        ];
        Graph::from_reports([told])
    }

    #[test]
    fn actors_are_found_as_people_call_them() {
        let graph = graph();
        for (name, want) in [
            ("CHN", "CHN"),
            ("chn.wang-yi", "CHN.wang-yi"),
            ("china", "CHN"),
            ("BEIJING", "CHN"),
            ("government of  China", "CHN.GOV"),
            ("Turkiye", "TUR"),
            ("ankara", "TUR"),
            ("Muttaqi", "AFG.muttaqi"),
            ("wang", "CHN.wang-yi"),
            ("AFG", "AFG"),
        ] {
            assert_eq!(
                graph.find_actor(name).ok(),
                Some(ActorId::new(want)),
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_unknown_gets_close_names() {
        let graph = graph();
        for (name, want) in [
            ("Chnia", vec!["China"]),
            ("Amir", vec!["Amir Khan Haqqani", "Amir Khan Muttaqi"]),
            ("Ruritania", vec![]),
            ("", vec![]),
        ] {
            match graph.find_actor(name) {
                Err(Error::UnknownActor { nearest, .. }) => assert_eq!(nearest, want, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }

    #[test]
    fn distance_counts_a_swap_as_one() {
        for (a, b, want) in [
            ("", "ab", 2),
            ("abcd", "abdc", 1),
            ("kabul", "kabool", 2),
            ("x", "x", 0),
        ] {
            assert_eq!(distance(a, b), want, "{a} {b}");
        }
    }
}
