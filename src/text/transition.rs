//! The moves of the parser, and what it looks at before each.
//!
//! An arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011): words wait in a queue and move to a
//! stack; the word on top gets its head either from the front of the queue (left) or from the word below
//! it (right). The root stands behind the last word. A sentence of *n* words takes 2*n* moves.
//!
//! Public for the trainer, which must make the same moves and see the same features.

use super::features::Word;
use super::linear::Hash;

/// Number of moves.
pub const MOVES: usize = 3;
/// Rows of the table of moves: one byte spare, so that they are aligned.
pub const MOVE_ROW: usize = 4;

/// A move of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Move {
    /// The front of the queue goes on the stack.
    Shift,
    /// The top of the stack gets the front of the queue as its head.
    Left,
    /// The top of the stack gets the word below it as its head.
    Right,
}

impl Move {
    /// All moves, by index.
    pub const ALL: [Move; MOVES] = [Move::Shift, Move::Left, Move::Right];
}

/// A word and its tag as the parser sees them, in numbers.
#[derive(Debug, Clone, Copy)]
struct Atom {
    word: u64,
    tag: u64,
    upos: u64,
    ending: u64,
}

/// What is known of a word's place in the tree so far.
#[derive(Debug, Clone, Copy)]
struct Node {
    head: u32,
    /// The outermost and the last but one dependent on each side.
    left: [u32; 2],
    right: [u32; 2],
    lefts: u8,
    rights: u8,
    /// Index of the relation to the head, from 1; 0 for none yet.
    rel: u8,
}

/// A half-built tree.
///
/// Words are numbered from 0; the root is number `len`, and `len + 1` stands for no word.
#[derive(Debug, Clone, Default)]
pub struct State {
    atoms: Vec<Atom>,
    nodes: Vec<Node>,
    stack: Vec<u32>,
    next: usize,
    len: usize,
}

impl State {
    /// Begins a sentence: its words, and for each the index of its tag and of its part of speech.
    pub fn begin(&mut self, words: &[Word], tags: &[u8], parts: &[u8]) {
        let n = words.len();
        let edge = |v| Atom {
            word: v,
            tag: v,
            upos: v,
            ending: 0,
        };
        self.atoms.clear();
        self.atoms.extend(
            words
                .iter()
                .zip(tags)
                .zip(parts)
                .map(|((word, &tag), &part)| Atom {
                    word: u64::from(word.content) | 1 << 36,
                    tag: u64::from(tag) + 3,
                    upos: u64::from(part) + 3,
                    ending: u64::from(word.suffix[2]),
                }),
        );
        self.atoms.extend([edge(2), edge(1)]);
        self.len = n;
        let none = self.none() as u32;
        let node = Node {
            head: none,
            left: [none; 2],
            right: [none; 2],
            lefts: 0,
            rights: 0,
            rel: 0,
        };
        self.nodes.clear();
        self.nodes.resize(n + 2, node);
        self.stack.clear();
        self.next = 0;
    }

    /// The number that stands for no word.
    pub fn none(&self) -> usize {
        self.len + 1
    }
    /// The number of the root, which is also the number of words.
    pub fn root(&self) -> usize {
        self.len
    }
    /// The front of the queue; the root when all words have been on the stack.
    pub fn next(&self) -> usize {
        self.next
    }
    /// The words on the stack, the top last.
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }
    /// The head of a word, [`none`](State::none) as long as it has none.
    pub fn head(&self, word: usize) -> usize {
        self.nodes[word].head as usize
    }
    /// The index of a word's relation, when it has one other than the root's.
    pub fn rel(&self, word: usize) -> Option<usize> {
        usize::from(self.nodes[word].rel).checked_sub(1)
    }
    /// Whether every word has its head.
    pub fn is_done(&self) -> bool {
        self.next == self.len && self.stack.is_empty()
    }

    /// Which moves are allowed. The root gets one dependent only, the last word to find a head.
    pub fn allowed(&self) -> [bool; MOVES] {
        let depth = self.stack.len();
        let queued = self.next < self.len;
        [queued, depth >= 1 && (queued || depth == 1), depth >= 2]
    }

    /// Head and dependent that a move would tie; `None` for a shift or when the stack is too low.
    pub fn arc(&self, step: Move) -> Option<(usize, usize)> {
        let mut down = self.stack.iter().rev().map(|&w| w as usize);
        let dependent = down.next()?;
        match step {
            Move::Shift => None,
            Move::Left => Some((self.next, dependent)),
            Move::Right => Some((down.next()?, dependent)),
        }
    }

    /// Moves the front of the queue to the stack.
    pub fn shift(&mut self) {
        self.stack.push(self.next as u32);
        self.next += 1;
    }

    /// Takes the top off the stack and ties it to `head`; `rel` is the index of the relation, `None` for the root's.
    pub fn attach(&mut self, head: usize, rel: Option<usize>) {
        let Some(dependent) = self.stack.pop() else {
            return;
        };
        let node = &mut self.nodes[dependent as usize];
        node.head = head as u32;
        node.rel = rel.map_or(0, |r| r as u8 + 1);
        let to = &mut self.nodes[head];
        // Dependents come from the inside outwards on both sides.
        if (dependent as usize) < head {
            to.left = [dependent, to.left[0]];
            to.lefts = to.lefts.saturating_add(1);
        } else {
            to.right = [dependent, to.right[0]];
            to.rights = to.rights.saturating_add(1);
        }
    }

    fn on_stack(&self, depth: usize) -> usize {
        let at = self.stack.len().checked_sub(depth + 1);
        at.map_or(self.none(), |i| self.stack[i] as usize)
    }
    fn queued(&self, ahead: usize) -> usize {
        if self.next + ahead <= self.len {
            self.next + ahead
        } else {
            self.none()
        }
    }

    /// What decides the next move.
    pub fn move_features(&self, features: &mut Vec<u64>) {
        let (s0, s1, s2) = (self.on_stack(0), self.on_stack(1), self.on_stack(2));
        let (b0, b1, b2) = (self.queued(0), self.queued(1), self.queued(2));
        let none = self.none();
        let a = |i: usize| &self.atoms[i];
        let node = |i: usize| &self.nodes[i];
        let rel = |i: u32| u64::from(self.nodes[i as usize].rel);
        let tag = |i: u32| self.atoms[i as usize].tag;
        let word = |i: u32| self.atoms[i as usize].word;
        let lefts = |i: usize| u64::from(self.nodes[i].lefts.min(4));
        let rights = |i: usize| u64::from(self.nodes[i].rights.min(4));
        let gap = |from: usize, to: usize| {
            if from == none || to == none {
                0
            } else {
                steps(to - from)
            }
        };
        let (s0w, s0t, s0u) = (a(s0).word, a(s0).tag, a(s0).upos);
        let (s1w, s1t, s1u) = (a(s1).word, a(s1).tag, a(s1).upos);
        let (s2w, s2t, s2u) = (a(s2).word, a(s2).tag, a(s2).upos);
        let (b0w, b0t, b0u) = (a(b0).word, a(b0).tag, a(b0).upos);
        let (b1w, b1t, b1u) = (a(b1).word, a(b1).tag, a(b1).upos);
        let (b2w, b2t, b2u) = (a(b2).word, a(b2).tag, a(b2).upos);
        let [s0l, s0l2] = node(s0).left;
        let [s0r, s0r2] = node(s0).right;
        let s1l = node(s1).left[0];
        let [s1r, s1r2] = node(s1).right;
        let [b0l, b0l2] = node(b0).left;
        let near = gap(s0, b0);
        let below = gap(s1, s0);
        let depth = self.stack.len().min(4) as u64;

        features.clear();
        let mut number = 100;
        macro_rules! look {
            ($($value:expr),* $(,)?) => {{
                number += 1;
                features.push(Hash::template(number)$(.with($value))*.finish());
            }};
        }
        look!();
        // single words
        look!(s0w);
        look!(s0t);
        look!(s0w, s0t);
        look!(s1w);
        look!(s1t);
        look!(s1w, s1t);
        look!(s2t);
        look!(s2w, s2t);
        look!(b0w);
        look!(b0t);
        look!(b0w, b0t);
        look!(b1w);
        look!(b1t);
        look!(b1w, b1t);
        look!(b2t);
        look!(b2w, b2t);
        // top of the stack and front of the queue
        look!(s0w, b0w);
        look!(s0w, s0t, b0t);
        look!(s0t, b0w, b0t);
        look!(s0t, b0t);
        look!(s0w, b0t);
        look!(s0t, b0w);
        look!(s0u, b0u, near);
        look!(s0w, b0w, near);
        // the two on top of the stack
        look!(s1w, s0w);
        look!(s1t, s0t);
        look!(s1w, s0t);
        look!(s1t, s0w);
        look!(s1u, s0u, below);
        look!(s1w, s0w, below);
        look!(s1t, s0t, below, rights(s1));
        // further pairs
        look!(s1t, b0t);
        look!(s1w, b0w);
        look!(b0t, b1t);
        look!(s0t, b1t);
        look!(s0w, b1t);
        look!(s0w, b1w);
        // three and four words
        look!(s1t, s0t, b0t);
        look!(s0t, b0t, b1t);
        look!(b0t, b1t, b2t);
        look!(s2t, s1t, s0t);
        look!(s1w, s0t, b0t);
        look!(s1t, s0w, b0t);
        look!(s1t, s0t, b0w);
        look!(s0t, b0w, b1t);
        look!(s1w, s0w, b0t);
        look!(s0w, b0w, b1t);
        look!(s1u, s0u, b0u, b1u);
        look!(s0u, b0u, b1u, b2u);
        look!(s2u, s1u, s0u, b0u);
        look!(s1t, s0t, b0t, b1t);
        look!(s0w, s0t, b0t, b1t);
        // dependents found so far
        look!(s0t, tag(s0l));
        look!(s0t, rel(s0l), lefts(s0));
        look!(s0t, rel(s0r), rights(s0));
        look!(s0w, lefts(s0));
        look!(s0w, rights(s0));
        look!(s1t, rel(s1r), rights(s1));
        look!(s1w, rel(s1r));
        look!(s1t, rel(s1l), lefts(s1));
        look!(b0t, rel(b0l), lefts(b0));
        look!(b0w, rel(b0l));
        look!(s0t, b0t, rel(s0l));
        look!(s0t, b0t, rel(s0r));
        look!(s0t, b0t, rel(b0l), lefts(b0));
        look!(s1t, s0t, rel(s0l), rel(s0r));
        look!(s1t, s0t, rel(s1l), rel(s1r));
        look!(s0w, rel(s0l), rel(s0l2));
        look!(s0t, rel(s0r), rel(s0r2));
        look!(s1t, rel(s1r), rel(s1r2), s0t);
        look!(b0t, rel(b0l), rel(b0l2));
        look!(s0t, tag(s0l), b0t);
        look!(s0t, tag(s0r), b0t);
        look!(s1t, tag(s1r), s0t);
        look!(s0w, word(s0r));
        look!(s0w, word(s0l));
        look!(s1t, s0t, tag(s0l), word(s0l));
        look!(b0t, word(b0l), s0t);
        look!(s1w, s0w, word(s0l));
        look!(s0w, b0w, word(s0l));
        look!(s1u, s0u, b0u, rel(s0l) << 8 | rel(s0r));
        look!(s0t, b0t, lefts(s0) << 8 | rights(s0) << 4 | lefts(b0));
        look!(depth, s0t, b0t);
    }

    /// What decides the relation of `dependent` to `head`, before the two are tied.
    pub fn label_features(&self, head: usize, dependent: usize, features: &mut Vec<u64>) {
        let none = self.none() as u32;
        let a = |i: usize| &self.atoms[i];
        let rel = |i: u32| u64::from(self.nodes[i as usize].rel);
        let word = |i: u32| self.atoms[i as usize].word;
        let before = |i: usize| if i == 0 { self.none() } else { i - 1 };
        let side = u64::from(dependent < head);
        let far = match head.abs_diff(dependent) {
            near @ 1..=3 => near as u64,
            4..=6 => 4,
            _ => 5,
        } << 1
            | side;
        let (h, d) = (a(head), a(dependent));
        let (of_head, of_dependent) = (&self.nodes[head], &self.nodes[dependent]);
        let [dl, dl2] = of_dependent.left;
        let dr = of_dependent.right[0];
        let (hl, hr) = (of_head.left[0], of_head.right[0]);
        let (d_before, d_after) = (a(before(dependent)), a(dependent + 1));
        let (h_before, h_after) = (a(before(head)), a((head + 1).min(none as usize)));

        features.clear();
        let mut number = 200;
        macro_rules! look {
            ($($value:expr),* $(,)?) => {{
                number += 1;
                features.push(Hash::template(number)$(.with($value))*.finish());
            }};
        }
        look!(side);
        look!(d.word, side);
        look!(d.tag, side);
        look!(h.word, side);
        look!(h.tag, side);
        look!(h.tag, d.tag, side);
        look!(h.upos, d.upos, far);
        look!(h.word, d.tag, side);
        look!(h.tag, d.word, side);
        look!(h.word, d.word);
        look!(d.word, d.tag, h.tag, side);
        look!(d.tag, h.tag, d_before.tag);
        look!(d.tag, h.tag, d_after.tag);
        look!(d.tag, d_before.word, side);
        look!(d.tag, d_after.word, side);
        look!(h.tag, d.tag, word(dl));
        look!(d.tag, rel(dl), word(dl), side);
        look!(d.tag, h.word, word(dl));
        look!(d.tag, h.tag, rel(dl), rel(dl2));
        look!(d.tag, rel(dr), word(dr), side);
        look!(d.tag, h.tag, rel(dr), side);
        look!(h.tag, d.tag, rel(hl), side);
        look!(h.tag, d.tag, rel(hr), side);
        look!(h.word, d.tag, rel(hl));
        look!(h.word, d.tag, rel(hr));
        look!(
            h.tag,
            d.tag,
            u64::from(of_head.lefts.min(3)) << 4 | u64::from(of_head.rights.min(3)) << 1 | side
        );
        look!(d.ending, d.tag, h.tag, side);
        look!(h.ending, h.tag, d.tag, side);
        look!(d.upos, h.word, word(dl));
        look!(d.word, rel(dl), side);
        look!(h.tag, d.tag, word(dl), word(dr));
        look!(h.tag, d.tag, h_before.word, side);
        look!(h.tag, d.tag, h_before.tag, h_after.tag << 1 | side);
        look!(d.word, h.upos, far);
        look!(rel(hl), rel(hr), d.word, side);
    }
}

/// A distance in classes: small ones exactly, larger ones roughly.
fn steps(distance: usize) -> u64 {
    match distance {
        0..=4 => distance as u64,
        5..=7 => 5,
        8..=12 => 6,
        _ => 7,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_build_a_tree() {
        let mut state = State::default();
        state.begin(&[Word::default(); 3], &[0; 3], &[0; 3]);
        let mut features = Vec::new();
        // word 0 ← word 1 → word 2
        for step in [
            Move::Shift,
            Move::Left,
            Move::Shift,
            Move::Shift,
            Move::Right,
            Move::Left,
        ] {
            assert!(state.allowed()[step as usize], "{step:?}");
            state.move_features(&mut features);
            match state.arc(step) {
                None => state.shift(),
                Some((head, dependent)) => {
                    state.label_features(head, dependent, &mut features);
                    state.attach(head, (head != state.root()).then_some(4));
                }
            }
        }
        assert!(state.is_done());
        let heads: Vec<usize> = (0..3).map(|i| state.head(i)).collect();
        assert_eq!(heads, [1, state.root(), 1]);
        assert_eq!((state.rel(0), state.rel(1)), (Some(4), None));
    }

    #[test]
    fn every_feature_is_its_own() {
        let mut state = State::default();
        state.begin(&[Word::default(); 2], &[1, 2], &[0; 2]);
        let mut features = Vec::new();
        state.move_features(&mut features);
        let count = features.len();
        features.sort_unstable();
        features.dedup();
        assert_eq!(features.len(), count);
    }
}
