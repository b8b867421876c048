//! `chancery eval`: gold sentences read with the program, and how much of it was right.

use super::args::{Eval, Format};
use super::chunks;
use super::listing::{self, Flat, or_empty};
use super::paint::{Style, line};
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use super::table::{Align, Cell, Table};
use crate::error::{Error, Result};
use crate::eval::{
    self, Baseline, Change, GoldSet, Measure, RuleTally, Said, Scores, Tally, Verdict,
};
use crate::events::CALIBRATION;
use crate::lexicon::Lexicon;
use crate::pipeline::Pipeline;
use serde::{Serialize, Serializer};
use std::io::Write;
use std::path::Path;

/// The run before is that of the built-in lexicon.
const BUILTIN: &str = "builtin";

/// Rules shown in a table; the other formats have all of them.
const RULES: usize = 15;

pub(super) fn run(args: &Eval, session: &mut Session) -> Result<Outcome, Failure> {
    let date = args.date.map(|d| d.first);
    let mut sets = Vec::new();
    let mut failed = false;
    for path in &args.gold {
        let (set, faults) = GoldSet::read(path, date)?;
        for fault in faults {
            failed = true;
            session.report.error_line(&fault.to_string());
        }
        sets.push(set);
    }
    let mut lexicon = session.lexicon()?;
    if args.calibrate.is_some() {
        lexicon = lexicon.without(CALIBRATION);
    }
    let least = args.min_confidence.unwrap_or_default();
    let told = read(&sets, &lexicon, least, session)?;
    if let Some(path) = &args.save {
        let mut kept = Baseline::default();
        for (set, told) in sets.iter().zip(&told) {
            kept.add(set, told);
        }
        kept.write(path)?;
    }
    let now = Run::new(&sets, &told);
    if now.all.sentences == 0 {
        session.report.nothing("no gold sentence to score");
        return Ok(Outcome::NothingFound);
    }
    if let Some(path) = &args.calibrate {
        calibrate(path, &now, session)?;
    }
    let format = session.format(&args.listing);
    if args.reliability {
        reliability(&now, format, session)?;
        return Ok(ended(failed));
    }
    match (&args.against, args.errors) {
        (Some(path), _) => against(path, &sets, &now, args, format, session)?,
        (None, None) => figures(&now, format, session)?,
        (None, Some(limit)) => {
            if format == Format::Table {
                figures(&now, format, session)?;
            }
            errors(&sets, &now, limit, format, session)?;
        }
    }
    Ok(ended(failed))
}

fn ended(failed: bool) -> Outcome {
    match failed {
        true => Outcome::SomeFailed,
        false => Outcome::Done,
    }
}

/// What the program says of every sentence of every set.
fn read(
    sets: &[GoldSet],
    lexicon: &Lexicon,
    least: f32,
    session: &Session,
) -> Result<Vec<Vec<Vec<Said>>>, Failure> {
    let pipeline = Pipeline::new(lexicon)?;
    let pool = session.pool()?;
    let mut told = Vec::new();
    for set in sets {
        let answers = chunks::each(&pool, &set.sentences, |gold| {
            chunks::read(&pipeline, &gold.document).map(|r| eval::said(&r.reports, least))
        });
        told.push(answers.into_iter().collect::<Result<Vec<_>>>()?);
    }
    Ok(told)
}

/// The verdicts of one run, set by set, and their sums.
struct Run {
    verdicts: Vec<Vec<Verdict>>,
    sets: Vec<(String, Scores)>,
    all: Scores,
}

impl Run {
    fn new(sets: &[GoldSet], told: &[Vec<Vec<Said>>]) -> Self {
        let mut run = Run {
            verdicts: Vec::new(),
            sets: Vec::new(),
            all: Scores::default(),
        };
        for (set, told) in sets.iter().zip(told) {
            let judged = set.sentences.iter().zip(told);
            let verdicts: Vec<Verdict> = judged.map(|(g, s)| eval::judge(g, s)).collect();
            let mut scores = Scores::default();
            for verdict in &verdicts {
                scores.add(verdict);
                run.all.add(verdict);
            }
            run.sets.push((set.name.clone(), scores));
            run.verdicts.push(verdicts);
        }
        run
    }

    /// Each set, and all of them together where there are several.
    fn parts(&self) -> Vec<(&str, &Scores)> {
        let mut parts: Vec<_> = self.sets.iter().map(|(n, s)| (n.as_str(), s)).collect();
        if parts.len() > 1 {
            parts.push(("all", &self.all));
        }
        parts
    }
}

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
fn digits(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

fn rounded<S: Serializer>(share: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
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
fn figures(run: &Run, format: Format, session: &mut Session) -> Result<(), Failure> {
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

fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |s| format!("{s:.3}"))
}

/// Writes what raw scores are worth on these sets.
fn calibrate(path: &Path, run: &Run, session: &mut Session) -> Result<()> {
    let judged = &run.all.judged;
    let table = eval::calibrate(judged);
    let sets: Vec<&str> = run.sets.iter().map(|(name, _)| name.as_str()).collect();
    let text = eval::calibration_file(&table, &sets, judged.len());
    std::fs::write(path, text).map_err(|source| Error::Io {
        action: "write",
        path: path.to_path_buf(),
        source,
    })?;
    let (points, kinds) = (table.curve.len(), table.kinds.len());
    session.report.note(&format!(
        "{points} points and {kinds} kinds written to {}; the figures are those of raw scores",
        path.display()
    ));
    Ok(())
}

/// Events of like confidence: how many, and how many of them were right.
#[derive(Debug, Serialize)]
struct BinRow {
    from: f64,
    to: f64,
    events: usize,
    right: usize,
    #[serde(serialize_with = "rounded")]
    confidence: Option<f64>,
    #[serde(serialize_with = "rounded")]
    share: Option<f64>,
}

impl Flat for BinRow {
    fn columns() -> Vec<String> {
        listing::named(&["from", "to", "events", "right", "confidence", "share"])
    }
    fn cells(&self) -> Vec<String> {
        vec![
            self.from.to_string(),
            self.to.to_string(),
            self.events.to_string(),
            self.right.to_string(),
            or_empty(self.confidence.map(digits)),
            or_empty(self.share.map(digits)),
        ]
    }
}

/// The reliability table of all sets together.
fn reliability(run: &Run, format: Format, session: &mut Session) -> Result<(), Failure> {
    let found = eval::reliability(&run.all.judged);
    let bins = found.iter().flat_map(|f| &f.bins);
    let rows: Vec<BinRow> = bins
        .map(|bin| BinRow {
            from: bin.tenth as f64 / 10.0,
            to: (bin.tenth + 1) as f64 / 10.0,
            events: bin.events,
            right: bin.right,
            confidence: Some(bin.confidence),
            share: Some(bin.share()),
        })
        .collect();
    if format != Format::Table {
        return listing::print(&mut session.out, format, &rows);
    }
    let numbers = ["events", "right", "mean confidence", "share right"].map(|h| (h, Align::Right));
    let mut table = Table::new(&[&[("confidence", Align::Left)][..], &numbers].concat());
    for row in &rows {
        table.row(vec![
            Cell::styled(Style::Strong, format!("{:.1}–{:.1}", row.from, row.to)),
            Cell::plain(row.events.to_string()),
            Cell::plain(row.right.to_string()),
            Cell::plain(share(row.confidence)),
            Cell::plain(share(row.share)),
        ]);
    }
    write!(session.out, "{}", table.render(&session.screen))?;
    if let Some(found) = found {
        writeln!(
            session.out,
            "\nBrier score {:.3}, expected calibration error {:.3}, over {} events",
            found.brier,
            found.calibration_error,
            run.all.judged.len()
        )?;
    }
    Ok(())
}

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
fn errors(
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
fn against(
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
