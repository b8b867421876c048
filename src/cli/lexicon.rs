//! `chancery lexicon check|outside|show|export`: the words the program knows.

use super::args::{Lexicon as Args, LexiconAction};
use super::listing::or_empty;
use super::outside;
use super::paint::{Style, line};
use super::proofs;
use super::report::{Failure, Outcome, plural};
use super::session::Session;
use crate::dates;
use crate::error::Error;
use crate::lexicon::frame::Kind;
use crate::lexicon::{Age, Lexicon};
use crate::model::ActorId;
use crate::pipeline::Pipeline;
use std::io::Write;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &Args, session: &mut Session) -> Result<Outcome, Failure> {
    match &args.action {
        LexiconAction::Check {
            folders,
            as_of,
            years,
        } => {
            let age = as_of.map(|day| Age {
                as_of: day.last,
                years: i16::try_from(*years).unwrap_or(i16::MAX),
            });
            check(folders, age, session)
        }
        LexiconAction::Outside { listing } => outside::list(listing, session),
        LexiconAction::Show { what: None } => size(session),
        LexiconAction::Show { what: Some(what) } => show(what, session),
        LexiconAction::Export { folder } => export(folder, session),
    }
}

/// Holds the files against each other; when they stand, runs the sentences of every kind, and tells which rows
/// a person should look at again: that is a warning, no fault.
fn check(folders: &[PathBuf], age: Option<Age>, session: &mut Session) -> Result<Outcome, Failure> {
    let mut layers = session.global.lexicon.clone();
    layers.extend_from_slice(folders);
    let faults = Lexicon::check_layered(&layers)?;
    if !faults.is_empty() {
        return Err(Error::Lexicons(faults).into());
    }
    let lexicon = Lexicon::layered(&layers)?;
    let pipeline = Pipeline::new(&lexicon)?;
    let mut proofs = proofs::try_all(&lexicon, &pipeline, &session.pool()?);
    let text = lexicon.file("dates/en.toml").unwrap_or_default();
    let rules = dates::Rules::from_toml(text)?;
    proofs.complaints.extend(rules.check(text));
    let (yes, no) = rules.examples();
    proofs.yes += yes;
    proofs.no += no;
    if !proofs.complaints.is_empty() {
        session
            .report
            .note("`chancery explain SENTENCE` shows how a sentence is read");
        return Err(Error::Lexicons(proofs.complaints).into());
    }
    session.report.doubts(&lexicon.doubts(age));
    let files = lexicon.files_under("").len();
    let (_, names, kinds) = lexicon.counts();
    let count = |n: usize, one, many| format!("{n} {}", plural(n, one, many));
    writeln!(
        session.out,
        "{}, {}, {}, {} yes and {} no sentences hold",
        count(files, "file", "files"),
        count(names, "name", "names"),
        count(kinds, "kind", "kinds"),
        proofs.yes,
        proofs.no
    )?;
    Ok(Outcome::Done)
}

fn size(session: &mut Session) -> Result<Outcome, Failure> {
    let lexicon = session.lexicon()?;
    let (actors, names, kinds) = lexicon.counts();
    let hash = lexicon.hash();
    writeln!(
        session.out,
        "{actors} actors, {names} names, {kinds} kinds of event; lexicon {hash}"
    )?;
    Ok(Outcome::Done)
}

fn show(what: &str, session: &mut Session) -> Result<Outcome, Failure> {
    let lexicon = session.lexicon()?;
    let wanted = what.trim();
    let kinds = lexicon
        .kinds()
        .iter()
        .filter(|k| k.id == wanted || k.label == wanted);
    let mut found = false;
    for kind in kinds {
        found = true;
        show_kind(kind, &lexicon, session)?;
    }
    for id in lexicon.resolve_name(wanted, None) {
        if found {
            writeln!(session.out)?;
        }
        found = true;
        show_actor(&id, &lexicon, session)?;
    }
    if !found {
        session.report.error_line(&format!(
            "the lexicon knows no name, actor or kind `{wanted}`"
        ));
        let nearest: Vec<String> = lexicon
            .nearest(wanted)
            .iter()
            .take(3)
            .map(|n| format!("`{n}`"))
            .collect();
        if !nearest.is_empty() {
            session
                .report
                .hint(&format!("did you mean {}?", nearest.join(", ")));
        }
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Done)
}

/// A kind of event as its file has it: the file is made for reading.
fn show_kind(kind: &Kind, lexicon: &Lexicon, session: &mut Session) -> Result<(), Failure> {
    let path = format!("events/{}.toml", kind.id);
    let head = session
        .screen
        .paint(Style::Dim, &format!("# lexicon/{path}"))
        .into_owned();
    let text = lexicon.file(&path).unwrap_or_default().to_owned();
    writeln!(session.out, "{head}")?;
    session.print(text.trim_end())?;
    writeln!(session.out)?;
    Ok(())
}

fn show_actor(id: &ActorId, lexicon: &Lexicon, session: &mut Session) -> Result<(), Failure> {
    let screen = session.screen;
    let Some(party) = lexicon.party(id, "") else {
        return Ok(());
    };
    let head = screen.paint(Style::Strong, &line(&party.name)).into_owned();
    let dim = screen.paint(Style::Dim, &line(id.as_str())).into_owned();
    writeln!(session.out, "{head}  {dim}")?;
    let mut kind = vec![party.kind.to_string()];
    kind.extend(party.country.iter().map(ToString::to_string));
    kind.extend(party.sector.iter().map(ToString::to_string));
    writeln!(session.out, "  type          {}", kind.join(" · "))?;
    for name in lexicon.names().iter().filter(|n| n.actor == *id) {
        let (from, to) = (or_empty(name.from), or_empty(name.to));
        let days = if name.from.or(name.to).is_some() {
            format!(", {from}–{to}")
        } else {
            String::new()
        };
        let doubt = if name.ambiguous { ", ambiguous" } else { "" };
        let usage = name.usage.as_str();
        writeln!(
            session.out,
            "  {usage:<12}  {}{days}{doubt}",
            line(&name.name)
        )?;
    }
    for office in lexicon.offices(id) {
        let body = office.body.map(|b| format!(" of {b}")).unwrap_or_default();
        let term = match (office.since, office.until) {
            (None, None) => String::new(),
            (since, until) => format!(
                ", {}–{}",
                since.unwrap_or_default(),
                until.unwrap_or_default()
            ),
        };
        writeln!(
            session.out,
            "  office        {}{body}{term}",
            line(&office.title)
        )?;
    }
    Ok(())
}

/// Writes every file of the lexicon below the folder, so that it can be read, edited and given to `--lexicon`.
fn export(folder: &Path, session: &mut Session) -> Result<Outcome, Failure> {
    let lexicon = session.lexicon()?;
    let failed = |path: &Path, source| Error::Io {
        action: "write",
        path: path.to_owned(),
        source,
    };
    let taken = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        return Err(Failure::usage(format!(
            "`{}` is not empty; name a new folder",
            folder.display()
        )));
    }
    let files = lexicon.files_under("");
    for (path, text) in &files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|e| failed(parent, e))?;
        }
        std::fs::write(&path, text).map_err(|e| failed(&path, e))?;
    }
    session.report.note(&format!(
        "{} files written to {}",
        files.len(),
        folder.display()
    ));
    Ok(Outcome::Done)
}
