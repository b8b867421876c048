//! Whether every CAMEO code is given by some kind of event, or said to be out of reach, and why.
//!
//! Codes come from kinds (their own, their frames', those by content) and from the tables of governing
//! words (`codes` of `english/governors.toml`). The rest stands in `ontology/unreachable.csv`.

use super::Lexicon;
use super::frame::Kind;
use super::table::Table;
use crate::error::Complaint;
use crate::ontology;
use std::collections::BTreeMap;

const UNREACHABLE: &str = "ontology/unreachable.csv";
const GOVERNORS: &str = "english/governors.toml";

/// Codes that neither a kind gives nor a row explains, and rows that are wrong.
///
/// A folder laid over the lexicon may take kinds away: that is its owner's business, unless it brings a
/// list of its own.
pub(super) fn check(lexicon: &Lexicon) -> Vec<Complaint> {
    let above = &lexicon.layers[1..];
    if !above.is_empty() && above.iter().all(|l| !l.files.contains_key(UNREACHABLE)) {
        return Vec::new();
    }
    let governors = lexicon.file(GOVERNORS).unwrap_or_default();
    let reached = reached(lexicon.kinds(), governors);
    let layer = lexicon.layers.iter().rev();
    let file = layer
        .into_iter()
        .find(|l| l.files.contains_key(UNREACHABLE))
        .map_or_else(
            || format!("lexicon/{UNREACHABLE}"),
            |l| l.called(UNREACHABLE),
        );
    compare(
        &reached,
        &file,
        lexicon.file(UNREACHABLE).unwrap_or_default(),
    )
}

/// Every code that can come out, with what gives it.
fn reached(kinds: &[Kind], governors: &str) -> BTreeMap<String, String> {
    let mut reached = BTreeMap::new();
    for kind in kinds {
        let frames = kind.frames.iter().filter_map(|f| f.cameo.as_ref());
        for code in std::iter::once(&kind.cameo)
            .chain(frames)
            .chain(kind.content.values())
        {
            reached.insert(code.to_string(), kind.id.to_string());
        }
    }
    // What is wrong with that table is told when it is read.
    let tables: toml::Table = toml::from_str(governors).unwrap_or_default();
    for (name, table) in &tables {
        let codes = table.get("codes").and_then(toml::Value::as_table);
        for code in codes.into_iter().flat_map(|t| t.values()) {
            if let Some(code) = code.as_str() {
                reached
                    .entry(code.to_owned())
                    .or_insert_with(|| format!("{name} in {GOVERNORS}"));
            }
        }
    }
    reached
}

fn compare(reached: &BTreeMap<String, String>, file: &str, text: &str) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let table = Table::read(file, text, &mut complaints);
    let mut named: Vec<&str> = Vec::new();
    for row in &table.rows {
        let (code, reason) = (table.cell(row, "code"), table.cell(row, "reason"));
        let mut complain = |column, problem, hint: &str| {
            let hint = (!hint.is_empty()).then(|| hint.to_owned());
            complaints.push(table.complaint(row, column, problem, hint));
        };
        if let Some(giver) = reached.get(code) {
            let problem = format!("`{code}` is within reach: {giver} gives it");
            complain("code", problem, "take the row out");
        }
        // Lines between two codes, which some lists number with a letter, are no codes of ours.
        let ours = code.bytes().all(|b| b.is_ascii_digit());
        if ours && ontology::code(code).is_none() {
            complain("code", format!("CAMEO has no code `{code}`"), "");
        }
        if reason.is_empty() {
            complain("reason", format!("no reason is given for `{code}`"), "");
        }
        if let Some(last) = named.last().filter(|last| **last >= code) {
            let problem = format!("`{code}` stands after `{last}`");
            complain("code", problem, "rows are sorted bytewise, each code once");
        }
        named.push(code);
    }
    for code in ontology::codes() {
        let cameo = code.cameo.as_str();
        if !reached.contains_key(cameo) && !named.contains(&cameo) {
            complaints.push(Complaint {
                file: file.to_owned(),
                line: 1,
                column: 1,
                problem: format!("no kind gives CAMEO {cameo} ({})", code.label),
                hint: Some("give it to a kind, or add a row with the reason".to_owned()),
            });
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_reached_or_explained() {
        let lexicon = Lexicon::builtin().expect("the built-in lexicon");
        let told: Vec<String> = check(&lexicon).iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{}", told.join("\n"));
    }

    #[test]
    fn codes_and_rows_without_their_other_half_are_told() {
        let all = ontology::codes();
        let but_054 = all.iter().filter(|c| c.cameo.as_str() != "054");
        let mut reached: BTreeMap<String, String> = but_054
            .map(|c| (c.cameo.to_string(), "some".to_owned()))
            .collect();
        let told = |reached: &_, text| -> Vec<String> {
            let complaints = compare(reached, "u.csv", text);
            complaints.iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            told(&reached, "code,reason\n054,nobody does\n13y,no code\n"),
            [""; 0]
        );
        for (text, want) in [
            ("code,reason\n", "u.csv:1:1: no kind gives CAMEO 054 (Grant"),
            ("code,reason\n054,\n", "u.csv:2:5: no reason"),
            (
                "code,reason\n054,nobody does\n190,so\n",
                "u.csv:3:1: `190` is within reach: some gives it",
            ),
            (
                "code,reason\n054,so\n999,so\n",
                "u.csv:3:1: CAMEO has no code `999`",
            ),
            (
                "code,reason\n13y,so\n054,so\n",
                "u.csv:3:1: `054` stands after `13y`",
            ),
        ] {
            let told = told(&reached, text);
            assert!(told.len() == 1 && told[0].starts_with(want), "{told:?}");
        }
        reached.insert("054".to_owned(), "recognise".to_owned());
        assert_eq!(told(&reached, "code,reason\n").len(), 0);
    }

    #[test]
    fn tables_of_governing_words_give_codes() {
        let table = "words = []\n[future.codes]\n\"04\" = \"036\"\n[light]\nverbs = []\n";
        assert_eq!(reached(&[], table)["036"], format!("future in {GOVERNORS}"));
    }
}
