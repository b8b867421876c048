//! Holds every rule against its own examples.

use super::find::in_text;
use super::rules::{FILE, Rules};
use crate::error::Complaint;

/// The day of an example that names none, a Friday.
const DEFAULT_DAY: &str = "2025-07-04";

impl Rules {
    /// How many examples must and must not be found.
    pub fn examples(&self) -> (usize, usize) {
        let yes = self.rules.iter().map(|rule| rule.yes.len()).sum();
        (yes, self.rules.iter().map(|rule| rule.no.len()).sum())
    }

    /// The faults of the examples: expressions not found, found with another value, or found where
    /// there is none. `text` is the rule file's, for lines and columns.
    pub fn check(&self, text: &str) -> Vec<Complaint> {
        let mut faults = Vec::new();
        for rule in &self.rules {
            let mut fault = |problem: String| {
                let problem = format!("rule `{}`: {problem}", rule.id);
                faults.push(Complaint::at(FILE, text, rule.offset, problem));
            };
            for yes in &rule.yes {
                let day = yes.published.as_deref().unwrap_or(DEFAULT_DAY);
                let published = day.parse().ok();
                let found = in_text(self, &yes.text, published);
                let hit = found.iter().find(|e| e.span.of(&yes.text) == yes.finds);
                match hit {
                    Some(expr)
                        if expr.value == yes.value && expr.kind.as_str() == rule.kind.as_str() => {}
                    Some(expr) => fault(format!(
                        "`{}` in `{}` gives {} {}, not {} {}",
                        yes.finds,
                        yes.text,
                        expr.kind.as_str(),
                        expr.value,
                        rule.kind.as_str(),
                        yes.value
                    )),
                    None => {
                        let others: Vec<_> = found.iter().map(|e| e.span.of(&yes.text)).collect();
                        fault(format!(
                            "`{}` is not found in `{}`, only {others:?}",
                            yes.finds, yes.text
                        ));
                    }
                }
            }
            for no in &rule.no {
                let found = in_text(self, no, DEFAULT_DAY.parse().ok());
                if let Some(expr) = found.first() {
                    fault(format!("finds `{}` in `{no}`", expr.span.of(no)));
                }
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOML: &str = include_str!("../../lexicon/dates/en.toml");

    #[test]
    fn every_rule_holds_its_examples() {
        let faults = Rules::from_toml(TOML).unwrap().check(TOML);
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }

    #[test]
    fn every_rule_has_examples() {
        let rules = Rules::from_toml(TOML).unwrap();
        let bare = rules.rules.iter().filter(|r| {
            let of_id = |other: &&super::super::rules::Rule| other.id == r.id;
            rules
                .rules
                .iter()
                .filter(of_id)
                .all(|r| r.yes.is_empty() && r.no.is_empty())
        });
        assert_eq!(
            bare.map(|r| &r.id).collect::<Vec<_>>(),
            Vec::<&String>::new()
        );
    }
}
