//! Whom somebody speaks to, when the sentence does not say: the one they met.
//!
//! "The ministers of Fiji and Samoa met on Monday. Fiji's minister reaffirmed his country's support": in the talk
//! that an article tells of, what one side says or promises goes to the other.

use super::coder::Coded;
use super::confidence;
use super::words::Words;
use crate::model::Party;

/// The two sides of the last meeting a document told of.
#[derive(Debug, Clone, Default)]
pub struct Partners(Option<(Vec<Party>, Vec<Party>)>);

impl Partners {
    /// Fills in who is spoken to, then remembers who meets whom.
    pub(super) fn hear(&mut self, events: &mut [Coded], words: &Words) {
        for event in events {
            if event.partial
                && event.target.is_empty()
                && words.addressed.contains(event.cameo.root())
            {
                self.lend(event);
            }
            if event.reciprocal && !event.negated && crosses(event) {
                self.0 = Some((event.source.clone(), event.target.clone()));
            }
        }
    }

    fn lend(&self, event: &mut Coded) {
        let Some((one, other)) = &self.0 else { return };
        let of = |side: &[Party]| {
            let state = |p: &Party| p.state().cloned();
            side.iter().any(|p| {
                event
                    .source
                    .iter()
                    .any(|s| s.id == p.id || (state(s).is_some() && state(s) == state(p)))
            })
        };
        let partner = match (of(one), of(other)) {
            (true, false) => other,
            (false, true) => one,
            _ => return,
        };
        event.target.clone_from(partner);
        event.partial = false;
        event.confidence = (event.confidence * confidence::PARTNER * 100.0).round() / 100.0;
    }
}

/// Whether its sides belong to different states.
fn crosses(event: &Coded) -> bool {
    let state = |side: &[Party]| side.iter().find_map(|p| p.country.clone());
    match (state(&event.source), state(&event.target)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    }
}
