//! Short ways to make reports for the tests of this room.

use super::DocumentReports;
use crate::model::*;

/// An actor with nothing but id, kind and name.
pub(crate) fn actor(id: &str, kind: ActorKind, name: &str) -> Actor {
    let country = super::units::is_state(ActorId::new(id).root());
    Actor {
        id: id.into(),
        name: name.into(),
        kind,
        country: country.then(|| ActorId::new(id).root().into()),
        sector: Vec::new(),
        names: vec![name.into()],
        offices: Vec::new(),
        part_of: Vec::new(),
    }
}

/// A party named after its id: a state, its government, a body in capitals, a person in small letters.
pub(crate) fn party(id: &str) -> Party {
    let last = id.rsplit('.').next().unwrap_or(id);
    let kind = match (id.contains('.'), last) {
        (false, _) => ActorKind::State,
        (_, "GOV") => ActorKind::Government,
        (_, body) if body.chars().all(|c| c.is_ascii_uppercase()) => ActorKind::Body,
        _ => ActorKind::Person,
    };
    let record = actor(id, kind, &id.to_lowercase());
    Party {
        id: record.id,
        name: record.name.clone(),
        kind,
        country: record.country,
        sector: Vec::new(),
        mention: record.name,
    }
}

/// `"RUS > AFG.GOV 054 2025-07-03"`: who, whom, code, days (`A..B` or `-`); `&` instead of `>` when both act.
pub(crate) fn report(line: &str) -> Report {
    let words: Vec<&str> = line.split(' ').collect();
    let side = |ids: &str| {
        ids.split(',')
            .filter(|s| !s.is_empty())
            .map(party)
            .collect()
    };
    let days = words[4].split_once("..").map_or_else(
        || words[4].parse::<Days>().ok(),
        |(a, b)| Some(Days::between(a.parse().ok()?, b.parse().ok()?)),
    );
    Report {
        // Of one root, one kind; a fifth word names another.
        kind: words
            .get(5)
            .map_or_else(|| format!("kind-{}", &words[3][..2]), |k| (*k).to_owned())
            .into(),
        cameo: Cameo::new(words[3]),
        source: side(words[0]),
        target: side(words[2].trim_matches('_')),
        reciprocal: words[1] == "&",
        status: Status::Actual,
        negated: false,
        speaker: None,
        about: None,
        when: When {
            days,
            precision: days.map_or(Precision::None, |d| match d.is_one() {
                true => Precision::Day,
                false => Precision::Range,
            }),
            basis: days.map(|_| Basis::Stated),
            steps: Vec::new(),
        },
        presupposed: false,
        partial: false,
        place: None,
        confidence: 0.5,
        evidence: Evidence {
            doc: "a".into(),
            published: None,
            url: None,
            sentence: line.into(),
            start: 0,
            end: line.len(),
            trigger: (0, 1),
            rule: "rule/test".into(),
            dated: Vec::new(),
            named: Vec::new(),
        },
    }
}

/// A document published on a day; its reports stand one after the other in its text.
pub(crate) fn document(doc: &str, published: &str, reports: Vec<Report>) -> DocumentReports {
    let published: Option<Date> = published.parse().ok();
    let place = |(n, mut report): (usize, Report)| {
        report.evidence.doc = doc.into();
        report.evidence.published = published;
        report.evidence.start = 100 * n;
        report.evidence.end = 100 * n + 99;
        report.evidence.sentence = format!("{doc} {n} {}", report.evidence.sentence);
        report
    };
    DocumentReports {
        doc: doc.into(),
        published,
        reports: reports.into_iter().enumerate().map(place).collect(),
        actors: Vec::new(),
    }
}

/// A graph of one document of 2025-07-04 with these reports.
pub(crate) fn graph(lines: &[&str]) -> super::Graph {
    let reports = lines.iter().map(|l| report(l)).collect();
    super::Graph::from_reports([document("a", "2025-07-04", reports)])
}
