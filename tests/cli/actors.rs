//! An actor's card, actors only the lexicon knows, and names that have no actor.

use super::fixture::Desk;

const ARTICLE: &str = "date 2025-07-04\n\n\
    Chinese Foreign Minister Wang Yi met Norwegian Fisheries Minister Torvald Quisthammer in Oslo on Friday. \
    Quisthammer praised China. Zorblatt criticised Norway.\n";

fn desk() -> Desk {
    let desk = Desk::empty();
    desk.write("oslo.txt", ARTICLE);
    let run = desk.run(&["-q", "build", "oslo.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    desk
}

#[test]
fn the_card_tells_lexicon_and_articles_apart() {
    let desk = desk();
    let run = desk.run(&["actors", "Wang Yi", "--format", "table"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    for want in [
        "Wang Yi  CHN.wang-yi",
        "  names     articles: Wang Yi",
        "  office    lexicon: foreign minister of Foreign Ministry of China (CHN.MFA), 2013-03-16–2022-12-30",
        "  office    articles: foreign minister of Foreign Ministry of China (CHN.MFA), on 2025-07-04",
        "  seen      2025-07-04, 1 document",
        "  with      Torvald Quisthammer 1",
    ] {
        assert!(run.stdout.contains(want), "{want}:\n{}", run.stdout);
    }
    // The body knows who holds its offices, though no article names the body.
    let run = desk.run(&["actors", "CHN.MFA", "--format", "table"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("  holders   Wang Yi ("),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("articles:"), "{}", run.stdout);
    // It is no actor of the list as long as no article names it; on its level it is.
    let list = |level: &str| desk.run(&["actors", "--level", level]).stdout;
    assert!(!list("actor").contains("\"CHN.MFA\",\"name\""));
    assert!(list("body").contains("\"CHN.MFA\",\"name\":\"Foreign Ministry of China\""));
}

#[test]
fn an_actor_only_the_lexicon_knows_is_told_so() {
    let desk = desk();
    let run = desk.run(&["actors", "Angela Merkel", "--format", "table"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stdout.starts_with("Angela Merkel  DEU.angela-merkel\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout
            .contains("office    lexicon: chancellor of Germany (DEU), 2005-11-22")
    );
    assert_eq!(
        run.stderr,
        "no document of chancery.db names `Angela Merkel`; the lexicon knows 1 actor called so\n"
    );
    let run = desk.run(&["ties", "Angela Merkel", "China"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert_eq!(
        run.stderr,
        "error: `Angela Merkel` is Angela Merkel (DEU.angela-merkel) in the lexicon, but no document of the graph \
         names it\n\nhint: `chancery actors \"Angela Merkel\"` shows what the lexicon knows\n"
    );
    // Nobody at all has this name; the lexicon knows one like it.
    let run = desk.run(&["events", "--actor", "Angela Merkle"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.stderr,
        "error: no actor is called `Angela Merkle`\n\nhint: did you mean `Angela Merkel`?\n"
    );
}

#[test]
fn what_the_lexicon_lacks_can_be_pasted_into_it() {
    let desk = desk();
    let run = desk.run(&["unresolved", "--format", "csv"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(
        run.stdout,
        "words,lack,type,actor,country,sector,offices,mentions,documents,first,last,sentence\n\
         Torvald Quisthammer,new,person,NOR.torvald-quisthammer,NOR,GOV;AGR,fisheries minister,2,1,2025-07-04,2025-07-04,\
         Chinese Foreign Minister Wang Yi met Norwegian Fisheries Minister Torvald Quisthammer in Oslo on Friday.\n\
         Zorblatt,new,person,PERSON.zorblatt,,,,1,1,2025-07-04,2025-07-04,Zorblatt criticised Norway.\n"
    );
    for (filter, want) in [
        ("--min 2", 1),
        ("--lack new", 2),
        ("--lack role,nobody", 0),
        ("--limit 1", 1),
    ] {
        let line = format!("unresolved {filter}");
        let run = desk.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(run.stdout.lines().count(), want, "{line}: {}", run.stderr);
        assert_eq!(run.code, i32::from(want == 0), "{line}");
    }
    // Pasted, the row makes the person one of the lexicon, and the list no longer has it.
    let rows = desk.run(&["unresolved", "--rows", "offices"]).stdout;
    assert!(
        rows.starts_with("person,name,office,body,from,to,gender,source,sentence\n"),
        "{rows}"
    );
    assert!(
        rows.contains("NOR.torvald-quisthammer,Torvald Quisthammer,fisheries minister,NOR."),
        "{rows}"
    );
    let others = desk.run(&["unresolved", "--rows", "actors"]).stdout;
    assert!(
        others.contains("\nPERSON.zorblatt,Zorblatt,person,"),
        "{others}"
    );
    desk.write("mine/actors/offices-mine.csv", &rows);
    let run = desk.run(&["-q", "--lexicon", "mine", "build", "oslo.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let left = desk.run(&["unresolved"]).stdout;
    assert!(
        !left.contains("Quisthammer\",\"lack") && left.contains("Zorblatt"),
        "{left}"
    );
}

#[test]
fn an_event_outside_the_days_the_lexicon_knows_is_told() {
    let desk = Desk::empty();
    desk.write(
        "old.txt",
        "date 2019-03-02\n\nThe Soviet Union praised Norway on Friday.\n",
    );
    let run = desk.run(&["build", "old.txt"]);
    let nothing = desk.run(&["lexicon", "outside"]);
    if run.stdout.is_empty() && nothing.code == 1 {
        // A name that does not hold on the day is not read at all: then there is nothing to tell.
        assert!(
            nothing.stderr.contains("no event lies outside"),
            "{}",
            nothing.stderr
        );
    }
    desk.write(
        "mine/actors/mine.csv",
        "id,name,kind,country,sector,part_of,from,to\nNOR.gull,Gull Council,organization,NOR,SOC,NOR,,1991\n",
    );
    desk.write(
        "mine/actors/names-mine.csv",
        "name,actor,use\nGull Council,NOR.gull,full\n",
    );
    desk.write(
        "new.txt",
        "date 2019-03-02\n\nThe Gull Council praised Sweden on Friday.\n",
    );
    let run = desk.run(&["--lexicon", "mine", "-g", "new.db", "build", "new.txt"]);
    let want = "warning: Gull Council (NOR.gull) is in an event of 2019-03-01, in new; the lexicon has that until 1991-12-31\n";
    assert!(run.stderr.starts_with(want), "{}", run.stderr);
    let run = desk.run(&[
        "--lexicon",
        "mine",
        "-g",
        "new.db",
        "lexicon",
        "outside",
        "--format",
        "csv",
    ]);
    assert!(
        run.stdout
            .contains("actor,2019-03-01,,1991-12-31,NOR.gull,Gull Council,"),
        "{}",
        run.stdout
    );
    assert_eq!(run.code, 0);
}
