//! A graph file of five events, and the program to ask it with.

use assert_cmd::Command;
use chancery::model::{
    ActorId, ActorKind, Basis, Cameo, Days, Document, Evidence, Party, Precision, Report, Status,
    When,
};
use chancery::store::Store;
use tempfile::TempDir;

/// A folder of its own with a graph file in it; gone when dropped.
pub struct Desk {
    folder: TempDir,
}

/// What the program did.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Desk {
    /// An empty folder.
    pub fn empty() -> Self {
        Desk {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// A folder with the graph file `chancery.db` of [`documents`].
    pub fn with_graph() -> Self {
        let desk = Desk::empty();
        let mut store = Store::open(desk.path("chancery.db")).expect("a new graph file");
        for (document, reports) in documents() {
            store.add(&document, &reports, &[]).expect("stored");
        }
        store.finish().expect("finished");
        desk
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("inside the folder")).expect("made");
        std::fs::write(path, content).expect("written");
    }

    /// The program in this folder, untouched by the variables of whoever runs the tests.
    pub fn command(&self) -> Command {
        let mut command = Command::cargo_bin("chancery").expect("the program is built");
        command.current_dir(self.folder.path());
        for name in ["CHANCERY_GRAPH", "NO_COLOR", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_on(arguments, "")
    }

    pub fn run_on(&self, arguments: &[&str], input: impl Into<Vec<u8>>) -> Run {
        let out = self
            .command()
            .args(arguments)
            .write_stdin(input)
            .output()
            .expect("it runs");
        Run {
            code: out.status.code().expect("it ends by itself"),
            stdout: String::from_utf8(out.stdout).expect("text"),
            stderr: String::from_utf8(out.stderr).expect("text"),
        }
    }
}

/// Ids hold a hash; what a test says must not change with the hash.
pub fn without_ids(text: &str) -> String {
    let hex = |word: &str| {
        matches!(word.len(), 8 | 16)
            && word
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    let mut out = String::new();
    let mut word = String::new();
    for c in text.chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        out.push_str(&if hex(&word) {
            "#".repeat(word.len())
        } else {
            word.clone()
        });
        word.clear();
        out.push(c);
    }
    out.pop();
    out
}

fn party(id: &str, mention: &str) -> Party {
    let (name, kind) = match id {
        "NOR" => ("Norway", ActorKind::State),
        "SWE" => ("Sweden", ActorKind::State),
        "FIN" => ("Finland", ActorKind::State),
        "FJI.GOV" => ("Government of Fiji", ActorKind::Government),
        other => (other, ActorKind::Other),
    };
    Party {
        id: ActorId::new(id),
        name: name.into(),
        kind,
        country: Some(id[..3].into()),
        sector: vec!["GOV".into()],
        mention: mention.into(),
    }
}

fn when(day: &str, basis: Basis) -> When {
    let days: Days = day.parse().expect("a day or month");
    When {
        days: Some(days),
        precision: if days.is_one() {
            Precision::Day
        } else {
            Precision::Month
        },
        basis: Some(basis),
        steps: vec![format!("'{day}'"), "document 2025-07-04".to_owned()],
    }
}

struct Told<'a> {
    sentence: &'a str,
    trigger: &'a str,
    kind: &'a str,
    cameo: &'a str,
    source: &'a [(&'a str, &'a str)],
    target: &'a [(&'a str, &'a str)],
    when: When,
    status: Status,
}

fn report(document: &Document, told: Told<'_>) -> Report {
    let at = |needle: &str, from: usize| {
        let byte = from
            + document.text[from..]
                .find(needle)
                .expect("it is in the text");
        (byte, document.text[..byte].chars().count())
    };
    let (byte, start) = at(told.sentence, 0);
    let (_, trigger) = at(told.trigger, byte);
    let side = |s: &[(&str, &str)]| s.iter().map(|(id, mention)| party(id, mention)).collect();
    Report {
        kind: told.kind.into(),
        cameo: Cameo::new(told.cameo),
        source: side(told.source),
        target: side(told.target),
        reciprocal: told.kind == "meet",
        status: told.status,
        negated: false,
        speaker: None,
        about: None,
        when: told.when.clone(),
        presupposed: false,
        partial: false,
        place: None,
        confidence: 0.75,
        evidence: Evidence {
            doc: document.name(),
            published: document.date,
            url: None,
            sentence: told.sentence.to_owned(),
            start,
            end: start + told.sentence.chars().count(),
            trigger: (trigger, trigger + told.trigger.chars().count()),
            rule: format!("{}/active", told.kind),
            dated: told.when.steps,
            named: vec![format!(
                "{} = {} (short)",
                told.source[0].1, told.source[0].0
            )],
        },
    }
}

/// Two documents; the second holds what only a hostile article would.
fn documents() -> Vec<(Document, Vec<Report>)> {
    let day = "2025-07-04".parse().ok();
    let first = Document::from_text(
        "first",
        day,
        "On July 3, Norway recognised the government in Suva. \
         Norway and Sweden met in June. Sweden will send aid to Suva.",
    );
    let second = Document::from_text(
        "second",
        "2025-07-05".parse().ok(),
        "Finland criti\u{1b}[31mcised\u{202e} Sweden on Friday. Finland praised Sweden.",
    );
    let told = |sentence, trigger, kind, cameo, source, target, when, status| Told {
        sentence,
        trigger,
        kind,
        cameo,
        source,
        target,
        when,
        status,
    };
    use Basis::{Published, Relative, Stated};
    use Status::{Actual, Planned};
    let of_first = [
        told(
            "On July 3, Norway recognised the government in Suva.",
            "recognised",
            "recognise",
            "054",
            &[("NOR", "Norway")],
            &[("FJI.GOV", "the government in Suva")],
            when("2025-07-03", Stated),
            Actual,
        ),
        told(
            "Norway and Sweden met in June.",
            "met",
            "meet",
            "040",
            &[("NOR", "Norway")],
            &[("SWE", "Sweden")],
            when("2025-06", Stated),
            Actual,
        ),
        told(
            "Sweden will send aid to Suva.",
            "send",
            "aid",
            "070",
            &[("SWE", "Sweden")],
            &[("FJI.GOV", "Suva")],
            when("2025-07-04", Published),
            Planned,
        ),
    ];
    let of_second = [
        told(
            "Finland criti\u{1b}[31mcised\u{202e} Sweden on Friday.",
            "criti\u{1b}[31mcised\u{202e}",
            "criticise",
            "111",
            &[("FIN", "Finland")],
            &[("SWE", "Sweden")],
            when("2025-07-04", Relative),
            Actual,
        ),
        told(
            "Finland praised Sweden.",
            "praised",
            "praise",
            "051",
            &[("FIN", "Finland")],
            &[("SWE", "Sweden")],
            when("2025-07-05", Published),
            Actual,
        ),
    ];
    let first_reports = of_first.into_iter().map(|t| report(&first, t)).collect();
    let second_reports = of_second.into_iter().map(|t| report(&second, t)).collect();
    vec![(first, first_reports), (second, second_reports)]
}
