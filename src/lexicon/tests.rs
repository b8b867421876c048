use super::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

fn layer(label: &str, files: &[(&str, &'static str)]) -> Layer {
    Layer {
        label: label.to_owned(),
        files: files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), Cow::Borrowed(*text)))
            .collect::<BTreeMap<_, _>>(),
    }
}

fn small() -> Layer {
    layer(
        "small",
        &[
            (
                "actors/states.csv",
                "id,name,kind,country,sector,part_of,from,to,note\n\
                 FRA,France,state,FRA,GOV,,,,\nNOR,Norway,state,NOR,GOV,,,,\n",
            ),
            (
                "actors/names.csv",
                "name,actor,use,from,to,note\nFrance,FRA,short,,,\nFrench,FRA,adjective,,,\n\
                 Kristiania,NOR,capital,1877,1924,\nNorway,NOR,short,,,\nOslo,NOR,capital,1925,,\n",
            ),
            (
                "actors/institutions.csv",
                "noun,suffix,name,kind,sector,note\n\
                 foreign ministry,MFA,Foreign Ministry of {state},body,GOV,\n",
            ),
            (
                "actors/offices.csv",
                "person,name,office,body,from,to,gender,source\n\
                 NOR.jens-stoltenberg,Jens Stoltenberg,prime minister,NOR,2005-10-17,2013-10-16,he,common knowledge\n",
            ),
            (
                "actors/titles.csv",
                "title,class,suffix,sector,note\nprime minister,title,,GOV PRM,\n",
            ),
        ],
    )
}

fn day(text: &str) -> Option<Date> {
    text.parse::<crate::model::Days>().ok().map(|d| d.first)
}

#[test]
fn the_built_in_lexicon_is_without_fault() {
    let lexicon = Lexicon::builtin().unwrap();
    let complaints: Vec<String> = lexicon.check().iter().map(|c| c.to_string()).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    let files = lexicon.files_under(load::EVENTS);
    let kinds = files.iter().filter(|(path, _)| is_kind(path)).count();
    assert_eq!(lexicon.kinds().len(), kinds);
}

#[test]
fn names_lead_to_actors() {
    let lexicon = Lexicon::of(vec![small()]).unwrap();
    for (name, on, want) in [
        ("France", None, vec!["FRA"]),
        ("french", None, vec!["FRA"]),
        ("nor", None, vec!["NOR"]),
        ("Oslo", day("2020"), vec!["NOR"]),
        ("Kristiania", day("1900"), vec!["NOR"]),
        ("Kristiania", day("2020"), vec!["NOR"]),
        ("Jens Stoltenberg", None, vec!["NOR.jens-stoltenberg"]),
        ("Stoltenberg", None, vec!["NOR.jens-stoltenberg"]),
        ("French Foreign Ministry", None, vec!["FRA.MFA"]),
        ("foreign ministry of norway", None, vec!["NOR.MFA"]),
        ("France's foreign ministry", None, vec!["FRA.MFA"]),
        ("Nowhere", None, vec![]),
        ("", None, vec![]),
    ] {
        let found = lexicon.resolve_name(name, on);
        let found: Vec<&str> = found.iter().map(|id| id.as_str()).collect();
        assert_eq!(found, want, "{name}");
    }
    assert_eq!(lexicon.nearest("Norwya"), ["Norway"]);
}

#[test]
fn institutions_of_states_are_parties() {
    let lexicon = Lexicon::of(vec![small()]).unwrap();
    let party = lexicon
        .party(&ActorId::new("FRA.MFA"), "the ministry")
        .unwrap();
    assert_eq!(party.name, "Foreign Ministry of France");
    assert_eq!(
        (party.kind, party.country.as_deref()),
        (ActorKind::Body, Some("FRA"))
    );
    let person = lexicon
        .party(&ActorId::new("NOR.jens-stoltenberg"), "he")
        .unwrap();
    assert_eq!(
        (person.kind, person.country.as_deref()),
        (ActorKind::Person, Some("NOR"))
    );
    assert_eq!(person.sector, ["GOV", "PRM"]);
    assert_eq!(lexicon.party(&ActorId::new("FRA.XYZ"), ""), None);
}

#[test]
fn upper_layers_replace_and_remove() {
    let upper = layer(
        "mine",
        &[
            (
                "actors/extra.csv",
                "id,name,kind,country\nNOR,Kingdom of Norway,state,NOR\n",
            ),
            ("actors/names.csv", "name,actor,use\nOslo,NOR,off\n"),
            ("dates/en.toml", "a = 1\n"),
        ],
    );
    let lexicon = Lexicon::of(vec![small(), upper]).unwrap();
    let norway = lexicon.actor(&ActorId::new("NOR")).unwrap();
    assert_eq!(norway.name, "Kingdom of Norway");
    assert_eq!(lexicon.resolve_name("Oslo", None), []);
    assert_eq!(lexicon.resolve_name("France", None).len(), 1);
    assert_eq!(lexicon.file("dates/en.toml"), Some("a = 1\n"));
    assert_eq!(lexicon.file("dates/fr.toml"), None);
}

#[test]
fn faults_are_named_by_line_and_column() {
    for (path, text, want) in [
        (
            "actors/states.csv",
            "id,name,kind\nFRA,France,sate\n",
            "bad/actors/states.csv:2:12: `sate` is no kind of actor",
        ),
        (
            "actors/names.csv",
            "name,actor,use,from,to\nGaul,FRA,short,500,\n",
            "bad/actors/names.csv:2:16: `500` is not a date",
        ),
        (
            "actors/names.csv",
            "name,actor,use,from,to\nGaul,FRA,short,2020,2019\n",
            "bad/actors/names.csv:2:16: `2020` comes after `2019`",
        ),
        (
            "events/greet.toml",
            "id = \"greet\"\nlabel = 3\n",
            "bad/events/greet.toml:2:9: ",
        ),
    ] {
        let bad = layer("bad", &[(path, text)]);
        let Err(error) = Lexicon::of(vec![small(), bad]).map(|_| ()) else {
            panic!("{text} was taken");
        };
        assert!(error.to_string().starts_with(want), "{error}");
    }
}

#[test]
fn the_check_sees_what_loading_does_not() {
    for (path, text, want) in [
        (
            "actors/bodies.csv",
            "id,name,kind,sector,part_of\nFRA.A,A,body,GVO,FRB\n",
            vec![
                "2:14: `GVO` is no PLOVER sector (did you mean `GOV`?)",
                "2:18: no actor has the id `FRB` (did you mean `FRA`?)",
            ],
        ),
        (
            "actors/names-more.csv",
            "name,actor,use,note\nLutetia,FRA,short,\nLutetia,NOR,short,\n",
            vec![
                "3:1: `Lutetia` means `NOR` here and `FRA` in line 2 (give dates that do not overlap, or write `ambiguous` in both notes)",
            ],
        ),
        (
            "actors/names-more.csv",
            "name,actor,use,from,to\nLutetia,FRA,short,,1990\nLutetia,NOR,short,1991,\n",
            vec![],
        ),
        (
            "actors/names-more.csv",
            "name,actor,use\nB,FRA,short\nA,FRA,short\n",
            vec!["3:1: `A` stands after `B` (rows are sorted bytewise)"],
        ),
        (
            "actors/titles-more.csv",
            "title,class,suffix\nvizier,title,MFB\n",
            vec!["2:14: no institution has the suffix `MFB` (did you mean `MFA`?)"],
        ),
        (
            "events/greet.toml",
            "id = \"great\"\nlabel = \"greet\"\ncameo = \"9999\"\n[[frame]]\nname = \"active\"\nverb = [\"greet\"]\nobjet = \"TARGET\"\n",
            vec![
                "1:6: the id `great` is not the file's name (write `greet`)",
                "1:6: 0 yes and 0 no sentences (at least two `[[yes]]` and one `[[no]]`)",
                "3:9: CAMEO has no code `9999`",
                "7:1: `objet` is read as a preposition (did you mean `object`?)",
            ],
        ),
    ] {
        let lexicon = Lexicon::of(vec![small(), layer("x", &[(path, text)])]).unwrap();
        let found: Vec<String> = lexicon
            .check()
            .iter()
            .map(|c| c.to_string())
            .filter(|c| c.starts_with("x/"))
            .map(|c| c.replace(&format!("x/{path}:"), ""))
            .collect();
        assert_eq!(found, want, "{text}");
    }
}
