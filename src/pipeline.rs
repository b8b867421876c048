//! Calls the stages in order; the only room that sees them all. Per document, no shared state.
//!
//! `read` is the road from a document to its reports; `explain` tells the same road in words for one
//! sentence. `layers` adds what the lexicon knows above the actors named, `loose` finds what it lacks.

mod explain;
mod layers;
mod loose;

use crate::actors::{self, Reader};
use crate::dates::{self, Anchor, Told};
use crate::error::Result;
use crate::events::{Coded, Coder, Partners, Trace};
use crate::graph::DocumentReports;
use crate::lexicon::Lexicon;
use crate::model::{
    Actor, Basis, Date, DateExpr, DocId, Document, Evidence, Loose, Mention, Report, Span,
};
use crate::text::{self, English, Sentence, Tag, boilerplate};

/// The stages, ready to read documents.
pub struct Pipeline<'l> {
    lexicon: &'l Lexicon,
    english: &'static English,
    dates: dates::Rules,
    boilerplate: boilerplate::Rules,
    coder: Coder,
}

/// What one sentence yielded before it was coded.
#[derive(Debug, Clone, Default)]
pub struct SentenceReading {
    /// The parsed sentence.
    pub sentence: Sentence,
    /// Actors named in it.
    pub mentions: Vec<Mention>,
    /// Words for dates in it.
    pub dates: Vec<DateExpr>,
    /// A line that is not the article's own ("READ MORE ON"): yields nothing.
    pub boilerplate: bool,
}

/// What one document yielded.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The document.
    pub doc: Option<DocId>,
    /// Its day.
    pub published: Option<Date>,
    /// Words for dates in the dateline, which belongs to no sentence.
    pub dateline: Vec<DateExpr>,
    /// Sentence by sentence.
    pub sentences: Vec<SentenceReading>,
    /// What it tells.
    pub reports: Vec<Report>,
    /// The actors it names, and the bodies and states above them, sorted by id.
    pub actors: Vec<Actor>,
    /// Names and roles the lexicon has no actor for, each once, sorted by what is lacking and the words.
    pub loose: Vec<Loose>,
    /// Mentions nobody could be found for.
    pub unresolved: usize,
}

/// What the graph takes in of it: `graph.merge(pipeline.read(&article))`.
impl From<Reading> for DocumentReports {
    fn from(reading: Reading) -> Self {
        DocumentReports {
            doc: reading.doc.unwrap_or_else(|| DocId::new("")),
            published: reading.published,
            reports: reading.reports,
            actors: reading.actors,
        }
    }
}

impl<'l> Pipeline<'l> {
    /// Makes the stages ready.
    ///
    /// # Errors
    ///
    /// Fails when the English model or a table of the lexicon cannot be used.
    pub fn new(lexicon: &'l Lexicon) -> Result<Self> {
        // The weights and the frames know nothing of each other, and take longest.
        let (english, coder) = rayon::join(English::builtin, || Coder::new(lexicon));
        Ok(Pipeline {
            lexicon,
            english: english?,
            dates: dates::Rules::from_toml(lexicon.file("dates/en.toml").unwrap_or_default())?,
            boilerplate: boilerplate::Rules::from_toml(
                lexicon.file("english/boilerplate.toml").unwrap_or_default(),
            )?,
            coder: coder?,
        })
    }

    /// Reads one document.
    pub fn read(&self, document: &Document) -> Reading {
        self.read_traced(document, None)
    }

    /// The reports of one document.
    pub fn reports(&self, document: &Document) -> Vec<Report> {
        self.read(document).reports
    }

    fn read_traced(&self, document: &Document, mut trace: Option<&mut Trace>) -> Reading {
        let text = document.text.as_str();
        let borders = text::sentences(text, document.body, self.lexicon.split_rules());
        let foreign = self.boilerplate.mark(text, &borders);
        let dateline = self.boilerplate.dateline(text, document.body);
        let offsets = Scalars::new(text);
        let mut memory = Memory {
            reader: Reader::new(self.lexicon, document.date).of_document(document.name().as_str()),
            anchor: match dateline.as_ref().and_then(|d| d.date.zip(Some(d.year))) {
                Some(((month, day), year)) => Anchor::new(document.date).told_on(month, day, year),
                None => Anchor::new(document.date),
            },
            partners: Partners::default(),
        };
        let dateline = dateline.map(|d| d.span);
        let mut reading = Reading {
            doc: document.id.clone(),
            published: document.date,
            dateline: dateline.map_or(Vec::new(), |span| {
                let words = text::tokenise(text, span, true);
                let mut memory = Anchor::new(memory.anchor.today());
                self.dates.find(text, &words, &mut memory)
            }),
            ..Reading::default()
        };
        for ((span, opens), foreign) in borders.into_iter().zip(foreign) {
            let span = dateline
                .filter(|d| d.overlaps(&span))
                .map_or(span, |d| Span::new(d.end.min(span.end), span.end));
            if foreign || span.of(text).trim().is_empty() {
                let sentence = Sentence {
                    span,
                    opens_paragraph: opens,
                    ..Sentence::default()
                };
                reading.sentences.push(SentenceReading {
                    sentence,
                    boilerplate: foreign,
                    ..SentenceReading::default()
                });
                continue;
            }
            let (sentence, coded) =
                self.sentence(text, span, opens, &mut memory, trace.as_deref_mut());
            let first = reading.reports.len();
            for event in coded {
                let report = self.report(
                    document,
                    &sentence,
                    event,
                    first,
                    &mut memory.anchor,
                    &offsets,
                );
                reading.reports.push(report);
            }
            reading.sentences.push(sentence);
        }
        reading.unresolved = memory.reader.unresolved();
        reading.actors = memory.reader.actors();
        reading.loose = loose::find(
            self.lexicon,
            text,
            &reading.sentences,
            &reading.actors,
            &offsets,
        );
        reading.actors = layers::lay(self.lexicon, std::mem::take(&mut reading.actors));
        reading
    }

    /// One sentence through all stages.
    fn sentence(
        &self,
        text: &str,
        span: Span,
        opens: bool,
        memory: &mut Memory,
        trace: Option<&mut Trace>,
    ) -> (SentenceReading, Vec<Coded>) {
        let mut sentence = text::tokenise(text, span, opens);
        self.english.tag(&mut sentence);
        let found = memory.reader.names(self.english, text, &sentence);
        // Before names are joined: "Polish farmers" is a name whose head word still is "farmer".
        self.english.lemmatise(&mut sentence);
        let mut mentions = actors::merge(&mut sentence, found);
        let named = mentions.iter().any(|m| m.token == Some(0));
        if let Some(first) = sentence
            .tokens
            .first_mut()
            .filter(|t| !named && matches!(t.tag, Tag::Nnp | Tag::Nnps))
        {
            first.lemma = self.english.common_noun(&first.form);
        }
        let spotted = self.dates.spot(text, &sentence);
        self.english.review(&mut sentence, &spotted.tokens());
        let asides = self.dates.asides(&sentence, &spotted);
        self.english.parse_around(&mut sentence, &asides);
        memory.reader.refer(text, &sentence, &mut mentions);
        let dates = self
            .dates
            .read(text, &sentence, &spotted, &mut memory.anchor);
        let coded = self
            .coder
            .code(text, &sentence, &mentions, &mut memory.partners, trace);
        (
            SentenceReading {
                sentence,
                mentions,
                dates,
                boilerplate: false,
            },
            coded,
        )
    }

    /// Dates an event and ties it to its sentence.
    fn report(
        &self,
        document: &Document,
        reading: &SentenceReading,
        event: Coded,
        first: usize,
        anchor: &mut Anchor,
        offsets: &Scalars,
    ) -> Report {
        let told = match (event.presupposed, event.present) {
            (true, _) => Told::Presupposed,
            (_, true) => Told::Statement,
            _ => Told::Event,
        };
        let when = self.dates.date_event(
            &reading.sentence,
            &reading.dates,
            event.trigger,
            anchor,
            told,
        );
        if let Some(verb) = event.said {
            let said = self.dates.date_event(
                &reading.sentence,
                &reading.dates,
                verb,
                anchor,
                Told::Statement,
            );
            if matches!(said.basis, Some(Basis::Stated | Basis::Relative)) {
                anchor.spoke(said);
            }
        }
        let span = reading.sentence.span;
        Report {
            kind: event.kind,
            cameo: event.cameo,
            source: event.source,
            target: event.target,
            reciprocal: event.reciprocal,
            status: event.status,
            negated: event.negated,
            speaker: event.speaker,
            about: event.about.map(|i| first + i),
            presupposed: event.presupposed,
            partial: event.partial,
            place: event.place,
            confidence: event.confidence,
            evidence: Evidence {
                doc: document.name(),
                published: document.date,
                url: document.url.clone(),
                sentence: span.of(&document.text).to_owned(),
                start: offsets.at(span.start),
                end: offsets.at(span.end),
                trigger: (offsets.at(event.span.start), offsets.at(event.span.end)),
                rule: event.rule,
                dated: when.steps.clone(),
                named: event.named,
            },
            when,
        }
    }
}

/// What is remembered from sentence to sentence of one document.
struct Memory<'l> {
    reader: Reader<'l>,
    anchor: Anchor,
    partners: Partners,
}

/// Byte offset → Unicode scalar offset, with a mark every few bytes so that long texts stay linear.
pub struct Scalars<'t> {
    text: &'t str,
    marks: Vec<usize>,
}

impl<'t> Scalars<'t> {
    const STRIDE: usize = 256;

    /// Counts a text once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = vec![0];
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at > 0 && at % Self::STRIDE == 0 {
                marks.push(count);
            }
            // Every byte but a continuation byte starts a scalar.
            count += usize::from(byte & 0xC0 != 0x80);
        }
        Scalars { text, marks }
    }

    /// The scalars before a byte offset on a character border.
    pub fn at(&self, byte: usize) -> usize {
        let mark = (byte / Self::STRIDE).min(self.marks.len() - 1);
        let rest = &self.text.as_bytes()[mark * Self::STRIDE..byte.min(self.text.len())];
        self.marks[mark] + rest.iter().filter(|&&b| b & 0xC0 != 0x80).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_counted_not_bytes() {
        let text = "Élysée – ".repeat(100);
        let scalars = Scalars::new(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(scalars.at(at), n);
        }
        assert_eq!(scalars.at(text.len()), text.chars().count());
    }
}
