//! Actor dictionaries of the PETRARCH coders (`.actors.txt`).
//!
//! A line in the first column is a name, words joined by `_`, with its codes in square brackets; `+` begins
//! another name of the same actor; a line that begins with a tab holds further codes. A code may carry days:
//! `[AFGGOV 960927-011113]`, `[AFGREB >011113]`, `[SUN <911226]`, six digits of which the years to 30 are of
//! this century, or eight. `#` and `;` begin comments, as `<!--` does until `-->`; other lines in `<…>` are skipped.

use super::rows::{Actor, Name, Office};
use super::{Source, cased, codes};
use crate::model::{ActorId, ActorKind, Date};

/// One actor of a dictionary, as it stands.
#[derive(Debug, Default)]
struct Entry {
    line: usize,
    names: Vec<String>,
    codes: Vec<Dated>,
    /// A code that says nobody is meant.
    nobody: bool,
    /// A faulty code was told already.
    faulty: bool,
}

/// A code and the days it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dated {
    code: codes::Code,
    written: String,
    from: Option<Date>,
    to: Option<Date>,
}

pub(super) fn read(text: &str, source: &mut Source) {
    let mut entry: Option<Entry> = None;
    let mut lines = Lines::default();
    for (at, raw) in text.lines().enumerate() {
        let number = at + 1;
        let Some(line) = lines.content(raw) else {
            continue;
        };
        let (words, brackets) = match line.find('[') {
            Some(at) => line.split_at(at),
            None => (line, ""),
        };
        let name = spelled(words.trim_start_matches('+'));
        let continues = line.starts_with(char::is_whitespace) && name.is_empty();
        let synonym = words.trim_start().starts_with('+');
        if !continues && !synonym {
            finish(entry.take(), source);
            entry = Some(Entry {
                line: number,
                ..Entry::default()
            });
        }
        let Some(open) = &mut entry else {
            let problem = format!("`{}` belongs to no name", line.trim());
            source.complain(number, problem, "a name in the first column goes before it");
            continue;
        };
        if !name.is_empty() {
            open.names.push(name);
        }
        for inside in bracketed(brackets) {
            match inside.and_then(|inside| dated(inside, source)) {
                Ok(Some(code)) => open.codes.push(code),
                Ok(None) => open.nobody = true,
                Err((problem, hint)) => {
                    open.faulty = true;
                    source.complain(number, problem, hint);
                }
            }
        }
    }
    finish(entry, source);
}

/// What a line says without its comments; remembers whether a comment goes on.
#[derive(Debug, Default)]
pub(super) struct Lines {
    in_comment: bool,
}

impl Lines {
    pub(super) fn content<'t>(&mut self, line: &'t str) -> Option<&'t str> {
        if self.in_comment || line.trim_start().starts_with("<!--") {
            self.in_comment = !line.contains("-->");
            return None;
        }
        let end = line.find(['#', ';']).unwrap_or(line.len());
        let line = line[..end].trim_end();
        (!line.trim().is_empty() && !line.trim_start().starts_with('<')).then_some(line)
    }
}

/// `SALIH_HASAN_` → `SALIH HASAN`.
pub(super) fn spelled(words: &str) -> String {
    let words = words.replace('_', " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

type Fault = (String, &'static str);

/// What stands between brackets; a fault for one that does not close.
fn bracketed(text: &str) -> impl Iterator<Item = Result<&str, Fault>> {
    text.split('[')
        .skip(1)
        .map(|part| match part.split_once(']') {
            Some((inside, _)) => Ok(inside.trim()),
            None => Err((
                format!("`[{}` is not closed", part.trim()),
                "write a `]` after the code and its days",
            )),
        })
}

/// `AFGGOV 960927-011113`; `None` for a code that says nobody is meant.
fn dated(inside: &str, source: &Source) -> Result<Option<Dated>, Fault> {
    let (written, days) = inside
        .split_once(char::is_whitespace)
        .unwrap_or((inside, ""));
    if written.is_empty() || written.chars().all(|c| matches!(c, '-' | '#' | '~')) {
        return Ok(None);
    }
    let code = codes::read(source.base, written).map_err(|part| {
        let problem = match part == written {
            true => format!("`{written}` is no actor code"),
            false => format!("`{part}` in `{written}` is no state and no group of actors"),
        };
        (problem, "three capitals of a state (ISO 3166-1) or one of IGO, NGO, MNC, IMG, ISM, UNO, EUR, then roles")
    })?;
    let (from, to) = term(days.trim())?;
    Ok(Some(Dated {
        code,
        written: written.to_owned(),
        from,
        to,
    }))
}

fn term(days: &str) -> Result<(Option<Date>, Option<Date>), Fault> {
    if days.is_empty() {
        return Ok((None, None));
    }
    if let Some(day) = days.strip_prefix('<') {
        return Ok((None, Some(date(day, true)?)));
    }
    if let Some(day) = days.strip_prefix('>') {
        return Ok((Some(date(day, false)?), None));
    }
    match days.split_once('-') {
        Some((from, to)) => {
            let (first, last) = (date(from, false)?, date(to, true)?);
            match first <= last {
                true => Ok((Some(first), Some(last))),
                false => Err((
                    format!("`{}` comes after `{}`", from.trim(), to.trim()),
                    "write the earlier day first",
                )),
            }
        }
        None => Err((
            format!("`{days}` is no term"),
            "write `from-to`, `>from` or `<to` with days as YYMMDD or YYYYMMDD",
        )),
    }
}

/// A day of six or eight digits. A month or day of 00, which stands for one not known, and a day after the
/// month's last are moved to the nearest day that exists: for the end of a term the last.
fn date(digits: &str, end: bool) -> Result<Date, Fault> {
    let digits = digits.trim();
    let fault = || {
        (
            format!("`{digits}` is no day"),
            "write it as YYMMDD or YYYYMMDD",
        )
    };
    if !digits.chars().all(|c| c.is_ascii_digit()) {
        return Err(fault());
    }
    let number =
        |range: std::ops::Range<usize>| digits.get(range).and_then(|d| d.parse::<i16>().ok());
    let (year, rest) = match digits.len() {
        4 => (number(0..4), 4),
        6 => (number(0..2).map(century), 2),
        8 => (number(0..4), 4),
        _ => return Err(fault()),
    };
    let year = year.ok_or_else(fault)?;
    let unknown = if end { 12 } else { 1 };
    let month = number(rest..rest + 2).filter(|m| *m > 0).unwrap_or(unknown);
    let month = i8::try_from(month).map_err(|_| fault())?;
    let first = Date::new(year, month, 1).map_err(|_| fault())?;
    let last = first.days_in_month();
    let day = number(rest + 2..rest + 4).unwrap_or(0);
    let day = match i8::try_from(day).map_err(|_| fault())? {
        0 if end => last,
        0 => 1,
        day if day > 31 => return Err(fault()),
        day => day.min(last),
    };
    Date::new(year, month, day).map_err(|_| fault())
}

/// The coders' own rule: two digits up to 30 are of this century.
fn century(year: i16) -> i16 {
    if year <= 30 { 2000 + year } else { 1900 + year }
}

/// Writes an entry as rows: an actor for each state its codes name.
fn finish(entry: Option<Entry>, source: &mut Source) {
    let Some(entry) = entry else { return };
    let names: Vec<String> = entry.names.iter().map(|n| cased(n)).collect();
    let Some(first) = names.first() else {
        if !entry.faulty {
            let problem = "a code without a name".to_owned();
            source.complain(entry.line, problem, "write the name before the bracket");
        }
        return;
    };
    if entry.codes.is_empty() {
        if !entry.nobody && !entry.faulty {
            let problem = format!("`{}` has no code", entry.names[0]);
            let hint = "write one in brackets after it, or on the next line after a tab";
            source.complain(entry.line, problem, hint);
        }
        return;
    }
    let mut roots: Vec<&str> = entry.codes.iter().map(|d| d.code.root.as_str()).collect();
    roots.sort_unstable();
    roots.dedup();
    let dated = entry
        .codes
        .iter()
        .any(|d| d.from.is_some() || d.to.is_some());
    for root in &roots {
        let own: Vec<&Dated> = entry
            .codes
            .iter()
            .filter(|d| d.code.root == *root)
            .collect();
        // With one state the name always means it; with several each for its own time.
        let (from, to) = match roots.len() {
            1 => (None, None),
            _ => span(&own),
        };
        let bare = own.iter().all(|d| d.code.bare && d.code.state);
        let (id, usage) = match bare && !dated {
            // A name with nothing but a state's code is mostly a place in it: it stands for the state when it acts.
            true => (ActorId::new(*root), "metonym"),
            false => (actor(root, first, &own, dated, source), "full"),
        };
        for name in names.iter().filter(|n| !source.known.means(n, &id)) {
            source.rows.name(Name {
                name: name.clone(),
                actor: id.to_string(),
                usage,
                from: from.map(|d: Date| d.to_string()).unwrap_or_default(),
                to: to.map(|d: Date| d.to_string()).unwrap_or_default(),
                ambiguous: false,
            });
        }
    }
}

/// From the first day to the last of some codes, open where one is.
fn span(codes: &[&Dated]) -> (Option<Date>, Option<Date>) {
    let from = codes.iter().map(|d| d.from).min().flatten();
    let open = codes.iter().any(|d| d.to.is_none());
    let to = codes.iter().filter_map(|d| d.to).max();
    (from, to.filter(|_| !open))
}

/// The id of the actor of some codes of one state; adds it with its terms unless the lexicon has it.
fn actor(root: &str, name: &str, codes: &[&Dated], dated: bool, source: &mut Source) -> ActorId {
    if let Some(known) = source.known.id(root, name) {
        return known.clone();
    }
    let id = source.id(root, name);
    let state = codes.iter().any(|d| d.code.state);
    let mut all = codes[0].code.clone();
    for code in &codes[1..] {
        let more = code.code.sector.iter().filter(|s| !all.sector.contains(s));
        let more: Vec<String> = more.cloned().collect();
        all.sector.extend(more);
    }
    let kind = codes::kind(source.base, name, &all, dated);
    source.rows.actor(
        &id,
        Actor {
            name: name.to_owned(),
            kind,
            country: country(root, state),
            sector: all.sector,
            part_of: state.then(|| ActorId::new(root)),
        },
    );
    if kind == ActorKind::Person && state {
        for code in codes.iter().filter(|d| d.from.is_some() || d.to.is_some()) {
            let day = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
            source.rows.office(Office {
                person: id.to_string(),
                name: name.to_owned(),
                // The dictionaries know roles, not titles: the code is all they say of the office.
                office: code.written.clone(),
                body: root.to_owned(),
                from: day(code.from),
                to: day(code.to),
                gender: String::new(),
            });
        }
    }
    id
}

/// The country of a record: a state, or PLOVER's code for what belongs to none.
fn country(root: &str, state: bool) -> Option<String> {
    let stateless = crate::model::STATELESS.contains(&root);
    (state || stateless).then(|| root.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_the_coders_read_them() {
        for (digits, end, want) in [
            ("960927", false, "1996-09-27"),
            ("300101", false, "2030-01-01"),
            ("310101", false, "1931-01-01"),
            ("20210815", false, "2021-08-15"),
            ("1996", false, "1996-01-01"),
            ("1996", true, "1996-12-31"),
            ("960000", true, "1996-12-31"),
            ("960200", true, "1996-02-29"),
            ("970231", true, "1997-02-28"),
        ] {
            let got = date(digits, end).map(|d| d.to_string());
            assert_eq!(got, Ok(want.to_owned()), "{digits}");
        }
        for wrong in ["9913", "99", "991301", "990199", "yesterday", ""] {
            assert!(wrong == "9913" || date(wrong, false).is_err(), "{wrong}");
        }
    }

    #[test]
    fn terms_have_one_border_or_two() {
        let day = |d: &str| d.parse::<Date>().ok();
        for (days, want) in [
            ("", (None, None)),
            ("<911226", (None, day("1991-12-26"))),
            (">911226", (day("1991-12-26"), None)),
            ("960927-011113", (day("1996-09-27"), day("2001-11-13"))),
        ] {
            assert_eq!(term(days), Ok(want), "{days}");
        }
        assert!(term("011113-960927").is_err());
        assert!(term("960927").is_err());
    }
}
