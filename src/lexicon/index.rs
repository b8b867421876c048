//! Finds names in text whatever the tokens: names and text are cut into the same small pieces.
//!
//! A piece is a run of letters and digits, or one mark; accents, typographic apostrophes and kinds of
//! hyphen are folded. A name is filed under the hash of its first piece, and beside it that of the second:
//! one look-up gives the candidates, and hardly any has to be read that is not there. Filing reads each name
//! once and keeps nothing of it but two hashes, since the whole table is filed at every start.

use super::rows::NameRow;
use compact_str::CompactString;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A piece of text: the folded letters, and the bytes they stand at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The letters, accents folded, case kept.
    pub text: CompactString,
    /// Likewise, in lower case.
    pub lower: CompactString,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Hash of `lower`.
    key: u32,
}

impl Piece {
    /// A run of plain letters and digits.
    fn plain(run: &str, start: usize) -> Piece {
        let text = CompactString::from(run);
        let mut lower = text.clone();
        lower.make_ascii_lowercase();
        Piece {
            key: key(lower.bytes()),
            text,
            lower,
            start,
            end: start + run.len(),
        }
    }
}

/// Cuts text into pieces, `offset` added to their bytes.
pub fn pieces(text: &str, offset: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    cut_into(text, offset, &mut pieces);
    pieces
}

/// Adds the pieces of a text to those of others, `offset` added to their bytes.
pub fn cut_into(text: &str, offset: usize, pieces: &mut Vec<Piece>) {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        pieces.push(Piece::plain(text, offset));
        return;
    }
    let first = pieces.len();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let (start, end) = (offset + at, offset + at + c.len_utf8());
        let inside = c.is_alphanumeric() || (open && is_combining_mark(c));
        if inside {
            if !open {
                pieces.push(Piece::plain("", start));
            }
            if let Some(piece) = pieces.last_mut() {
                fold_into(c, &mut piece.text);
                piece.end = end;
            }
        } else if !c.is_whitespace() {
            let mut piece = Piece::plain("", start);
            piece.text.push(mark(c));
            piece.end = end;
            pieces.push(piece);
        }
        open = inside;
    }
    for piece in &mut pieces[first..] {
        piece.lower = piece.text.to_lowercase();
        piece.key = key(piece.lower.bytes());
    }
}

/// FNV-1a, 32 bits.
fn key(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn mark(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{02bb}' | '`' | '\u{00b4}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

fn fold_into(c: char, text: &mut CompactString) {
    if c.is_ascii() {
        text.push(c);
        return;
    }
    match c {
        // Letters that do not decompose into a plain one and a mark.
        'ø' => text.push('o'),
        'Ø' => text.push('O'),
        'ł' => text.push('l'),
        'Ł' => text.push('L'),
        'đ' => text.push('d'),
        'Đ' => text.push('D'),
        'ı' => text.push('i'),
        'ß' => text.push_str("ss"),
        'æ' => text.push_str("ae"),
        'Æ' => text.push_str("Ae"),
        'œ' => text.push_str("oe"),
        'ə' => text.push('a'),
        _ => std::iter::once(c)
            .nfd()
            .filter(|c| !is_combining_mark(*c))
            .for_each(|c| text.push(c)),
    }
}

/// A text folded whole and lower-cased, for look-ups that do not mind the case.
pub fn fold(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return text.to_ascii_lowercase();
    }
    let folded: Vec<CompactString> = pieces(text, 0).into_iter().map(|p| p.lower).collect();
    folded.join(" ")
}

/// A list of word sequences, filed by first piece.
#[derive(Debug, Default)]
pub struct Index {
    /// The names, one after another.
    text: String,
    /// One per name; those that begin alike stand together, the longest first, then as listed.
    entries: Vec<Entry>,
    /// Hash of a first piece → the entries that have it.
    first: FxHashMap<u32, (u32, u32)>,
}

/// A name as it is filed.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Hash of the first piece.
    first: u32,
    /// Hash of the second, when there is one.
    second: u32,
    /// How many pieces it has.
    pieces: u32,
    /// Its place in the list.
    at: u32,
    /// Its bytes in the text.
    bytes: (u32, u32),
}

impl Entry {
    /// Files a name; `None` when it has no piece.
    fn of(name: &str, at: usize, start: usize) -> Option<Entry> {
        let mut keys = [0; 2];
        let mut count = 0;
        let mut file = |key: u32| {
            if let Some(place) = keys.get_mut(count) {
                *place = key;
            }
            count += 1;
        };
        if name.is_ascii() {
            for piece in cut(name) {
                file(key(piece.bytes().map(folded)));
            }
        } else {
            pieces(name, 0).iter().for_each(|piece| file(piece.key));
        }
        (count > 0).then_some(Entry {
            first: keys[0],
            second: keys[1],
            pieces: count as u32,
            at: at as u32,
            bytes: (start as u32, (start + name.len()) as u32),
        })
    }
}

/// The pieces of a name of plain letters, which needs no folding but of case and quotes: most names.
fn cut(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_ascii_start();
        let run = rest
            .bytes()
            .position(|b| !b.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(run.max(1))?;
        rest = after;
        Some(piece)
    })
}

/// A byte of a plain name as the pieces of a text have it.
fn folded(byte: u8) -> u8 {
    match byte {
        b'`' => b'\'',
        other => other.to_ascii_lowercase(),
    }
}

/// Whether the words of a name stand at the start of a text that has as many pieces at least.
fn stands(name: &str, text: &[Piece]) -> bool {
    if name.is_ascii() {
        return cut(name).zip(text).all(|(wanted, piece)| {
            wanted.len() == piece.lower.len()
                && wanted.bytes().map(folded).eq(piece.lower.bytes())
                && cased(wanted, piece)
        });
    }
    pieces(name, 0)
        .iter()
        .zip(text)
        .all(|(wanted, piece)| wanted.lower == piece.lower && cased(&wanted.text, piece))
}

/// Whether the capitals of a text do for a name: all of them where the name has nothing else (`US`, `NATO`);
/// a capital of another name must be one in the text, which may have more of its own (headlines).
fn cased(wanted: &str, piece: &Piece) -> bool {
    if !capital(wanted) {
        return true;
    }
    let all = wanted.chars().nth(1).is_some() && wanted.chars().all(|c| !c.is_lowercase());
    match all {
        true => wanted == piece.text,
        false => capital(&piece.text),
    }
}

fn capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

impl Index {
    /// Files the words; the number a search gives back is the place in this order.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>) -> Index {
        let mut text = String::new();
        let mut starts: Vec<(&str, usize)> = Vec::new();
        for word in words {
            starts.push((word, text.len()));
            text.push_str(word);
        }
        // Each name is by itself, and their order is total: threads change nothing.
        let mut entries: Vec<Entry> = starts
            .par_iter()
            .enumerate()
            .filter_map(|(at, (word, start))| Entry::of(word, at, *start))
            .collect();
        entries.par_sort_unstable_by_key(|e| (e.first, std::cmp::Reverse(e.pieces), e.at));
        let mut index = Index {
            text,
            first: FxHashMap::default(),
            entries,
        };
        index.first.reserve(index.entries.len() / 2);
        let mut start = 0;
        for alike in index.entries.chunk_by(|a, b| a.first == b.first) {
            let end = start + alike.len();
            index
                .first
                .insert(alike[0].first, (start as u32, end as u32));
            start = end;
        }
        index
    }

    /// Every entry that is `text` as a whole when capitals are not minded, in the order of the list.
    pub(super) fn alike(&self, text: &[Piece]) -> Vec<usize> {
        let lower = |piece: &Piece| piece.lower.clone();
        let wanted: Vec<CompactString> = text.iter().map(lower).collect();
        let mut found: Vec<usize> = self
            .candidates(text)
            .iter()
            .filter(|entry| entry.pieces as usize == text.len())
            .filter(|entry| {
                pieces(self.name(entry), 0)
                    .iter()
                    .map(lower)
                    .eq(wanted.iter().cloned())
            })
            .map(|entry| entry.at as usize)
            .collect();
        found.sort_unstable();
        found
    }

    fn name(&self, entry: &Entry) -> &str {
        &self.text[entry.bytes.0 as usize..entry.bytes.1 as usize]
    }

    /// The entries that begin with the first piece of a text.
    fn candidates(&self, text: &[Piece]) -> &[Entry] {
        let alike = text.first().and_then(|piece| self.first.get(&piece.key));
        alike.map_or(&[], |&(start, end)| {
            &self.entries[start as usize..end as usize]
        })
    }

    /// Every entry that stands at the start of `text`, longest first, with the count of its pieces.
    pub fn at<'i>(&'i self, text: &'i [Piece]) -> impl Iterator<Item = (usize, usize)> + 'i {
        let second = text.get(1).map(|piece| piece.key);
        self.candidates(text).iter().filter_map(move |entry| {
            let fits = entry.pieces as usize <= text.len()
                && (entry.pieces == 1 || Some(entry.second) == second)
                && stands(self.name(entry), text);
            fits.then_some((entry.at as usize, entry.pieces as usize))
        })
    }
}

/// The index of the names table.
pub(super) fn names(rows: &[NameRow]) -> Index {
    Index::new(rows.iter().map(|row| row.name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whatever_marks_and_accents() {
        let index = Index::new(
            [
                "Côte d'Ivoire",
                "US",
                "NATO",
                "al-Shabaab",
                "U.S.",
                "China",
                "foreign ministry",
            ]
            .into_iter(),
        );
        for (text, want) in [
            ("Cote d’Ivoire", Some(0)),
            ("US", Some(1)),
            ("us", None),
            ("Us", None),
            ("NATO", Some(2)),
            ("Nato", None),
            ("nato", None),
            ("Al-Shabaab", Some(3)),
            ("al‑Shabaab", Some(3)),
            ("U.S.", Some(4)),
            ("CHINA", Some(5)),
            ("china", None),
            ("Chinatown", None),
            ("Foreign Ministry", Some(6)),
        ] {
            let cut = pieces(text, 0);
            assert_eq!(index.at(&cut).next().map(|(at, _)| at), want, "{text}");
        }
    }

    #[test]
    fn the_short_way_to_cut_a_name_is_the_long_way() {
        for name in [
            "Guinea-Bissau",
            "U.S.",
            "NATO",
            "al-Shabaab",
            "the `G7`",
            "Cote d'Ivoire",
            "3rd Army",
            "",
            " x ",
            "A",
        ] {
            let long: Vec<u32> = pieces(name, 0).iter().map(|piece| piece.key).collect();
            let short: Vec<u32> = cut(name).map(|p| key(p.bytes().map(folded))).collect();
            assert_eq!(short, long, "{name}");
            assert!(stands(name, &pieces(name, 0)), "{name}");
        }
    }

    #[test]
    fn a_whole_name_is_found_whatever_its_capitals() {
        let index = Index::new(["US", "us", "us all", "Côte d'Ivoire"].into_iter());
        assert_eq!(index.alike(&pieces("Us", 0)), [0, 1]);
        assert_eq!(index.alike(&pieces("COTE D’IVOIRE", 0)), [3]);
        assert_eq!(index.alike(&pieces("us al", 0)), [] as [usize; 0]);
    }

    #[test]
    fn the_longest_comes_first() {
        let index = Index::new(["Guinea", "Guinea-Bissau"].into_iter());
        let cut = pieces("Guinea-Bissau's coast", 0);
        assert_eq!(index.at(&cut).collect::<Vec<_>>(), [(1, 3), (0, 1)]);
    }
}
