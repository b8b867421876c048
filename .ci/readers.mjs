// What graphology, cytoscape.js, Mermaid, TimelineJS and a Cypher parser see of a folder of exports, as JSON.
// Called by readers.py.
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

// Neo4j's own grammar, of before its constraints had today's form: those two statements are not parsed
const antlr = require("antlr4").default;
const { CypherLexer, CypherParser } = require("@neo4j-cypher/antlr4");
// nor may anything end in a semicolon, or be empty
const script = text("neo4j/import.cypher").replace(/^CREATE CONSTRAINT .*;$/gm, "") + "RETURN 1";
const lexer = new CypherLexer(new antlr.InputStream(script, true));
const tokens = new antlr.CommonTokenStream(lexer);
const parser = new CypherParser(tokens);
const complaints = [];
const listener = new antlr.error.ErrorListener();
listener.syntaxError = (_, __, line, column, problem) => complaints.push(`${line}:${column} ${problem}`);
for (const part of [lexer, parser]) {
  part.removeErrorListeners();
  part.addErrorListener(listener);
}
parser.cypher();
seen.cypher = {
  complaints: complaints.slice(0, 5),
  strings: [...new Set(tokens.tokens.filter((t) => t.type === CypherLexer.StringLiteral).map((t) => t.text))],
};

const { JSDOM, VirtualConsole } = await import("jsdom");

// TimelineJS takes its data when it has drawn itself, and refuses a timeline without events
const slides = JSON.parse(text("g.timeline.json"));
if (slides.events.length) {
  const page = new JSDOM("<div id=timeline></div>", { runScripts: "outside-only", pretendToBeVisual: true, url: "http://localhost/", virtualConsole: new VirtualConsole() });
  page.window.matchMedia = () => ({ matches: false });
  page.window.eval(readFileSync(require.resolve("@knight-lab/timelinejs/dist/js/timeline.js"), "utf8"));
  const timeline = new page.window.TL.Timeline("timeline", slides, { ga_measurement_id: null });
  for (let n = 0; n < 200 && !timeline.config; n++) await new Promise((done) => setTimeout(done, 50));
  const day = (date) => date && [date.data.year, date.data.month, date.data.day].join("-");
  seen.timeline = {
    valid: timeline.config.isValid(),
    events: timeline.config.events.map((e) => [e.unique_id, day(e.start_date), day(e.end_date) ?? null]),
  };
}

const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ maxEdges: 100000, maxTextSize: 100000000 });
const parsed = await mermaid.parse(text("g.mmd"));
seen.mermaid = parsed.diagramType;

// a pipe takes its time; what keeps the process alive is Mermaid's window
process.stdout.write(JSON.stringify(seen), () => process.exit(0));
