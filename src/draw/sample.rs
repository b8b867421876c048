//! Graphs for the tests of this room and of `export`: the seeds' facts in our own words, hostile words, crowds.

use crate::model::*;
use crate::ontology;

/// Words that try to break out of a format.
pub(crate) const HOSTILE: &[&str] = &[
    r#"He said "no" & <b>left</b>"#,
    "]]> --> */ ; } \\",
    "two\nlines\r\nand\ttabs",
    "\u{202E}txet desrever\u{202C} \u{0}\u{7}\u{1b}[31m",
    "平和条約 🕊️ Żółć",
    "=HYPERLINK(\"http://x\") , ; 'a'",
    "<script>alert(1)</script>",
    "\\N \\G &lt; &amp; \\",
    "",
];

pub(crate) fn party(id: &str, name: &str, kind: ActorKind) -> Party {
    Party {
        id: ActorId::new(id),
        name: name.into(),
        kind,
        country: Some(id.split('.').next().unwrap_or(id).into())
            .filter(|c: &compact_str::CompactString| c.len() == 3),
        sector: vec!["GOV".into()],
        mention: name.into(),
    }
}

pub(crate) fn event(
    n: usize,
    days: &str,
    kind: &str,
    cameo: &str,
    source: &Party,
    target: &Party,
    sentence: &str,
) -> Event {
    let (first, last) = days.split_once("..").unwrap_or((days, ""));
    let code = ontology::code(cameo).expect("a code of the table");
    Event {
        id: EventId::new(format!("{n:016x}")),
        date: first.parse().ok(),
        date_end: last.parse().ok(),
        date_precision: if last.is_empty() {
            Precision::Day
        } else {
            Precision::Range
        },
        date_basis: Some(Basis::Stated),
        reported: "2025-07-04".parse().ok(),
        kind: kind.into(),
        cameo: Cameo::new(cameo),
        plover: code.plover,
        plover_mode: None,
        contexts: vec!["diplomatic".into()],
        quad: ontology::quad(cameo),
        goldstein: code.goldstein,
        source: vec![source.clone()],
        target: vec![target.clone()],
        reciprocal: false,
        status: Status::Actual,
        negated: false,
        speaker: None,
        about: None,
        place: None,
        confidence: 0.9,
        sources: 1,
        evidence: vec![Evidence {
            doc: DocId::new(if first < "2025-06" {
                "kabul-pledge"
            } else {
                "recognition"
            }),
            published: "2025-07-04".parse().ok(),
            url: None,
            sentence: sentence.to_owned(),
            start: 0,
            end: sentence.chars().count(),
            trigger: (0, 1),
            rule: format!("{kind}/active"),
            dated: Vec::new(),
            named: Vec::new(),
        }],
    }
}

pub(crate) fn actor(party: &Party, office: Option<&str>) -> Actor {
    Actor {
        id: party.id.clone(),
        name: party.name.clone(),
        kind: party.kind,
        country: party.country.clone(),
        sector: party.sector.clone(),
        names: vec![party.name.to_string()],
        offices: office
            .map(|title| Office {
                title: title.to_owned(),
                body: None,
                since: None,
                until: None,
                seen: vec![],
            })
            .into_iter()
            .collect(),
        part_of: Vec::new(),
    }
}

/// China, Afghanistan and Russia, April to July 2025.
pub(crate) fn seeds() -> (Vec<Event>, Vec<Actor>) {
    use ActorKind::*;
    let china = party("CHN", "China", State);
    let wang = party("CHN.wang-yi", "Wang Yi", Person);
    let mao = party("CHN.mao-ning", "Mao Ning", Person);
    let afghanistan = party("AFG", "Afghanistan", State);
    let emirate = party("AFG.GOV", "Islamic Emirate of Afghanistan", Government);
    let muttaqi = party("AFG.amir-khan-muttaqi", "Amir Khan Muttaqi", Person);
    let taliban = party("AFG.TALIBAN", "Taliban", Group);
    let hassan = party("AFG.gul-hassan", "Gul Hassan", Person);
    let russia = party("RUS", "Russia", State);
    let court = party("RUS.COURT", "Supreme Court of Russia", Body);
    let ministry = party("RUS.MFA", "Foreign Ministry of Russia", Body);
    let rudenko = party("RUS.andrey-rudenko", "Andrey Rudenko", Person);
    let mut events = Vec::new();
    let mut add = |days: &str, kind: &str, cameo: &str, a: &Party, b: &Party, sentence: &str| {
        events.push(event(events.len() + 1, days, kind, cameo, a, b, sentence));
    };
    for words in [
        "Beijing will stand by Kabul, the spokeswoman promised.",
        "China means to keep up its friendly course.",
        "China is ready to widen trade with its neighbour.",
    ] {
        add(
            "2025-07-04",
            "promise support",
            "030",
            &mao,
            &emirate,
            words,
        );
    }
    for words in [
        "Kabul pledged that nobody would use its soil against China.",
        "The interim rulers gave Beijing the same word again.",
    ] {
        add("2025-05-21", "pledge", "030", &emirate, &china, words);
    }
    add(
        "2025-05-21",
        "meet",
        "040",
        &wang,
        &muttaqi,
        "The two chief diplomats sat down together.",
    );
    add(
        "2025-05-21",
        "praise",
        "051",
        &wang,
        &afghanistan,
        "Wang had kind words for the Afghan position.",
    );
    add(
        "2025-07-01",
        "arrive",
        "042",
        &hassan,
        &russia,
        "The new envoy reached Moscow on July 1.",
    );
    add(
        "2025-07-03",
        "accept credentials",
        "050",
        &rudenko,
        &hassan,
        "Rudenko took the envoy's letters.",
    );
    add(
        "2025-07-03",
        "recognise",
        "054",
        &russia,
        &emirate,
        "Russia became the first to recognise the Islamic Emirate.",
    );
    add(
        "2025-07-04",
        "welcome",
        "051",
        &mao,
        &russia,
        "Beijing found the Russian step a good one.",
    );
    add(
        "2025-07-04",
        "call on",
        "020",
        &mao,
        &afghanistan,
        "She asked Afghanistan to heed what others worry about.",
    );
    add(
        "2025-04-17",
        "suspend ban",
        "0812",
        &court,
        &taliban,
        "The judges put the ban on the movement to rest.",
    );
    add(
        "2025-04-17..2025-07-04",
        "drop terrorist status",
        "081",
        &ministry,
        &taliban,
        "The movement is off the list, the ministry said.",
    );
    events[5].reciprocal = true;
    let actors = vec![
        actor(&china, None),
        actor(&wang, Some("top diplomat")),
        actor(&mao, Some("spokeswoman")),
        actor(&afghanistan, None),
        actor(&emirate, None),
        actor(&muttaqi, Some("acting foreign minister")),
        actor(&taliban, None),
        actor(&hassan, Some("ambassador")),
        actor(&russia, None),
        actor(&court, None),
        actor(&ministry, None),
        actor(&rudenko, Some("deputy foreign minister")),
    ];
    (events, actors)
}

/// One event in which every word is `text`.
pub(crate) fn hostile(text: &str) -> (Vec<Event>, Vec<Actor>) {
    let long = if text.is_empty() {
        "x\"".repeat(5_000)
    } else {
        text.to_owned()
    };
    let mut a = party("CHN", "China", ActorKind::State);
    let mut b = party("RUS.MFA", "Ministry", ActorKind::Person);
    a.name = long.as_str().into();
    b.id = ActorId::new(&long);
    b.name = long.as_str().into();
    b.mention = long.as_str().into();
    b.country = Some(long.as_str().into());
    let mut event = event(1, "2025-07-03", "recognise", "054", &a, &b, &long);
    event.kind = long.as_str().into();
    event.cameo = Cameo::new(&long);
    event.contexts = vec![long.as_str().into()];
    event.place = Some(Place {
        name: long.clone(),
        country: None,
    });
    event.evidence[0].url = Some(long.clone());
    event.evidence[0].doc = DocId::new(&long);
    let actors = vec![actor(&a, None), actor(&b, Some(&long))];
    (vec![event], actors)
}

/// `nodes` actors of nine states and `edges` events between them, some pairs crowded.
pub(crate) fn crowd(nodes: usize, edges: usize) -> (Vec<Event>, Vec<Actor>) {
    let states = [
        ("USA", "United States"),
        ("CHN", "China"),
        ("RUS", "Russia"),
        ("IRN", "Iran"),
        ("ISR", "Israel"),
        ("FRA", "France"),
        ("TUR", "Türkiye"),
        ("QAT", "Qatar"),
        ("IGO", "International"),
    ];
    let verbs = [
        ("meet", "040"),
        ("criticise", "111"),
        ("sign agreement with", "057"),
        ("sanction", "163"),
        ("strike", "195"),
        ("call on", "020"),
        ("send aid to", "073"),
    ];
    let parties: Vec<Party> = (0..nodes)
        .map(|n| {
            let (code, state) = states[n % states.len()];
            match (n / states.len(), code) {
                (k, "IGO") => {
                    let mut p = party(
                        &format!("IGO.O{k}"),
                        [
                            "United Nations",
                            "OPEC",
                            "World Bank",
                            "IAEA",
                            "Arab League",
                        ][k % 5],
                        ActorKind::Igo,
                    );
                    p.country = Some("IGO".into());
                    p
                }
                (0, _) => party(code, state, ActorKind::State),
                (1, _) => party(
                    &format!("{code}.MFA"),
                    &format!("Foreign Ministry of {state}"),
                    ActorKind::Body,
                ),
                (2, _) => party(
                    &format!("{code}.p"),
                    [
                        "Ana Ruiz",
                        "Li Na",
                        "Ivan Petrov",
                        "Reza Karimi",
                        "Noa Levi",
                        "Luc Petit",
                        "Can Demir",
                        "Ali Khalifa",
                    ][n % 8],
                    ActorKind::Person,
                ),
                (3, _) => party(&format!("{code}.g{n}"), "Northern Front", ActorKind::Group),
                (k, _) => party(
                    &format!("{code}.b{k}"),
                    &format!("Central Bank of {state}"),
                    ActorKind::Organization,
                ),
            }
        })
        .collect();
    let actors = parties
        .iter()
        .map(|p| {
            actor(
                p,
                (p.kind == ActorKind::Person).then_some("defence minister"),
            )
        })
        .collect();
    // a fixed sequence that looks mixed (linear congruential, Numerical Recipes' constants)
    let mut seed = 7u32;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % most
    };
    let mut events = Vec::new();
    while events.len() < edges {
        // low numbers, the states, come more often
        let (a, b) = (next(nodes).min(next(nodes)), next(nodes));
        if a == b {
            continue;
        }
        let (kind, cameo) = verbs[next(verbs.len())];
        let day = format!("2025-{:02}-{:02}", 1 + next(12), 1 + next(28));
        let mut event = event(
            events.len(),
            &day,
            kind,
            cameo,
            &parties[a],
            &parties[b],
            "One thing was done to another.",
        );
        event.reciprocal = cameo == "040";
        if next(12) == 0 {
            event.status = Status::Planned;
        }
        events.push(event);
    }
    (events, actors)
}

/// Fails unless the text is one well-formed XML element: tags balance, entities are known, no forbidden character.
pub(crate) fn well_formed(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut roots = 0;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let words = &rest[..at];
        assert!(!words.contains("]]>"), "]]> in text");
        entities(words);
        assert!(
            !open.is_empty() || words.trim().is_empty(),
            "text outside: {words}"
        );
        let end = rest[at..].find('>').expect("tag ends") + at;
        let tag = &rest[at + 1..end];
        entities(tag);
        rest = &rest[end + 1..];
        assert!(!tag.contains('<'), "< in tag {tag}");
        assert_eq!(tag.matches('"').count() % 2, 0, "quotes in {tag}");
        if tag.starts_with('?') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            roots += usize::from(open.is_empty());
            let name = tag.split([' ', '/']).next().unwrap_or("");
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
    }
    assert!(open.is_empty() && roots == 1, "{open:?}");
    assert!(
        !text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
    );
}

fn entities(words: &str) {
    for part in words.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;", "#9;", "#10;", "#13;"];
        assert!(known.iter().any(|k| part.starts_with(k)), "& before {part}");
    }
}

#[test]
#[ignore = "writes pictures to look at into $CHANCERY_PICTURES"]
fn pictures() {
    use super::*;
    let Some(dir) = std::env::var_os("CHANCERY_PICTURES").map(std::path::PathBuf::from) else {
        return;
    };
    for (name, (events, actors)) in [
        ("seeds", seeds()),
        ("crowd", crowd(40, 120)),
        ("many", crowd(40, 1200)),
        ("one", {
            let (e, a) = seeds();
            (e[9..10].to_vec(), a)
        }),
        ("none", (Vec::new(), Vec::new())),
        ("hostile", hostile(HOSTILE[0])),
        ("long", hostile("")),
    ] {
        for (suffix, theme) in [("", Theme::Light), ("-dark", Theme::Dark)] {
            let view = View::new(
                &events,
                &actors,
                &ViewOptions {
                    theme,
                    ..ViewOptions::default()
                },
            );
            write(
                &view,
                &dir.join(format!("{name}{suffix}.svg")),
                Format::Svg,
                Engine::Own,
            )
            .unwrap();
            write(
                &view,
                &dir.join(format!("{name}{suffix}.dot")),
                Format::Dot,
                Engine::Own,
            )
            .unwrap();
        }
    }
}
