//! Trains and measures the tagger, the parser and the lemmatiser of chancery from CoNLL-U treebanks.
//!
//! ```text
//! cargo run --release -p chancery-train -- train --out model/en.bin --dev DEV.conllu TRAIN.conllu…
//! cargo run --release -p chancery-train -- evaluate model/en.bin DEV.conllu
//! cargo run --release -p chancery-train -- cutting DEV.conllu
//! ```
//!
//! The same files give the same bytes: all that is random comes from fixed seeds.

mod conllu;
mod cutting;
mod evaluate;
mod learn;
mod lemmas;
mod name_sets;
mod name_tagger;
mod names;
mod news;
mod parser;
mod perceptron;
mod random;
mod renaming;
mod tagger;

use anyhow::{Context, Result};
use chancery::lexicon::Lexicon;
use chancery::text::English;
use clap::{Parser, Subcommand};
use learn::Plan;
use std::path::PathBuf;
use std::time::Instant;

#[derive(Parser)]
#[command(about, version)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Trains a model from treebanks and writes it.
    Train {
        /// Where to write the model.
        #[arg(long)]
        out: PathBuf,
        /// A treebank to measure the model on while it is trained; never learned from.
        #[arg(long)]
        dev: Option<PathBuf>,
        /// Passes of the parser over the trees.
        #[arg(long, default_value_t = Plan::default().passes)]
        passes: usize,
        /// Treebanks in CoNLL-U.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Measures a model on a treebank: gold tokens, the model's own tags, relations without subtypes.
    Evaluate {
        /// The model file.
        model: PathBuf,
        /// A treebank in CoNLL-U.
        file: PathBuf,
    },
    /// Trains the name tagger of a model on texts with marked names, and writes the model with it.
    Names {
        /// The model that gives the tags.
        model: PathBuf,
        /// Where to write the model with the new name tagger; without it, a tenth of the texts is held back
        /// and measured.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Texts to measure on instead.
        #[arg(long)]
        dev: Option<PathBuf>,
        /// Texts: CoNLL-U with `Entity=`, a word and its label a line, or documents in JSONL to be marked by
        /// the lexicon.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Measures the cutting of a treebank's text into sentences and tokens.
    Cutting {
        /// A treebank in CoNLL-U.
        file: PathBuf,
        /// Also lists what is cut differently: the treebank's way, then ours.
        #[arg(long)]
        list: bool,
    },
}

fn main() -> Result<()> {
    let start = Instant::now();
    let note = |line: &str| eprintln!("{:4.0} s  {line}", start.elapsed().as_secs_f64());
    match Args::parse().command {
        Command::Train {
            out,
            dev,
            passes,
            files,
        } => {
            let mut trees = Vec::new();
            for file in &files {
                trees.extend(conllu::read(file)?);
            }
            let dev = dev.map_or(Ok(Vec::new()), |file| conllu::read(&file))?;
            let plan = Plan {
                passes,
                ..Plan::default()
            };
            let english = learn::learn(&trees, &dev, &plan, &note)?;
            let bytes = english.write()?;
            note(&format!("{} bytes", bytes.len()));
            std::fs::write(&out, bytes).with_context(|| format!("cannot write `{}`", out.display()))
        }
        Command::Evaluate { model, file } => {
            let bytes = std::fs::read(&model)
                .with_context(|| format!("cannot read `{}`", model.display()))?;
            let start = Instant::now();
            let english = English::read(&bytes)?;
            eprintln!("read in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
            let scores = evaluate::scores(&english, &conllu::read(&file)?);
            eprintln!("lemmas {:.2}", scores.lemmas);
            println!("{scores}");
            Ok(())
        }
        Command::Names {
            model,
            out,
            dev,
            files,
        } => {
            let bytes = std::fs::read(&model)
                .with_context(|| format!("cannot read `{}`", model.display()))?;
            let mut english = English::read(&bytes)?;
            let lexicon = Lexicon::builtin()?;
            let mut sets = Vec::new();
            for file in &files {
                sets.extend(match file.extension().and_then(|e| e.to_str()) {
                    Some("jsonl") => news::marked(file, &lexicon)?,
                    _ => name_sets::read(file)?,
                });
            }
            note(&format!("{} sentences with marked names", sets.len()));
            let learn = |sets: &[name_sets::Marked]| {
                name_tagger::train(&name_tagger::with_copies(sets, &english, &lexicon))
            };
            let Some(out) = out else {
                // Neighbouring sentences are of one text: hold back whole stretches.
                let held = |at: usize| dev.is_none() && at / 20 % 10 == 3;
                let part = |wanted: bool| {
                    let of = sets
                        .iter()
                        .enumerate()
                        .filter(|(at, _)| held(*at) == wanted);
                    of.map(|(_, set)| set.clone()).collect::<Vec<_>>()
                };
                let tagger = learn(&part(false))?;
                let held = match &dev {
                    Some(file) => name_sets::read(file)?,
                    None => part(true),
                };
                let held = name_tagger::examples(&held, &english, &lexicon);
                print!("{}", name_tagger::scores(&tagger, &held, &english));
                return Ok(());
            };
            english.name_tagger = learn(&sets)?;
            std::fs::write(&out, english.write()?)
                .with_context(|| format!("cannot write `{}`", out.display()))
        }
        Command::Cutting { file, list } => {
            let trees = conllu::read(&file)?;
            let note = |gold: &str, found: &str| {
                if list {
                    println!("{gold}\t{found}");
                }
            };
            let (tokens, borders) = (
                cutting::tokens(&trees, note),
                cutting::borders(&trees, note)?,
            );
            println!("tokens {tokens} sentences {borders}");
            Ok(())
        }
    }
}
