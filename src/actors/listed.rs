//! Persons of the lexicon under the names of a text: the whole name, the name without initials, a surname and an office.

use super::Reader;
use super::phrase::Phrase;
use crate::lexicon::fold;
use crate::model::ActorId;
use compact_str::CompactString;

impl Reader<'_> {
    /// A person of the lexicon: by the whole name, or by the last word and the office held.
    pub(super) fn of_lexicon(
        &self,
        full: &str,
        words: &[&str],
        phrase: Option<&Phrase>,
        country: Option<&CompactString>,
    ) -> Option<ActorId> {
        let cut = crate::lexicon::pieces(full, 0);
        let stated = phrase.is_some_and(|p| !p.owners.is_empty());
        let same_country = |id: &ActorId| country.is_none_or(|c| id.root() == c.as_str());
        // The context has told which of several.
        let settled = self.memory.settled.get(&fold(full));
        let whole = self
            .lexicon
            .name_index()
            .at(&cut)
            .filter(|(_, length)| *length == cut.len())
            .map(|(row, _)| &self.lexicon.names()[row])
            .filter(|row| row.holds(self.published))
            // "Mr Kim" alone is anybody of the name.
            .filter(|row| {
                words.len() > 1 || phrase.is_some() || !row.ambiguous || settled == Some(&row.actor)
            })
            .map(|row| &row.actor)
            .filter(|id| self.is_person(id));
        let whole: Vec<&ActorId> = whole.collect();
        if let Some(id) = whole.iter().find(|id| Some(**id) == settled) {
            return Some((*id).clone());
        }
        if let Some(id) = whole
            .iter()
            .find(|id| same_country(id))
            .or_else(|| whole.first().filter(|_| !stated || words.len() > 1))
        {
            return Some((*id).clone());
        }
        // "Joseph R. Biden Jr." is listed without the initial and without the suffix.
        let plain = self.without_initials(words);
        if plain.len() > 1 && plain.len() < words.len() {
            let name = plain.join(" ");
            if let Some(id) = self.of_lexicon(&name, &plain, None, country) {
                return Some(id);
            }
        }
        let (phrase, last) = (phrase?, words.last()?);
        let title = fold(&phrase.words);
        let mut found: Vec<ActorId> = self
            .lexicon
            .persons_called(last)
            .iter()
            .filter(|id| !stated || same_country(id))
            .filter(|id| {
                self.lexicon.terms(id).iter().any(|term| {
                    let office = fold(&term.office);
                    let holds = self.published.is_none_or(|day| {
                        term.from.is_none_or(|from| from <= day)
                            && (phrase.past || term.to.is_none_or(|to| day <= to))
                    });
                    let initial = |s: &str| s.chars().next();
                    let first =
                        words.len() == 1 || initial(&fold(words[0])) == initial(&fold(&term.name));
                    holds && first && (office.ends_with(&title) || title.ends_with(&office))
                })
            })
            .cloned()
            .collect();
        found.dedup();
        if found.len() > 1 {
            found.retain(same_country);
        }
        // Two holders of one office with one surname cannot be told apart.
        (found.len() == 1).then(|| found.remove(0))
    }

    /// The words of a name without initials in the middle and suffixes at the end.
    fn without_initials<'w>(&self, words: &[&'w str]) -> Vec<&'w str> {
        let suffixes = &self.lexicon.reference().suffixes;
        let mut plain = words.to_vec();
        let suffix = |word: &&str| suffixes.iter().any(|s| s.eq_ignore_ascii_case(word));
        while plain.last().is_some_and(suffix) {
            plain.pop();
        }
        let last = plain.len().saturating_sub(1);
        let initial = |word: &str| word.len() == 2 && word.ends_with('.');
        let mut at = 0;
        plain.retain(|word| {
            at += 1;
            at == 1 || at > last || !initial(word)
        });
        for word in &mut plain {
            *word = word.trim_end_matches(',');
        }
        plain
    }
}
