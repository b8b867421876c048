//! The formats by name.

use super::*;

/// A format by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
#[allow(missing_docs)]
pub enum Format {
    Dot,
    Graphml,
    Gexf,
    GexfEvents,
    Cytoscape,
    Json,
    Jgf,
    Csv,
    Neo4j,
    Gephi,
    Html,
    Turtle,
    NQuads,
    JsonLd,
    Ftm,
    Plover,
    Gdelt,
    Icews,
    Polecat,
    Tkg,
    Parquet,
    Timelinejs,
    Mermaid,
    Markdown,
    Jsonl,
}

impl Format {
    /// Every format, in the order of the help text.
    pub const ALL: &'static [Format] = &[
        Format::Dot,
        Format::Graphml,
        Format::Gexf,
        Format::GexfEvents,
        Format::Cytoscape,
        Format::Json,
        Format::Jgf,
        Format::Csv,
        Format::Neo4j,
        Format::Gephi,
        Format::Html,
        Format::Turtle,
        Format::NQuads,
        Format::JsonLd,
        Format::Ftm,
        Format::Plover,
        Format::Gdelt,
        Format::Icews,
        Format::Polecat,
        Format::Tkg,
        Format::Parquet,
        Format::Timelinejs,
        Format::Mermaid,
        Format::Markdown,
        Format::Jsonl,
    ];

    /// Name, ending of the chief file, and what it is for.
    fn card(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Format::Dot => ("dot", "dot", "Graphviz: one edge per event and pair"),
            Format::Graphml => (
                "graphml",
                "graphml",
                "Gephi, yEd, igraph, networkx: one edge per event and pair; can be imported",
            ),
            Format::Gexf => (
                "gexf",
                "gexf",
                "Gephi with its timeline: one edge per pair and kind of event, with the days it was seen on",
            ),
            Format::GexfEvents => (
                "gexf-events",
                "gexf",
                "the same with one edge per event and pair",
            ),
            Format::Cytoscape => ("cytoscape", "cyjs", "Cytoscape and cytoscape.js"),
            Format::Json => (
                "json",
                "json",
                "node-link JSON for networkx and D3, event records beside",
            ),
            Format::Jgf => ("jgf", "json", "JSON Graph Format 2"),
            Format::Csv => (
                "csv",
                "csv",
                "a folder of tables, or the events table alone to a .csv file",
            ),
            Format::Neo4j => (
                "neo4j",
                "cypher",
                "a folder for neo4j-admin with a Cypher script, or the script alone to a .cypher file",
            ),
            Format::Gephi => (
                "gephi",
                "csv",
                "a folder of nodes and edges for Gephi's spreadsheet import",
            ),
            Format::Html => (
                "html",
                "html",
                "one page for the browser: graph, time bar, table, every sentence",
            ),
            Format::Turtle => (
                "ttl",
                "ttl",
                "RDF as Turtle: SEM, PROV-O, OWL-Time, schema.org",
            ),
            Format::NQuads => (
                "nquads",
                "nq",
                "the same as N-Quads, one graph per document",
            ),
            Format::JsonLd => (
                "jsonld",
                "jsonld",
                "the same as JSON-LD, one graph per document",
            ),
            Format::Ftm => (
                "ftm",
                "json",
                "FollowTheMoney entities, one a line, for Aleph and OpenSanctions",
            ),
            Format::Plover => ("plover", "jsonl", "PLOVER records, one a line"),
            Format::Gdelt => (
                "gdelt",
                "csv",
                "a folder of GDELT 2.0 events and mentions, or the events alone to a .csv file",
            ),
            Format::Icews => ("icews", "tsv", "an ICEWS table"),
            Format::Polecat => ("polecat", "tsv", "a POLECAT table"),
            Format::Tkg => (
                "tkg",
                "tsv",
                "a folder of quads for temporal knowledge graph benchmarks, or date, source, relation, target to a .tsv file",
            ),
            Format::Parquet => (
                "parquet",
                "parquet",
                "a folder of Parquet tables, or the events alone to a .parquet file; can be imported",
            ),
            Format::Timelinejs => ("timelinejs", "json", "TimelineJS"),
            Format::Mermaid => (
                "mermaid",
                "mmd",
                "a Mermaid flowchart, for pages of Markdown",
            ),
            Format::Markdown => (
                "markdown",
                "md",
                "a folder of linked notes for Obsidian, one per actor, or one page to a .md file",
            ),
            Format::Jsonl => (
                "jsonl",
                "jsonl",
                "event records, one a line; can be imported",
            ),
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.card().0
    }

    /// The ending of its file; of several, that of the chief one.
    pub fn ending(self) -> &'static str {
        self.card().1
    }

    /// What it is for.
    pub fn about(self) -> &'static str {
        self.card().2
    }

    /// Whether it is no text, so that it must not reach a terminal.
    pub fn is_binary(self) -> bool {
        self == Format::Parquet
    }

    /// Whether it has a place for the days of an event as EDTF; layouts fixed by others have none.
    pub fn has_edtf(self) -> bool {
        !matches!(
            self,
            Format::Html
                | Format::Ftm
                | Format::Gdelt
                | Format::Icews
                | Format::Polecat
                | Format::Tkg
                | Format::Timelinejs
                | Format::Mermaid
        )
    }

    /// The format called `name`.
    ///
    /// # Errors
    ///
    /// Fails on an unknown name, listing those there are.
    pub fn from_name(name: &str) -> Result<Self> {
        let found = Format::ALL.iter().find(|f| f.name() == name);
        found.copied().ok_or_else(|| {
            let known: Vec<&str> = Format::ALL.iter().map(|f| f.name()).collect();
            Error::Usage(format!(
                "no export format is called `{}`; there are {}",
                draw::text::clean(name),
                known.join(", ")
            ))
        })
    }

    /// What writes it.
    pub fn exporter(self) -> &'static dyn Exporter {
        match self {
            Format::Dot => &dot::Dot,
            Format::Graphml => &graphml::Graphml,
            Format::Gexf => &gexf::Gexf::KINDS,
            Format::GexfEvents => &gexf::Gexf::EVENTS,
            Format::Cytoscape => &cytoscape::Cytoscape,
            Format::Json => &json::Json,
            Format::Jgf => &jgf::Jgf,
            Format::Csv => &csv::Csv,
            Format::Neo4j => &neo4j::Neo4j,
            Format::Gephi => &gephi::Gephi,
            Format::Html => &html::Html,
            Format::Turtle => &rdf::Rdf::Turtle,
            Format::NQuads => &rdf::Rdf::NQuads,
            Format::JsonLd => &rdf::Rdf::JsonLd,
            Format::Ftm => &ftm::Ftm,
            Format::Plover => &plover::PloverRecords,
            Format::Gdelt => &gdelt::Gdelt,
            Format::Icews => &icews::Icews,
            Format::Polecat => &polecat::Polecat,
            Format::Tkg => &tkg::Tkg,
            Format::Parquet => &parquet::Parquet,
            Format::Timelinejs => &timelinejs::TimelineJs,
            Format::Mermaid => &mermaid::Mermaid,
            Format::Markdown => &markdown::Markdown,
            Format::Jsonl => &jsonl::Jsonl,
        }
    }
}
