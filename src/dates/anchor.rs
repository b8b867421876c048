//! What a document has said so far about when.

use crate::model::{Date, Days, Precision, When};

/// What a document has said so far about when: the memory of one document, in reading order.
///
/// # Example
///
/// ```
/// use chancery::dates::Anchor;
///
/// let published = "2025-07-04".parse().ok();
/// let anchor = Anchor::new(published).told_on(7, 3, None); // "SUVA, July 3 (Agency) —"
/// assert_eq!(anchor.today().map(|day| day.to_string()).as_deref(), Some("2025-07-03"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Anchor {
    published: Option<Date>,
    /// The day of the dateline.
    dateline: Option<Date>,
    pub(super) said: Option<(Days, Vec<String>)>,
    pub(super) said_day: Option<(Date, Vec<String>)>,
    pub(super) quarter: Option<(i16, i8)>,
    /// The date that opened an earlier sentence of this paragraph.
    pub(super) carried: Option<When>,
    pub(super) next: Option<When>,
    /// When the last person quoted spoke.
    pub(super) spoken: Option<When>,
    /// When the event happened that the article opens with.
    pub(super) lead: Option<When>,
    /// How many sentences were read.
    pub(super) sentences: usize,
}

/// How many sentences open an article: the headline and the first two of its text.
pub(super) const OPENING: usize = 3;
/// The headline and the first.
const NEWS: usize = 2;
/// How many days before publication news is still news.
pub(super) const FRESH: i32 = 7;
/// The longest stay or meeting, in days, that dates what the article goes on to tell.
pub(super) const LONGEST_LEAD: i32 = 3;

impl Anchor {
    /// The memory at the start of a document.
    pub fn new(published: Option<Date>) -> Self {
        Anchor {
            published,
            ..Anchor::default()
        }
    }

    /// With the month and day of the dateline: that day was "today" when the article was written.
    ///
    /// A dateline that is not within a week before publication is not believed. When nobody says when the
    /// article was published, a dateline with its year does.
    pub fn told_on(mut self, month: i8, day: i8, year: Option<i16>) -> Self {
        self.dateline = match self.published {
            Some(published) => {
                let years = match year {
                    Some(year) => [year, year],
                    None => [published.year(), published.year() - 1],
                };
                let mut days = years
                    .into_iter()
                    .filter_map(|year| Date::new(year, month, day).ok());
                days.find(|day| (0..=7).contains(&(published - *day).get_days()))
            }
            None => year.and_then(|year| Date::new(year, month, day).ok()),
        };
        self
    }

    /// The day the article speaks of as its own: the dateline's, else that of publication.
    pub fn today(&self) -> Option<Date> {
        self.dateline.or(self.published)
    }

    /// Remembers the day somebody spoke ("said on Thursday"): it dates the statements quoted after it.
    pub fn spoke(&mut self, when: When) {
        if when.precision == Precision::Day {
            self.spoken = Some(when);
        }
    }

    /// Whether the sentence is the headline or the first of the text, where news is told in the perfect too.
    pub(super) fn at_news(&self) -> bool {
        self.sentences <= NEWS
    }

    /// When what the article opened with happened.
    pub(super) fn lead(&self) -> Option<&When> {
        self.lead.as_ref()
    }

    /// The steps that say where [`Anchor::today`] comes from.
    pub(super) fn document(&self) -> Vec<String> {
        match (self.dateline, self.published) {
            (Some(day), Some(published)) if day != published => {
                vec![format!("dateline {day}"), format!("document {published}")]
            }
            (Some(day), None) => vec![format!("dateline {day}")],
            (_, Some(published)) => vec![format!("document {published}")],
            _ => Vec::new(),
        }
    }
}
