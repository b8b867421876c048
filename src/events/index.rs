//! Trigger word → frames, with word classes written out.

use crate::error::{Complaint, Error, Result};
use crate::lexicon::frame::{Frame, Kind, Phrase, Role, Slot};
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where the classes stand.
pub(super) const CLASSES: &str = "events/classes.toml";

/// A frame's place: kind and frame number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    pub kind: usize,
    pub frame: usize,
}

/// Every frame under the words that trigger it.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub kinds: Vec<Kind>,
    pub verbs: FxHashMap<CompactString, Vec<(Rule, Option<CompactString>)>>,
    /// Verbs with a particle.
    particles: FxHashSet<(CompactString, CompactString)>,
    /// Under the head word, with the whole entry.
    pub nouns: FxHashMap<CompactString, Vec<(Rule, CompactString)>>,
    pub adjectives: FxHashMap<CompactString, Vec<Rule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Classes {
    classes: BTreeMap<CompactString, Vec<CompactString>>,
}

impl Index {
    /// Builds the index.
    ///
    /// # Errors
    ///
    /// Fails when the class file is no TOML of its form or a frame names a class that does not exist.
    pub(super) fn new(kinds: &[Kind], classes: Option<&str>) -> Result<Index> {
        let classes = match classes {
            Some(text) => {
                toml::from_str::<Classes>(text)
                    .map_err(|e| fault(CLASSES, e.message().to_owned(), None))?
                    .classes
            }
            None => BTreeMap::new(),
        };
        let mut index = Index {
            kinds: kinds.to_vec(),
            ..Index::default()
        };
        for (k, kind) in index.kinds.iter_mut().enumerate() {
            for (f, frame) in kind.frames.iter_mut().enumerate() {
                let rule = Rule { kind: k, frame: f };
                expand_frame(frame, &classes).map_err(|class| {
                    fault(
                        &format!("events/{}.toml", kind.id),
                        format!("no class is called `@{class}`"),
                        Some(CLASSES),
                    )
                })?;
                for verb in &frame.verb {
                    let (word, particle): (&str, Option<CompactString>) = match verb.split_once(' ')
                    {
                        Some((word, particle)) => (word, Some(particle.into())),
                        None => (verb.as_str(), None),
                    };
                    if let Some(particle) = &particle {
                        let pair: (CompactString, CompactString) = (word.into(), particle.clone());
                        index.particles.insert(pair);
                    }
                    index
                        .verbs
                        .entry(word.into())
                        .or_default()
                        .push((rule, particle));
                }
                for noun in &frame.noun {
                    index
                        .nouns
                        .entry(head_word(noun).into())
                        .or_default()
                        .push((rule, noun.clone()));
                }
                for adjective in &frame.adjective {
                    index
                        .adjectives
                        .entry(adjective.clone())
                        .or_default()
                        .push(rule);
                }
            }
        }
        Ok(index)
    }

    pub(super) fn frame(&self, rule: Rule) -> &Frame {
        &self.kinds[rule.kind].frames[rule.frame]
    }

    /// Whether a frame asks for its target as object: without one it has not found whom it speaks of.
    pub(super) fn needs_object(&self, rule: Rule) -> bool {
        let asks = |slot: &str| {
            matches!(
                self.frame(rule).slots.get(slot),
                Some(Slot::Role(Role::Target | Role::OfTarget))
            )
        };
        asks("object") || asks("indirect")
    }

    /// Whether some frame knows this verb with this particle: another verb than the bare one.
    pub(super) fn has_particle(&self, verb: &str, particle: &str) -> bool {
        self.particles.contains(&(verb.into(), particle.into()))
    }

    /// `recognise/active`, the name by which `why` and `explain` call a rule.
    pub(super) fn name(&self, rule: Rule) -> String {
        let frame = self.frame(rule);
        match frame.name.as_str() {
            "" => format!("{}/{}", self.kinds[rule.kind].id, rule.frame + 1),
            name => format!("{}/{name}", self.kinds[rule.kind].id),
        }
    }
}

/// The word that heads an entry of several words: its last ("peace talk"), or its first where the second
/// word has no more than two letters and so is a preposition ("state of emergency").
fn head_word(entry: &str) -> &str {
    let parts = |c: char| c == ' ' || c == '-';
    let mut words = entry.split(' ');
    match (words.next(), words.clone().count()) {
        (Some(first), 2..) if words.next().is_some_and(|middle| middle.len() <= 2) => first,
        _ => entry.rsplit(parts).next().unwrap_or(entry),
    }
}

fn fault(file: &str, problem: String, hint: Option<&str>) -> Error {
    Error::Lexicon(Complaint {
        file: format!("lexicon/{file}"),
        line: 1,
        column: 1,
        problem,
        hint: hint.map(|h| format!("classes stand in lexicon/{h}")),
    })
}

type ClassTable = BTreeMap<CompactString, Vec<CompactString>>;

fn expand_frame(frame: &mut Frame, classes: &ClassTable) -> Result<(), CompactString> {
    for words in [&mut frame.verb, &mut frame.noun, &mut frame.adjective] {
        expand(words, classes)?;
    }
    frame
        .slots
        .values_mut()
        .try_for_each(|slot| expand_slot(slot, classes))
}

fn expand_slot(slot: &mut Slot, classes: &ClassTable) -> Result<(), CompactString> {
    match slot {
        Slot::Role(_) => Ok(()),
        Slot::Words(words) => expand(words, classes),
        Slot::Phrase(Phrase {
            noun,
            verb,
            modal,
            slots,
        }) => {
            expand(noun, classes)?;
            expand(verb, classes)?;
            expand(modal, classes)?;
            slots
                .values_mut()
                .try_for_each(|slot| expand_slot(slot, classes))
        }
    }
}

/// Writes classes out; a class may hold classes, one level deep.
fn expand(words: &mut Vec<CompactString>, classes: &ClassTable) -> Result<(), CompactString> {
    for _ in 0..2 {
        let mut flat = Vec::with_capacity(words.len());
        for word in words.drain(..) {
            match word.strip_prefix('@') {
                Some(class) => flat.extend(
                    classes
                        .get(class)
                        .ok_or_else(|| CompactString::from(class))?
                        .iter()
                        .cloned(),
                ),
                None => flat.push(word),
            }
        }
        *words = flat;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        toml::from_str(text).unwrap()
    }

    const KIND: &str = r#"
        id = "lift"
        label = "lift"
        cameo = "085"
        [[frame]]
        verb = ["lift", "call off"]
        object = { noun = ["@limits"], on = "TARGET" }
    "#;

    #[test]
    fn classes_are_written_out_and_particles_split_off() {
        let index = Index::new(
            &[kind(KIND)],
            Some("[classes]\nlimits = [\"ban\", \"embargo\"]"),
        )
        .unwrap();
        assert_eq!(index.verbs["call"][0].1.as_deref(), Some("off"));
        let Slot::Phrase(phrase) = &index.kinds[0].frames[0].slots["object"] else {
            panic!()
        };
        assert_eq!(phrase.noun, ["ban", "embargo"]);
        assert_eq!(index.name(Rule { kind: 0, frame: 0 }), "lift/1");
    }

    #[test]
    fn an_unknown_class_is_named_with_its_file() {
        let error = Index::new(&[kind(KIND)], None).unwrap_err().to_string();
        assert!(
            error.contains("events/lift.toml") && error.contains("`@limits`"),
            "{error}"
        );
    }
}
