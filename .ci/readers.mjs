// What graphology, cytoscape.js and Mermaid see of a folder of exports, as JSON. Called by readers.py.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);
const { MultiDirectedGraph, MultiGraph } = require("graphology");
const folder = process.argv[2];
const text = (name) => readFileSync(join(folder, name), "utf8");
const seen = {};

const told = (graph) => ({
  nodes: graph.order,
  edges: graph.size,
  events: graph.mapEdges((_, data) => data.event_id),
  dates: graph.mapEdges((_, data) => data.date ?? ""),
});
seen.graphml = told(require("graphology-graphml").parse(MultiDirectedGraph, text("g.graphml")));
// without any edge graphology-gexf takes a graph for a mixed one
seen.gexf = told(require("graphology-gexf").parse(MultiGraph, text("gexf-events.gexf")));

const cytoscape = require("cytoscape");
const cy = cytoscape({ headless: true, elements: JSON.parse(text("g.cyjs")).elements });
seen.cyjs = {
  nodes: cy.nodes().length,
  edges: cy.edges().length,
  events: cy.edges().map((e) => e.data("event_id")),
  dates: cy.edges().map((e) => e.data("date") ?? ""),
};

const { JSDOM } = await import("jsdom");
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ maxEdges: 100000, maxTextSize: 100000000 });
const parsed = await mermaid.parse(text("g.mmd"));
seen.mermaid = parsed.diagramType;

// a pipe takes its time; what keeps the process alive is Mermaid's window
process.stdout.write(JSON.stringify(seen), () => process.exit(0));
