//! What clauses become: voice, parties, status, negation, speakers, chains of verbs. One sentence a row.
//!
//! A row reads `SOURCE VERB TARGET [CODE] STATUS`, reciprocal events with `<->`, and lists every event of the
//! sentence in order. The kinds themselves are proven by the lexicon's own sentences.

use chancery::model::{Document, Party, Report};
use chancery::{Lexicon, Pipeline};

fn line(r: &Report) -> String {
    let side = |parties: &[Party]| {
        parties
            .iter()
            .map(|p| p.id.to_string())
            .collect::<Vec<_>>()
            .join("+")
    };
    let arrow = if r.reciprocal { "<->" } else { "->" };
    let not = if r.negated { " not" } else { "" };
    let said = r
        .speaker
        .as_ref()
        .map_or(String::new(), |s| format!(", {} {}", s.id, s.verb));
    format!(
        "{} {arrow} {} {} [{}] {}{not}{said}",
        side(&r.source),
        side(&r.target),
        r.kind,
        r.cameo,
        r.status
    )
}

fn check(rows: &[(&str, &[&str])]) {
    let lexicon = Lexicon::builtin().expect("the built-in lexicon");
    let pipeline = Pipeline::new(&lexicon).expect("the built-in tables");
    let mut short = String::new();
    for (text, want) in rows {
        let got: Vec<String> = pipeline
            .reports(&Document::from_text("t", "2025-07-04".parse().ok(), *text))
            .iter()
            .map(line)
            .collect();
        if got != *want {
            short.push_str(&format!("{text}\n  got  {got:#?}\n  want {want:#?}\n"));
        }
    }
    assert!(short.is_empty(), "\n{short}");
}

#[test]
fn voice_and_parties() {
    check(&[
        (
            "Peru recognized Fiji.",
            &["PER -> FJI recognise [054] actual"],
        ),
        (
            "Fiji was recognized by Peru.",
            &["PER -> FJI recognise [054] actual"],
        ),
        (
            "Fiji, recognized by Peru, stayed calm.",
            &["PER -> FJI recognise [054] actual"],
        ),
        (
            "Peru, which recognized Fiji, stayed calm.",
            &["PER -> FJI recognise [054] actual"],
        ),
        (
            "Peru and Chile recognized Fiji.",
            &["PER+CHL -> FJI recognise [054] actual"],
        ),
        (
            "Peru praised Fiji and thanked Tonga.",
            &[
                "PER -> FJI praise [051] actual",
                "PER -> TON thank [051] actual",
            ],
        ),
        (
            "Peru praised Fiji's stance.",
            &["PER -> FJI praise [051] actual"],
        ),
        (
            "Peruvian officials criticised Chile.",
            &["PER.GOV -> CHL criticise [111] actual"],
        ),
        (
            "Peru met Chile in Lima.",
            &["PER <-> CHL meet [040] actual"],
        ),
        (
            "Talks between Peru and Chile began on Monday.",
            &["PER <-> CHL talk [046] actual"],
        ),
        (
            "Peru held talks with Chile.",
            &["PER <-> CHL talk [046] actual"],
        ),
        ("Nothing happened in Peru.", &[]),
    ]);
}

#[test]
fn status_and_negation() {
    check(&[
        (
            "Peru did not recognize Fiji.",
            &["PER -> FJI recognise [054] actual not"],
        ),
        (
            "Peru never recognized Fiji.",
            &["PER -> FJI recognise [054] actual not"],
        ),
        (
            "Peru may recognize Fiji.",
            &["PER -> FJI recognise [054] conditional"],
        ),
        (
            "Peru plans to attack Fiji.",
            &["PER -> FJI attack [190] planned"],
        ),
        (
            "Peru failed to recognize Fiji.",
            &["PER -> FJI recognise [054] actual not"],
        ),
        (
            "Peru was the first state to recognize Fiji.",
            &["PER -> FJI recognise [054] actual"],
        ),
    ]);
}

#[test]
fn who_says_it_is_kept_and_saying_is_no_event() {
    check(&[
        (
            "Chile said that Peru recognized Fiji.",
            &["PER -> FJI recognise [054] actual, CHL said"],
        ),
        (
            "Peru recognized Fiji, Chile said.",
            &["PER -> FJI recognise [054] actual, CHL said"],
        ),
        (
            "Peru recognized Fiji, according to Chile.",
            &["PER -> FJI recognise [054] actual, CHL Chile"],
        ),
        ("Chile said nothing about Peru.", &[]),
    ]);
}

#[test]
fn a_governing_verb_decides() {
    check(&[
        (
            "Peru promised to send aid to Fiji.",
            &[
                "PER -> FJI pledge [033] actual",
                "PER -> FJI aid [070] promised",
            ],
        ),
        (
            "Peru urged Chile to recognize Fiji.",
            &[
                "PER -> CHL urge [022] actual",
                "CHL -> FJI recognise [054] demanded",
            ],
        ),
        (
            "Peru will visit Fiji.",
            &[
                "PER -> FJI pledge [036] actual",
                "PER -> FJI visit [042] planned",
            ],
        ),
    ]);
}

#[test]
fn sport_is_left_alone() {
    check(&[(
        "Peru attacked Chile from the first minute and won the semi-final.",
        &[],
    )]);
}

/// A plan points to the pledge that it is the content of, whichever words make the pledge.
#[test]
fn what_is_pledged_is_about_the_pledge() {
    let lexicon = Lexicon::builtin().expect("the built-in lexicon");
    let pipeline = Pipeline::new(&lexicon).expect("the built-in tables");
    for text in [
        "Peru will visit Fiji.",
        "Peru promised to send aid to Fiji.",
    ] {
        let reports = pipeline.reports(&Document::from_text("t", None, text));
        assert_eq!(
            reports.iter().map(|r| r.about).collect::<Vec<_>>(),
            [None, Some(0)],
            "{text}"
        );
    }
}
