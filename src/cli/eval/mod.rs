//! `chancery eval`: gold sentences read with the program, and how much of it was right.
//!
//! `figures` prints measures, types and rules, `reliability` what confidence is worth, `sentences` what was
//! said of single sentences and what changed since another run.

mod figures;
mod reliability;
mod sentences;

use super::args::{Eval, Format};
use super::chunks;
use super::report::{Failure, Outcome};
use super::session::Session;
use crate::error::Result;
use crate::eval::{self, Baseline, GoldSet, Said, Scores, Verdict};
use crate::events::CALIBRATION;
use crate::lexicon::Lexicon;
use crate::pipeline::Pipeline;
use figures::figures;
use reliability::{calibrate, reliability};
use sentences::{against, errors};

pub(in crate::cli) fn run(args: &Eval, session: &mut Session) -> Result<Outcome, Failure> {
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
        lexicon.remove(CALIBRATION);
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
