//! `expressions.csv`: every expression is found as it stands in brackets, and means what the row says.

use super::{dates, here};

#[derive(serde::Deserialize)]
struct Row {
    sentence: String,
    published: String,
    #[serde(rename = "type")]
    kind: String,
    value: String,
    days: String,
}

fn rows() -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(here("expressions.csv"))
        .unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

/// What is wrong with the reading of a row.
fn fault(row: &Row) -> Option<String> {
    let plain = row.sentence.replace(['[', ']'], "");
    let found = dates(&plain, row.published.parse().unwrap());
    let show = |spans: &[&str]| format!("found {spans:?} in `{}`", row.sentence);
    let spans: Vec<&str> = found.iter().map(|e| e.span.of(&plain)).collect();
    let Some(start) = row.sentence.find('[') else {
        return (!found.is_empty()).then(|| show(&spans));
    };
    let end = row.sentence.find(']').unwrap() - 1;
    let Some(expr) = found
        .iter()
        .find(|e| (e.span.start, e.span.end) == (start, end))
    else {
        return Some(show(&spans));
    };
    let days = expr.when.days.map_or(String::new(), |d| d.to_string());
    let got = (expr.kind.as_str(), expr.value.as_str(), days.as_str());
    let want = (row.kind.as_str(), row.value.as_str(), row.days.as_str());
    (got != want).then(|| {
        format!(
            "`{}` on {}: {got:?} instead of {want:?}",
            row.sentence, row.published
        )
    })
}

#[test]
fn every_expression_means_what_the_table_says() {
    let rows = rows();
    assert!(rows.len() >= 300, "{} rows", rows.len());
    let faults: Vec<String> = rows.iter().filter_map(fault).collect();
    assert!(
        faults.is_empty(),
        "{} of {} rows:\n{}",
        faults.len(),
        rows.len(),
        faults.join("\n")
    );
}
