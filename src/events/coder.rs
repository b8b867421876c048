//! Sentence in, coded events out.

use super::chain;
use super::confidence::{self, CALIBRATION, Calibration};
use super::index::{Index, Rule};
use super::matching::{self, Match};
use super::misfit::Misfit;
use super::partners::Partners;
use super::people::{self, People};
use super::scene::Scene;
use super::standing::{self, Standing};
use super::topics::{self, Topics};
use super::words::{self, Words};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::lexicon::frame::Parties;
use crate::model::{Cameo, Mention, Party, Place, Span, Speaker, Status};
use crate::text::clause::{Clause, Tree};
use crate::text::{Rel, Sentence, Tag, Upos};
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

/// Root of meetings and visits.
const CONSULT: &str = "04";

/// The frames and tables, ready to code sentences.
#[derive(Debug)]
pub struct Coder {
    index: Index,
    words: Words,
    topics: Topics,
    calibration: Calibration,
    people: People,
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
        partners.hear(&mut events);
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
        let all = matches.clone();
        matches.retain(|m| {
            !all.iter().any(|other| {
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
        });
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

    fn emit(&self, scene: &Scene, matches: &[Match], standings: &[Standing]) -> Vec<Coded> {
        let mut out: Vec<Coded> = Vec::new();
        let mut place_of = vec![None; matches.len()];
        let mut links: Vec<(usize, usize)> = Vec::new();
        for (i, m) in matches.iter().enumerate() {
            let kind = &self.index.kinds[m.rule.kind];
            if !m.telling(kind) || !self.political(scene, m) {
                continue;
            }
            let standing = &standings[i];
            let cameo = chain::code(&self.index, matches, standings, i);
            let mut coded = self.coded(scene, m, standing, cameo);
            let nobody = coded.source.is_empty() && coded.target.is_empty();
            // "a ship seized in May": background, of which not even the parties are told.
            let aside = coded.partial && coded.source.is_empty() && background(scene, m);
            if nobody || aside || stays_home(scene, m, &coded) {
                continue;
            }
            if let Some(pledge) = self.coming(&coded, standing)
                && !repeats(&out, &pledge)
            {
                coded.about = Some(out.len());
                out.push(pledge);
            }
            if repeats(&out, &coded) {
                continue;
            }
            place_of[i] = Some(out.len());
            if let Some(governor) = standing.about {
                links.push((out.len(), governor));
            }
            out.push(coded);
        }
        for (from, governor) in links {
            out[from].about = place_of[governor];
        }
        out
    }

    /// Whether somebody with a name takes part, or people without one act in some public role.
    fn political(&self, scene: &Scene, m: &Match) -> bool {
        let sides = || m.source.iter().chain(&m.target);
        let kind = &self.index.kinds[m.rule.kind];
        let popular = self
            .words
            .popular
            .iter()
            .any(|r| kind.cameo.starts_with(r.as_str()));
        let suffered = m.source.is_empty()
            && self
                .words
                .suffered
                .iter()
                .any(|r| kind.cameo.starts_with(r.as_str()));
        if popular || suffered || sides().any(|&p| !scene.is_people(p)) {
            return true;
        }
        m.source.iter().filter_map(|&p| scene.party(p)).any(|p| {
            p.sector
                .iter()
                .any(|s| self.words.acting_sectors.contains(s))
        })
    }

    /// What is announced of an event to come or not to come: an intent, a threat, a refusal, told besides the
    /// plan itself.
    fn coming(&self, coded: &Coded, standing: &Standing) -> Option<Coded> {
        if standing.about.is_some() || coded.source.is_empty() {
            return None;
        }
        let words = &self.words;
        let tables = match (coded.status, coded.negated) {
            (Status::Planned, true) if standing.coming => [Some(&words.refused), None],
            (Status::Planned, false) if standing.coming => {
                [Some(&words.future), Some(&words.warned)]
            }
            // "may stop the aid if …"
            (Status::Conditional, false) if standing.warned => [Some(&words.warned), None],
            _ => return None,
        };
        let code = coded.cameo.as_str();
        let (table, code) = tables
            .into_iter()
            .flatten()
            .find_map(|table| Some((table, table.code(code)?)))?;
        Some(Coded {
            kind: table.label.clone(),
            rule: format!("{}+{}", coded.rule, table.rule),
            cameo: Cameo::new(code),
            status: Status::Actual,
            negated: false,
            present: true,
            presupposed: false,
            ..coded.clone()
        })
    }

    /// Who arrests, charges or tries somebody in a place when nobody else is said to: the authorities of its state.
    fn enforcers(&self, scene: &Scene, cameo: &Cameo, place: Option<&Place>) -> Option<Party> {
        let code = cameo.as_str();
        let enforced = self
            .words
            .enforced
            .iter()
            .any(|c| code.starts_with(c.as_str()));
        let place = place.filter(|_| enforced)?;
        let state = place.country.as_ref()?;
        Some(scene.people_of.authorities(state, &place.name))
    }

    fn coded(&self, scene: &Scene, m: &Match, standing: &Standing, cameo: Cameo) -> Coded {
        let frame = self.index.frame(m.rule);
        let kind = &self.index.kinds[m.rule.kind];
        let place = place(scene, m);
        let parties = |side: &[usize], other: &[usize]| -> Vec<Party> {
            side.iter()
                .filter_map(|&i| match scene.party(i).is_some_and(people::is_we) {
                    true => scene.party(standing.speaker?.0).cloned(),
                    false => placed(scene, i, other, place.as_ref()),
                })
                .collect()
        };
        let tokens = &scene.tree.sentence.tokens;
        let speaker = standing.speaker.and_then(|(who, verb)| {
            let party = scene.party(who)?;
            Some(Speaker {
                id: party.id.clone(),
                name: party.name.clone(),
                verb: tokens[verb].span.of(scene.text).into(),
            })
        });
        let named = m.source.iter().chain(&m.target).filter_map(|&i| {
            let (mention, party) = (&scene.mentions[i], scene.party(i)?);
            Some(format!("{} = {} ({})", mention.name, party.id, mention.how))
        });
        let (mut source, target) = (parties(&m.source, &m.target), parties(&m.target, &m.source));
        let mut sure = 1.0;
        if source.is_empty()
            && let Some(authorities) = self.enforcers(scene, &cameo, place.as_ref())
        {
            source.push(authorities);
            sure = confidence::ENFORCED;
        }
        let lacking = source.is_empty() || target.is_empty();
        Coded {
            kind: kind.label.clone(),
            rule: self.index.name(m.rule),
            cameo,
            partial: lacking && kind.parties == Parties::Both,
            source,
            target,
            reciprocal: kind.reciprocal || m.both,
            status: standing.status.unwrap_or(Status::Actual),
            negated: standing.negated,
            speaker,
            about: None,
            trigger: m.light.filter(|_| m.nominal).unwrap_or(m.head),
            span: tokens[m.head].span,
            said: standing.speaker.map(|(_, verb)| verb),
            presupposed: standing.presupposed || background(scene, m),
            present: standing.present,
            place,
            confidence: self.calibration.share(
                &kind.id,
                sure * confidence::raw(scene, frame, m, standing.presupposed),
            ),
            named: named.collect(),
        }
    }
}

/// A party; of people without a state of their own those of the place, of the other side, or of the only state
/// the sentence speaks of.
fn placed(scene: &Scene, mention: usize, other: &[usize], place: Option<&Place>) -> Option<Party> {
    let party = scene.party(mention)?;
    if !people::is_unplaced(party) {
        return Some(party.clone());
    }
    let here = place.and_then(|p| p.country.clone());
    let across = || {
        other
            .iter()
            .filter(|&&o| !scene.mentions[o].place)
            .filter_map(|&o| scene.party(o))
            .find_map(people::state)
            .cloned()
    };
    let only = || {
        let named = other.iter().any(|&o| !scene.is_people(o));
        named.then(|| people::only_state(scene)).flatten()
    };
    let state = here.or_else(across).or_else(only)?;
    Some(scene.people_of.of_state(party, &state))
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

/// Told in a relative clause or a participle after a noun: background, whose day is its own.
fn background(scene: &Scene, m: &Match) -> bool {
    let own = m.light.unwrap_or(m.head);
    let tree = &scene.tree;
    match tree.rel(own) {
        Rel::AclRelcl => true,
        // "the deal signed by …", "the first to recognise …"
        Rel::Acl => matches!(tree.sentence.tokens[own].tag, Tag::Vbn | Tag::Vb),
        _ => false,
    }
}

/// A visit to a place of one's own state is no event between two parties.
fn stays_home(scene: &Scene, m: &Match, coded: &Coded) -> bool {
    let home = |p: &Party| {
        let state = people::state(p);
        state.is_some() && coded.source.iter().all(|s| people::state(s) == state)
    };
    coded.cameo.root() == CONSULT
        && !coded.target.is_empty()
        && m.target.iter().all(|&t| scene.mentions[t].place)
        && coded.target.iter().all(home)
}

fn repeats(out: &[Coded], new: &Coded) -> bool {
    out.iter().any(|old| {
        old.kind == new.kind
            && old.cameo == new.cameo
            && old.source == new.source
            && old.target == new.target
            && old.status == new.status
    })
}

/// The place named in the clause, when it is not a party.
fn place(scene: &Scene, m: &Match) -> Option<Place> {
    let own = m.light.unwrap_or(m.head);
    scene
        .mentions
        .iter()
        .enumerate()
        .filter(|(i, mention)| mention.place && !m.source.contains(i) && !m.target.contains(i))
        .map(|(_, mention)| mention)
        .find(|mention| {
            mention
                .token
                .is_some_and(|t| scene.tree.predicate_above(t) == Some(own))
        })
        .map(|mention| Place {
            name: mention.name.clone(),
            country: mention.party.as_ref().and_then(|p| p.country.clone()),
        })
}

fn names(scene: &Scene, side: &[usize]) -> String {
    let ids: Vec<&str> = side
        .iter()
        .filter_map(|&m| scene.party(m))
        .map(|p| p.id.as_str())
        .collect();
    format!("[{}]", ids.join(" "))
}
