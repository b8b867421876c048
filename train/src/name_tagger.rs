//! Trains and measures the name tagger.

use crate::name_sets::Marked;
use crate::perceptron::Perceptron;
use crate::random::Random;
use crate::renaming::Renaming;
use chancery::actors;
use chancery::lexicon::Lexicon;
use chancery::model::Span;
use chancery::text::name_tag::{
    Glance, LABELS, MOST_LABELS, NameKind, NameTagger, Proposal, glances, is_open, may_follow,
    name_features,
};
use chancery::text::{English, Sentence, tokenise};
use std::fmt;

const PASSES: usize = 12;
/// Rows of the table, as a power of two.
const BITS: u32 = 17;
/// Rows without a weight of at least this much are left out.
const LEAST: f32 = 1.0;
const MARGIN: f32 = 12.0;
/// Copies of each sentence with other names, and the share of them that no list knows.
const COPIES: usize = 2;
const FORGOTTEN: f64 = 0.7;
const SEED: u64 = 4_711;

/// A sentence to learn names from.
pub struct Example {
    pub sentence: Sentence,
    pub marks: Vec<u32>,
    glances: Vec<Glance>,
    labels: Vec<u8>,
}

/// The sentences as the program sees them, each token with its label.
pub fn examples(sets: &[Marked], english: &English, lexicon: &Lexicon) -> Vec<Example> {
    sets.iter()
        .map(|marked| {
            let mut sentence = tokenise(&marked.text, Span::new(0, marked.text.len()), true);
            english.tag(&mut sentence);
            let marks = actors::marks(lexicon, &marked.text, &sentence, None);
            let mut labels = vec![0; sentence.tokens.len()];
            for (at, kind) in &marked.names {
                let only_title = sentence
                    .tokens
                    .iter()
                    .zip(&marks)
                    .filter(|(token, _)| token.span.start < at.end && token.span.end > at.start)
                    .all(|(_, &mark)| actors::is_title(mark));
                if only_title && marked.titles_inside {
                    continue;
                }
                let mut goes_on = false;
                for (t, token) in sentence.tokens.iter().enumerate() {
                    let inside = token.span.start < at.end && token.span.end > at.start;
                    let title = *kind == NameKind::Person
                        && !goes_on
                        && marked.titles_inside
                        && actors::is_title(marks[t])
                        && token.span.end < at.end;
                    if inside && !title {
                        labels[t] = kind.label(goes_on);
                        goes_on = true;
                    }
                }
            }
            Example {
                glances: glances(&sentence, &marks, &english.vocabulary),
                sentence,
                marks,
                labels,
            }
        })
        .collect()
}

/// The sentences and copies of them with other names; what lists say of the words is forgotten for most
/// copies, as it would be for names nobody has listed.
pub fn with_copies(sets: &[Marked], english: &English, lexicon: &Lexicon) -> Vec<Example> {
    let renaming = Renaming::new(lexicon);
    let mut random = Random::new(SEED);
    let mut all = examples(sets, english, lexicon);
    for _ in 0..COPIES {
        let renamed: Vec<Marked> = sets
            .iter()
            .filter(|marked| !marked.names.is_empty())
            .map(|marked| renaming.copy(marked, &mut random))
            .collect();
        for mut example in examples(&renamed, english, lexicon) {
            if random.fraction() < FORGOTTEN {
                for mark in &mut example.marks {
                    *mark = actors::without_names(*mark);
                }
                example.glances = glances(&example.sentence, &example.marks, &english.vocabulary);
            }
            all.push(example);
        }
    }
    all
}

/// The name tagger that the examples teach.
pub fn train(examples: &[Example]) -> chancery::Result<NameTagger> {
    let mut learner = Perceptron::<MOST_LABELS>::new(BITS, MARGIN);
    let mut random = Random::new(SEED);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let (mut features, mut given) = (Vec::new(), Vec::new());
    for _ in 0..PASSES {
        random.shuffle(&mut order);
        for &at in &order {
            let example = &examples[at];
            given.clear();
            for i in 0..example.glances.len() {
                let before = given.last().copied().unwrap_or(0);
                if !is_open(&example.glances, i, before) {
                    given.push(0);
                    continue;
                }
                name_features(&example.glances, i, &given, &mut features);
                let scores = learner.score(&features);
                // After a wrong label the right one may be out of reach: then its first word.
                let right = example.labels[i];
                let right = if may_follow(right, before) {
                    right
                } else {
                    right - 1
                };
                let fits = |l: usize| may_follow(l as u8, before);
                learner.learn(&features, &scores[..LABELS], right.into(), fits);
                let best = (0..LABELS)
                    .filter(|&l| fits(l))
                    .max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))
                    .unwrap_or(0);
                given.push(best as u8);
            }
        }
    }
    Ok(NameTagger {
        weights: learner.pack(LEAST)?,
    })
}

/// Names found, proposed and right, by kind.
#[derive(Default)]
pub struct Scores {
    counts: [[usize; 3]; 4],
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |[gold, said, right]: [usize; 3]| {
            let (p, r) = (
                right as f64 / said.max(1) as f64,
                right as f64 / gold.max(1) as f64,
            );
            format!(
                "P {p:.3} R {r:.3} F {:.3} of {gold}",
                2.0 * p * r / (p + r).max(1e-9)
            )
        };
        let all = self
            .counts
            .iter()
            .fold([0; 3], |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
        writeln!(f, "all           {}", of(all))?;
        for (kind, counts) in NameKind::ALL.iter().zip(self.counts) {
            writeln!(f, "{kind:<13?} {}", of(counts))?;
        }
        Ok(())
    }
}

/// How a name tagger does on examples: same words, same kind.
pub fn scores(tagger: &NameTagger, examples: &[Example], english: &English) -> Scores {
    let mut scores = Scores::default();
    for example in examples {
        let said = tagger.names(&example.sentence, &example.marks, &english.vocabulary);
        let gold = spans(&example.labels);
        for proposal in &said {
            scores.counts[proposal.kind as usize][1] += 1;
        }
        for name in gold {
            let counts = &mut scores.counts[name.kind as usize];
            counts[0] += 1;
            counts[2] += usize::from(
                said.iter()
                    .any(|s| s.tokens == name.tokens && s.kind == name.kind),
            );
        }
    }
    scores
}

fn spans(labels: &[u8]) -> Vec<Proposal> {
    let mut spans: Vec<Proposal> = Vec::new();
    for (at, &label) in labels.iter().enumerate() {
        let Some(kind) = chancery::text::name_tag::kind(label) else {
            continue;
        };
        match spans.last_mut() {
            Some(last) if label == kind.label(true) && last.tokens.end == at => {
                last.tokens.end = at + 1;
            }
            _ => spans.push(Proposal {
                tokens: at..at + 1,
                kind,
                margin: 0,
            }),
        }
    }
    spans
}
