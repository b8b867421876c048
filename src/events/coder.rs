//! Sentence in, coded events out.

use super::chain;
use super::confidence::{CALIBRATION, Calibration};
use super::index::{Index, Rule};
use super::matching::{self, Match};
use super::misfit::Misfit;
use super::partners::Partners;
use super::people::People;
use super::scene::Scene;
use super::standing::{self, Standing};
use super::topics::{self, Topics};
use super::words::{self, Words};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{Cameo, Mention, Party, Place, Span, Speaker, Status};
use crate::text::clause::{Clause, Tree};
use crate::text::{Rel, Sentence, Upos};
use compact_str::CompactString;

/// What one sentence says happened; the date is still to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Coded {
    /// The kind's label.
    pub kind: CompactString,
    /// `recognise/active`.
    pub rule: String,
    /// The code.
    pub cameo: Cameo,
    /// Who acts.
    pub source: Vec<Party>,
    /// Who is acted upon.
    pub target: Vec<Party>,
    /// Both sides act.
    pub reciprocal: bool,
    /// What is claimed.
    pub status: Status,
    /// "did not".
    pub negated: bool,
    /// Who says so.
    pub speaker: Option<Speaker>,
    /// The event of this sentence whose content this is: an index into the same list.
    pub about: Option<usize>,
    /// The trigger's token in the parsed sentence.
    pub trigger: usize,
    /// The trigger in the document.
    pub span: Span,
    /// The verb that says it, a token of the parsed sentence.
    pub said: Option<usize>,
    /// Spoken of in passing as a thing: the sentence's date need not be its own.
    pub presupposed: bool,
    /// A party that its kind needs is not told.
    pub partial: bool,
    /// Told in the present tense: said on the article's own day.
    pub present: bool,
    /// Where.
    pub place: Option<Place>,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// How each party was recognised.
    pub named: Vec<String>,
}

/// Why each frame that was tried did or did not match, line by line.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    /// The lines.
    pub lines: Vec<String>,
}

/// The frames and tables, ready to code sentences.
#[derive(Debug)]
pub struct Coder {
    pub(super) index: Index,
    pub(super) words: Words,
    pub(super) topics: Topics,
    pub(super) calibration: Calibration,
    pub(super) people: People,
}

impl Coder {
    /// Compiles frames and tables of a lexicon.
    ///
    /// # Errors
    ///
    /// Fails when a table is missing or faulty, naming file and line.
    pub fn new(lexicon: &Lexicon) -> Result<Coder> {
        let table = lexicon.file(words::FILE).unwrap_or_default();
        Ok(Coder {
            index: Index::new(lexicon.kinds(), lexicon.file(super::index::CLASSES))?,
            words: Words::from_toml(table)?,
            topics: Topics::from_toml(lexicon.file(topics::FILE).unwrap_or_default())?,
            calibration: Calibration::from_toml(lexicon.file(CALIBRATION).unwrap_or_default())?,
            people: People::of(lexicon)?,
        })
    }

    /// Codes one parsed sentence; `partners` remembers the document's sentences before it.
    pub fn code(
        &self,
        text: &str,
        sentence: &Sentence,
        mentions: &[Mention],
        partners: &mut Partners,
        mut trace: Option<&mut Trace>,
    ) -> Vec<Coded> {
        let scene = Scene::new(
            text,
            Tree::new(sentence),
            mentions,
            &self.words,
            &self.people,
        );
        if scene.is_empty() || self.topics.claim(&scene) {
            return Vec::new();
        }
        let mut matches = self.matches(&scene, &mut trace);
        self.suppress(&mut matches);
        let mut standings: Vec<Standing> = (0..matches.len())
            .map(|i| standing::read(&scene, &self.index, &matches, i))
            .collect();
        standing::break_rings(&mut standings);
        chain::lend_parties(&scene, &self.index, &mut matches, &standings);
        let mut events = self.emit(&scene, &matches, &standings);
        partners.hear(&mut events, &self.words);
        events
    }

    /// The best frame at every trigger.
    fn matches(&self, scene: &Scene, trace: &mut Option<&mut Trace>) -> Vec<Match> {
        let tokens = &scene.tree.sentence.tokens;
        let mut found = Vec::new();
        for (t, token) in tokens.iter().enumerate() {
            if scene.mention(t).is_some() {
                continue;
            }
            let lemma = token.lemma.as_str();
            let mut best: Option<Match> = None;
            if matching::is_verb(token.tag)
                && token.rel != Rel::Amod
                && let Some(rules) = self.index.verbs.get(lemma)
            {
                let clause = scene.tree.clause(t);
                for (rule, particle) in rules {
                    let fitted = match self.particle(scene, &clause, particle.as_deref()) {
                        Ok(word) => self.fit(scene, *rule, &clause, false, None).map(|mut m| {
                            m.words.extend(word);
                            m
                        }),
                        Err(reason) => Err(reason),
                    };
                    self.keep(&mut best, *rule, fitted, scene, t, trace);
                }
            }
            if matches!(token.upos, Upos::Noun | Upos::Propn)
                && let Some(rules) = self.index.nouns.get(lemma)
            {
                let (clause, light) = nominal(scene, t);
                for (rule, entry) in rules.iter().filter(|(_, entry)| scene.is_word(t, entry)) {
                    let fitted = self.fit(scene, *rule, &clause, true, light).map(|mut m| {
                        m.length += entry.split(' ').count();
                        m
                    });
                    self.keep(&mut best, *rule, fitted, scene, t, trace);
                }
            }
            if token.upos == Upos::Adj
                && scene.tree.is_predicate(t)
                && let Some(rules) = self.index.adjectives.get(lemma)
            {
                let clause = scene.tree.clause(t);
                for rule in rules {
                    let fitted = self.fit(scene, *rule, &clause, false, None);
                    self.keep(&mut best, *rule, fitted, scene, t, trace);
                }
            }
            found.extend(best);
        }
        found
    }

    /// Drops matches whose trigger another, stronger match has already read as one of its words, unless it is the
    /// content of that match.
    fn suppress(&self, matches: &mut Vec<Match>) {
        let swallowed = |m: &Match| {
            matches.iter().any(|other| {
                let governs = || {
                    self.index.kinds[other.rule.kind].governs.is_some()
                        && other.complements.contains(&m.head)
                };
                other.head != m.head
                    && other.words.contains(&m.head)
                    && other.strength >= m.strength
                    && other.named >= m.named
                    && other.sides() >= m.sides()
                    && !governs()
            })
        };
        let kept: Vec<bool> = matches.iter().map(|m| !swallowed(m)).collect();
        let mut kept = kept.into_iter();
        matches.retain(|_| kept.next().unwrap_or(true));
    }

    fn fit<'i>(
        &'i self,
        scene: &Scene,
        rule: Rule,
        clause: &Clause,
        nominal: bool,
        light: Option<usize>,
    ) -> Result<Match, Misfit<'i>> {
        matching::fit(
            scene,
            self.index.frame(rule),
            &self.index.kinds[rule.kind],
            rule,
            clause,
            nominal,
            light,
        )
    }

    /// The particle a frame asks for, in its place; a verb with a particle of its own is another verb.
    fn particle<'i>(
        &self,
        scene: &Scene,
        clause: &Clause,
        wanted: Option<&'i str>,
    ) -> Result<Option<usize>, Misfit<'i>> {
        let have = clause.particle.map(|p| scene.tree.lemma(p));
        match wanted {
            None => {
                let verb = scene.tree.lemma(clause.head);
                let own = clause
                    .particle
                    .filter(|&p| self.index.has_particle(verb, scene.tree.lemma(p)));
                own.map_or(Ok(None), |p| Err(Misfit::OtherVerb(p)))
            }
            Some(word) if have == Some(word) => Ok(clause.particle),
            Some(word) => {
                // The parser may call the particle an adverb or a preposition.
                let adverb = clause
                    .adverbs
                    .iter()
                    .copied()
                    .find(|&a| scene.tree.lemma(a) == word);
                let next = scene
                    .tree
                    .sentence
                    .tokens
                    .get(clause.head + 1)
                    .is_some_and(|t| t.lemma == word);
                match adverb {
                    Some(a) => Ok(Some(a)),
                    None if next => Ok(Some(clause.head + 1)),
                    None => Err(Misfit::NoParticle(word)),
                }
            }
        }
    }

    fn keep(
        &self,
        best: &mut Option<Match>,
        rule: Rule,
        fitted: Result<Match, Misfit>,
        scene: &Scene,
        t: usize,
        trace: &mut Option<&mut Trace>,
    ) {
        if let Some(trace) = trace {
            let outcome = match &fitted {
                Ok(m) => format!(
                    "fits: source {} target {} strength {}",
                    names(scene, &m.source),
                    names(scene, &m.target),
                    m.strength
                ),
                Err(misfit) => misfit.in_words(scene),
            };
            trace.lines.push(format!(
                "{}: {}: {outcome}",
                scene.tree.sentence.tokens[t].span.of(scene.text),
                self.index.name(rule)
            ));
        }
        let Ok(new) = fitted else { return };
        // Who does what to whom first: an exact frame without a party tells nothing.
        let weight = |m: &Match| {
            (
                m.named,
                m.strength,
                m.words.len(),
                m.length,
                !m.lacking,
                std::cmp::Reverse(m.rule),
            )
        };
        if best.as_ref().is_none_or(|old| weight(&new) > weight(old)) {
            *best = Some(new);
        }
    }
}

/// The clause of an event noun, and the light verb it is the object of, whose subject and phrases it takes over.
fn nominal(scene: &Scene, noun: usize) -> (Clause, Option<usize>) {
    let tree = &scene.tree;
    let mut clause = tree.nominal(noun);
    let mut top = noun;
    while tree.rel(top) == Rel::Conj {
        match tree.head(top) {
            Some(head) => top = head,
            None => break,
        }
    }
    let Some(verb) = tree.head(top) else {
        return (clause, None);
    };
    let lemma = tree.lemma(verb);
    let carried = match tree.rel(top) {
        // The plea is somebody else's than the one who grants it.
        _ if standing::granted(scene, noun) => false,
        Rel::Obj | Rel::NsubjPass | Rel::Obl => scene.words.light.contains(lemma),
        Rel::Nsubj => {
            scene.words.occurrence.contains(lemma)
                && matching::is_verb(tree.sentence.tokens[verb].tag)
        }
        _ => false,
    };
    if !carried {
        return (clause, None);
    }
    let carrier = tree.clause(verb);
    let owned = clause
        .subject
        .iter()
        .any(|&t| scene.mention(t).is_some_and(|m| scene.party(m).is_some()));
    if !owned && tree.rel(top) != Rel::Nsubj {
        clause.subject.clone_from(&carrier.subject);
    }
    clause.obliques.extend(
        carrier
            .obliques
            .into_iter()
            .filter(|o| !o.heads.contains(&top)),
    );
    if clause.indirect.is_empty() {
        clause.indirect = carrier.indirect;
    }
    clause.complements.extend(carrier.complements);
    (clause, Some(verb))
}

fn names(scene: &Scene, side: &[usize]) -> String {
    let ids: Vec<&str> = side
        .iter()
        .filter_map(|&m| scene.party(m))
        .map(|p| p.id.as_str())
        .collect();
    format!("[{}]", ids.join(" "))
}
