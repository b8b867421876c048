//! The trained weights: reading them, and the tagger, parser and lemmatiser that use them.
//!
//! The file is a line that names the format, then eight parts, each with its unpacked and packed length
//! (two 32-bit numbers, little-endian) and packed by zstd with a checksum: the names of tags and
//! relations, the vocabulary, the tag dictionary, the lemma rules, and the tables of tagger, moves,
//! labels and names. `train/` writes it.

use super::features::{Vocabulary, Word, hash_lower};
use super::lemma::Lemmas;
use super::linear::Linear;
use super::name_tag::{NameTagger, Proposal};
use super::parse::{MOST_RELATIONS, Parser};
use super::tag::{MOST_TAGS, TagSet, Tagger};
use super::transition::State;
use super::{Rel, Sentence, Tag, Upos, aside, replant, review};
use crate::error::{Error, Result};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::OnceLock;

const MAGIC: &[u8] = b"chancery english 3\n";
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
    /// Proposes names.
    pub name_tagger: NameTagger,
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
            let english = super::words::english();
            let allowed = |tag: u8, word: &Word| english.allows(self.tags.pair(tag).0, word.lower);
            self.tagger.tag(words, allowed, features, tags);
            for (token, &index) in sentence.tokens.iter_mut().zip(&*tags) {
                if !token.unit {
                    (token.tag, token.upos) = self.tags.pair(index);
                }
            }
        });
    }

    /// Proposes names; the tags must be there. `marks` says of each token what lists of names say of it.
    pub fn propose(&self, sentence: &Sentence, marks: &[u32]) -> Vec<Proposal> {
        self.name_tagger.names(sentence, marks, &self.vocabulary)
    }

    /// Gives each token its head and relation; the tags must be there.
    pub fn parse(&self, sentence: &mut Sentence) {
        self.parse_around(sentence, &[]);
    }

    /// Builds the tree as if the tokens of `asides` were not there, then hangs them on its verbs.
    ///
    /// `asides` are in order and do not overlap; when they are the whole sentence, it is parsed as it stands.
    pub fn parse_around(&self, sentence: &mut Sentence, asides: &[Range<usize>]) {
        let mut kept = aside::kept(sentence.tokens.len(), asides);
        let asides = match kept.is_empty() {
            true => {
                kept.extend(0..sentence.tokens.len());
                &[]
            }
            false => asides,
        };
        SCRATCH.with_borrow_mut(|scratch| {
            let Scratch {
                words,
                tags,
                parts,
                features,
                chars,
                state,
            } = scratch;
            let tokens = || kept.iter().map(|&t| &sentence.tokens[t]);
            words.clear();
            words.extend(tokens().map(|t| Word::of(&t.form, &self.vocabulary, chars)));
            tags.clear();
            tags.extend(tokens().map(|t| self.tags.index(t.tag, t.upos)));
            parts.clear();
            parts.extend(tokens().map(|t| t.upos as u8));
            self.parser.parse(words, tags, parts, state, features);
            for (i, &t) in kept.iter().enumerate() {
                let head = state.head(i);
                let token = &mut sentence.tokens[t];
                token.head = (head != state.root()).then(|| kept[head]);
                token.rel = state.rel(i).map_or(Rel::Root, |r| self.parser.relations[r]);
            }
        });
        replant::raise_verbs(sentence);
        replant::count_names(sentence);
        replant::close_with_speaker(sentence);
        for aside in asides {
            aside::hang(sentence, aside);
        }
    }

    /// Gives each token its dictionary form; the tags must be there.
    ///
    /// A joined name keeps its last word as it is.
    pub fn lemmatise(&self, sentence: &mut Sentence) {
        let words = super::words::english();
        for token in &mut sentence.tokens {
            token.lemma = if token.unit {
                token.form.clone()
            } else {
                let listed = words.lemma(&token.form, token.upos).cloned();
                listed.unwrap_or_else(|| self.lemmas.lemma(&token.form, token.tag, token.upos))
            };
        }
    }

    /// Looks at the tags once more when names are joined, and sets right lemmas with them.
    ///
    /// `times` are the tokens of date expressions, in order.
    pub fn review(&self, sentence: &mut Sentence, times: &[Range<usize>]) {
        let words = super::words::english();
        let verb = |form: &str| {
            let listed = words.lemma(form, Upos::Verb).cloned();
            listed.unwrap_or_else(|| self.lemmas.lemma(form, Tag::Vbd, Upos::Verb))
        };
        // A past form differs from its lemma, and training or the lexicon knows that lemma.
        let is_past = |form: &str| {
            let lemma = verb(form);
            lemma != form && self.vocabulary.known.contains(&hash_lower(&lemma))
        };
        for at in review::finite_verbs(sentence, times, is_past) {
            let token = &mut sentence.tokens[at];
            token.lemma = verb(&token.form);
        }
        let bare = |form: &str| self.lemmas.lemma(form, Tag::Vb, Upos::Verb);
        // What the rules for pasts make of "withdraw" is no word and as long: a past is longer than its verb.
        let is_bare = |form: &str| {
            let past_of = verb(form);
            words.lemma(form, Upos::Verb).is_none()
                && !is_past(form)
                && past_of.len() >= form.len()
                && past_of != form
                && bare(form) == form
                && self.vocabulary.known.contains(&hash_lower(form))
        };
        for at in review::bare_verbs(sentence, is_bare) {
            let token = &mut sentence.tokens[at];
            token.lemma = bare(&token.form);
        }
    }

    /// The dictionary form of a word if it is a common noun: "Talks" at the head of a sentence are talks.
    ///
    /// The capital of a first word says nothing, so the tagger may take it for a name. Whether it is one is
    /// for the caller to know.
    pub fn common_noun(&self, form: &str) -> CompactString {
        self.lemmas.lemma(form, Tag::Nns, Upos::Noun)
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
        let known = parts.bytes()?;
        let known = known
            .as_chunks::<4>()
            .0
            .iter()
            .map(|&hash| u32::from_le_bytes(hash));
        let vocabulary = Vocabulary {
            known: known.collect(),
        };
        let dictionary = parts.table()?;
        let lemmas = Lemmas::from_text(&parts.text()?)?;
        let (of_tagger, of_moves, of_labels) = (parts.next()?, parts.next()?, parts.next()?);
        let of_names = parts.next()?;
        // The tables are nearly all of the file; unpacking them side by side halves the time to start.
        let (weights, moves, labels, names) = std::thread::scope(|scope| {
            let moves = scope.spawn(|| weights(of_moves));
            let labels = scope.spawn(|| weights(of_labels));
            let crashed = || Error::Model("unpacking it failed".into());
            (
                weights(of_tagger),
                moves.join().unwrap_or_else(|_| Err(crashed())),
                labels.join().unwrap_or_else(|_| Err(crashed())),
                weights(of_names),
            )
        });
        let tagger = Tagger {
            weights: weights?,
            dictionary,
            tags: pairs.len(),
        };
        let parser = Parser {
            moves: moves?,
            labels: labels?,
            relations,
        };
        if !parts.0.is_empty() {
            return Err(Error::Model("it is longer than it should be".into()));
        }
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
            name_tagger: NameTagger { weights: names? },
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
        let mut known: Vec<u32> = self.vocabulary.known.iter().copied().collect();
        known.sort_unstable();
        let known: Vec<u8> = known.into_iter().flat_map(u32::to_le_bytes).collect();
        let mut dictionary: Vec<_> = self.tagger.dictionary.iter().collect();
        dictionary.sort_unstable();
        let dictionary: Vec<u8> = dictionary
            .into_iter()
            .flat_map(|(hash, &tag)| hash.to_le_bytes().into_iter().chain([tag]))
            .collect();
        let lemmas = self.lemmas.to_text();
        let mut file = MAGIC.to_vec();
        for part in [
            names.as_bytes(),
            &known,
            &dictionary,
            lemmas.as_bytes(),
            self.tagger.weights.bytes(),
            self.parser.moves.bytes(),
            self.parser.labels.bytes(),
            self.name_tagger.weights.bytes(),
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
    fn table(&mut self) -> Result<FxHashMap<u32, u8>> {
        let bytes = self.bytes()?;
        let rows = bytes.as_chunks::<5>().0.iter();
        Ok(rows
            .map(|&[a, b, c, d, value]| (u32::from_le_bytes([a, b, c, d]), value))
            .collect())
    }
}

fn weights<const CLASSES: usize>((len, part): (usize, &[u8])) -> Result<Linear<CLASSES>> {
    Linear::filled(len, |bytes| unpack(part, bytes))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;
    use crate::text::tokenise;

    fn parsed(text: &str) -> Sentence {
        let english = English::builtin().unwrap();
        let mut sentence = tokenise(text, Span::new(0, text.len()), true);
        english.tag(&mut sentence);
        english.parse(&mut sentence);
        english.lemmatise(&mut sentence);
        sentence
    }

    #[test]
    fn plain_sentences_are_understood() {
        let sentence = parsed("Norway's ministers formally recognised the new government in Suva.");
        let seen = |form: &str| {
            let token = sentence.tokens.iter().find(|t| t.form == form).unwrap();
            let head = token.head.map_or("", |h| sentence.tokens[h].form.as_str());
            (
                token.tag.as_str(),
                token.rel.as_str(),
                head,
                token.lemma.to_string(),
            )
        };
        for (form, want) in [
            ("Norway", ("NNP", "nmod:poss", "ministers", "Norway")),
            ("ministers", ("NNS", "nsubj", "recognised", "minister")),
            ("recognised", ("VBD", "root", "", "recognise")),
            ("government", ("NN", "obj", "recognised", "government")),
        ] {
            assert_eq!(
                seen(form),
                (want.0, want.1, want.2, want.3.to_owned()),
                "{form}"
            );
        }
    }

    #[test]
    fn joined_names_keep_their_tag() {
        let english = English::builtin().unwrap();
        let text = "The United Arab Emirates summoned the envoy.";
        let mut sentence = tokenise(text, Span::new(0, text.len()), true);
        english.tag(&mut sentence);
        let name = 1..4;
        sentence.merge(std::slice::from_ref(&name));
        english.tag(&mut sentence);
        english.parse(&mut sentence);
        english.lemmatise(&mut sentence);
        let name = &sentence.tokens[1];
        assert_eq!(
            (name.tag, name.rel, name.lemma.as_str()),
            (Tag::Nnp, Rel::Nsubj, "Emirates")
        );
    }

    #[test]
    fn any_text_gets_a_tree_with_one_root() {
        for text in [
            "",
            "?",
            "🙂 🙂",
            "((((",
            "a\u{301}\u{0}b",
            &"so ".repeat(3000),
        ] {
            let sentence = parsed(text);
            let roots = sentence.tokens.iter().filter(|t| t.head.is_none()).count();
            assert_eq!(
                roots,
                usize::from(!sentence.tokens.is_empty()),
                "{text:.20}"
            );
            for (i, token) in sentence.tokens.iter().enumerate() {
                assert!(
                    token
                        .head
                        .is_none_or(|h| h < sentence.tokens.len() && h != i)
                );
            }
        }
    }

    #[test]
    fn what_is_no_model_is_refused() {
        let large = [MAGIC, &[0xff; 64]].concat();
        for file in [&b""[..], b"chancery english 1\n", MAGIC, &large] {
            assert!(matches!(English::read(file), Err(Error::Model(_))));
        }
    }
}
