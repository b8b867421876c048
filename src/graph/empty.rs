//! Why an answer is empty, and what to try.

use super::{Graph, Query};

impl Graph {
    /// One line on why [`Graph::events`] found nothing, with what would find something.
    pub fn why_no_events(&self, query: &Query) -> String {
        let _ = query;
        String::new()
    }

    /// One line on why [`Graph::ties`] found nothing:
    /// `no ties found between CHN and AFG after 2026-01-01 (15 exist before; try --since 2025-01-01)`.
    pub fn why_no_ties(&self, a: &str, b: &str, query: &Query) -> String {
        let _ = (a, b, query);
        String::new()
    }

    /// One line on why [`Graph::paths`] found nothing.
    pub fn why_no_paths(
        &self,
        a: &str,
        b: &str,
        query: &Query,
        options: &super::PathOptions,
    ) -> String {
        let _ = (a, b, query, options);
        String::new()
    }
}
