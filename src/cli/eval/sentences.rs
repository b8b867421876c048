//! Single sentences: those that are not wholly right, and those a change of the lexicon wins and loses.

use super::{Run, read};
use crate::cli::args::{Eval, Format};
use crate::cli::listing::{self, Flat};
use crate::cli::paint::{Style, line};
use crate::cli::report::{Failure, plural};
use crate::cli::session::Session;
use crate::cli::table::{Align, Cell, Table};
use crate::eval::{self, Baseline, Change, GoldSet, Measure};
use crate::lexicon::Lexicon;
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// The run before is that of the built-in lexicon.
const BUILTIN: &str = "builtin";

/// A sentence, what was to be said of it, and what was.
#[derive(Debug, Serialize)]
struct Sentence<'a> {
    set: &'a str,
    id: &'a str,
    /// `won`, `lost` or `changed` between two runs; absent for a single one.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<&'static str>,
    text: &'a str,
    gold: Vec<String>,
    said: Vec<String>,
    /// What the other run said.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Vec<String>>,
}

impl Flat for Sentence<'_> {
    fn columns() -> Vec<String> {
        listing::named(&["set", "id", "change", "text", "gold", "said", "before"])
    }
    fn cells(&self) -> Vec<String> {
        vec![
            self.set.to_owned(),
            self.id.to_owned(),
            self.change.unwrap_or_default().to_owned(),
            self.text.to_owned(),
            self.gold.join(";"),
            self.said.join(";"),
            self.before.as_deref().unwrap_or_default().join(";"),
        ]
    }
}

fn strings<T: ToString>(all: &[T]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}

/// The first sentences that are not wholly right.
pub(super) fn errors(
    sets: &[GoldSet],
    run: &Run,
    limit: usize,
    format: Format,
    session: &mut Session,
) -> Result<(), Failure> {
    let mut rows = Vec::new();
    for (set, verdicts) in sets.iter().zip(&run.verdicts) {
        let judged = set.sentences.iter().zip(verdicts);
        rows.extend(
            judged
                .filter(|(_, v)| !v.clean)
                .map(|(gold, verdict)| Sentence {
                    set: &set.name,
                    id: &verdict.id,
                    change: None,
                    text: &gold.document.text,
                    gold: strings(&verdict.wanted),
                    said: strings(&verdict.told),
                    before: None,
                }),
        );
    }
    rows.truncate(limit);
    sentences(&rows, format, session)
}

fn sentences(rows: &[Sentence<'_>], format: Format, session: &mut Session) -> Result<(), Failure> {
    if format != Format::Table {
        return listing::print(&mut session.out, format, rows);
    }
    let nothing = || "nothing".to_owned();
    for row in rows {
        let list = |all: &[String]| match all {
            [] => nothing(),
            all => all.join(", "),
        };
        let head = match row.change {
            Some(change) => format!("{change}  {}", row.id),
            None => row.id.to_owned(),
        };
        let head = session
            .screen
            .paint(Style::Strong, &line(&head))
            .into_owned();
        writeln!(session.out, "\n{head}  {}", line(row.text))?;
        writeln!(session.out, "  gold    {}", line(&list(&row.gold)))?;
        if let Some(before) = &row.before {
            writeln!(session.out, "  before  {}", line(&list(before)))?;
        }
        writeln!(session.out, "  said    {}", line(&list(&row.said)))?;
    }
    Ok(())
}

/// What changed since another run: the measures side by side, then the sentences won and lost.
pub(super) fn against(
    path: &Path,
    sets: &[GoldSet],
    now: &Run,
    args: &Eval,
    format: Format,
    session: &mut Session,
) -> Result<(), Failure> {
    let builtin = path == Path::new(BUILTIN);
    let told = if builtin || path.is_dir() {
        let lexicon = match builtin {
            true => Lexicon::builtin()?,
            false => Lexicon::layered(&[path.to_path_buf()])?,
        };
        read(
            sets,
            &lexicon,
            args.min_confidence.unwrap_or_default(),
            session,
        )?
    } else {
        let kept = Baseline::read(path)?;
        let mut missing = 0;
        let mut told = Vec::new();
        for set in sets {
            let of_set = set.sentences.iter().map(|gold| {
                let said = kept.of(&set.name, gold.document.name().as_str());
                missing += usize::from(said.is_none());
                said.unwrap_or_default().to_vec()
            });
            told.push(of_set.collect());
        }
        if missing > 0 {
            let what = plural(missing, "sentence is", "sentences are");
            session.report.warning(&format!(
                "{missing} {what} not in `{}`; the run before counts as silent on them",
                path.display()
            ));
        }
        told
    };
    let before = Run::new(sets, &told);
    let mut rows = Vec::new();
    for ((set, old), new) in sets.iter().zip(&before.verdicts).zip(&now.verdicts) {
        let texts = |id: &str| {
            let gold = set
                .sentences
                .iter()
                .find(|g| g.document.name().as_str() == id);
            gold.map_or("", |g| g.document.text.as_str())
        };
        rows.extend(eval::compare(old, new).into_iter().map(|change| {
            let Change {
                outcome,
                before,
                now,
            } = change;
            Sentence {
                set: &set.name,
                id: &now.id,
                change: Some(match outcome {
                    eval::Outcome::Won => "won",
                    eval::Outcome::Lost => "lost",
                    eval::Outcome::Changed => "changed",
                }),
                text: texts(&now.id),
                gold: strings(&now.wanted),
                said: strings(&now.told),
                before: Some(strings(&before.told)),
            }
        }));
    }
    if format == Format::Table {
        let numbers = ["F1 before", "F1 now", "change"].map(|h| (h, Align::Right));
        let heads = [
            &[("set", Align::Left), ("measure", Align::Left)][..],
            &numbers,
        ]
        .concat();
        let mut table = Table::new(&heads);
        for ((set, old), (_, new)) in before.parts().into_iter().zip(now.parts()) {
            for measure in Measure::ALL {
                let (old, new) = (old.of(measure).f1(), new.of(measure).f1());
                table.row(vec![
                    Cell::plain(set),
                    Cell::styled(Style::Strong, measure.as_str()),
                    Cell::plain(format!("{old:.3}")),
                    Cell::plain(format!("{new:.3}")),
                    Cell::plain(format!("{:+.3}", new - old)),
                ]);
            }
        }
        write!(session.out, "{}", table.render(&session.screen))?;
        let count = |what| rows.iter().filter(|r| r.change == Some(what)).count();
        writeln!(
            session.out,
            "\n{} won, {} lost, {} otherwise changed",
            count("won"),
            count("lost"),
            count("changed")
        )?;
    }
    rows.truncate(args.errors.unwrap_or(usize::MAX));
    sentences(&rows, format, session)
}
