//! Matches into coded events: which of them are told, by whom and whom, with what status, where.

use super::chain;
use super::coder::{Coded, Coder};
use super::confidence;
use super::matching::Match;
use super::people;
use super::scene::Scene;
use super::standing::Standing;
use super::words::lists;
use crate::lexicon::frame::Parties;
use crate::model::{Cameo, Party, Place, Speaker, Status};
use crate::text::{Rel, Tag};

impl Coder {
    /// The events that matches tell, each with what is announced of it.
    pub(super) fn emit(
        &self,
        scene: &Scene,
        matches: &[Match],
        standings: &[Standing],
    ) -> Vec<Coded> {
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
            if nobody || aside || self.stays_home(scene, m, &coded) {
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

    /// A visit to a place of one's own state is no event between two parties.
    fn stays_home(&self, scene: &Scene, m: &Match, coded: &Coded) -> bool {
        let home = |p: &Party| {
            let state = p.state();
            state.is_some() && coded.source.iter().all(|s| s.state() == state)
        };
        self.words.meetings.contains(coded.cameo.root())
            && !coded.target.is_empty()
            && m.target.iter().all(|&t| scene.mentions[t].place)
            && coded.target.iter().all(home)
    }

    /// Whether somebody with a name takes part, or people without one act in some public role.
    fn political(&self, scene: &Scene, m: &Match) -> bool {
        let sides = || m.source.iter().chain(&m.target);
        let kind = &self.index.kinds[m.rule.kind];
        let popular = lists(&self.words.popular, &kind.cameo);
        let suffered = m.source.is_empty() && lists(&self.words.suffered, &kind.cameo);
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
        let enforced = lists(&self.words.enforced, cameo.as_str());
        let place = place.filter(|_| enforced)?;
        let state = place.country.as_ref()?;
        Some(scene.people_of.authorities(state, &place.name))
    }

    fn coded(&self, scene: &Scene, m: &Match, standing: &Standing, cameo: Cameo) -> Coded {
        let frame = self.index.frame(m.rule);
        let kind = &self.index.kinds[m.rule.kind];
        let place = place(scene, m);
        let parties = |side: &[usize], other: &[usize]| -> Vec<Party> {
            let mut found: Vec<Party> = Vec::new();
            for &i in side {
                let party = match scene.party(i).is_some_and(people::is_we) {
                    true => standing
                        .speaker
                        .and_then(|(who, _)| scene.party(who).cloned()),
                    false => placed(scene, i, other, place.as_ref()),
                };
                // "the agency, or IAEA": one name and its short form.
                found.extend(party.filter(|p| found.iter().all(|f| f.id != p.id)));
            }
            found
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
            .find_map(Party::state)
            .cloned()
    };
    let only = || {
        let named = other.iter().any(|&o| !scene.is_people(o));
        named.then(|| people::only_state(scene)).flatten()
    };
    let state = here.or_else(across).or_else(only)?;
    Some(scene.people_of.of_state(party, &state))
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
