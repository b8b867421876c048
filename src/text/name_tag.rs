//! Which capitals are a name, and what sort of thing bears it: an averaged perceptron, left to right.
//!
//! It sees words, their tags, the run of capitals they stand in, and what lists of names say of each word
//! (the `marks`, bits whose meaning is the caller's). It proposes; whether a proposal is taken is for the
//! caller to say.

use super::features::{Vocabulary, Word};
use super::linear::{Hash, Linear};
use super::{Sentence, Tag};
use std::ops::Range;

/// Room for that many labels: outside, and for each kind of name its first word and the words that go on.
pub const MOST_LABELS: usize = 16;
/// Labels in use.
pub const LABELS: usize = 1 + 2 * NameKind::ALL.len();

/// What bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation: party, body, firm, armed group, team.
    Organization,
    /// A place: state, town, region, river, building.
    Place,
    /// Something else: an event, a work, a people.
    Other,
}

impl NameKind {
    /// Every kind, in the order of the labels.
    pub const ALL: &'static [NameKind] = &[
        NameKind::Person,
        NameKind::Organization,
        NameKind::Place,
        NameKind::Other,
    ];

    /// The label of a name's first word, or of one that goes on.
    pub fn label(self, goes_on: bool) -> u8 {
        1 + 2 * self as u8 + u8::from(goes_on)
    }
}

/// A proposed name.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The tokens.
    pub tokens: Range<usize>,
    /// What bears it.
    pub kind: NameKind,
    /// By how much the worst of its labels won, in units of the packed weights.
    pub margin: i16,
}

/// The trained name tagger.
#[derive(Clone)]
pub struct NameTagger {
    /// Weights of the labels.
    pub weights: Linear<MOST_LABELS>,
}

impl NameTagger {
    /// The names of a tagged sentence, in order; `marks` holds one number for each token.
    pub fn names(
        &self,
        sentence: &Sentence,
        marks: &[u32],
        vocabulary: &Vocabulary,
    ) -> Vec<Proposal> {
        let glances = glances(sentence, marks, vocabulary);
        let (mut features, mut labels) = (Vec::new(), Vec::with_capacity(glances.len()));
        let mut proposals: Vec<Proposal> = Vec::new();
        for at in 0..glances.len() {
            let before = labels.last().copied().unwrap_or(0);
            if !is_open(&glances, at, before) {
                labels.push(0);
                continue;
            }
            name_features(&glances, at, &labels, &mut features);
            let scores = self.weights.score(&features);
            let (label, margin) = choose(&scores, before);
            labels.push(label);
            let Some(kind) = kind(label) else {
                continue;
            };
            match proposals.last_mut() {
                Some(last) if label == kind.label(true) => {
                    last.tokens.end = at + 1;
                    last.margin = last.margin.min(margin);
                }
                _ => proposals.push(Proposal {
                    tokens: at..at + 1,
                    kind,
                    margin,
                }),
            }
        }
        proposals
    }
}

/// Whether a token may be part of a name at all, the label before it given: a capital, a word after one,
/// a small word of the lists before one.
pub fn is_open(glances: &[Glance], at: usize, before: u8) -> bool {
    let capital = |at: usize| glances.get(at).is_some_and(|g| g.run.is_some());
    before > 0 || capital(at) || glances[at].marks != 0 && (capital(at + 1) || capital(at + 2))
}

/// The kind of name a label belongs to.
pub fn kind(label: u8) -> Option<NameKind> {
    let at = usize::from(label).checked_sub(1)? / 2;
    NameKind::ALL.get(at).copied()
}

/// Whether a label may follow another: a name goes on only after one of its kind.
pub fn may_follow(label: u8, before: u8) -> bool {
    label == 0 || label % 2 == 1 || before == label || before + 1 == label
}

/// The best label that may follow, and by how much it beats the next.
fn choose(scores: &[i16; MOST_LABELS], before: u8) -> (u8, i16) {
    let mut best = (0u8, i16::MIN);
    let mut second = i16::MIN;
    for label in (0..LABELS as u8).filter(|&l| may_follow(l, before)) {
        let score = scores[usize::from(label)];
        if score > best.1 {
            second = best.1;
            best = (label, score);
        } else if score > second {
            second = score;
        }
    }
    (best.0, best.1.saturating_sub(second))
}

/// What is seen of one token.
#[derive(Debug, Clone)]
pub struct Glance {
    word: Word,
    /// Hash of the lower-case form, known or not.
    lower: u32,
    tag: Tag,
    marks: u32,
    /// Its run of capitals: place in it from the front and the back, at most 3 each.
    run: Option<(u8, u8)>,
    /// The last and first word of the run and the words around it.
    run_last: u32,
    run_first: u32,
    run_before: u32,
    run_after: u32,
    run_marks: u32,
}

/// Looks at the tokens of a tagged sentence.
pub fn glances(sentence: &Sentence, marks: &[u32], vocabulary: &Vocabulary) -> Vec<Glance> {
    let mut buffer = Vec::new();
    let mut glances: Vec<Glance> = sentence
        .tokens
        .iter()
        .enumerate()
        .map(|(at, token)| {
            (
                at,
                token.tag,
                Word::of(&token.form, vocabulary, &mut buffer),
            )
        })
        .map(|(at, tag, word)| Glance {
            word,
            lower: word.lower,
            tag,
            marks: marks.get(at).copied().unwrap_or(0),
            run: None,
            run_last: 0,
            run_first: 0,
            run_before: 0,
            run_after: 0,
            run_marks: 0,
        })
        .collect();
    let capital = |at: usize| {
        let form = &sentence.tokens[at].form;
        form.chars().next().is_some_and(char::is_uppercase)
    };
    let hyphen = |at: usize| sentence.tokens[at].tag == Tag::Hyph;
    let mut start = 0;
    while start < glances.len() {
        if !capital(start) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while end < glances.len()
            && (capital(end) || hyphen(end) && end + 1 < glances.len() && capital(end + 1))
        {
            end += 1;
        }
        let (first, last) = (glances[start].lower, glances[end - 1].lower);
        let before = start.checked_sub(1).map_or(1, |at| glances[at].lower);
        let after = glances.get(end).map_or(2, |g| g.lower);
        let all = glances[start..end].iter().fold(0, |all, g| all | g.marks);
        for (nth, glance) in glances[start..end].iter_mut().enumerate() {
            let left = end - start - 1 - nth;
            glance.run = Some((nth.min(3) as u8, left.min(3) as u8));
            (glance.run_first, glance.run_last) = (first, last);
            (glance.run_before, glance.run_after) = (before, after);
            glance.run_marks = all;
        }
        start = end;
    }
    glances
}

/// What the name tagger looks at for token `i`, the labels before it given.
pub fn name_features(glances: &[Glance], i: usize, labels: &[u8], features: &mut Vec<u64>) {
    let edge = |end: u32| Glance {
        word: Word::default(),
        lower: end,
        tag: Tag::Nfp,
        marks: 0,
        run: None,
        run_last: 0,
        run_first: 0,
        run_before: 0,
        run_after: 0,
        run_marks: 0,
    };
    let (front, back_edge) = (edge(1), edge(2));
    let back = |k: usize| if i >= k { &glances[i - k] } else { &front };
    let on = |k: usize| glances.get(i + k).unwrap_or(&back_edge);
    let label = |k: usize| {
        if i >= k {
            u64::from(labels[i - k]) + 1
        } else {
            0
        }
    };
    let (this, left, right) = (&glances[i], back(1), on(1));
    let (left2, right2) = (back(2), on(2));
    let run = this
        .run
        .map_or(15, |(front, back)| u64::from(front) * 4 + u64::from(back));
    let (lower, shape) = (u64::from(this.lower), u64::from(this.word.shape));
    let (left_lower, right_lower) = (u64::from(left.lower), u64::from(right.lower));
    let tag = |g: &Glance| g.tag as u64;
    let (label1, label2) = (label(1), label(2));
    let marks = u64::from(this.marks);

    features.clear();
    let mut number = 64;
    macro_rules! look {
        ($($value:expr),* $(,)?) => {{
            number += 1;
            features.push(Hash::template(number)$(.with($value))*.finish());
        }};
    }
    look!();
    look!(lower);
    look!(u64::from(this.word.form));
    look!(shape);
    look!(u64::from(this.word.suffix[1]));
    look!(u64::from(this.word.suffix[2]));
    look!(u64::from(this.word.suffix[3]));
    look!(u64::from(this.word.prefix[2]));
    look!(u64::from(this.word.marks), u64::from(i == 0));
    look!(left_lower);
    look!(right_lower);
    look!(u64::from(left2.lower));
    look!(u64::from(right2.lower));
    look!(left_lower, lower);
    look!(lower, right_lower);
    look!(left_lower, right_lower);
    look!(tag(this));
    look!(tag(left));
    look!(tag(right));
    look!(tag(left), tag(this), tag(right));
    look!(tag(this), tag(right), tag(right2));
    look!(label1);
    look!(label1, label2);
    look!(label1, lower);
    look!(label1, shape, run);
    look!(label1, tag(this));
    look!(label1, left_lower);
    look!(label1, right_lower);
    look!(label1, marks);
    look!(label1, u64::from(this.run_last), run);
    look!(
        label1,
        u64::from(this.run_after),
        u64::from(this.run_before)
    );
    look!(marks);
    look!(marks, u64::from(right.marks));
    look!(u64::from(left.marks), marks);
    look!(marks, u64::from(this.run_marks), run);
    look!(u64::from(this.run_last));
    look!(u64::from(this.run_first));
    look!(u64::from(this.run_before));
    look!(u64::from(this.run_after));
    look!(u64::from(this.run_before), run);
    look!(u64::from(this.run_after), run);
    look!(u64::from(this.run_marks));
    look!(run);
    look!(run, shape);
    look!(
        u64::from(left.word.shape),
        shape,
        u64::from(right.word.shape)
    );
    // Each list by itself, for words that several lists know.
    for bit in (0..32).filter(|bit| this.marks & (1 << bit) != 0) {
        features.push(Hash::template(128).with(bit).with(run).finish());
        features.push(Hash::template(129).with(bit).with(label1).finish());
    }
    for bit in (0..32).filter(|bit| right.marks & (1 << bit) != 0) {
        features.push(Hash::template(130).with(bit).with(label1).finish());
    }
}
