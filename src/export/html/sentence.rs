//! A sentence as the page shows it, and where in it stand who acts, who is acted upon and the words that say what.

use crate::draw::text::is_hidden;
use crate::model::{Event, Evidence};

/// What a stretch of a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// Names a source.
    Source = 1,
    /// Names a target.
    Target = 2,
    /// The words that triggered the rule.
    Trigger = 3,
}

/// A sentence as it is shown: without what nobody sees, every kind of white space a space.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shown {
    /// Its text.
    pub text: String,
    /// Start, length (both in Unicode scalars of `text`) and [`Mark`] of each marked stretch, one after the other.
    pub marks: Vec<usize>,
}

impl Shown {
    /// The words of each mark.
    pub(super) fn marked(&self) -> Vec<String> {
        let letters: Vec<char> = self.text.chars().collect();
        let words = |mark: &[usize]| letters.iter().skip(mark[0]).take(mark[1]).collect();
        self.marks.chunks_exact(3).map(words).collect()
    }
}

/// The sentence of `told` with its marks.
pub(super) fn shown(event: &Event, told: &Evidence) -> Shown {
    let text: Vec<char> = told.sentence.chars().collect();
    let mut marks: Vec<(usize, usize, Mark)> = Vec::new();
    let (from, to) = told.trigger;
    if told.start <= from && from < to && to <= told.end {
        marks.push((from - told.start, to - told.start, Mark::Trigger));
    }
    let mut name = |words: &str, mark| {
        if let Some(at) = whole_words(&text, words) {
            marks.push((at, at + words.chars().count(), mark));
        }
    };
    for (side, mark) in [(&event.source, Mark::Source), (&event.target, Mark::Target)] {
        for party in side {
            name(&party.mention, mark);
            // another sentence may name a party by other words than the event's record does
            for step in &told.named {
                if let Some((words, rest)) = step.split_once(" = ")
                    && rest.split(' ').next() == Some(party.id.as_str())
                {
                    name(words, mark);
                }
            }
        }
    }
    // of overlapping marks the first and longest
    marks.sort_by_key(|(start, end, mark)| (*start, std::cmp::Reverse(*end), *mark));
    let kept = |c: &char| c.is_whitespace() || !is_hidden(*c);
    let kept_before = |at: usize| text[..at].iter().filter(|c| kept(c)).count();
    let mut flat = Vec::new();
    let mut at = 0;
    for (start, end, mark) in marks {
        if start < at || end > text.len() {
            continue;
        }
        let first = kept_before(start);
        let length = kept_before(end) - first;
        if length > 0 {
            flat.extend([first, length, mark as usize]);
        }
        at = end;
    }
    let space = |c: &char| if c.is_whitespace() { ' ' } else { *c };
    Shown {
        text: text.iter().filter(|c| kept(c)).map(space).collect(),
        marks: flat,
    }
}

/// Where the words first stand in the text, not as a part of longer words.
fn whole_words(text: &[char], words: &str) -> Option<usize> {
    let words: Vec<char> = words.chars().collect();
    if words.is_empty() {
        return None;
    }
    let letter = |at: Option<usize>| {
        at.and_then(|i| text.get(i))
            .is_some_and(|c| c.is_alphanumeric())
    };
    text.windows(words.len())
        .enumerate()
        .filter(|(_, found)| *found == words)
        .map(|(at, _)| at)
        .find(|at| !letter(at.checked_sub(1)) && !letter(Some(at + words.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::sample;
    use crate::model::ActorKind;

    fn told(sentence: &str, trigger: (usize, usize)) -> Shown {
        let russia = sample::party("RUS", "Russia", ActorKind::State);
        let mut emirate = sample::party("AFG.GOV", "Emirate", ActorKind::Government);
        emirate.mention = "the Emirate".into();
        let mut event = sample::event(
            1,
            "2025-07-03",
            "recognise",
            "054",
            &russia,
            &emirate,
            sentence,
        );
        event.evidence[0].trigger = trigger;
        event.evidence[0].named = vec!["Moscow = RUS (metonym)".to_owned()];
        shown(&event, &event.evidence[0])
    }

    #[test]
    fn parties_and_trigger_are_marked() {
        for (sentence, trigger, marks) in [
            (
                "Moscow has recognised the Emirate.",
                (11, 21),
                vec![0, 6, 1, 11, 10, 3, 22, 11, 2],
            ),
            // half a word is nobody, an offset beyond the sentence marks nothing
            ("Moscowites talk.", (2, 99), vec![]),
        ] {
            let shown = told(sentence, trigger);
            assert_eq!((shown.text.as_str(), &shown.marks), (sentence, &marks));
            let words = ["Moscow", "recognised", "the Emirate"];
            assert_eq!(shown.marked(), words[..marks.len() / 3]);
        }
    }

    #[test]
    fn what_turns_text_round_is_gone_and_marks_stay_in_place() {
        let shown = told("\u{202E}Mo\nved:\tMoscow", (1, 4));
        assert_eq!(shown.text, "Mo ved: Moscow");
        assert_eq!(shown.marks, [0, 3, 3, 8, 6, 1]);
    }
}
