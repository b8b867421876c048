//! The patterns of date rules: how they are written, and how they match atoms.
//!
//! ```text
//! word            the word, in either case            a|b     one of several words
//! <class>         a word of the class; its value goes into the slot of that name
//! <slot:class>    the same into another slot          ~x      x follows without a blank
//! [ … ]           may be missing                      ( … | … ) one of several
//! {macro}         stands for the text of the macro    x@noun  x, tagged so (see `Tagged`)
//! ```

use super::atoms::Atom;
use super::words::{Class, Words};
use crate::text::{Sentence, Tag};
use compact_str::CompactString;
use std::collections::BTreeMap;

/// What a class gives for a word: a number (`july` = 7) or a sign (`weeks` = `W`).
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Int(i64),
    Sign(CompactString),
}

/// Slot name → value; a later capture of the same slot replaces an earlier one.
pub(super) type Slots = Vec<(CompactString, Value)>;

/// What the tagger must say of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tagged {
    /// A noun or name, or not tagged at all: "May", not "may".
    Noun,
    /// A plural noun.
    Plural,
    /// Any form of a verb.
    Verb,
    /// An adverb.
    Adverb,
    /// An adverb or adjective, or not tagged at all: "daily" beside a noun or a verb, not "the daily".
    Modifier,
}

impl Tagged {
    fn fits(self, tag: Tag) -> bool {
        use Tag::{Jj, Md, Nn, Nnp, Nnps, Nns, Rb, Rbr, Rbs, Vb, Vbd, Vbg, Vbn, Vbp, Vbz};
        match self {
            Tagged::Noun => matches!(tag, Nn | Nnp | Nnps | Nns | Tag::Xx),
            Tagged::Plural => matches!(tag, Nns | Nnps),
            Tagged::Verb => matches!(tag, Md | Vb | Vbd | Vbg | Vbn | Vbp | Vbz),
            Tagged::Modifier => matches!(tag, Jj | Rb | Tag::Xx),
            Tagged::Adverb => matches!(tag, Rb | Rbr | Rbs | Tag::Xx),
        }
    }
}

#[derive(Debug, Clone)]
struct Node {
    what: What,
    glued: bool,
    tagged: Option<Tagged>,
}

#[derive(Debug, Clone)]
enum What {
    Words(Vec<CompactString>),
    Class(Class, Option<CompactString>),
    Maybe(Vec<Node>),
    Either(Vec<Vec<Node>>),
}

/// A compiled pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    nodes: Vec<Node>,
}

/// The atoms of one sentence, and the tokens they lie in.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) atoms: &'a [Atom],
    pub(super) sentence: &'a Sentence,
    pub(super) words: &'a Words,
}

struct Rest<'a> {
    nodes: &'a [Node],
    next: Option<&'a Rest<'a>>,
}

impl Pattern {
    /// Compiles a pattern; the error says what is wrong.
    pub(super) fn parse(
        text: &str,
        macros: &BTreeMap<String, String>,
        words: &Words,
    ) -> Result<Pattern, String> {
        let mut whole = text.to_owned();
        // Macros may use macros; eight deep is a circle.
        for _ in 0..8 {
            for (name, body) in macros {
                whole = whole.replace(&format!("{{{name}}}"), &format!(" {body} "));
            }
        }
        if let Some(at) = whole.find('{') {
            return Err(format!("no macro is called `{}`", &whole[at..]));
        }
        for bracket in ["[", "]", "(", ")"] {
            whole = whole.replace(bracket, &format!(" {bracket} "));
        }
        let mut parts = whole.split_whitespace().peekable();
        let nodes = sequence(&mut parts, words)?;
        match parts.next() {
            Some(part) => Err(format!("`{part}` closes nothing")),
            None if nodes.is_empty() => Err("the pattern is empty".to_owned()),
            None => Ok(Pattern { nodes }),
        }
    }

    /// The longest match from atom `start`: where it ends, and its slots.
    pub(super) fn longest(&self, view: View, start: usize) -> Option<(usize, Slots)> {
        let mut best: Option<(usize, Slots)> = None;
        let mut slots = Slots::new();
        let rest = Rest {
            nodes: &self.nodes,
            next: None,
        };
        search(view, start, Some(&rest), &mut slots, &mut |end, slots| {
            if end > start && best.as_ref().is_none_or(|(old, _)| end > *old) {
                best = Some((end, slots.clone()));
            }
        });
        best
    }

    /// Whether a match of a few atoms ends just before atom `end`.
    pub(super) fn ends_at(&self, view: View, end: usize) -> bool {
        (end.saturating_sub(5)..end).any(|start| {
            let mut found = false;
            let rest = Rest {
                nodes: &self.nodes,
                next: None,
            };
            search(view, start, Some(&rest), &mut Slots::new(), &mut |at, _| {
                found |= at == end;
            });
            found
        })
    }

    /// What a match can begin with.
    pub(super) fn begins(&self) -> Vec<Begin> {
        let mut begins = Vec::new();
        begins_of(&self.nodes, &mut begins);
        begins
    }

    /// Classes and words without which the pattern cannot match.
    pub(super) fn needs(&self) -> (Vec<Class>, Vec<CompactString>) {
        let (mut classes, mut words) = (Vec::new(), Vec::new());
        for node in &self.nodes {
            match &node.what {
                What::Class(class, _) => classes.push(class.clone()),
                What::Words(w) if w.len() == 1 => words.push(w[0].clone()),
                _ => {}
            }
        }
        (classes, words)
    }
}

/// The first atom of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Begin {
    Word(CompactString),
    Class(Class),
}

/// Collects what nodes can begin with; whether they can match nothing at all.
fn begins_of(nodes: &[Node], begins: &mut Vec<Begin>) -> bool {
    for node in nodes {
        let empty = match &node.what {
            What::Words(words) => {
                begins.extend(words.iter().cloned().map(Begin::Word));
                false
            }
            What::Class(class, _) => {
                begins.push(Begin::Class(class.clone()));
                false
            }
            What::Maybe(inner) => {
                begins_of(inner, begins);
                true
            }
            What::Either(ways) => {
                // Every way counts, so no short cut.
                let empty: Vec<bool> = ways.iter().map(|way| begins_of(way, begins)).collect();
                empty.contains(&true)
            }
        };
        if !empty {
            return false;
        }
    }
    true
}

fn sequence<'t>(
    parts: &mut std::iter::Peekable<impl Iterator<Item = &'t str>>,
    words: &Words,
) -> Result<Vec<Node>, String> {
    let mut nodes = Vec::new();
    while let Some(&part) = parts.peek() {
        if part == "|" || part.starts_with([')', ']']) {
            break;
        }
        parts.next();
        let (glued, part) = match part.strip_prefix('~') {
            Some("") => (true, parts.next().unwrap_or_default()),
            Some(part) => (true, part),
            None => (false, part),
        };
        let what = match part {
            "[" => {
                let inner = sequence(parts, words)?;
                match parts.next() {
                    Some("]") => What::Maybe(inner),
                    _ => return Err("a `[` is not closed".to_owned()),
                }
            }
            "(" => {
                let mut ways = vec![sequence(parts, words)?];
                loop {
                    match parts.next() {
                        Some("|") => ways.push(sequence(parts, words)?),
                        Some(")") => break,
                        _ => return Err("a `(` is not closed".to_owned()),
                    }
                }
                What::Either(ways)
            }
            _ => {
                nodes.push(leaf(part, glued, words)?);
                continue;
            }
        };
        nodes.push(Node {
            what,
            glued,
            tagged: None,
        });
    }
    Ok(nodes)
}

fn leaf(part: &str, glued: bool, words: &Words) -> Result<Node, String> {
    let (part, tagged) = match part.split_once('@') {
        None => (part, None),
        Some((part, "noun")) => (part, Some(Tagged::Noun)),
        Some((part, "plural")) => (part, Some(Tagged::Plural)),
        Some((part, "verb")) => (part, Some(Tagged::Verb)),
        Some((part, "modifier")) => (part, Some(Tagged::Modifier)),
        Some((part, "adverb")) => (part, Some(Tagged::Adverb)),
        Some((_, other)) => return Err(format!("`@{other}` is no kind of tag")),
    };
    let what = match part.strip_prefix('<').and_then(|p| p.strip_suffix('>')) {
        Some(inner) => {
            let (slot, class) = inner.split_once(':').unwrap_or((inner, inner));
            let class = words
                .class(class)
                .ok_or_else(|| format!("no class is called `{class}`"))?;
            What::Class(class, (class_keeps(slot)).then(|| slot.into()))
        }
        None => What::Words(part.split('|').map(CompactString::from).collect()),
    };
    Ok(Node {
        what,
        glued,
        tagged,
    })
}

/// A slot called `_` keeps nothing.
fn class_keeps(slot: &str) -> bool {
    slot != "_"
}

fn search(
    view: View,
    at: usize,
    rest: Option<&Rest>,
    slots: &mut Slots,
    found: &mut dyn FnMut(usize, &Slots),
) {
    let Some(rest) = rest else {
        return found(at, slots);
    };
    let Some((node, after)) = rest.nodes.split_first() else {
        return search(view, at, rest.next, slots, found);
    };
    let tail = Rest {
        nodes: after,
        next: rest.next,
    };
    let fits = || {
        view.atoms.get(at).is_some_and(|atom| {
            let tag = view.sentence.tokens[atom.token].tag;
            !atom.opaque
                && (!node.glued || atom.glued)
                && node.tagged.is_none_or(|tagged| tagged.fits(tag))
        })
    };
    match &node.what {
        What::Words(words) => {
            if fits() && words.contains(&view.atoms[at].text) {
                search(view, at + 1, Some(&tail), slots, found);
            }
        }
        What::Class(class, slot) => {
            if !fits() {
                return;
            }
            for (end, value) in view.words.read(class, view.atoms, at) {
                let depth = slots.len();
                if let Some(slot) = slot {
                    slots.push((slot.clone(), value));
                }
                search(view, end, Some(&tail), slots, found);
                slots.truncate(depth);
            }
        }
        What::Maybe(inner) => {
            if !node.glued || view.atoms.get(at).is_some_and(|a| a.glued) {
                let inner = Rest {
                    nodes: inner,
                    next: Some(&tail),
                };
                search(view, at, Some(&inner), slots, found);
            }
            search(view, at, Some(&tail), slots, found);
        }
        What::Either(ways) => {
            if !node.glued || view.atoms.get(at).is_some_and(|a| a.glued) {
                for way in ways {
                    let inner = Rest {
                        nodes: way,
                        next: Some(&tail),
                    };
                    search(view, at, Some(&inner), slots, found);
                }
            }
        }
    }
}
