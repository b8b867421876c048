//! The tree: a greedy transition parser with relation labels.
//!
//! It makes one move at a time and takes none back, so its cost grows with the number of words alone.

use super::Rel;
use super::features::Word;
use super::linear::Linear;
use super::tag::best;
use super::transition::{MOVE_ROW, Move, State};

/// Room for that many relations.
pub const MOST_RELATIONS: usize = 64;

/// The trained parser.
#[derive(Clone)]
pub struct Parser {
    /// Weights of the moves.
    pub moves: Linear<MOVE_ROW>,
    /// Weights of the relations.
    pub labels: Linear<MOST_RELATIONS>,
    /// The relations by index; `root` is not among them, it goes with the root alone.
    pub relations: Vec<Rel>,
}

impl Parser {
    /// Builds the tree of a sentence in `state`.
    ///
    /// `tags` and `parts` are the indices of the words' tags and parts of speech.
    pub fn parse(
        &self,
        words: &[Word],
        tags: &[u8],
        parts: &[u8],
        state: &mut State,
        features: &mut Vec<u64>,
    ) {
        state.begin(words, tags, parts);
        while !state.is_done() {
            let step = self.choose(state, features);
            match state.arc(step) {
                None => state.shift(),
                Some((head, _)) if head == state.root() => state.attach(head, None),
                Some((head, dependent)) => {
                    state.label_features(head, dependent, features);
                    let scores = self.labels.score(features);
                    state.attach(
                        head,
                        Some(usize::from(best(&scores[..self.relations.len()]))),
                    );
                }
            }
        }
    }

    fn choose(&self, state: &State, features: &mut Vec<u64>) -> Move {
        let allowed = state.allowed();
        let mut open = Move::ALL.into_iter().filter(|&m| allowed[m as usize]);
        let (Some(first), more) = (open.next(), open.next().is_some()) else {
            // Not reached: an unfinished state always has a move.
            return Move::Shift;
        };
        if !more {
            return first;
        }
        state.move_features(features);
        let scores = self.moves.score(features);
        let mut chosen = first;
        for step in Move::ALL {
            if allowed[step as usize] && scores[step as usize] > scores[chosen as usize] {
                chosen = step;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_weights_give_a_tree_with_one_root() {
        let weights = |salt: u64| move |i: usize| ((i as u64 * 2_654_435_761 + salt) >> 7) as i8;
        for salt in 0..50 {
            let moves: Vec<[i8; MOVE_ROW]> = (0..256)
                .map(|i| std::array::from_fn(|j| weights(salt)(i * MOVE_ROW + j)))
                .collect();
            let labels: Vec<[i8; MOST_RELATIONS]> = (0..16)
                .map(|i| std::array::from_fn(|j| weights(salt)(i * MOST_RELATIONS + j)))
                .collect();
            let parser = Parser {
                moves: Linear::of(&moves).unwrap(),
                labels: Linear::of(&labels).unwrap(),
                relations: vec![Rel::Nsubj, Rel::Obj],
            };
            let words: Vec<Word> = (0..9)
                .map(|i| Word {
                    content: i * 7,
                    ..Word::default()
                })
                .collect();
            let mut state = State::default();
            parser.parse(&words, &[3; 9], &[1; 9], &mut state, &mut Vec::new());
            let roots = (0..9).filter(|&i| state.head(i) == state.root()).count();
            assert_eq!(roots, 1);
            for mut word in 0..9 {
                for _ in 0..9 {
                    word = if word == state.root() {
                        word
                    } else {
                        state.head(word)
                    };
                }
                assert_eq!(word, state.root(), "no word hangs in a circle");
            }
        }
    }
}
