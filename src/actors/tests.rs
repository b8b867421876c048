use super::*;
use crate::model::{How, Span};
use crate::text::{English, sentences, tokenise};

/// Reads a text; one line a sentence: `words=actor` for each mention, `@` after a place, `?` for nobody.
fn read(lexicon: &Lexicon, text: &str, day: &str) -> (Vec<Vec<String>>, Vec<Actor>) {
    let english = English::builtin().unwrap();
    let published = day.parse::<crate::model::Days>().ok().map(|d| d.first);
    let mut reader = Reader::new(lexicon, published).of_document("test");
    let mut lines = Vec::new();
    for (span, opens) in sentences(text, Span::new(0, text.len()), lexicon.split_rules()) {
        let mut sentence = tokenise(text, span, opens);
        english.tag(&mut sentence);
        let found = reader.names(english, text, &sentence);
        let mut end = 0;
        for one in &found {
            assert!(one.tokens.start >= end && one.tokens.end <= sentence.tokens.len());
            end = one.tokens.end;
        }
        let mut mentions = merge(&mut sentence, found);
        english.parse(&mut sentence);
        english.lemmatise(&mut sentence);
        reader.refer(text, &sentence, &mut mentions);
        lines.push(
            mentions
                .iter()
                .map(|m| {
                    let id = m.party.as_ref().map_or("?", |p| p.id.as_str());
                    let sign = if m.place { "@" } else { "" };
                    assert!(m.cover.contains(&m.span));
                    let form = m.span.of(text);
                    assert!(m.how == How::Pronoun || m.name == form);
                    format!("{form}={id}{sign}")
                })
                .collect(),
        );
    }
    (lines, reader.actors())
}

fn check(day: &str, cases: &[(&str, &[&[&str]])]) {
    let lexicon = Lexicon::builtin().unwrap();
    let mut wrong = String::new();
    for (text, want) in cases {
        let (got, _) = read(&lexicon, text, day);
        let want: Vec<Vec<String>> = want
            .iter()
            .map(|line| line.iter().map(|s| (*s).to_owned()).collect())
            .collect();
        if got != want {
            wrong.push_str(&format!("{text}\n  want {want:?}\n  got  {got:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn institutions_belong_to_states() {
    check(
        "2024-03-01",
        &[
            (
                "The Norwegian Foreign Ministry rejected the claim.",
                &[&["Norwegian Foreign Ministry=NOR.MFA", "Norwegian=NOR"]],
            ),
            (
                "Norway's foreign ministry rejected the claim.",
                &[&["Norway's foreign ministry=NOR.MFA", "Norway=NOR"]],
            ),
            (
                "The Foreign Ministry of Peru rejected the claim.",
                &[&["Foreign Ministry of Peru=PER.MFA", "Peru=PER"]],
            ),
            (
                "The Polish and Czech governments signed the pact.",
                &[&[
                    "Polish and Czech governments=POL.GOV",
                    "Polish and Czech governments=CZE.GOV",
                    "Polish=POL",
                    "Czech=CZE",
                ]],
            ),
            (
                "The new Syrian authorities welcomed the visit.",
                &[&["Syrian authorities=SYR.GOV", "Syrian=SYR"]],
            ),
            (
                "Troops of Chad crossed the border.",
                &[&["Troops of Chad=TCD.MIL", "Chad=TCD"]],
            ),
        ],
    );
}

#[test]
fn who_governs_depends_on_the_day() {
    let text = "The Taliban government condemned Pakistan.";
    check(
        "2023-03-01",
        &[(text, &[&["Taliban government=AFG.GOV", "Pakistan=PAK"]])],
    );
    check(
        "2015-03-01",
        &[(
            "The Taliban leadership attacked Pakistan.",
            &[&[
                "Taliban leadership=AFG.TALIBAN",
                "Taliban=AFG.TALIBAN",
                "Pakistan=PAK",
            ]],
        )],
    );
}

#[test]
fn titles_and_names_are_one() {
    check(
        "2025-03-01",
        &[
            (
                "Kenyan Deputy Foreign Minister Achieng Wanjala met Peru's new ambassador to Kenya, Inés Quispe, on Monday.",
                &[&[
                    "Achieng Wanjala=KEN.achieng-wanjala",
                    "Kenyan=KEN",
                    "Inés Quispe=PER.ines-quispe",
                    "Peru=PER",
                    "Kenya=KEN",
                ]],
            ),
            (
                "Inés Quispe, Peru's ambassador to Kenya, thanked the Kenyan government.",
                &[&[
                    "Inés Quispe=PER.ines-quispe",
                    "Peru=PER",
                    "Kenya=KEN",
                    "Kenyan government=KEN.GOV",
                    "Kenyan=KEN",
                ]],
            ),
            (
                "Kenyan Foreign Ministry spokeswoman Achieng Wanjala criticised Uganda. Wanjala said so on Monday. She also praised Rwanda.",
                &[
                    &[
                        "Achieng Wanjala=KEN.achieng-wanjala",
                        "Kenyan Foreign Ministry=KEN.MFA",
                        "Kenyan=KEN",
                        "Uganda=UGA",
                    ],
                    &["Wanjala=KEN.achieng-wanjala"],
                    &["She=KEN.achieng-wanjala", "Rwanda=RWA"],
                ],
            ),
            (
                "Acting Prime Minister Tevita Lolo of Tonga resigned. The prime minister blamed Fiji.",
                &[
                    &["Tevita Lolo=TON.tevita-lolo", "Tonga=TON"],
                    &["prime minister=TON.tevita-lolo", "Fiji=FJI"],
                ],
            ),
        ],
    );
}

#[test]
fn surnames_mean_the_person_of_the_article() {
    check(
        "2024-03-01",
        &[(
            "Chinese Commerce Ministry spokesman Mao Jianguo criticised Canada. Mao urged Canada to change course.",
            &[
                &[
                    "Mao Jianguo=CHN.mao-jianguo",
                    "Chinese Commerce Ministry=CHN.TRADE",
                    "Chinese=CHN",
                    "Canada=CAN",
                ],
                &["Mao=CHN.mao-jianguo", "Canada=CAN"],
            ],
        )],
    );
}

#[test]
fn capitals_act_or_are_places() {
    check(
        "2024-03-01",
        &[
            ("Oslo condemned the attack.", &[&["Oslo=NOR"]]),
            ("The envoys met in Oslo.", &[&["Oslo=NOR@"]]),
            ("The delegation arrived in Oslo.", &[&["Oslo=NOR@"]]),
            ("The Kremlin denied it.", &[&["Kremlin=RUS", "it=?"]]),
        ],
    );
}

#[test]
fn names_inside_longer_names_are_no_actors() {
    check(
        "2024-03-01",
        &[
            (
                "The airline Peru Skyways reported losses.",
                &[&["Peru Skyways=PER.peru-skyways"]],
            ),
            ("He learned the Russian language.", &[&["He=?"]]),
            (
                "A Western diplomat left the Wakhan corridor.",
                &[&["Wakhan=?@"]],
            ),
        ],
    );
}

#[test]
fn persons_keep_their_offices() {
    let lexicon = Lexicon::builtin().unwrap();
    let text = "Peru's new ambassador to Kenya, Inés Quispe, handed over the letters.";
    let (_, actors) = read(&lexicon, text, "2025-07-04");
    let person = actors.iter().find(|a| a.kind == ActorKind::Person).unwrap();
    assert_eq!(person.name, "Inés Quispe");
    assert_eq!(person.offices[0].title, "ambassador to Kenya");
    assert_eq!(person.offices[0].body.as_ref().unwrap().as_str(), "PER.EMB");
    assert_eq!(person.offices[0].seen.len(), 1);
    assert_eq!(person.country.as_deref(), Some("PER"));
}

#[test]
fn bodies_without_a_state_are_those_of_the_sentence() {
    check(
        "2024-03-01",
        &[
            (
                "Police in Cairo fired tear gas at protesters.",
                &[&["Police=EGY.POLICE", "Cairo=EGY@", "protesters=EGY.PROTEST"]],
            ),
            (
                "The Peruvian Supreme Court granted a plea from the prosecutor general.",
                &[&[
                    "Peruvian Supreme Court=PER.SUPREME",
                    "Peruvian=PER",
                    "prosecutor general=PER.PROSEC",
                ]],
            ),
            (
                "Bolivia praised Peru's official stance.",
                &[&["Bolivia=BOL", "Peru=PER"]],
            ),
            (
                "Gambia and Senegal agreed. Both countries will sign.",
                &[
                    &["Gambia=GMB", "Senegal=SEN"],
                    &["Both countries=GMB", "Both countries=SEN"],
                ],
            ),
            (
                "Ghana's army said it had left Togo.",
                &[&[
                    "Ghana's army=GHA.ARMY",
                    "Ghana=GHA",
                    "it=GHA.ARMY",
                    "Togo=TGO",
                ]],
            ),
        ],
    );
}

#[test]
fn words_that_point_back() {
    check(
        "2024-03-01",
        &[
            (
                "President Aino Salo of Finland met Prime Minister Jonas Petraitis of Lithuania. The leaders agreed. They will meet again.",
                &[
                    &[
                        "Aino Salo=FIN.aino-salo",
                        "Finland=FIN",
                        "Jonas Petraitis=LTU.jonas-petraitis",
                        "Lithuania=LTU",
                    ],
                    &["leaders=FIN.aino-salo", "leaders=LTU.jonas-petraitis"],
                    &["They=FIN.aino-salo", "They=LTU.jonas-petraitis"],
                ],
            ),
            (
                "The Kenyan Interior Ministry blamed Uganda. The ministry gave no proof.",
                &[
                    &[
                        "Kenyan Interior Ministry=KEN.INT",
                        "Kenyan=KEN",
                        "Uganda=UGA",
                    ],
                    &["ministry=KEN.INT"],
                ],
            ),
            (
                "NATO warned Serbia. The alliance said it would act.",
                &[
                    &["NATO=IGO.NATO", "Serbia=SRB"],
                    &["alliance=IGO.NATO", "it=IGO.NATO"],
                ],
            ),
            (
                "Kenyan President Otieno Kamau met Ugandan Prime Minister Grace Okello in Havana. The two countries signed nothing.",
                &[
                    &[
                        "Otieno Kamau=KEN.otieno-kamau",
                        "Kenyan=KEN",
                        "Grace Okello=UGA.grace-okello",
                        "Ugandan=UGA",
                        "Havana=CUB@",
                    ],
                    &["two countries=KEN", "two countries=UGA"],
                ],
            ),
            (
                "Kenya said the law must take its course.",
                &[&["Kenya=KEN", "its=?"]],
            ),
            (
                "She walked along Wellesley Road.",
                &[&["She=?", "Wellesley Road=?@"]],
            ),
        ],
    );
}

#[test]
fn organisations_of_their_own_name() {
    check(
        "2024-03-01",
        &[
            (
                "The Icelandic Harvest Party (IHP) rejected the plan. IHP members walked out.",
                &[
                    &[
                        "Icelandic Harvest Party=ISL.icelandic-harvest-party",
                        "IHP=ISL.icelandic-harvest-party",
                    ],
                    &["IHP=ISL.icelandic-harvest-party"],
                ],
            ),
            (
                "The Council for Open Seas blamed Norway.",
                &[&[
                    "Council for Open Seas=ORG.council-for-open-seas~afd071e5",
                    "Norway=NOR",
                ]],
            ),
            (
                "The Peruvian Supreme Court met.",
                &[&["Peruvian Supreme Court=PER.SUPREME", "Peruvian=PER"]],
            ),
        ],
    );
}
