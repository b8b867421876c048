//! The event record as it goes out: as it stands, or with its days once more as EDTF (ISO 8601-2).

use crate::model::Event;
use serde::Serialize;

/// An event record.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Record<'a> {
    /// As it stands.
    Plain(&'a Event),
    /// With `edtf` as its last field.
    Dated(Dated<'a>),
}

/// An event record, and its days as EDTF: null when nothing dates it.
#[derive(Debug, Serialize)]
pub struct Dated<'a> {
    /// The record as it stands.
    #[serde(flatten)]
    pub event: &'a Event,
    /// Its days.
    pub edtf: Option<String>,
}

impl<'a> From<&'a Event> for Dated<'a> {
    fn from(event: &'a Event) -> Self {
        Dated {
            event,
            edtf: event.days().map(|days| days.edtf()),
        }
    }
}

impl<'a> Record<'a> {
    /// The record of an event, its days as EDTF beside them when asked for.
    pub(super) fn new(event: &'a Event, edtf: bool) -> Self {
        match edtf {
            false => Record::Plain(event),
            true => Record::Dated(event.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;
    use crate::model::Date;

    #[test]
    fn days_are_written_as_edtf_when_asked() {
        let (mut events, _) = sample::seeds();
        let event = &mut events[0];
        for (first, last, want) in [
            (Some((2025, 7, 3)), None, Some("2025-07-03")),
            (Some((2025, 7, 1)), Some((2025, 7, 31)), Some("2025-07")),
            (Some((2024, 1, 1)), Some((2024, 3, 31)), Some("2024-33")),
            (
                Some((2025, 7, 3)),
                Some((2025, 7, 9)),
                Some("2025-07-03/2025-07-09"),
            ),
            (None, None, None),
        ] {
            let day = |d: Option<(i16, i8, i8)>| d.map(|(y, m, d)| Date::constant(y, m, d));
            (event.date, event.date_end) = (day(first), day(last));
            let plain = serde_json::to_string(&Record::new(event, false)).unwrap();
            assert_eq!(plain, serde_json::to_string(event).unwrap());
            let dated = serde_json::to_string(&Record::new(event, true)).unwrap();
            let edtf = serde_json::to_string(&want).unwrap();
            let head = plain.strip_suffix('}').unwrap();
            assert_eq!(dated, format!("{head},\"edtf\":{edtf}}}"));
        }
    }
}
