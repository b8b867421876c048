//! Trains the parser with a dynamic oracle (Goldberg and Nivre 2013): it learns the best way on from
//! wherever its own mistakes have led it.

use crate::learn::Plan;
use crate::perceptron::Perceptron;
use crate::random::Random;
use chancery::Result;
use chancery::text::Rel;
use chancery::text::features::Word;
use chancery::text::parse::{MOST_RELATIONS, Parser};
use chancery::text::tag::best;
use chancery::text::transition::{MOVE_ROW, MOVES, Move, State};

/// By how much the right move and the right label must win, in single corrections.
const MOVE_MARGIN: f32 = 100.0;
const LABEL_MARGIN: f32 = 40.0;
const SEED: u64 = 777;
/// Share of the features hidden at each decision, so that none is relied on alone.
const HIDDEN: f64 = 0.05;
/// After a wrong move the parser is put right in this share of cases, from the second pass on;
/// in the others it goes on from its mistake.
const PUT_RIGHT: f64 = 0.9;
/// The cost of a move that is not allowed.
const NEVER: usize = usize::MAX;

/// A sentence to learn trees from.
pub struct Example {
    pub words: Vec<Word>,
    /// Indices of tags and parts of speech, as a tagger gave them.
    pub tags: Vec<u8>,
    pub parts: Vec<u8>,
    /// The right heads; the root is the number of words.
    pub heads: Vec<usize>,
    /// Indices of the right relations, `None` for the root's.
    pub rels: Vec<Option<usize>>,
}

/// Trains by a plan; `report` is called after each with the parser so far.
pub fn train(
    examples: &[Example],
    relations: &[Rel],
    plan: &Plan,
    mut report: impl FnMut(usize, &dyn Fn() -> Result<Parser>) -> anyhow::Result<()>,
) -> anyhow::Result<Parser> {
    let mut learner = Learner {
        moves: Perceptron::new(plan.bits[1], MOVE_MARGIN),
        labels: Perceptron::new(plan.bits[2], LABEL_MARGIN),
        relations: relations.len(),
        random: Random::new(SEED),
        features: Vec::new(),
    };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = State::default();
    for pass in 0..plan.passes {
        learner.random.shuffle(&mut order);
        for &at in &order {
            learner.learn(&examples[at], &mut state, pass);
        }
        report(pass + 1, &|| learner.pack(relations, plan))?;
    }
    Ok(learner.pack(relations, plan)?)
}

struct Learner {
    moves: Perceptron<MOVE_ROW>,
    labels: Perceptron<MOST_RELATIONS>,
    relations: usize,
    random: Random,
    features: Vec<u64>,
}

impl Learner {
    fn pack(&self, relations: &[Rel], plan: &Plan) -> Result<Parser> {
        Ok(Parser {
            moves: self.moves.pack(plan.least[1])?,
            labels: self.labels.pack(plan.least[2])?,
            relations: relations.to_vec(),
        })
    }

    fn hide(&mut self) {
        let random = &mut self.random;
        self.features.retain(|_| random.fraction() >= HIDDEN);
    }

    fn learn(&mut self, example: &Example, state: &mut State, pass: usize) {
        state.begin(&example.words, &example.tags, &example.parts);
        while !state.is_done() {
            let step = self.learn_move(example, state, pass);
            match state.arc(step) {
                None => state.shift(),
                Some((head, _)) if head == state.root() => state.attach(head, None),
                Some((head, dependent)) => {
                    let rel = self.learn_label(example, state, head, dependent);
                    state.attach(head, Some(rel));
                }
            }
        }
    }

    /// The move to make, after learning from the choice.
    fn learn_move(&mut self, example: &Example, state: &State, pass: usize) -> Move {
        let costs = costs(state, &example.heads);
        let least = costs.iter().copied().min().unwrap_or(NEVER);
        state.move_features(&mut self.features);
        self.hide();
        let scores = self.moves.score(&self.features);
        let best_of = |fits: &dyn Fn(usize) -> bool| {
            let mut found: Option<Move> = None;
            for step in Move::ALL {
                let better = found.is_none_or(|f| scores[step as usize] > scores[f as usize]);
                if fits(step as usize) && better {
                    found = Some(step);
                }
            }
            found.unwrap_or(Move::Shift)
        };
        let chosen = best_of(&|i| costs[i] != NEVER);
        let right = best_of(&|i| costs[i] == least);
        let wrong = costs[chosen as usize] > least;
        let is_rival = |i: usize| {
            costs
                .get(i)
                .is_some_and(|&cost| cost > least && cost != NEVER)
        };
        self.moves
            .learn(&self.features, &scores, right as usize, is_rival);
        if wrong && (pass == 0 || self.random.fraction() < PUT_RIGHT) {
            right
        } else {
            chosen
        }
    }

    /// The relation for an arc: the right one when the arc is right.
    fn learn_label(
        &mut self,
        example: &Example,
        state: &State,
        head: usize,
        dependent: usize,
    ) -> usize {
        state.label_features(head, dependent, &mut self.features);
        self.hide();
        let scores = &self.labels.score(&self.features)[..self.relations];
        let chosen = usize::from(best(scores));
        match example.rels[dependent] {
            Some(right) if example.heads[dependent] == head => {
                self.labels.learn(&self.features, scores, right, |_| true);
                right
            }
            _ => chosen,
        }
    }
}

/// How many right arcs each move would put out of reach.
fn costs(state: &State, heads: &[usize]) -> [usize; MOVES] {
    let allowed = state.allowed();
    let stack = state.stack();
    let (front, root) = (state.next(), state.root());
    let mut costs = [NEVER; MOVES];
    if allowed[Move::Shift as usize] {
        // The front loses all that waits on the stack, except the top as its head.
        let dependents = stack
            .iter()
            .filter(|&&s| heads[s as usize] == front)
            .count();
        let below = &stack[..stack.len().saturating_sub(1)];
        let head = below.iter().any(|&s| s as usize == heads[front]);
        costs[Move::Shift as usize] = dependents + usize::from(head);
    }
    let Some((&top, below)) = stack.split_last() else {
        return costs;
    };
    let top = top as usize;
    let right_dependents = heads[front.min(root)..root]
        .iter()
        .filter(|&&h| h == top)
        .count();
    if allowed[Move::Left as usize] {
        let head_below = below.last().is_some_and(|&s| s as usize == heads[top]);
        let head_behind = heads[top] > front;
        costs[Move::Left as usize] =
            right_dependents + usize::from(head_below) + usize::from(head_behind);
    }
    if allowed[Move::Right as usize] {
        costs[Move::Right as usize] = right_dependents + usize::from(heads[top] >= front);
    }
    costs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_of_no_cost_lead_to_the_right_tree() {
        for heads in [
            vec![1, 4, 1, 2],
            vec![4, 0, 1, 1],
            vec![2, 2, 4, 2],
            vec![3, 0, 1, 4],
        ] {
            let mut state = State::default();
            state.begin(&[Word::default(); 4], &[0; 4], &[0; 4]);
            while !state.is_done() {
                let costs = costs(&state, &heads);
                let step = Move::ALL
                    .into_iter()
                    .min_by_key(|&m| costs[m as usize])
                    .unwrap();
                assert_eq!(costs[step as usize], 0, "{heads:?}");
                match state.arc(step) {
                    None => state.shift(),
                    Some((head, _)) => state.attach(head, None),
                }
            }
            let built: Vec<usize> = (0..4).map(|i| state.head(i)).collect();
            assert_eq!(built, heads);
        }
    }
}
