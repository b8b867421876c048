//! Who answers whom: the most pairs of a wanted and a said thing that fit, each used once.

/// What became of the wanted and of the said things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pairing {
    /// For every thing that must be said, the one that says it.
    pub(super) wanted: Vec<Option<usize>>,
    /// For every thing said, its fate.
    pub(super) said: Vec<Fate>,
}

/// What became of a thing said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It says this wanted thing.
    Right(usize),
    /// It says what may be said: neither credit nor blame.
    Excused,
    /// Nobody wanted it.
    Wrong,
}

impl Pairing {
    /// Whether all that must be said is said, and nothing else.
    pub(super) fn is_clean(&self) -> bool {
        self.wanted.iter().all(Option::is_some) && !self.said.contains(&Fate::Wrong)
    }
}

/// Pairs what `must` be said with what was `said`; what is left over may still be one of `may`.
pub(super) fn pair<W, S>(
    must: &[W],
    may: &[W],
    said: &[S],
    fits: impl Fn(&W, &S) -> bool,
) -> Pairing {
    let edges: Vec<Vec<usize>> = must
        .iter()
        .map(|w| (0..said.len()).filter(|&s| fits(w, &said[s])).collect())
        .collect();
    let mut holder: Vec<Option<usize>> = vec![None; said.len()];
    for w in 0..must.len() {
        seat(w, &edges, &mut holder, &mut vec![false; said.len()]);
    }
    let mut wanted = vec![None; must.len()];
    let fates = holder.iter().enumerate().map(|(s, holder)| match holder {
        Some(w) => {
            wanted[*w] = Some(s);
            Fate::Right(*w)
        }
        None if may.iter().any(|w| fits(w, &said[s])) => Fate::Excused,
        None => Fate::Wrong,
    });
    let said = fates.collect();
    Pairing { wanted, said }
}

/// Finds a place for one wanted thing, moving others to their second choice where that makes room
/// (augmenting paths: the number of pairs is the largest there can be).
fn seat(w: usize, edges: &[Vec<usize>], holder: &mut [Option<usize>], tried: &mut [bool]) -> bool {
    for &s in &edges[w] {
        if std::mem::replace(&mut tried[s], true) {
            continue;
        }
        if holder[s].is_none_or(|other| seat(other, edges, holder, tried)) {
            holder[s] = Some(w);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_makes_room_for_the_second() {
        // 1 would take either said thing, 2 only the first.
        let fits = |w: &i32, s: &char| *w == 1 || *s == 'a';
        let pairing = pair(&[1, 2], &[], &['a', 'b'], fits);
        assert_eq!(pairing.wanted, [Some(1), Some(0)]);
        assert_eq!(pairing.said, [Fate::Right(1), Fate::Right(0)]);
        assert!(pairing.is_clean());
    }

    #[test]
    fn what_may_be_said_is_neither_right_nor_wrong() {
        let pairing = pair(&['a'], &['b'], &['b', 'c'], |w, s| w == s);
        assert_eq!(pairing.wanted, [None]);
        assert_eq!(pairing.said, [Fate::Excused, Fate::Wrong]);
        assert!(!pairing.is_clean());
    }
}
