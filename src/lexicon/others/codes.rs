//! CAMEO actor codes: three letters for a state or for what stands for one, then roles, three letters each.

use super::super::{Lexicon, TitleClass, fold};
use crate::model::{ActorId, ActorKind, STATELESS};
use crate::ontology;

/// What an actor code says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// A state's id, one of PLOVER's codes for what belongs to none, or `ORG` for a region.
    pub(super) root: String,
    /// The root is a state.
    pub(super) state: bool,
    /// PLOVER sectors; roles that have none are left out.
    pub(super) sector: Vec<String>,
    /// Nothing stands after the state.
    pub(super) bare: bool,
}

/// Reads an actor code; the value that is wrong when it is none.
pub(super) fn read(base: &Lexicon, code: &str) -> Result<Code, String> {
    let letters = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    if code.len() < 3 || !code.chars().all(letters) {
        return Err(code.to_owned());
    }
    let first = &code[..3];
    let is_state = |id: &str| {
        let row = base.actor(&ActorId::new(id));
        row.is_some_and(|row| row.kind == ActorKind::State)
    };
    let today = ontology::comparable(first);
    let (root, state) = if STATELESS.contains(&first) {
        (first.to_owned(), false)
    } else if is_state(first) {
        (first.to_owned(), true)
    } else if is_state(&today) {
        (today.to_string(), true)
    } else if ontology::is_region(first) {
        ("ORG".to_owned(), false)
    } else {
        return Err(first.to_owned());
    };
    Ok(Code {
        bare: code.len() < 6,
        sector: sectors(&code[3..]),
        root,
        state,
    })
}

/// PLOVER sectors of the letters after a state, each once.
pub(super) fn sectors(roles: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for role in roles.as_bytes().chunks_exact(3) {
        let role = std::str::from_utf8(role).unwrap_or_default();
        let own = PLOVER.contains(&role).then_some(role);
        if let Some(sector) = ontology::sector_of(role).or(own)
            && !found.iter().any(|s| s == sector)
        {
            found.push(sector.to_owned());
        }
    }
    found
}

use super::super::check::SECTORS as PLOVER;

/// Sectors of those who bear arms or stand for election: a name with one of these and no term is a group's.
pub(super) const GROUPS: [&str; 6] = ["CRM", "OPP", "PTY", "REB", "REL", "UAF"];

/// What sort of actor a name with a code most likely is.
///
/// The dictionaries do not say. Who has dated roles is a person; a name with the noun of an organisation in it is none;
/// a given name in front makes a person.
pub(super) fn kind(base: &Lexicon, name: &str, code: &Code, dated: bool) -> ActorKind {
    let reference = base.reference();
    let words: Vec<&str> = name.split_whitespace().collect();
    let body = |word: &str| {
        let word = fold(word);
        let ends = |noun: &str| fold(noun) == word;
        reference.organizations.keys().any(|noun| ends(noun))
            || reference.things.iter().any(|noun| ends(noun))
    };
    let of_state = |sector: &String| {
        matches!(
            sector.as_str(),
            "GOV" | "LEG" | "JUD" | "MIL" | "COP" | "SPY"
        )
    };
    if words.len() > 1 && words.iter().any(|w| body(w)) {
        let official = code.state && code.sector.iter().any(of_state);
        let fights = code.sector.iter().any(|s| GROUPS.contains(&s.as_str()));
        return match (code.root.as_str(), official) {
            ("IGO" | "UNO", _) => ActorKind::Igo,
            (_, false) if fights => ActorKind::Group,
            (_, true) => ActorKind::Body,
            _ => ActorKind::Organization,
        };
    }
    if dated && words.len() > 1 {
        return ActorKind::Person;
    }
    let given = words.len() > 1 && words.len() < 6 && base.given_name(words[0]).is_some();
    if given {
        return ActorKind::Person;
    }
    if !code.state {
        return match code.root.as_str() {
            "IGO" | "UNO" => ActorKind::Igo,
            _ => ActorKind::Organization,
        };
    }
    if code.sector.iter().any(|s| GROUPS.contains(&s.as_str())) {
        return ActorKind::Group;
    }
    match words.len() {
        2 | 3 if code.sector.iter().any(of_state) => ActorKind::Person,
        _ => ActorKind::Organization,
    }
}

/// The body of a state that an office belongs to by its title, else the state.
pub(super) fn body(base: &Lexicon, state: &str, office: &str) -> ActorId {
    let office = fold(office);
    let titles = base
        .titles()
        .iter()
        .filter(|t| t.class == TitleClass::Title);
    let fits = titles.filter(|t| {
        let title = fold(&t.title);
        office.starts_with(&title) || office.ends_with(&title)
    });
    let best = fits.max_by_key(|t| (t.title.len(), std::cmp::Reverse(&t.title)));
    let suffix = best.and_then(|t| t.suffix.as_ref());
    let body = suffix.map(|suffix| ActorId::new(format!("{state}.{suffix}")));
    body.filter(|id| base.party(id, "").is_some())
        .unwrap_or_else(|| ActorId::new(state))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_states_and_sectors() -> crate::Result<()> {
        let base = Lexicon::builtin()?;
        for (code, root, state, sector) in [
            ("AFG", "AFG", true, ""),
            ("USAGOVMIL", "USA", true, "GOV MIL"),
            ("ROMINS", "ROU", true, "REB"),
            ("IGOEUREEC", "IGO", false, ""),
            ("EEUMED", "ORG", false, "JRN"),
            ("AFGREBTAL", "AFG", true, "REB"),
        ] {
            let got = read(&base, code).expect(code);
            let shown = (got.root.as_str(), got.state, got.sector.join(" "));
            assert_eq!(shown, (root, state, sector.to_owned()), "{code}");
        }
        for wrong in ["QQQGOV", "af", "---", "Afg"] {
            assert!(read(&base, wrong).is_err(), "{wrong}");
        }
        Ok(())
    }

    #[test]
    fn offices_find_their_body() -> crate::Result<()> {
        let base = Lexicon::builtin()?;
        for (office, want) in [
            ("Minister of Foreign Affairs", "NOR.MFA"),
            ("defence minister", "NOR.DEF"),
            ("keeper of the royal swans", "NOR"),
        ] {
            assert_eq!(body(&base, "NOR", office).as_str(), want, "{office}");
        }
        Ok(())
    }
}
