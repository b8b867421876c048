//! The trained weights: reading them, and the tagger, parser and lemmatiser that use them.
//!
//! The file is a line that names the format, then seven parts, each with its unpacked and packed length
//! (two 32-bit numbers, little-endian) and packed by zstd with a checksum: the names of tags and
//! relations, the vocabulary, the tag dictionary, the lemma rules, and the tables of tagger, moves and
//! labels. `train/` writes it.

use super::features::{Vocabulary, Word};
use super::lemma::Lemmas;
use super::linear::Linear;
use super::parse::{MOST_RELATIONS, Parser};
use super::tag::{MOST_TAGS, TagSet, Tagger};
use super::transition::State;
use super::{Rel, Sentence, Tag, Upos};
use crate::error::{Error, Result};
use std::cell::RefCell;
use std::sync::OnceLock;

const MAGIC: &[u8] = b"chancery english 1\n";
/// No part is larger unpacked: a damaged length must not ask for all memory.
const LARGEST_PART: usize = 64 << 20;
/// Packs best; unpacking costs the same at every level.
const PACKING: i32 = 19;

/// A trained English model.
pub struct English {
    /// The words training knew.
    pub vocabulary: Vocabulary,
    /// The tags.
    pub tags: TagSet,
    /// Gives tags.
    pub tagger: Tagger,
    /// Builds trees.
    pub parser: Parser,
    /// Gives dictionary forms.
    pub lemmas: Lemmas,
}

/// Space that every sentence needs and none keeps.
#[derive(Default)]
struct Scratch {
    words: Vec<Word>,
    tags: Vec<u8>,
    parts: Vec<u8>,
    features: Vec<u64>,
    chars: Vec<char>,
    state: State,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl English {
    /// The model built into the program, unpacked once.
    ///
    /// # Errors
    ///
    /// Fails when the program was built with a damaged `model/en.bin`.
    pub fn builtin() -> Result<&'static English> {
        static MODEL: OnceLock<Result<English, String>> = OnceLock::new();
        MODEL
            .get_or_init(|| {
                English::read(include_bytes!("../../model/en.bin")).map_err(|fault| match fault {
                    Error::Model(problem) => problem,
                    other => other.to_string(),
                })
            })
            .as_ref()
            .map_err(|problem| Error::Model(problem.clone()))
    }

    /// Gives each token its tags.
    pub fn tag(&self, sentence: &mut Sentence) {
        SCRATCH.with_borrow_mut(|scratch| {
            let Scratch {
                words,
                tags,
                features,
                chars,
                ..
            } = scratch;
            self.look(sentence, words, chars);
            self.tagger.tag(words, features, tags);
            for (token, &index) in sentence.tokens.iter_mut().zip(&*tags) {
                if !token.unit {
                    (token.tag, token.upos) = self.tags.pair(index);
                }
            }
        });
    }

    /// Gives each token its head and relation; the tags must be there.
    pub fn parse(&self, sentence: &mut Sentence) {
        SCRATCH.with_borrow_mut(|scratch| {
            let Scratch {
                words,
                tags,
                parts,
                features,
                chars,
                state,
            } = scratch;
            self.look(sentence, words, chars);
            tags.clear();
            tags.extend(
                sentence
                    .tokens
                    .iter()
                    .map(|t| self.tags.index(t.tag, t.upos)),
            );
            parts.clear();
            parts.extend(sentence.tokens.iter().map(|t| t.upos as u8));
            self.parser.parse(words, tags, parts, state, features);
            for (i, token) in sentence.tokens.iter_mut().enumerate() {
                let head = state.head(i);
                token.head = (head != state.root()).then_some(head);
                token.rel = state.rel(i).map_or(Rel::Root, |r| self.parser.relations[r]);
            }
        });
    }

    /// Gives each token its dictionary form; the tags must be there.
    ///
    /// A joined name keeps its last word as it is.
    pub fn lemmatise(&self, sentence: &mut Sentence) {
        for token in &mut sentence.tokens {
            token.lemma = if token.unit {
                token.form.clone()
            } else {
                self.lemmas.lemma(&token.form, token.tag, token.upos)
            };
        }
    }

    fn look(&self, sentence: &Sentence, words: &mut Vec<Word>, chars: &mut Vec<char>) {
        words.clear();
        words.extend(
            sentence
                .tokens
                .iter()
                .map(|t| Word::of(&t.form, &self.vocabulary, chars)),
        );
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// Fails with [`Error::Model`] when the bytes are no model file, or a damaged one.
    pub fn read(file: &[u8]) -> Result<English> {
        let mut parts = Parts(
            file.strip_prefix(MAGIC)
                .ok_or_else(|| Error::Model("it is no model file of this version".into()))?,
        );
        let (pairs, relations) = names(&parts.text()?)?;
        let vocabulary = Vocabulary {
            groups: parts
                .table()?
                .map(|(hash, group)| (hash, u32::from(group)))
                .collect(),
        };
        let dictionary = parts.table()?.collect();
        let lemmas = Lemmas::from_text(&parts.text()?)?;
        let tagger = Tagger {
            weights: parts.weights()?,
            dictionary,
            tags: pairs.len(),
        };
        let parser = Parser {
            moves: parts.weights()?,
            labels: parts.weights()?,
            relations,
        };
        let sizes = (1..=MOST_TAGS).contains(&pairs.len())
            && (1..=MOST_RELATIONS).contains(&parser.relations.len());
        if !sizes
            || tagger
                .dictionary
                .values()
                .any(|&t| usize::from(t) >= pairs.len())
        {
            return Err(Error::Model("its tags do not fit its tables".into()));
        }
        Ok(English {
            vocabulary,
            tags: TagSet::new(pairs),
            tagger,
            parser,
            lemmas,
        })
    }

    /// Writes a model file; the same model gives the same bytes.
    ///
    /// # Errors
    ///
    /// Fails when zstd does.
    pub fn write(&self) -> Result<Vec<u8>> {
        let mut names = String::new();
        for (tag, upos) in &self.tags.pairs {
            names += &format!("tag\t{tag}\t{upos}\n");
        }
        for relation in &self.parser.relations {
            names += &format!("rel\t{relation}\n");
        }
        let table = |rows: &mut dyn Iterator<Item = (u32, u8)>| {
            let mut rows: Vec<(u32, u8)> = rows.collect();
            rows.sort_unstable();
            rows.iter()
                .flat_map(|(hash, value)| hash.to_le_bytes().into_iter().chain([*value]))
                .collect::<Vec<u8>>()
        };
        let vocabulary = table(&mut self.vocabulary.groups.iter().map(|(&h, &g)| (h, g as u8)));
        let dictionary = table(&mut self.tagger.dictionary.iter().map(|(&h, &t)| (h, t)));
        let lemmas = self.lemmas.to_text();
        let mut file = MAGIC.to_vec();
        for part in [
            names.as_bytes(),
            &vocabulary,
            &dictionary,
            lemmas.as_bytes(),
            self.tagger.weights.bytes(),
            self.parser.moves.bytes(),
            self.parser.labels.bytes(),
        ] {
            let packed = pack(part).map_err(|fault| Error::Model(fault.to_string()))?;
            file.extend((part.len() as u32).to_le_bytes());
            file.extend((packed.len() as u32).to_le_bytes());
            file.extend(packed);
        }
        Ok(file)
    }
}

fn pack(part: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packer = zstd::bulk::Compressor::new(PACKING)?;
    packer.include_checksum(true)?;
    packer.compress(part)
}

/// What is left of a model file.
struct Parts<'a>(&'a [u8]);

impl<'a> Parts<'a> {
    /// Unpacked length and packed bytes of the next part.
    fn next(&mut self) -> Result<(usize, &'a [u8])> {
        let mut number = || {
            let (bytes, rest) = self.0.split_first_chunk::<4>()?;
            self.0 = rest;
            usize::try_from(u32::from_le_bytes(*bytes)).ok()
        };
        let lengths = number().zip(number());
        let (len, packed) = lengths.ok_or_else(|| Error::Model("it ends too early".into()))?;
        if packed > self.0.len() || len > LARGEST_PART {
            return Err(Error::Model("it ends too early".into()));
        }
        let (part, rest) = self.0.split_at(packed);
        self.0 = rest;
        Ok((len, part))
    }

    fn bytes(&mut self) -> Result<Vec<u8>> {
        let (len, part) = self.next()?;
        let mut bytes = vec![0; len];
        unpack(part, &mut bytes)?;
        Ok(bytes)
    }

    fn text(&mut self) -> Result<String> {
        String::from_utf8(self.bytes()?).map_err(|_| Error::Model("a list in it is no text".into()))
    }

    /// Rows of a hash and a small number.
    fn table(&mut self) -> Result<impl Iterator<Item = (u32, u8)>> {
        let bytes = self.bytes()?;
        let rows: Vec<(u32, u8)> = bytes
            .as_chunks::<5>()
            .0
            .iter()
            .map(|&[a, b, c, d, value]| (u32::from_le_bytes([a, b, c, d]), value))
            .collect();
        Ok(rows.into_iter())
    }

    fn weights<const CLASSES: usize>(&mut self) -> Result<Linear<CLASSES>> {
        let (len, part) = self.next()?;
        Linear::filled(len, |bytes| unpack(part, bytes))
    }
}

fn unpack(part: &[u8], to: &mut [u8]) -> Result<()> {
    match zstd::bulk::decompress_to_buffer(part, to) {
        Ok(len) if len == to.len() => Ok(()),
        Ok(_) => Err(Error::Model("a part has the wrong length".into())),
        Err(fault) => Err(Error::Model(format!("a part is damaged: {fault}"))),
    }
}

/// The pairs of tags and the relations that a model knows.
type Names = (Vec<(Tag, Upos)>, Vec<Rel>);

fn names(text: &str) -> Result<Names> {
    let (mut pairs, mut relations) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let known = match columns[..] {
            ["tag", tag, upos] => Tag::from_name(tag)
                .zip(Upos::from_name(upos))
                .map(|pair| pairs.push(pair)),
            ["rel", name] => Rel::from_name(name).map(|rel| relations.push(rel)),
            _ => None,
        };
        known.ok_or_else(|| Error::Model(format!("`{line}` is no tag and no relation")))?;
    }
    Ok((pairs, relations))
}
