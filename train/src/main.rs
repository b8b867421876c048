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
mod names;
mod parser;
mod perceptron;
mod random;
mod tagger;

use anyhow::{Context, Result};
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
    match Args::parse().command {
        Command::Train {
            out,
            dev,
            passes,
            files,
        } => {
            let start = Instant::now();
            let note = |line: &str| eprintln!("{:4.0} s  {line}", start.elapsed().as_secs_f64());
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
