//! The words on a picture: dates, verbs and codes on lines, names and offices in nodes, tooltips.

use super::text::{clean, clip};
use crate::model::{Actor, ActorKind, Date, Event, Office, Party, Status};

/// The days an event can have been, when something dates it.
pub(super) fn days(event: &Event) -> Option<(Date, Date)> {
    event
        .date
        .map(|first| (first, event.date_end.unwrap_or(first).max(first)))
}

/// A range of days as an ISO 8601 interval, as coarse as its length: `2025-04-17/21`, `2025-04/07`, `2019/2025`.
pub fn interval(first: Date, last: Date) -> String {
    if first == last {
        return first.to_string();
    }
    let (a, b) = (first.to_string(), last.to_string());
    let whole_months = first.day() == 1 && last == last.last_of_month();
    let whole_years = whole_months && first.month() == 1 && last.month() == 12;
    let years = i32::from(last.year()) - i32::from(first.year());
    let months = years * 12 + i32::from(last.month()) - i32::from(first.month());
    // one letter of ISO text is one byte, and years before 0 are longer by their sign
    let year = |text: &str| text[..text.len() - 6].to_owned();
    let month = |text: &str| text[..text.len() - 3].to_owned();
    if whole_years && years == 0 {
        year(&a)
    } else if whole_months && months == 0 {
        month(&a)
    } else if whole_years || months > 24 {
        format!("{}/{}", year(&a), year(&b))
    } else if whole_months || months > 1 {
        if years == 0 {
            format!("{}/{}", month(&a), &b[b.len() - 5..b.len() - 3])
        } else {
            format!("{}/{}", month(&a), month(&b))
        }
    } else if years > 0 {
        format!("{a}/{b}")
    } else if months > 0 {
        format!("{a}/{}", &b[b.len() - 5..])
    } else {
        format!("{a}/{}", &b[b.len() - 2..])
    }
}

/// `2025-05-21`, `~2025-04/07`, or `undated`, for one or several events.
pub(super) fn when(events: &[&Event]) -> String {
    let mut dated = events.iter().filter_map(|e| days(e));
    let Some(start) = dated.next() else {
        return "undated".to_owned();
    };
    let (first, last) = dated.fold(start, |(a, b), (c, d)| (a.min(c), b.max(d)));
    let unsure = events.iter().filter_map(|e| days(e)).any(|(a, b)| a != b);
    format!("{}{}", if unsure { "~" } else { "" }, interval(first, last))
}

/// Near label: `2025-05-21  pledge [030] x3`.
pub(super) fn near(events: &[&Event]) -> String {
    let Some(event) = events.first() else {
        return String::new();
    };
    let mut label = format!("{}  {}", when(events), what(event));
    if events.len() > 1 {
        label.push_str(&format!(" x{}", events.len()));
    }
    label
}

/// What an event was, in the order of a sentence: `Wang Yi meet [040] Amir Khan Muttaqi, 2025-05-21`.
pub(super) fn told(event: &Event) -> String {
    let names = |side: &[Party]| {
        let names: Vec<String> = side.iter().map(|p| clean(&p.name)).collect();
        clip(&names.join(", "), 90).into_owned()
    };
    let what = what(event);
    match (event.source.is_empty(), event.target.is_empty()) {
        (false, false) => format!(
            "{} {what} {}, {}",
            names(&event.source),
            names(&event.target),
            when(&[event])
        ),
        _ => format!("{} {what}, {}", names(&event.source), when(&[event])),
    }
}

/// The kind of an event with its code and what is claimed of it: `not visit [042]`, `send aid [073] planned`.
pub(super) fn what(event: &Event) -> String {
    let mut what = format!(
        "{}{} [{}]",
        if event.negated { "not " } else { "" },
        clip(&clean(&event.kind), 32),
        clip(&clean(event.cameo.as_str()), 8)
    );
    if event.status != Status::Actual {
        what.push_str(&format!(" {}", event.status));
    }
    what
}

/// Far label: `37 · 2019–2025`.
pub(super) fn far(events: &[&Event]) -> String {
    let mut dated = events.iter().filter_map(|e| days(e));
    let Some(start) = dated.next() else {
        return events.len().to_string();
    };
    let (first, last) = dated.fold(start, |(a, b), (c, d)| (a.min(c), b.max(d)));
    if first.year() == last.year() {
        format!("{} · {}", events.len(), interval(first, last))
    } else {
        format!("{} · {}–{}", events.len(), first.year(), last.year())
    }
}

/// The evidence behind a line, for its tooltip: at most `most` events, one sentence each.
pub(super) fn evidence(head: &str, events: &[&Event], most: usize) -> String {
    let mut lines = vec![head.to_owned()];
    for event in events.iter().take(most) {
        lines.push(near(&[event]));
        if let Some(told) = event.evidence.first() {
            let sentence = clean(&told.sentence);
            let published = told.published.map(|d| format!(", {d}")).unwrap_or_default();
            lines.push(format!(
                "“{}” ({}{published})",
                clip(&sentence, 300),
                clean(told.doc.as_str())
            ));
        }
    }
    if events.len() > most {
        lines.push(format!("… and {} more", events.len() - most));
    }
    lines.join("\n")
}

/// The office to show: the one an article named last, else the last one the lexicon has.
pub fn office(actor: &Actor) -> Option<&Office> {
    actor.offices.iter().max_by_key(|o| {
        (
            o.seen.iter().max(),
            o.since.as_deref(),
            o.title.len(),
            o.title.as_str(),
        )
    })
}

/// A body's name without its state's, as it can stand inside that state's panel: "Foreign Ministry".
///
/// `forms` are the state's names. Works at either end of the name, and for adjectives that begin
/// like the state's name ("Afghan", "Chinese").
pub fn inside(name: &str, kind: ActorKind, forms: &[&str]) -> String {
    if !matches!(kind, ActorKind::Government | ActorKind::Body) {
        return name.to_owned();
    }
    let mut forms: Vec<&str> = forms.iter().copied().filter(|f| !f.is_empty()).collect();
    forms.sort_by_key(|f| (std::cmp::Reverse(f.len()), *f));
    let rest = forms.iter().find_map(|form| {
        if let Some(head) = name.strip_suffix(form).filter(|h| h.ends_with(' ')) {
            let mut words: Vec<&str> = head.split(' ').filter(|w| !w.is_empty()).collect();
            // "Foreign Ministry of the": small words that only joined the state's name on
            while words
                .last()
                .is_some_and(|w| w.len() <= 3 && w.chars().all(char::is_lowercase))
            {
                words.pop();
            }
            return Some(words.join(" "));
        }
        let tail = name.strip_prefix(form)?;
        tail.strip_prefix("'s ")
            .or(tail.strip_prefix("’s "))
            .or(tail.strip_prefix(' '))
            .map(str::to_owned)
    });
    let rest = rest.or_else(|| {
        let (first, tail) = name.split_once(' ')?;
        let adjective = |form: &&str| {
            form.chars()
                .zip(first.chars())
                .take_while(|(a, b)| a == b)
                .count()
                >= 4
        };
        forms.iter().any(adjective).then(|| tail.to_owned())
    });
    match rest.map(|r| r.trim().to_owned()).filter(|r| !r.is_empty()) {
        Some(rest) => {
            let mut letters = rest.chars();
            letters
                .next()
                .map(|c| c.to_uppercase().collect::<String>() + letters.as_str())
                .unwrap_or(rest)
        }
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_as_coarse_as_they_are_long() {
        for (first, last, want) in [
            ("2025-07-03", "2025-07-03", "2025-07-03"),
            ("2025-04-17", "2025-04-21", "2025-04-17/21"),
            ("2025-04-28", "2025-05-03", "2025-04-28/05-03"),
            ("2024-12-30", "2025-01-02", "2024-12-30/2025-01-02"),
            ("2025-04-17", "2025-07-04", "2025-04/07"),
            ("2024-11-02", "2025-02-04", "2024-11/2025-02"),
            ("2025-04-01", "2025-04-30", "2025-04"),
            ("2021-01-01", "2021-12-31", "2021"),
            ("2019-03-02", "2025-01-04", "2019/2025"),
        ] {
            assert_eq!(
                interval(first.parse().unwrap(), last.parse().unwrap()),
                want
            );
        }
    }

    #[test]
    fn a_body_in_its_own_column_loses_the_states_name() {
        let russia = ["Russia", "Russian Federation"];
        let afghanistan = ["Afghanistan"];
        for (name, forms, want) in [
            (
                "Foreign Ministry of Russia",
                &russia[..],
                "Foreign Ministry",
            ),
            (
                "Supreme Court of the Russian Federation",
                &russia[..],
                "Supreme Court",
            ),
            ("Russian Supreme Court", &russia[..], "Supreme Court"),
            (
                "Islamic Emirate of Afghanistan",
                &afghanistan[..],
                "Islamic Emirate",
            ),
            (
                "Afghan interim government",
                &afghanistan[..],
                "Interim government",
            ),
            ("Russia", &russia[..], "Russia"),
            ("Bundestag", &russia[..], "Bundestag"),
        ] {
            assert_eq!(inside(name, ActorKind::Body, forms), want);
        }
        assert_eq!(
            inside("Afghan Taliban", ActorKind::Group, &afghanistan),
            "Afghan Taliban"
        );
    }
}
