//! The figures of a run: measures of every set, types and rules of all together.

use super::Run;
use crate::cli::args::Format;
use crate::cli::listing::{self, Flat, or_empty};
use crate::cli::paint::Style;
use crate::cli::report::{Failure, plural};
use crate::cli::session::Session;
use crate::cli::table::{Align, Cell, Table};
use crate::eval::{Measure, RuleTally, Tally};
use serde::{Serialize, Serializer};
use std::io::Write;

/// Rules shown in a table; the other formats have all of them.
const RULES: usize = 15;

/// One figure: of a measure, a type or a rule.
#[derive(Debug, Serialize)]
struct Figure {
    /// `measure`, `type` or `rule`.
    part: &'static str,
    /// The gold set, `all` for several together.
    set: String,
    name: String,
    #[serde(serialize_with = "rounded")]
    precision: Option<f64>,
    #[serde(serialize_with = "rounded")]
    recall: Option<f64>,
    #[serde(serialize_with = "rounded")]
    f1: Option<f64>,
    /// Wanted things said; of a rule, how often type and parties were right.
    found: usize,
    /// Things wanted; none of a rule.
    gold: Option<usize>,
    /// Said things that were wanted; of a rule, how often its type was.
    right: usize,
    /// Things said; of a rule, how often it gave an event.
    said: usize,
}

impl Flat for Figure {
    fn columns() -> Vec<String> {
        listing::named(&[
            "part",
            "set",
            "name",
            "precision",
            "recall",
            "f1",
            "found",
            "gold",
            "right",
            "said",
        ])
    }
    fn cells(&self) -> Vec<String> {
        vec![
            self.part.to_owned(),
            self.set.clone(),
            self.name.clone(),
            or_empty(self.precision.map(digits)),
            or_empty(self.recall.map(digits)),
            or_empty(self.f1.map(digits)),
            self.found.to_string(),
            or_empty(self.gold),
            self.right.to_string(),
            self.said.to_string(),
        ]
    }
}

/// Four decimals: more would say that a few hundred sentences know more.
pub(super) fn digits(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

pub(super) fn rounded<S: Serializer>(
    share: &Option<f64>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    share.map(digits).serialize(serializer)
}

impl Figure {
    fn of(part: &'static str, set: &str, name: &str, tally: Tally) -> Self {
        Figure {
            part,
            set: set.to_owned(),
            name: name.to_owned(),
            precision: tally.precision(),
            recall: tally.recall(),
            f1: Some(tally.f1()),
            found: tally.found,
            gold: Some(tally.gold),
            right: tally.right,
            said: tally.said,
        }
    }

    fn of_rule(set: &str, name: &str, rule: RuleTally) -> Self {
        Figure {
            part: "rule",
            set: set.to_owned(),
            name: name.to_owned(),
            precision: rule.share(),
            recall: None,
            f1: None,
            found: rule.right,
            gold: None,
            right: rule.type_right,
            said: rule.fired,
        }
    }
}

/// Measures of every set, types and rules of all together.
pub(super) fn figures(run: &Run, format: Format, session: &mut Session) -> Result<(), Failure> {
    let mut figures = Vec::new();
    for (set, scores) in run.parts() {
        let measures = Measure::ALL.into_iter();
        figures.extend(measures.map(|m| Figure::of("measure", set, m.as_str(), scores.of(m))));
    }
    let parts = run.parts();
    let whole = parts.last().map_or("all", |(name, _)| *name);
    let types = run.all.types();
    figures.extend(
        types
            .iter()
            .map(|(name, tally)| Figure::of("type", whole, name, *tally)),
    );
    let rules = run.all.rules.iter();
    figures.extend(rules.map(|(name, rule)| Figure::of_rule(whole, name, *rule)));
    match format {
        Format::Table => table(run, &figures, session),
        format => listing::print(&mut session.out, format, &figures),
    }
}

fn table(run: &Run, figures: &[Figure], session: &mut Session) -> Result<(), Failure> {
    let several = run.sets.len() > 1;
    let mut heads = vec![("", Align::Left)];
    if several {
        heads.insert(0, ("set", Align::Left));
    }
    let counts = [
        "precision",
        "recall",
        "F1",
        "found",
        "gold",
        "right",
        "said",
    ];
    heads.extend(counts.map(|c| (c, Align::Right)));
    for part in ["measure", "type"] {
        heads[usize::from(several)].0 = part;
        let mut table = Table::new(&heads);
        for figure in figures.iter().filter(|f| f.part == part) {
            let mut row = vec![Cell::styled(Style::Strong, &figure.name)];
            if several {
                row.insert(0, Cell::plain(&figure.set));
            }
            row.extend([figure.precision, figure.recall, figure.f1].map(|s| Cell::plain(share(s))));
            let gold = or_empty(figure.gold);
            row.extend(
                [
                    figure.found.to_string(),
                    gold,
                    figure.right.to_string(),
                    figure.said.to_string(),
                ]
                .map(Cell::plain),
            );
            table.row(row);
        }
        writeln!(session.out, "{}", table.render(&session.screen))?;
    }
    let mut rules: Vec<&Figure> = figures.iter().filter(|f| f.part == "rule").collect();
    rules.sort_by_key(|f| (std::cmp::Reverse(f.said - f.right), &f.name));
    let heads = ["fired", "type right", "share", "parties too"].map(|h| (h, Align::Right));
    let mut table = Table::new(&[&[("rule", Align::Left)][..], &heads].concat());
    for rule in rules.iter().take(RULES) {
        table.row(vec![
            Cell::styled(Style::Strong, &rule.name),
            Cell::plain(rule.said.to_string()),
            Cell::plain(rule.right.to_string()),
            Cell::plain(share(rule.precision)),
            Cell::plain(rule.found.to_string()),
        ]);
    }
    if !rules.is_empty() {
        write!(session.out, "{}", table.render(&session.screen))?;
    }
    if rules.len() > RULES {
        let more = rules.len() - RULES;
        let word = plural(more, "rule", "rules");
        session.report.note(&format!(
            "{more} more {word} with fewer errors (all of them: --format csv)"
        ));
    }
    Ok(())
}

pub(super) fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |s| format!("{s:.3}"))
}
