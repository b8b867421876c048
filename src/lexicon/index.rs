//! Finds names in text whatever the tokens: names and text are cut into the same small pieces.
//!
//! A piece is a run of letters and digits, or one mark; accents, typographic apostrophes and kinds of
//! hyphen are folded. A name is filed under its first piece, so that one look-up gives the candidates.

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
}

/// Cuts text into pieces, `offset` added to their bytes.
pub fn pieces(text: &str, offset: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let (start, end) = (offset + at, offset + at + c.len_utf8());
        if c.is_alphanumeric() || (open && is_combining_mark(c)) {
            if !open {
                pieces.push(Piece {
                    text: CompactString::default(),
                    lower: CompactString::default(),
                    start,
                    end,
                });
            }
            if let Some(piece) = pieces.last_mut() {
                fold_into(c, &mut piece.text);
                piece.end = end;
            }
            open = true;
        } else {
            open = false;
            if !c.is_whitespace() {
                let mut text = CompactString::default();
                text.push(mark(c));
                pieces.push(Piece {
                    lower: text.clone(),
                    text,
                    start,
                    end,
                });
            }
        }
    }
    for piece in &mut pieces {
        piece.lower = piece.text.to_lowercase();
    }
    pieces
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
    let folded: Vec<CompactString> = pieces(text, 0).into_iter().map(|p| p.lower).collect();
    folded.join(" ")
}

/// A list of word sequences, filed by first piece.
#[derive(Debug, Default)]
pub struct Index {
    /// First piece, lower case → the entries that begin with it, longest first.
    first: FxHashMap<CompactString, Vec<u32>>,
    /// The pieces of each entry.
    entries: Vec<Box<[Wanted]>>,
}

/// A piece of a name as written in the lexicon.
#[derive(Debug, PartialEq)]
struct Wanted {
    lower: CompactString,
    /// The name itself where capitals count letter for letter: `US`, `NATO`.
    exact: Option<CompactString>,
    /// A capital of the name must be one in the text; the text may write capitals of its own (headlines).
    capital: bool,
}

impl Wanted {
    fn of(piece: Piece) -> Wanted {
        let capital = capital(&piece.text);
        let capitals = capital
            && piece.text.chars().nth(1).is_some()
            && piece.text.chars().all(|c| !c.is_lowercase());
        Wanted {
            capital,
            exact: capitals.then(|| piece.text.clone()),
            lower: piece.lower,
        }
    }
    /// A run of plain letters and digits.
    fn ascii(text: &str) -> Wanted {
        let capital = text.as_bytes()[0].is_ascii_uppercase();
        let capitals = capital && text.len() > 1 && !text.bytes().any(|b| b.is_ascii_lowercase());
        let mut lower = CompactString::new(text);
        lower.make_ascii_lowercase();
        Wanted {
            lower,
            exact: capitals.then(|| CompactString::new(text)),
            capital,
        }
    }
    /// Whether a piece of text can stand for it.
    fn fits(&self, piece: &Piece) -> bool {
        self.lower == piece.lower
            && match &self.exact {
                Some(exact) => *exact == piece.text,
                None => !self.capital || capital(&piece.text),
            }
    }
}

/// The pieces of a name; most names are plain letters and need no folding.
fn wanted(name: &str) -> Box<[Wanted]> {
    if !name.is_ascii() {
        return pieces(name, 0).into_iter().map(Wanted::of).collect();
    }
    let mut cut = Vec::with_capacity(4);
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        if at > start {
            cut.push(Wanted::ascii(&name[start..at]));
            continue;
        }
        if !bytes[at].is_ascii_whitespace() {
            let mut piece = CompactString::default();
            piece.push(mark(char::from(bytes[at])));
            cut.push(Wanted {
                lower: piece,
                exact: None,
                capital: false,
            });
        }
        at += 1;
    }
    cut.into_boxed_slice()
}

fn capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

impl Index {
    /// Files the words; the number a search gives back is the place in this order.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>) -> Index {
        let words: Vec<&str> = words.collect();
        // Cutting is most of the work and each name is by itself; `collect` keeps the order.
        let cut: Vec<Box<[Wanted]>> = words.par_iter().map(|name| wanted(name)).collect();
        let mut index = Index::default();
        index.first.reserve(cut.len() / 2);
        for (at, cut) in cut.into_iter().enumerate() {
            if let Some(first) = cut.first() {
                match index.first.get_mut(&first.lower) {
                    Some(list) => list.push(at as u32),
                    None => {
                        index.first.insert(first.lower.clone(), vec![at as u32]);
                    }
                }
            }
            index.entries.push(cut);
        }
        for candidates in index.first.values_mut() {
            candidates.sort_by_key(|&at| (std::cmp::Reverse(index.entries[at as usize].len()), at));
        }
        index
    }

    /// Every entry that stands at the start of `text`, longest first, with the count of its pieces.
    pub fn at<'i>(&'i self, text: &'i [Piece]) -> impl Iterator<Item = (usize, usize)> + 'i {
        let candidates = text
            .first()
            .and_then(|first| self.first.get(&first.lower))
            .map_or(&[][..], |c| c.as_slice());
        candidates.iter().filter_map(move |&at| {
            let name = &self.entries[at as usize];
            // The second piece decides most often; the first is the same but for capitals.
            let fits = name.len() <= text.len()
                && name
                    .iter()
                    .zip(text)
                    .rev()
                    .all(|(name, piece)| name.fits(piece));
            fits.then_some((at as usize, name.len()))
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
            let long: Box<[Wanted]> = pieces(name, 0).into_iter().map(Wanted::of).collect();
            assert_eq!(wanted(name), long, "{name}");
        }
    }

    #[test]
    fn the_longest_comes_first() {
        let index = Index::new(["Guinea", "Guinea-Bissau"].into_iter());
        let cut = pieces("Guinea-Bissau's coast", 0);
        assert_eq!(index.at(&cut).collect::<Vec<_>>(), [(1, 3), (0, 1)]);
    }
}
