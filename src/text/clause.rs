//! Who does what to whom, read off the tree.
//!
//! A [`Clause`] is one predicate with its arguments put where a reader expects them: passives are
//! turned round, subjects that the grammar leaves out ("agreed to meet", "reiterating …", "the deal
//! signed by …") are filled in from the governing clause. Structure only: what a word means (that
//! "will" is future, "not" a negation) is the lexicon's business, so the auxiliaries and adverbs are
//! handed on as tokens.

use super::{Rel, Sentence, Tag, Upos};
use compact_str::CompactString;

/// A prepositional phrase of a predicate or noun.
#[derive(Debug, Clone, PartialEq)]
pub struct Oblique {
    /// The preposition, lower case; several words joined by blanks. Empty when there is none.
    pub preposition: CompactString,
    /// Head tokens of the phrase: the noun and what is coordinated with it.
    pub heads: Vec<usize>,
}

/// One predicate and its arguments. All numbers are token indices of the sentence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clause {
    /// The predicate: a verb, a predicative adjective or a noun.
    pub head: usize,
    /// Verb particle ("out" of "carry out").
    pub particle: Option<usize>,
    /// Who acts: heads with their coordinates; the by-phrase of a passive.
    pub subject: Vec<usize>,
    /// The subject stands at another verb and was carried over.
    pub subject_inherited: bool,
    /// Who is acted upon; the grammatical subject of a passive.
    pub object: Vec<usize>,
    /// The indirect object.
    pub indirect: Vec<usize>,
    /// Prepositional phrases in order.
    pub obliques: Vec<Oblique>,
    /// Heads of the to-, that- and ing-clauses it governs.
    pub complements: Vec<usize>,
    /// Auxiliaries and copulas in order.
    pub auxiliaries: Vec<usize>,
    /// Adverbs, negations among them.
    pub adverbs: Vec<usize>,
    /// Conjunctions that open it ("if", "that", "after").
    pub marks: Vec<usize>,
    /// Passive voice.
    pub passive: bool,
}

/// The tree of a sentence with its downward links, from which clauses are read.
#[derive(Debug)]
pub struct Tree<'s> {
    /// The sentence.
    pub sentence: &'s Sentence,
    first: Vec<u32>,
    kids: Vec<u32>,
}

impl<'s> Tree<'s> {
    /// Links heads to their dependents.
    pub fn new(sentence: &'s Sentence) -> Self {
        let n = sentence.tokens.len();
        let mut first = vec![0u32; n + 1];
        for head in sentence.tokens.iter().filter_map(|t| t.head) {
            first[head + 1] += 1;
        }
        for i in 0..n {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let mut kids = vec![0u32; first[n] as usize];
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                kids[next[head] as usize] = i as u32;
                next[head] += 1;
            }
        }
        Tree {
            sentence,
            first,
            kids,
        }
    }

    /// The dependents of a token, in order.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let (from, to) = (self.first[token] as usize, self.first[token + 1] as usize);
        self.kids[from..to].iter().map(|&k| k as usize)
    }

    /// The dependents with one relation.
    pub fn by_rel(&self, token: usize, rel: Rel) -> impl Iterator<Item = usize> + '_ {
        self.children(token).filter(move |&k| self.rel(k) == rel)
    }

    /// The relation of a token to its head.
    pub fn rel(&self, token: usize) -> Rel {
        self.sentence.tokens[token].rel
    }

    /// The head of a token.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.sentence.tokens[token].head
    }

    /// The lemma of a token.
    pub fn lemma(&self, token: usize) -> &str {
        &self.sentence.tokens[token].lemma
    }

    /// A head with everything coordinated with it.
    pub fn coordinated(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        let mut at = 0;
        while at < all.len() {
            all.extend(self.by_rel(all[at], Rel::Conj));
            at += 1;
        }
        all
    }

    /// The preposition of a phrase, lower case, words joined by blanks.
    pub fn preposition(&self, token: usize) -> CompactString {
        let mut words = CompactString::default();
        for case in self
            .by_rel(token, Rel::Case)
            .filter(|&c| c < token && !self.is_possessive(c))
        {
            for part in std::iter::once(case).chain(self.by_rel(case, Rel::Fixed)) {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(&self.sentence.tokens[part].form.to_lowercase());
            }
        }
        words
    }

    fn is_possessive(&self, token: usize) -> bool {
        self.sentence.tokens[token].tag == Tag::Pos
    }

    /// Whether the token heads a clause: a verb, or anything with a subject or copula of its own.
    pub fn is_predicate(&self, token: usize) -> bool {
        matches!(self.sentence.tokens[token].upos, Upos::Verb | Upos::Aux)
            || self.children(token).any(|k| {
                matches!(
                    self.rel(k),
                    Rel::Nsubj | Rel::NsubjPass | Rel::Cop | Rel::Csubj | Rel::NsubjOuter
                )
            })
    }

    /// The tokens below a token, itself included, in order of the sentence.
    pub fn subtree(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        let mut at = 0;
        while at < all.len() {
            all.extend(self.children(all[at]));
            at += 1;
        }
        all.sort_unstable();
        all
    }

    /// The nearest predicate above a token (not the token itself), if any.
    pub fn predicate_above(&self, token: usize) -> Option<usize> {
        let mut at = self.head(token);
        while let Some(head) = at {
            if self.is_predicate(head) {
                return Some(head);
            }
            at = self.head(head);
        }
        None
    }

    /// The clause of a verb or predicative adjective.
    pub fn clause(&self, head: usize) -> Clause {
        self.clause_at(head, 0)
    }

    // `depth` bounds the walk to governing clauses: a damaged tree must not send it round in circles.
    fn clause_at(&self, head: usize, depth: usize) -> Clause {
        let mut c = Clause {
            head,
            ..Clause::default()
        };
        let mut raised = Vec::new();
        for kid in self.children(head) {
            match self.rel(kid) {
                Rel::Nsubj | Rel::NsubjOuter | Rel::Csubj => {
                    c.subject.extend(self.coordinated(kid))
                }
                Rel::NsubjPass | Rel::CsubjPass => {
                    c.passive = true;
                    raised.extend(self.coordinated(kid));
                }
                Rel::Obj => c.object.extend(self.coordinated(kid)),
                Rel::Iobj => c.indirect.extend(self.coordinated(kid)),
                Rel::OblAgent => c.subject.extend(self.coordinated(kid)),
                Rel::Obl | Rel::OblUnmarked | Rel::Nmod => c.obliques.push(Oblique {
                    preposition: self.preposition(kid),
                    heads: self.coordinated(kid),
                }),
                Rel::Xcomp | Rel::Ccomp => c.complements.extend(self.coordinated(kid)),
                Rel::Aux | Rel::Cop => c.auxiliaries.push(kid),
                Rel::AuxPass => {
                    c.passive = true;
                    c.auxiliaries.push(kid);
                }
                Rel::Advmod => c.adverbs.push(kid),
                Rel::Mark => c.marks.push(kid),
                Rel::CompoundPrt => c.particle = Some(kid),
                _ => {}
            }
        }
        if c.passive && !c.object.is_empty() && self.by_rel(head, Rel::AuxPass).next().is_none() {
            // "Serb forces used Dutch soldiers as shields": the parser may take the past tense for a participle.
            c.passive = false;
        }
        self.inherit(&mut c, &mut raised, depth);
        if c.passive {
            // "was granted asylum": with an object of its own the raised noun is the receiver.
            if c.object.is_empty() {
                c.object = raised
            } else {
                c.indirect.extend(raised)
            }
        } else {
            c.subject.extend(raised);
        }
        self.relative_pronouns(&mut c);
        c
    }

    /// Fills in what the grammar leaves out, from the clause or noun above.
    fn inherit(&self, c: &mut Clause, raised: &mut Vec<usize>, depth: usize) {
        let Some(above) = self.head(c.head) else {
            return;
        };
        if depth > 6 {
            return;
        }
        let lacks_subject = c.subject.is_empty() && raised.is_empty();
        let participle = self.sentence.tokens[c.head].tag == Tag::Vbn;
        match self.rel(c.head) {
            Rel::Conj if self.is_predicate(above) => {
                let first = self.clause_at(above, depth + 1);
                if lacks_subject && !c.passive {
                    // "was seized and taken": the shared participle shares the voice.
                    let shared_voice = participle && first.passive && c.auxiliaries.is_empty();
                    if shared_voice {
                        c.passive = true;
                        raised.clone_from(&first.object);
                    }
                    if !shared_voice || c.subject.is_empty() {
                        c.subject.clone_from(&first.subject);
                    }
                    c.subject_inherited = true;
                } else if lacks_subject && c.passive {
                    raised.clone_from(if first.passive {
                        &first.object
                    } else {
                        &first.subject
                    });
                }
                if c.auxiliaries.is_empty() && lacks_subject {
                    c.auxiliaries.clone_from(&first.auxiliaries);
                    if first.passive && !c.passive {
                        c.auxiliaries.retain(|&a| self.rel(a) != Rel::AuxPass);
                    }
                }
                if c.marks.is_empty() {
                    c.marks.clone_from(&first.marks);
                }
            }
            Rel::Xcomp | Rel::Advcl | Rel::Ccomp | Rel::Csubj | Rel::Parataxis
                if lacks_subject && self.is_predicate(above) =>
            {
                let governor = self.clause_at(above, depth + 1);
                let controls = self.rel(c.head) == Rel::Xcomp
                    && !governor.object.is_empty()
                    && !governor.passive;
                let by_receiver = self.rel(c.head) == Rel::Xcomp && governor.passive;
                let actor = if controls || by_receiver {
                    governor.object
                } else if !governor.indirect.is_empty() && self.rel(c.head) == Rel::Xcomp {
                    governor.indirect
                } else if governor.passive && governor.subject.is_empty() {
                    governor.object
                } else {
                    governor.subject
                };
                if c.passive || (participle && self.rel(c.head) != Rel::Parataxis) {
                    c.passive = true;
                    *raised = actor;
                } else {
                    c.subject = actor;
                }
                c.subject_inherited = true;
            }
            Rel::Acl if raised.is_empty() => {
                if participle {
                    c.passive = true;
                    *raised = vec![above];
                } else if c.subject.is_empty() && self.sentence.tokens[c.head].tag == Tag::Vbg {
                    c.subject = vec![above];
                    c.subject_inherited = true;
                } else if c.subject.is_empty() {
                    // "Lima's wish to talk": Lima talks; "granted a plea to talk": who granted it does.
                    c.subject = self
                        .owners(above)
                        .into_iter()
                        .filter(|&t| self.is_name_like(t))
                        .collect();
                    if c.subject.is_empty()
                        && let Some(verb) = self
                            .is_predicate(above)
                            .then_some(above)
                            .or_else(|| self.predicate_above(above))
                    {
                        c.subject = self.clause_at(verb, depth + 1).subject;
                    }
                    c.subject_inherited = true;
                }
            }
            Rel::AclRelcl => {
                if lacks_subject {
                    if c.passive {
                        *raised = vec![above]
                    } else {
                        c.subject = vec![above]
                    }
                } else if c.object.is_empty() && !c.passive && !self.has_relative(c) {
                    c.object = vec![above];
                }
            }
            _ => {}
        }
    }

    fn is_name_like(&self, token: usize) -> bool {
        let t = &self.sentence.tokens[token];
        matches!(t.upos, Upos::Propn | Upos::Pron)
            || t.rel == Rel::NmodPoss
            || t.form.starts_with(char::is_uppercase)
    }

    fn has_relative(&self, c: &Clause) -> bool {
        let stranded = c.obliques.iter().flat_map(|o| &o.heads);
        c.subject
            .iter()
            .chain(&c.object)
            .chain(stranded)
            .any(|&t| self.is_relative(t))
    }

    fn is_relative(&self, token: usize) -> bool {
        matches!(self.sentence.tokens[token].tag, Tag::Wdt | Tag::Wp)
            || (self.sentence.tokens[token].upos == Upos::Pron
                && matches!(self.sentence.tokens[token].tag, Tag::In | Tag::Dt)
                && self
                    .head(token)
                    .is_some_and(|h| self.rel(h) == Rel::AclRelcl))
    }

    /// Puts the noun in the place of "who", "which", "that".
    fn relative_pronouns(&self, c: &mut Clause) {
        let mut clause = c.head;
        while self.rel(clause) == Rel::Conj {
            match self.head(clause) {
                Some(head) => clause = head,
                None => return,
            }
        }
        if self.rel(clause) != Rel::AclRelcl {
            self.stray_relative(c);
            return;
        }
        let Some(noun) = self.head(clause) else {
            return;
        };
        let swap = |list: &mut Vec<usize>| {
            for token in list.iter_mut().filter(|t| self.is_relative(**t)) {
                *token = noun;
            }
        };
        swap(&mut c.subject);
        swap(&mut c.object);
        swap(&mut c.indirect);
        c.obliques.iter_mut().for_each(|o| swap(&mut o.heads));
    }

    /// "Peru, which recognized Fiji, …" with the clause hung elsewhere: the noun before the pronoun is meant.
    fn stray_relative(&self, c: &mut Clause) {
        let tokens = &self.sentence.tokens;
        for subject in c.subject.iter_mut().filter(|t| self.is_relative(**t)) {
            let before = (0..*subject).rev().find(|&i| tokens[i].upos != Upos::Punct);
            if let Some(noun) =
                before.filter(|&i| matches!(tokens[i].upos, Upos::Noun | Upos::Propn))
            {
                *subject = noun;
            }
        }
    }

    /// Whose a noun is: possessors, then adjectives and compounds before it, then a by-phrase.
    pub fn owners(&self, noun: usize) -> Vec<usize> {
        let mut owners = Vec::new();
        for rel in [Rel::NmodPoss, Rel::Amod, Rel::Compound, Rel::NmodUnmarked] {
            for kid in self.by_rel(noun, rel).filter(|&k| k < noun) {
                owners.extend(self.coordinated(kid));
            }
        }
        for kid in self.children(noun) {
            if self.rel(kid) == Rel::OblAgent {
                owners.extend(self.coordinated(kid));
            }
        }
        owners
    }

    /// The clause-like view of an event noun: its prepositional phrases and infinitives; owners go to `subject`.
    pub fn nominal(&self, noun: usize) -> Clause {
        let mut c = Clause {
            head: noun,
            subject: self.owners(noun),
            ..Clause::default()
        };
        for kid in self.children(noun) {
            match self.rel(kid) {
                Rel::Nmod | Rel::Obl | Rel::NmodUnmarked if kid > noun => {
                    c.obliques.push(Oblique {
                        preposition: self.preposition(kid),
                        heads: self.coordinated(kid),
                    })
                }
                Rel::Acl | Rel::Ccomp | Rel::Xcomp => c.complements.extend(self.coordinated(kid)),
                Rel::Advmod | Rel::Det => c.adverbs.push(kid),
                _ => {}
            }
        }
        c
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;
    use crate::text::Token;

    /// `form/TAG/UPOS/head/rel` a word, heads counted from 1 and 0 for the root.
    fn parsed(words: &str) -> Sentence {
        let mut at = 0;
        let tokens = words
            .split(' ')
            .map(|word| {
                let part: Vec<&str> = word.split('/').collect();
                let start = at;
                at += part[0].len() + 1;
                Token {
                    span: Span::new(start, at - 1),
                    form: part[0].into(),
                    lemma: part[0].to_lowercase().into(),
                    tag: Tag::from_name(part[1]).unwrap(),
                    upos: Upos::from_name(part[2]).unwrap(),
                    head: part[3].parse::<usize>().unwrap().checked_sub(1),
                    rel: Rel::from_name(part[4]).unwrap(),
                    unit: false,
                }
            })
            .collect();
        Sentence {
            span: Span::new(0, at),
            tokens,
            opens_paragraph: true,
        }
    }

    #[test]
    fn a_passive_is_turned_round() {
        let s = parsed(
            "Oslo/NNP/PROPN/3/nsubj:pass was/VBD/AUX/3/aux:pass praised/VBN/VERB/0/root by/IN/ADP/5/case Lima/NNP/PROPN/3/obl:agent",
        );
        let c = Tree::new(&s).clause(2);
        assert_eq!((c.subject, c.object, c.passive), (vec![4], vec![0], true));
    }

    #[test]
    fn the_subject_of_an_infinitive_is_found_above() {
        let s = parsed(
            "Oslo/NNP/PROPN/2/nsubj urged/VBD/VERB/0/root Lima/NNP/PROPN/2/obj to/TO/PART/5/mark talk/VB/VERB/2/xcomp",
        );
        let tree = Tree::new(&s);
        assert_eq!(tree.clause(4).subject, vec![2], "the one urged is to talk");
        assert_eq!(tree.clause(1).complements, vec![4]);
        let s = parsed(
            "Oslo/NNP/PROPN/2/nsubj agreed/VBD/VERB/0/root to/TO/PART/4/mark talk/VB/VERB/2/xcomp",
        );
        assert_eq!(Tree::new(&s).clause(3).subject, vec![0]);
    }

    #[test]
    fn a_reduced_relative_is_a_passive() {
        let s = parsed(
            "deal/NN/NOUN/0/root signed/VBN/VERB/1/acl by/IN/ADP/4/case Lima/NNP/PROPN/2/obl:agent",
        );
        let c = Tree::new(&s).clause(1);
        assert_eq!((c.subject, c.object), (vec![3], vec![0]));
    }

    #[test]
    fn coordinated_verbs_share_subject_and_auxiliary() {
        let s = parsed(
            "Lima/NNP/PROPN/3/nsubj will/MD/AUX/3/aux pay/VB/VERB/0/root and/CC/CCONJ/5/cc leave/VB/VERB/3/conj",
        );
        let c = Tree::new(&s).clause(4);
        assert_eq!((c.subject, c.auxiliaries), (vec![0], vec![1]));
    }

    #[test]
    fn a_cycle_does_not_hang() {
        let s = parsed("a/VB/VERB/2/xcomp b/VB/VERB/1/xcomp");
        let _ = Tree::new(&s).clause(0);
    }
}
