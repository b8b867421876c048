//! What is claimed about an event: status, negation, who says so, what governs it.
//!
//! Read outwards from the trigger: its own auxiliaries and adverbs first, then each word above it
//! that governs its clause. The first word that takes the event out of the actual world decides;
//! negations add up; the nearest speaker counts.

use super::index::Index;
use super::matching::{Match, is_verb};
use super::scene::Scene;
use super::words::{Effect, lists};
use crate::model::Status;
use crate::text::{Rel, Tag, Upos};
use compact_str::CompactString;

/// What is claimed about one match.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    /// `None` is actual.
    pub status: Option<Status>,
    pub negated: bool,
    /// Mention and verb of the one who says so.
    pub speaker: Option<(usize, usize)>,
    /// The match that governs this one.
    pub about: Option<usize>,
    /// Spoken of in passing as a thing.
    pub presupposed: bool,
    /// Its own verb says it is to come.
    pub coming: bool,
    /// Its own verb says it may come, unless a condition is met.
    pub warned: bool,
    /// Told in the present tense.
    pub present: bool,
    /// Its status rests on a modal that in somebody's past words stands for the future.
    backshifted: bool,
}

impl Standing {
    fn give(&mut self, status: Option<Status>) {
        self.status = self.status.or(status);
    }

    /// "said it would …", "promised it would …": what was to come when it was said.
    fn backshift(&mut self, status: Option<Status>) {
        if std::mem::take(&mut self.backshifted) {
            self.coming = status == Some(Status::Planned);
            self.status = status;
        }
    }
}

/// Reads the standing of match `i`.
pub(super) fn read(scene: &Scene, index: &Index, matches: &[Match], i: usize) -> Standing {
    let m = &matches[i];
    let own = m.light.unwrap_or(m.head);
    let mut standing = Standing::default();
    own_words(scene, m.head, own, &mut standing);
    let tree = &scene.tree;
    if m.nominal {
        for adjective in tree.by_rel(m.head, Rel::Amod) {
            let effect = scene.words.modifiers.get(lower(scene, adjective).as_str());
            standing.give(effect.and_then(|e| e.status()));
        }
    }
    standing.backshifted = standing.status == Some(Status::Conditional)
        && tree
            .clause(own)
            .auxiliaries
            .iter()
            .any(|&a| scene.words.backshifted.contains(lower(scene, a).as_str()));
    // "announced the removal of …" tells it as news; "welcomed the removal of …" takes it for granted.
    let told = |above: usize| {
        tree.rel(m.head) == Rel::Obj
            && scene.words.governors.get(tree.lemma(above)) == Some(&Effect::Said)
    };
    standing.presupposed =
        m.nominal && m.light.is_none() && tree.head(m.head).is_some_and(|above| !told(above));
    let mut at = own;
    // Past an adverbial or relative clause only speakers still reach the event.
    let mut outside = false;
    loop {
        beside(scene, index, matches, i, at, &mut standing);
        let Some(above) = tree.head(at) else { break };
        // "unless Mali met its conditions for ending the strike"
        for mark in tree.by_rel(at, Rel::Mark).filter(|_| at != own) {
            let effect = scene.words.marks.get(lower(scene, mark).as_str());
            standing.give(effect.and_then(|e| e.status()));
        }
        let rel = tree.rel(at);
        let nominal = !tree.is_predicate(at) || (at == m.head && m.nominal && m.light.is_none());
        match rel {
            Rel::Conj => {}
            // "met the emir to reaffirm the pact", "called to congratulate": done in the talk itself.
            Rel::Advcl | Rel::Xcomp
                if infinitive(scene, at) && in_talk(scene, index, matches, i, at, above) => {}
            // "the first capital to recognise …": it has happened.
            Rel::Acl if infinitive(scene, at) && factual(scene, above) => {}
            Rel::Advcl | Rel::Acl if infinitive(scene, at) => {
                let asked = asked_for(scene, index, matches, at, above);
                let rel = if asked.is_some() { Rel::Acl } else { rel };
                let above = asked.unwrap_or(above);
                if !outside && !governed_by_match(scene, index, matches, i, above, &mut standing) {
                    match scene.words.governors.get(tree.lemma(above)) {
                        Some(&effect) if rel == Rel::Acl => {
                            govern(scene, effect, above, &mut standing)
                        }
                        _ => standing.give(Some(Status::Planned)),
                    }
                }
                outside |= rel == Rel::Advcl;
                at = above;
                continue;
            }
            // "accused Lima of shelling …": the content of the verb, not a circumstance.
            Rel::Advcl if scene.is_content(at) => {
                governed(scene, index, matches, i, above, outside, &mut standing);
            }
            Rel::Xcomp | Rel::Ccomp | Rel::Acl | Rel::Csubj | Rel::Parataxis => {
                governed(scene, index, matches, i, above, outside, &mut standing);
            }
            Rel::Obj | Rel::NsubjPass | Rel::Iobj if nominal => {
                modal(scene, above, &mut standing);
                governed(scene, index, matches, i, above, outside, &mut standing);
            }
            Rel::Obl | Rel::Nmod if nominal => {
                let held = scene
                    .words
                    .complement_prepositions
                    .contains(&tree.preposition(at));
                governed(
                    scene,
                    index,
                    matches,
                    i,
                    above,
                    outside || !held,
                    &mut standing,
                );
                outside |= !held;
            }
            Rel::Nsubj | Rel::NsubjOuter if nominal => {
                if scene.words.occurrence.contains(tree.lemma(above))
                    || tree.children(above).any(|k| tree.rel(k) == Rel::Cop)
                {
                    own_words(scene, above, above, &mut standing);
                    standing.presupposed = false;
                }
            }
            _ => outside = true,
        }
        at = above;
    }
    standing
}

/// The noun an infinitive belongs to when the parser hung it on somebody inside the noun's phrase or on the verb:
/// "granted a plea from the prosecutor to …".
fn asked_for(
    scene: &Scene,
    index: &Index,
    matches: &[Match],
    at: usize,
    above: usize,
) -> Option<usize> {
    let tree = &scene.tree;
    let asks = |noun: usize| {
        scene.words.governors.contains_key(tree.lemma(noun))
            || matches
                .iter()
                .any(|m| m.head == noun && index.kinds[m.rule.kind].governs.is_some())
    };
    let verb = match scene.mention(above) {
        Some(_) => tree.predicate_above(above)?,
        None if tree.is_predicate(above) => above,
        None => return None,
    };
    tree.clause(verb)
        .object
        .into_iter()
        .find(|&o| o < at && asks(o))
}

/// Whether a meeting or call is held to say something: match `i` is said, the verb above is the talk.
fn in_talk(
    scene: &Scene,
    index: &Index,
    matches: &[Match],
    i: usize,
    at: usize,
    above: usize,
) -> bool {
    let is = |list, m: &Match| lists(list, &index.kinds[m.rule.kind].cameo);
    matches[i].head == at
        && is(&scene.words.said_in_meetings, &matches[i])
        && matches
            .iter()
            .any(|m| (m.head == above || m.light == Some(above)) && is(&scene.words.meetings, m))
}

fn infinitive(scene: &Scene, token: usize) -> bool {
    let tokens = &scene.tree.sentence.tokens;
    tokens[token].tag == Tag::Vb
        && scene
            .tree
            .by_rel(token, Rel::Mark)
            .any(|k| tokens[k].tag == Tag::To)
}

/// Whether a noun is picked out as one that did it: "the first to …", "the only state to …".
fn factual(scene: &Scene, noun: usize) -> bool {
    let tree = &scene.tree;
    let own = std::iter::once(noun).chain(tree.children(noun).filter(|&k| k < noun));
    own.into_iter()
        .any(|t| scene.words.factual.contains(lower(scene, t).as_str()))
}

fn lower(scene: &Scene, token: usize) -> CompactString {
    scene.tree.sentence.tokens[token].form.to_lowercase()
}

fn is_negator(scene: &Scene, token: usize) -> bool {
    scene.words.negators.contains(lower(scene, token).as_str())
}

/// The trigger's own auxiliaries, adverbs and conjunctions.
fn own_words(scene: &Scene, head: usize, own: usize, standing: &mut Standing) {
    let tree = &scene.tree;
    let clause = tree.clause(own);
    for &aux in &clause.auxiliaries {
        let effect = scene
            .words
            .modals
            .get(lower(scene, aux).as_str())
            .and_then(|e| e.status());
        let open = standing.status.is_none();
        standing.coming |= effect == Some(Status::Planned) && open;
        standing.warned |= effect == Some(Status::Conditional) && open && has_condition(scene, own);
        standing.give(effect);
    }
    for &mark in &clause.marks {
        standing.give(
            scene
                .words
                .marks
                .get(lower(scene, mark).as_str())
                .and_then(|e| e.status()),
        );
    }
    // "No envoy came", "no envoy was sent", "sent no envoy".
    let arguments = clause.subject.iter().chain(&clause.object);
    let phrases = arguments.copied().filter(|&a| a != head).chain([head]);
    let determiners = phrases.flat_map(|phrase| tree.by_rel(phrase, Rel::Det));
    let nobody = clause
        .subject
        .iter()
        .copied()
        .filter(|_| !clause.subject_inherited);
    let negations = clause
        .adverbs
        .iter()
        .copied()
        .chain(determiners)
        .chain(nobody)
        .filter(|&t| is_negator(scene, t))
        .count();
    standing.negated ^= negations % 2 == 1;
    let tokens = &tree.sentence.tokens;
    standing.present |= matches!(tokens[own].tag, Tag::Vbz | Tag::Vbp)
        || clause
            .auxiliaries
            .iter()
            .any(|&a| matches!(tokens[a].tag, Tag::Vbz | Tag::Vbp | Tag::Md));
}

/// "will give a grant": what a verb to come takes for its object is to come.
fn modal(scene: &Scene, verb: usize, standing: &mut Standing) {
    for aux in scene.tree.by_rel(verb, Rel::Aux) {
        let effect = scene.words.modals.get(lower(scene, aux).as_str());
        standing.give(effect.and_then(|e| e.status()));
    }
}

/// So many words after its verb a condition is no longer sought.
const FAR: usize = 40;

/// Whether "if …" or "unless …" follows a verb.
fn has_condition(scene: &Scene, verb: usize) -> bool {
    // Wherever the tree hangs it: what follows "if" is often taken for nouns.
    let end = scene.tree.sentence.tokens.len().min(verb + FAR);
    (verb + 1..end).any(|mark| {
        let effect = || scene.words.marks.get(lower(scene, mark).as_str());
        scene.tree.sentence.tokens[mark].rel == Rel::Mark
            && effect().and_then(|e| e.status()) == Some(Status::Conditional)
    })
}

/// A speech verb set beside the clause: "…, the minister said", "according to …".
fn beside(
    scene: &Scene,
    index: &Index,
    matches: &[Match],
    i: usize,
    at: usize,
    standing: &mut Standing,
) {
    if standing.speaker.is_some() {
        return;
    }
    let tree = &scene.tree;
    for kid in tree.by_rel(at, Rel::Parataxis) {
        if matches
            .iter()
            .any(|m| m.head == kid && m.complements.contains(&at))
        {
            governed_by_match(scene, index, matches, i, kid, standing);
        }
        if let Some(&effect) = scene.words.governors.get(tree.lemma(kid))
            && is_verb(tree.sentence.tokens[kid].tag)
            && matches!(effect, Effect::Said | Effect::Alleged)
        {
            govern(scene, effect, kid, standing);
        }
    }
    for attribution in &scene.words.attributions {
        let heads: Vec<usize> = tree
            .children(at)
            .filter(|&k| tree.rel(k) == Rel::Obl && tree.preposition(k) == *attribution)
            .collect();
        if let Some(&who) = scene.parties(&heads, false).first() {
            standing.speaker = standing.speaker.or(Some((who, heads[0])));
        }
    }
}

/// What the word above does to the event.
fn governed(
    scene: &Scene,
    index: &Index,
    matches: &[Match],
    i: usize,
    above: usize,
    outside: bool,
    standing: &mut Standing,
) {
    if !outside && governed_by_match(scene, index, matches, i, above, standing) {
        return;
    }
    let effect = scene.words.governors.get(scene.tree.lemma(above)).copied();
    match effect {
        Some(Effect::Said) => govern(scene, Effect::Said, above, standing),
        Some(Effect::Alleged) => govern(scene, Effect::Alleged, above, standing),
        Some(effect) if !outside => govern(scene, effect, above, standing),
        _ => {}
    }
}

/// Takes back what would make two events each the content of the other.
///
/// A verb that has a noun among its words and the noun that this verb carries may both claim to govern.
pub(super) fn break_rings(standings: &mut [Standing]) {
    for start in 0..standings.len() {
        let mut at = start;
        for _ in 0..=standings.len() {
            match standings[at].about {
                Some(above) if above == start => {
                    standings[at].about = None;
                    break;
                }
                Some(above) => at = above,
                None => break,
            }
        }
    }
}

/// A verb with a governing kind of its own ("promised to …") above the event.
fn governed_by_match(
    scene: &Scene,
    index: &Index,
    matches: &[Match],
    i: usize,
    above: usize,
    standing: &mut Standing,
) -> bool {
    let said = scene.words.governors.get(scene.tree.lemma(above)) == Some(&Effect::Said);
    let governor = matches.iter().position(|m| {
        // "told reporters": without the one who is told to act it only says.
        if said && m.target.is_empty() && index.needs_object(m.rule) {
            return false;
        }
        (m.head == above || m.light == Some(above) || m.words.contains(&above))
            && index.kinds[m.rule.kind].governs.is_some()
    });
    match governor {
        Some(j) if granted(scene, matches[j].head) => true,
        Some(j) if j != i => {
            if standing.about.is_none() {
                standing.about = Some(j);
                standing.backshift(index.kinds[matches[j].rule.kind].governs);
                standing.give(index.kinds[matches[j].rule.kind].governs);
            }
            true
        }
        _ => false,
    }
}

/// Whether a plea or demand is met: "granted a plea to …".
pub(super) fn granted(scene: &Scene, noun: usize) -> bool {
    let tree = &scene.tree;
    let (verbs, nouns) = &scene.words.granting;
    matches!(tree.rel(noun), Rel::Obj | Rel::NsubjPass)
        && nouns.contains(tree.lemma(noun))
        && tree
            .head(noun)
            .is_some_and(|verb| verbs.contains(tree.lemma(verb)))
}

fn govern(scene: &Scene, effect: Effect, verb: usize, standing: &mut Standing) {
    let tree = &scene.tree;
    let clause = tree.clause(verb);
    match effect {
        Effect::Said | Effect::Alleged => {
            if matches!(tree.sentence.tokens[verb].tag, Tag::Vbd | Tag::Vbn) {
                standing.backshift(Some(Status::Planned));
            }
            if standing.speaker.is_none()
                && let Some(&who) = scene.parties(&clause.subject, false).first()
            {
                standing.speaker = Some((who, verb));
            }
            standing.give(effect.status());
        }
        Effect::Undone => standing.negated ^= true,
        _ => standing.give(effect.status()),
    }
    if !matches!(effect, Effect::Said | Effect::Alleged)
        && tree.sentence.tokens[verb].upos == Upos::Verb
    {
        own_words(scene, verb, verb, standing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_event_is_the_content_of_its_own_content() {
        let about = [Some(1), Some(2), Some(0), Some(1), None];
        let mut standings: Vec<Standing> = about
            .into_iter()
            .map(|about| Standing {
                about,
                ..Standing::default()
            })
            .collect();
        break_rings(&mut standings);
        for start in 0..standings.len() {
            let chain = std::iter::successors(Some(start), |&at| standings[at].about);
            assert!(chain.take(9).count() < 9, "{start} leads round in a ring");
        }
        assert_eq!(standings[3].about, Some(1));
    }
}
