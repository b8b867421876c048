//! Dictionary forms, by rules on word endings that were learned for each tag.
//!
//! A rule says how many characters to take off the end and what to put on. The rule of the longest
//! known ending counts; words that go their own way have a rule of their own.

use super::{Tag, Upos};
use crate::error::{Error, Result};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// The longest ending that a rule may have, in characters.
pub const LONGEST_ENDING: usize = 6;
/// No word longer than this has a rule of its own, in bytes.
const LONGEST_WORD: usize = 40;
/// Opens the ending of a rule for one word alone.
pub const WHOLE: char = '^';

/// The learned rules.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lemmas {
    /// By tag and ending.
    pub rules: FxHashMap<(Tag, Upos, CompactString), Rule>,
}

/// Take `cut` characters off the end, put `add` on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    /// Characters to take off.
    pub cut: usize,
    /// Letters to put on.
    pub add: CompactString,
}

impl Rule {
    /// The rule that makes `lemma` of `form`.
    pub fn between(form: &str, lemma: &str) -> Rule {
        let same: usize = form
            .chars()
            .zip(lemma.chars())
            .take_while(|(a, b)| a == b)
            .map(|(a, _)| a.len_utf8())
            .sum();
        Rule {
            cut: form[same..].chars().count(),
            add: lemma[same..].into(),
        }
    }

    /// The lemma that the rule makes of a form; `None` when the form is too short.
    pub fn apply(&self, form: &str) -> Option<CompactString> {
        let end = match self.cut {
            0 => form.len(),
            cut => form.char_indices().rev().nth(cut - 1)?.0,
        };
        let mut lemma = CompactString::from(&form[..end]);
        lemma.push_str(&self.add);
        Some(lemma)
    }
}

/// The form that rules are about: lower case except for proper nouns, with straight apostrophes.
pub fn normal(form: &str, tag: Tag) -> CompactString {
    if form.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let mut plain = CompactString::from(form);
        if !matches!(tag, Tag::Nnp | Tag::Nnps) {
            plain.make_ascii_lowercase();
        }
        return plain;
    }
    let straight = |c| if c == '’' || c == '`' { '\'' } else { c };
    if matches!(tag, Tag::Nnp | Tag::Nnps) {
        form.chars().map(straight).collect()
    } else {
        form.chars()
            .map(straight)
            .flat_map(char::to_lowercase)
            .collect()
    }
}

impl Lemmas {
    /// The dictionary form of a word.
    pub fn lemma(&self, form: &str, tag: Tag, upos: Upos) -> CompactString {
        let normal = normal(form, tag);
        self.rule(&normal, tag, upos)
            .and_then(|rule| rule.apply(&normal))
            .filter(|l| !l.is_empty())
            .unwrap_or(normal)
    }

    /// The rule for a form as [`normal`] gives it.
    pub fn rule(&self, normal: &str, tag: Tag, upos: Upos) -> Option<&Rule> {
        if normal.len() <= LONGEST_WORD {
            let mut whole = CompactString::default();
            whole.push(WHOLE);
            whole.push_str(normal);
            if let Some(rule) = self.rules.get(&(tag, upos, whole)) {
                return Some(rule);
            }
        }
        let mut starts = [normal.len(); LONGEST_ENDING + 1];
        let mut count = 1;
        for (at, _) in normal.char_indices().rev().take(LONGEST_ENDING) {
            starts[count] = at;
            count += 1;
        }
        starts[..count].iter().rev().find_map(|&at| {
            self.rules
                .get(&(tag, upos, CompactString::from(&normal[at..])))
        })
    }

    /// The rules as lines of tag, part of speech, ending, cut and add, sorted.
    pub fn to_text(&self) -> String {
        let mut lines: Vec<String> = self
            .rules
            .iter()
            .map(|((tag, upos, ending), rule)| {
                format!("{tag}\t{upos}\t{ending}\t{}\t{}\n", rule.cut, rule.add)
            })
            .collect();
        lines.sort();
        lines.concat()
    }

    /// Reads what [`to_text`](Lemmas::to_text) wrote.
    ///
    /// # Errors
    ///
    /// Fails on a line of another form.
    pub fn from_text(text: &str) -> Result<Lemmas> {
        let mut lemmas = Lemmas::default();
        for line in text.lines() {
            let fault = || Error::Model(format!("`{line}` is no lemma rule"));
            let columns: Vec<&str> = line.split('\t').collect();
            let [tag, upos, ending, cut, add] = columns[..] else {
                return Err(fault());
            };
            let tag = Tag::from_name(tag).ok_or_else(fault)?;
            let upos = Upos::from_name(upos).ok_or_else(fault)?;
            let rule = Rule {
                cut: cut.parse().map_err(|_| fault())?,
                add: add.into(),
            };
            lemmas.rules.insert((tag, upos, ending.into()), rule);
        }
        Ok(lemmas)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemmas() -> Lemmas {
        Lemmas::from_text(
            "NNS\tNOUN\t\t0\t\nNNS\tNOUN\ts\t1\t\nNNS\tNOUN\ties\t3\ty\nNNS\tNOUN\t^men\t2\tan\nNNPS\tPROPN\ts\t1\t\n",
        )
        .unwrap()
    }

    #[test]
    fn the_longest_ending_decides() {
        for (form, tag, upos, want) in [
            ("Treaties", Tag::Nns, Upos::Noun, "treaty"),
            ("banks", Tag::Nns, Upos::Noun, "bank"),
            ("men", Tag::Nns, Upos::Noun, "man"),
            ("omen", Tag::Nns, Upos::Noun, "omen"),
            ("States", Tag::Nnps, Upos::Propn, "State"),
            ("RUNS", Tag::Vbz, Upos::Verb, "runs"),
            ("s", Tag::Nns, Upos::Noun, "s"),
            ("", Tag::Nns, Upos::Noun, ""),
            ("🙂s", Tag::Nns, Upos::Noun, "🙂"),
        ] {
            assert_eq!(lemmas().lemma(form, tag, upos), want, "{form}");
        }
    }

    #[test]
    fn rules_survive_writing_and_reading() {
        let rule = Rule::between("went", "go");
        assert_eq!(rule.apply("went").as_deref(), Some("go"));
        assert_eq!(
            Rule {
                cut: 5,
                add: "".into()
            }
            .apply("été"),
            None
        );
        assert_eq!(Lemmas::from_text(&lemmas().to_text()).unwrap(), lemmas());
        assert!(Lemmas::from_text("NN\tNOUN\tx").is_err());
    }
}
