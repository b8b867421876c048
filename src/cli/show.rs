//! Events for the eye: parties, day, verb, sentence; and events as flat rows.

use super::args::Dating;
use super::listing::Flat;
use super::paint::{Screen, Style, cut, is_unsafe, line};
use super::table::{Align, Cell, Table};
use crate::export::Dated;
use crate::export::fields::{event_columns, event_row};
use crate::model::{Basis, Event, Evidence, Party, Precision, Status};
use std::borrow::Borrow;
use std::collections::BTreeSet;

/// Longest list of parties a table shows, in columns; the sentence beside it has the rest.
const PARTY_COLUMNS: usize = 36;
/// Digits of an event's id that a table shows; `why` takes the beginning of an id.
const ID_DIGITS: usize = 8;

/// The names of parties: `Pakistan, China`.
pub(super) fn parties(parties: &[Party]) -> String {
    let names: Vec<&str> = parties.iter().map(|p| p.name.as_str()).collect();
    names.join(", ")
}

/// When an event was, as finely as it is known: `2025-07-03`, `2025-07`, `2025-07-01..2025-07-07`; or as EDTF.
pub(super) fn when(event: &Event, dating: Dating) -> String {
    let (Some(first), Some(days)) = (event.date, event.days()) else {
        return "undated".to_owned();
    };
    if dating.edtf {
        return days.edtf();
    }
    let last = days.last;
    let whole_month = first.day() == 1 && last == first.last_of_month();
    let whole_year = first.day_of_year() == 1 && last == first.last_of_year();
    match event.date_precision {
        _ if first == last => first.to_string(),
        Precision::Month if whole_month => format!("{:04}-{:02}", first.year(), first.month()),
        Precision::Year if whole_year => format!("{:04}", first.year()),
        _ => format!("{first}..{last}"),
    }
}

/// One sign for where the day comes from; none for a date that stands in the sentence.
fn sign(basis: Option<Basis>) -> &'static str {
    match basis {
        Some(Basis::Relative) => "~",
        Some(Basis::Carried) => "^",
        Some(Basis::Published) => "*",
        Some(Basis::Stated) | None => "",
    }
}

/// What the signs of these events mean, only those that occur.
fn legend(events: &[impl Borrow<Event>]) -> Option<String> {
    let bases: BTreeSet<Basis> = events
        .iter()
        .filter_map(|e| e.borrow().date_basis)
        .collect();
    let meanings: Vec<String> = bases
        .into_iter()
        .filter_map(|basis| {
            let meaning = match basis {
                Basis::Stated => return None,
                Basis::Relative => "worked out from words such as a weekday",
                Basis::Carried => "carried from a sentence before",
                Basis::Published => "the day of publication",
            };
            Some(format!("{} {meaning}", sign(Some(basis))))
        })
        .collect();
    (!meanings.is_empty()).then(|| format!("dates: {}", meanings.join(" · ")))
}

/// What happened: `recognise [054]`, with its status when it did not happen.
pub(super) fn verb(event: &Event) -> String {
    let not = if event.negated { "not " } else { "" };
    let status = match event.status {
        Status::Actual => String::new(),
        other => format!(" ({other})"),
    };
    format!("{not}{} [{}]{status}", event.kind, event.cameo)
}

/// `→`, or `↔` when both sides act.
pub(super) fn arrow(event: &Event) -> &'static str {
    if event.reciprocal { "↔" } else { "→" }
}

/// The event in one coloured line, without its sentence.
pub(super) fn headline(event: &Event, dating: Dating, screen: &Screen) -> String {
    let paint = |style, text: &str| screen.paint(style, &line(text)).into_owned();
    let mut out = format!(
        "{}  {}  {}",
        paint(
            Style::Date,
            &format!("{}{}", when(event, dating), sign(event.date_basis))
        ),
        paint(Style::Actor, &parties(&event.source)),
        paint(Style::Verb, &verb(event)),
    );
    if !event.target.is_empty() {
        let target = paint(Style::Actor, &parties(&event.target));
        out.push_str(&format!(" {} {target}", arrow(event)));
    }
    out
}

/// The first sentence that tells the event.
fn sentence(event: &Event) -> String {
    let more = event.evidence.len().saturating_sub(1);
    let first = event
        .evidence
        .first()
        .map(|e| line(&e.sentence))
        .unwrap_or_default();
    if more > 0 {
        format!("(+{more}) {first}")
    } else {
        first
    }
}

/// Events as a table: date, source, verb, target, id, sentence; the signs of the dates explained below.
pub(super) fn table(events: &[impl Borrow<Event>], dating: Dating, screen: &Screen) -> String {
    let mut table = Table::new(&[
        ("date", Align::Left),
        ("source", Align::Cut),
        ("event", Align::Left),
        ("target", Align::Cut),
        ("id", Align::Left),
        ("sentence", Align::Left),
    ]);
    for event in events.iter().map(Borrow::borrow) {
        let actor = |text: String| Cell::styled(Style::Actor, cut(&text, PARTY_COLUMNS));
        let id: String = event.id.as_str().chars().take(ID_DIGITS).collect();
        let target = match (event.reciprocal, event.target.is_empty()) {
            (_, true) => String::new(),
            (true, _) => format!("↔ {}", parties(&event.target)),
            (false, _) => parties(&event.target),
        };
        table.row(vec![
            Cell::styled(Style::Date, when(event, dating) + sign(event.date_basis)),
            actor(parties(&event.source)),
            Cell::styled(Style::Verb, verb(event)),
            actor(target),
            Cell::styled(Style::Dim, id),
            Cell::plain(sentence(event)),
        ]);
    }
    let mut out = table.render(screen);
    if let Some(legend) = legend(events) {
        out.push_str(&screen.paint(Style::Dim, &legend));
        out.push('\n');
    }
    out
}

/// The sentence with the parties and the trigger marked: in colour, or `[actor]` and `»verb«` without.
pub(super) fn marked(event: &Event, evidence: &Evidence, screen: &Screen) -> String {
    let sentence: Vec<char> = evidence.sentence.chars().collect();
    let mut marks: Vec<(usize, usize, Style)> = Vec::new();
    let (from, to) = evidence.trigger;
    if evidence.start <= from && from < to && to <= evidence.end {
        marks.push((from - evidence.start, to - evidence.start, Style::Verb));
    }
    // Another sentence may name a party by other words than the event's record does.
    let named = evidence.named.iter().filter_map(|n| n.split_once(" = "));
    let words = event.parties().map(|p| p.mention.as_str());
    for words in words.chain(named.map(|(words, _)| words)) {
        if let Some(at) = whole_words(&sentence, words) {
            marks.push((at, at + words.chars().count(), Style::Actor));
        }
    }
    mark(&evidence.sentence, marks, screen)
}

/// Where the words first stand in the text, not as a part of longer words.
fn whole_words(text: &[char], words: &str) -> Option<usize> {
    let words: Vec<char> = words.chars().collect();
    if words.is_empty() {
        return None;
    }
    let letter = |at: Option<usize>| {
        at.and_then(|i| text.get(i))
            .is_some_and(|c| c.is_alphanumeric())
    };
    let alone = |at: &usize| !letter(at.checked_sub(1)) && !letter(Some(at + words.len()));
    let found = text
        .windows(words.len())
        .enumerate()
        .filter(|(_, w)| *w == words);
    found.map(|(at, _)| at).find(alone)
}

/// Safe text with stretches of it, given in Unicode scalars, marked; of overlapping ones the first and longest.
pub(super) fn mark(text: &str, mut marks: Vec<(usize, usize, Style)>, screen: &Screen) -> String {
    let text: Vec<char> = text.chars().collect();
    marks.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
    let safe = |chars: &[char]| -> String {
        chars
            .iter()
            .filter(|c| c.is_whitespace() || !is_unsafe(**c))
            .collect()
    };
    let mut out = String::new();
    let mut at = 0;
    for (start, end, style) in marks {
        if start < at || end > text.len() {
            continue;
        }
        out.push_str(&safe(&text[at..start]));
        let words = line(&text[start..end].iter().collect::<String>());
        out.push_str(&match style {
            _ if screen.colour => screen.paint(style, &words).into_owned(),
            Style::Verb => format!("»{words}«"),
            Style::Date => format!("‹{words}›"),
            _ => format!("[{words}]"),
        });
        at = end;
    }
    out.push_str(&safe(&text[at..]));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Flat for Event {
    fn columns() -> Vec<String> {
        event_columns(false)
    }
    fn cells(&self) -> Vec<String> {
        event_row(self, false)
    }
}

impl Flat for Dated<'_> {
    fn columns() -> Vec<String> {
        event_columns(true)
    }
    fn cells(&self) -> Vec<String> {
        event_row(self.event, true)
    }
}

/// The word an enum stands as in records.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_inside_a_longer_word_is_not_marked() {
        for (text, words, want) in [
            ("the Russian ministry of Russia", "Russia", Some(24)),
            ("Russia's ministry", "Russia", Some(0)),
            ("Russians", "Russia", None),
            ("Oslo", "", None),
            ("Oslo", "Oslo and Bergen", None),
        ] {
            let text: Vec<char> = text.chars().collect();
            assert_eq!(whole_words(&text, words), want, "{words}");
        }
    }
}
