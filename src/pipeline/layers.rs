//! Persons, the bodies they hold offices of, the states these are part of: what the lexicon knows of those a
//! document names, so that the graph can roll up without asking it again.

use crate::lexicon::Lexicon;
use crate::model::{Actor, ActorId, ActorKind};
use std::collections::BTreeMap;

/// Adds the lexicon's terms to persons, and the bodies and states above the actors, sorted by id.
///
/// Who is added only because something belongs to it has no `names`: no document calls it by any.
pub(super) fn lay(lexicon: &Lexicon, actors: Vec<Actor>) -> Vec<Actor> {
    let mut all: BTreeMap<ActorId, Actor> = BTreeMap::new();
    let mut wanted: Vec<ActorId> = Vec::new();
    for mut actor in actors {
        if actor.kind == ActorKind::Person {
            for term in lexicon.offices(&actor.id) {
                if !actor.offices.contains(&term) {
                    actor.offices.push(term);
                }
            }
        }
        wanted.extend(above(&actor));
        all.insert(actor.id.clone(), actor);
    }
    while let Some(id) = wanted.pop() {
        if all.contains_key(&id) {
            continue;
        }
        let Some(whole) = lexicon.record(&id) else {
            continue;
        };
        wanted.extend(above(&whole));
        all.insert(id, whole);
    }
    all.into_values().collect()
}

/// What an actor is part of, by its record and by its id.
fn above(actor: &Actor) -> Vec<ActorId> {
    let offices = actor.offices.iter().filter_map(|o| o.body.clone());
    let by_id = actor.id.as_str().rsplit_once('.');
    let by_id = by_id.map(|(whole, _)| ActorId::new(whole));
    let part_of = actor.part_of.iter().cloned();
    part_of.chain(offices).chain(by_id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Document;
    use crate::pipeline::Pipeline;

    #[test]
    fn a_named_person_brings_terms_bodies_and_states() -> crate::Result<()> {
        let lexicon = Lexicon::builtin()?;
        let text = "Sergei Lavrov spoke.";
        let document = Document::from_text("a", "2025-07-04".parse().ok(), text);
        let actors = Pipeline::new(&lexicon)?.read(&document).actors;
        let find = |id: &str| actors.iter().find(|a| a.id.as_str() == id);
        let person = actors.iter().find(|a| a.kind == ActorKind::Person);
        let person = person.expect("he is in the tables");
        let serves = |body: &str| {
            let of =
                |o: &&crate::model::Office| o.body.as_ref().is_some_and(|b| b.as_str() == body);
            person.offices.iter().find(of)
        };
        assert!(serves("RUS.MFA").is_some_and(|term| term.since.is_some()));
        assert!(find("RUS.MFA").is_some_and(|a| a.names.is_empty()));
        assert!(find("RUS").is_some_and(|a| a.kind == ActorKind::State));
        assert!(actors.is_sorted_by_key(|a| &a.id));
        Ok(())
    }
}
