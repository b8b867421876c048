//! How many words a CPU-second the date stage reads: finding expressions, giving them days, dating events.
//!
//! `cargo bench --bench dates`. Sentences are tokenised, tagged and parsed beforehand; then every pass over the seed
//! articles and the passages of `tests/dates` finds the dates and dates each verb as if it told an event. Time is
//! that of this thread on the processor where the system tells it (Linux), else that of the clock.

// A bench that cannot read its own files has failed.
#![allow(clippy::unwrap_used)]

use chancery::Lexicon;
use chancery::dates::{Anchor, Rules, Told};
use chancery::model::Span;
use chancery::text::{English, Sentence, Upos, sentences, tokenise};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// The least the stage shall do.
const WANTED: f64 = 200_000.0;
const ROUNDS: usize = 5;
const ROUND: Duration = Duration::from_millis(600);

struct Text {
    text: String,
    sentences: Vec<Sentence>,
}

fn texts(lexicon: &Lexicon, rules: &Rules) -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = std::fs::read_dir(root.join("seeds")).unwrap();
    let mut paths: Vec<_> = seeds.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let mut texts: Vec<String> = paths
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let passages = std::fs::read_to_string(root.join("tests/dates/passages.toml")).unwrap();
    let passages: toml::Table = toml::from_str(&passages).unwrap();
    for passage in passages["passage"].as_array().unwrap() {
        texts.push(passage["text"].as_str().unwrap().replace(['[', ']'], ""));
    }
    let english = English::builtin().unwrap();
    let parsed = |text: String| {
        let spans = sentences(&text, Span::new(0, text.len()), lexicon.split_rules());
        let parse = |(span, opens)| {
            let mut sentence = tokenise(&text, span, opens);
            english.tag(&mut sentence);
            english.lemmatise(&mut sentence);
            let asides = rules.asides(&sentence, &rules.spot(&text, &sentence));
            english.parse_around(&mut sentence, &asides);
            sentence
        };
        let sentences = spans.into_iter().map(parse).collect();
        Text { text, sentences }
    };
    texts.into_iter().map(parsed).collect()
}

/// One pass over all texts; gives back how many dates and events it saw, so that nothing is left out.
fn pass(rules: &Rules, texts: &[Text]) -> usize {
    let mut seen = 0;
    for text in texts {
        let mut anchor = Anchor::new("2025-07-04".parse().ok());
        for sentence in &text.sentences {
            let spotted = rules.spot(&text.text, sentence);
            let dates = rules.read(&text.text, sentence, &spotted, &mut anchor);
            seen += dates.len();
            for (i, token) in sentence.tokens.iter().enumerate() {
                if token.upos == Upos::Verb {
                    let when = rules.date_event(sentence, &dates, i, &anchor, Told::Event);
                    seen += usize::from(black_box(when).days.is_some());
                }
            }
        }
    }
    seen
}

/// Time this thread has had on a processor.
fn on_cpu() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = stat.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

fn main() {
    let lexicon = Lexicon::builtin().unwrap();
    let rules = Rules::from_toml(lexicon.file("dates/en.toml").unwrap()).unwrap();
    let texts = texts(&lexicon, &rules);
    let words: usize = texts
        .iter()
        .map(|t| t.text.split_whitespace().count())
        .sum();
    let mut rates = Vec::new();
    for _ in 0..ROUNDS {
        let (clock, cpu) = (Instant::now(), on_cpu());
        let mut passes = 0;
        while clock.elapsed() < ROUND {
            black_box(pass(&rules, &texts));
            passes += 1;
        }
        let spent = match (cpu, on_cpu()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => clock.elapsed(),
        };
        rates.push((words * passes) as f64 / spent.as_secs_f64());
    }
    rates.sort_by(f64::total_cmp);
    let (least, middle, most) = (rates[0], rates[ROUNDS / 2], rates[ROUNDS - 1]);
    println!(
        "dates: {middle:.0} words per CPU-second ({least:.0} to {most:.0}), {words} words, {ROUNDS} rounds"
    );
    if middle < WANTED {
        println!("dates: fewer than the {WANTED:.0} wanted");
    }
}
