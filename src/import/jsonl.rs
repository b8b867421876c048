//! Event records and actor records, one JSON object a line, as `events`, `actors` and `export` print them.

use super::{Gather, lines};
use crate::error::Result;
use crate::model::{Actor, Event};
use serde_json::Value as Json;
use std::path::Path;

/// Reads one file.
pub(super) fn read(path: &Path, gather: &mut Gather) -> Result<()> {
    lines(path, gather, |gather, line, place| {
        gather.records += 1;
        if let Err(problem) = record(line, place, gather) {
            gather.refuse(place, problem);
        }
    })
}

fn record(line: &str, place: &str, gather: &mut Gather) -> std::result::Result<(), String> {
    // By far the most lines are events; what is none is looked at again.
    let error = match serde_json::from_str::<Event>(line) {
        Ok(event) => {
            gather.event(event, place);
            return Ok(());
        }
        Err(error) => error,
    };
    let value: Json = serde_json::from_str(line).map_err(|e| format!("this is no JSON: {e}"))?;
    let has = |name: &str| value.get(name).is_some();
    if has("cameo") || has("evidence") {
        return Err(format!("this is no event record: {error}"));
    }
    if has("part_of") && has("names") {
        let actor = actor(value).map_err(|e| format!("this is no actor record: {e}"))?;
        gather.actor(actor, place);
        return Ok(());
    }
    let hint = if has("text") {
        "; documents are read by `chancery build`"
    } else {
        ""
    };
    Err(format!(
        "this is neither an event nor an actor record{hint}"
    ))
}

/// In the records of the command line memberships are dated; the graph keeps whom they are to.
fn actor(mut value: Json) -> serde_json::Result<Actor> {
    if let Some(Json::Array(wholes)) = value.get_mut("part_of") {
        for whole in wholes {
            if let Some(id) = whole.get_mut("id").map(Json::take) {
                *whole = id;
            }
        }
    }
    serde_json::from_value(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;
    use crate::graph::ActorRecord;

    #[test]
    fn actor_records_are_taken_too() {
        let (_, actors) = sample::seeds();
        let mut actor = actors[1].clone();
        actor.part_of = vec!["CHN.MFA".into()];
        let mut gather = Gather::default();
        for line in [
            serde_json::to_string(&actor).unwrap(),
            serde_json::to_string(&ActorRecord::from(&actor)).unwrap(),
        ] {
            record(&line, "a:1", &mut gather).unwrap();
            assert_eq!(gather.actors.remove(&actor.id), Some(actor.clone()));
        }
    }
}
