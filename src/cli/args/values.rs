//! The values of options: each word read into its type, or one line saying how it is written.

use super::filters::Claim;
use crate::model::{Days, Lack, Plover, Quad, Status};

pub(super) fn days(text: &str) -> Result<Days, String> {
    text.parse().map_err(|e| match e {
        crate::error::Error::Date { problem, .. } => problem,
        other => other.to_string(),
    })
}

pub(super) fn share(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("a share lies between 0 and 1, as 0.7".to_owned()),
    }
}

pub(super) fn cameo(text: &str) -> Result<String, String> {
    let known = crate::ontology::codes()
        .iter()
        .any(|c| c.cameo.as_str().starts_with(text));
    if text.is_empty() || !known {
        return Err("no CAMEO code begins so; codes are written as 05, 054, 0812".to_owned());
    }
    Ok(text.to_owned())
}

pub(super) fn plover(text: &str) -> Result<Plover, String> {
    Plover::from_word(&text.to_uppercase()).ok_or_else(|| one_of(Plover::ALL))
}

pub(super) fn quad(text: &str) -> Result<Quad, String> {
    match text.parse() {
        Ok(n @ 0..=4) => Ok(Quad(n)),
        _ => Err("quad classes are 0, 1, 2, 3 and 4".to_owned()),
    }
}

pub(super) fn status(text: &str) -> Result<Claim, String> {
    match text {
        "all" => Ok(Claim::All),
        "negated" => Ok(Claim::Negated),
        _ => Status::from_word(text)
            .map(Claim::One)
            .ok_or_else(|| one_of(Status::ALL) + ", negated, all"),
    }
}

pub(super) fn lack(text: &str) -> Result<Lack, String> {
    Lack::from_word(text).ok_or_else(|| one_of(Lack::ALL))
}

fn one_of<T: ToString>(values: &[T]) -> String {
    let words: Vec<String> = values.iter().map(T::to_string).collect();
    format!("one of {}", words.join(", "))
}
