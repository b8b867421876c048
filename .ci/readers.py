#!/usr/bin/env python3
"""Read every export with the programs people read it with, and hold what they see against the event records.

usage: readers.py BIN FOLDER [GRAPH…]

FOLDER keeps the readers (a virtual environment, node modules) and the files. Three graphs are tried: the seed
articles, some thousand events full of hostile strings, and an empty one. A reader that cannot be installed
is skipped, and its name printed with the reason; the checks it would have made count as skipped.
"""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter

PYTHON = ["networkx==3.6.1", "igraph==1.0.0", "rdflib==7.6.0", "followthemoney==4.11.2", "pyarrow==26.0.1", "duckdb==2.0.0", "pyyaml==6.0.3"]
NODE = ["graphology@0.26", "graphology-gexf@0.13", "graphology-graphml@0.5", "cytoscape@3", "mermaid@11", "jsdom@29", "@knight-lab/timelinejs@3", "@neo4j-cypher/antlr4@1"]
HERE = os.path.dirname(os.path.abspath(__file__))


def install(folder):
    """Start again inside the virtual environment, with the node modules beside it."""
    py, js = os.path.join(folder, "py"), os.path.join(folder, "js")
    python = os.path.join(py, "bin", "python")
    os.makedirs(js, exist_ok=True)
    npm = None
    if not os.path.exists(os.path.join(js, "installed")):
        if not shutil.which("npm"):
            print("SKIPPED: npm is not there, so graphology, cytoscape.js, Mermaid, TimelineJS and the Cypher parser are not tried")
        else:
            with open(os.path.join(js, "package.json"), "w") as file:
                file.write('{"private":true,"type":"module"}')
            # beside the Python packages: both wait for the network more than they work
            npm = subprocess.Popen(["npm", "install", "--no-audit", "--no-fund", *NODE], cwd=js, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if not os.path.exists(os.path.join(py, "installed")):
        made = subprocess.run([sys.executable, "-m", "venv", py], capture_output=True, text=True)
        if made.returncode:
            print("SKIPPED: no virtual environment:", (made.stderr or made.stdout).strip()[-300:])
            sys.exit(0)
        pip = [python, "-m", "pip", "install", "-q", "--no-compile", "--prefer-binary", "--disable-pip-version-check"]
        if subprocess.run([*pip, *PYTHON], capture_output=True).returncode:
            # what one of them lacks must not cost the others
            for package in PYTHON:
                got = subprocess.run([*pip, package], capture_output=True, text=True)
                if got.returncode:
                    print(f"SKIPPED: {package} cannot be installed: {got.stderr.strip()[-200:]}")
        open(os.path.join(py, "installed"), "w").close()
    if npm:
        said = npm.communicate()[1]
        if npm.returncode:
            print(f"SKIPPED: node modules cannot be installed: {said.strip()[-300:]}")
        else:
            open(os.path.join(js, "installed"), "w").close()
    os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:], "--inside"])


HOSTILE = [
    'He said "no" & <b>left</b>', "]]> --> */ ; } \\", "two\nlines\r\nand\ttabs", "\u202etxet desrever\u202c \x00\x07\x1b[31m",
    "平和条約 🕊️ Żółć", "=HYPERLINK(\"http://x\") , ; 'a'", "</script><script>alert(1)</script>", "\\N \\G &lt; &amp; \\",
    "%%{init: {}}%% `x` [[y]] end", "{{ a }} ${b} #quot; %s", "\u2028line\u2029para\u0085next", "'; MATCH (n) DETACH DELETE n; //", "\ufffe\uffff\ufeff",
]


def hostile():
    """2,400 events between 120 actors whose names, places and sentences are made to break a format."""
    seed = 7

    def roll(most):
        nonlocal seed
        seed = (seed * 1664525 + 1013904223) % 2**32
        return (seed >> 8) % most

    actors = []
    for n in range(120):
        words = HOSTILE[n % len(HOSTILE)]
        name = "N" * 9_990 + words if n == 60 else f"{words} {n}"
        actors.append({"id": ["CHN", "RUS.MFA", "a b\"<&>'\\;,", "平.🕊️"][n % 4] + f".{n}", "name": name,
                       "type": ["state", "body", "person", "group", "igo", "other"][n % 6], "country": ["CHN", "RUS", None, "UNO"][n % 4],
                       "sector": [["GOV"], ["MIL", "GOV"], []][n % 3], "mention": words})
    codes = [("040", "meet", "CONSULT", 1, 1.0), ("054", "recognise", "SUPPORT", 1, 6.0), ("0812", "suspend ban", "CONCEDE", 1, 5.0),
             ("010", "state", None, 0, 0.0), ("190", "at\"tack; <x>", "ASSAULT", 4, -10.0), ("111", "criticise", "ACCUSE", 3, -2.0)]
    for n in range(2_400):
        cameo, kind, plover, quad, goldstein = codes[roll(len(codes))]
        a, b = roll(120), roll(120)
        words = HOSTILE[n % len(HOSTILE)]
        source, target = [actors[a]], [actors[b]] if b != a and n % 40 else []
        if n % 33 == 0:
            source = source + [actors[(a + 1) % 120]]
        day = f"20{10 + roll(15)}-{1 + roll(12):02}-{1 + roll(28):02}"
        reciprocal = cameo == "040"
        sentences = [f"{words} said in sentence {n}.", words][: 1 + (n % 5 == 0)]
        yield {
            "id": f"{n:016x}", "date": None if n % 50 == 7 else day, "date_end": day[:4] + "-12-31" if n % 9 == 0 and n % 50 != 7 else None,
            "date_precision": "none" if n % 50 == 7 else "range" if n % 9 == 0 else "day", "date_basis": None if n % 50 == 7 else "stated",
            "reported": "2025-07-04", "kind": kind, "cameo": cameo, "plover": plover, "plover_mode": None, "contexts": ["diplomatic", words] if n % 3 else [],
            "quad": quad, "goldstein": goldstein, "source": source, "target": target, "reciprocal": reciprocal,
            "status": ["actual", "planned", "denied"][n % 7 // 5 + (n % 11 == 0)], "negated": n % 13 == 0,
            "speaker": {"id": actors[0]["id"], "name": words, "verb": "said"} if n % 17 == 0 else None, "about": f"{n - 1:016x}" if n % 19 == 1 else None,
            "place": {"name": words, "country": "AFG" if n % 2 else None} if n % 6 == 0 else None, "confidence": 0.93, "sources": 1,
            "evidence": [{"doc": f"doc {words} {n % 50}", "published": "2025-07-04", "url": f"https://example.org/?a=1&b={n}" if n % 4 else None, "sentence": s,
                          "start": 10, "end": 10 + len(s), "trigger": [11, 12], "rule": "x/y", "dated": ["'then' ← ;"], "named": []}
                         for s in sentences],
        }


class Graph:
    """A graph file, its records, and its exports."""

    def __init__(self, name, folder, binary):
        self.name, self.folder, self.binary = name, os.path.join(folder, name), binary
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.db = os.path.join(self.folder, "graph.db")

    def run(self, *arguments, ok=(0,), db=None):
        run = subprocess.run([self.binary, "-g", db or self.db, *arguments], capture_output=True, text=True)
        if run.returncode not in ok:
            sys.exit(f"{arguments}: exit {run.returncode}: {run.stderr}")
        return run

    def fill(self, run):
        self.digest = re.search(r"graph ([0-9a-f]{16}) in", run.stderr).group(1)
        out = self.run("events", "--status", "all", "--format", "jsonl", ok=(0, 1)).stdout
        self.events = [json.loads(line) for line in out.split("\n") if line]
        self.pairs = [(e, a, b) for e in self.events for a, b in pairs(e)]
        self.parties = {p["id"]: p for e in self.events for p in e["source"] + e["target"]}

    def path(self, file):
        return os.path.join(self.folder, file)

    def export(self, to, file, *options):
        self.run("export", "--to", to, "--status", "all", *options, "-o", self.path(file), ok=(0, 1))
        return self.path(file)


def pairs(event):
    """As the exports pair parties: each source with each target; who meets without a target with one another."""
    source, target = [p["id"] for p in event["source"]], [p["id"] for p in event["target"]]
    found = [(a, b) for a in source for b in target]
    if not target and event["reciprocal"]:
        found = [(a, b) for i, a in enumerate(source) for b in source[i + 1:]]
    return list(dict.fromkeys((a, b) for a, b in found if a != b))


def xml(text):
    """What XML 1.0 can hold of a text."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def cell(text):
    """What a tab-separated cell can hold of a text: as the exports say, spaces for what breaks lines."""
    return (" " if text.startswith('"') else "") + re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text)


def apart(text):
    """A joined list taken apart again."""
    items, item, at = [], "", 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text):
            item, at = item + text[at + 1], at + 2
        elif text.startswith("; ", at):
            items, item, at = items + [item], "", at + 2
        else:
            item, at = item + text[at], at + 1
    return items + [item]


def same(what, got, want):
    if got == want:
        return
    if isinstance(got, Counter) and isinstance(want, Counter):
        raise AssertionError(f"{what}: more {list((got - want).items())[:2]!r:.600}, fewer {list((want - got).items())[:2]!r:.600}")
    raise AssertionError(f"{what}: got {got!r:.600}, want {want!r:.600}")


def nothing(value):
    return "" if value is None else value


def dated(g, clean=str):
    """Source, target, event, day, code and sentence of each pair."""
    return Counter((clean(a), clean(b), e["id"], nothing(e["date"]), e["cameo"], clean(e["evidence"][0]["sentence"])) for e, a, b in g.pairs)


def graphml(g):
    import networkx
    read = networkx.read_graphml(g.export("graphml", "g.graphml"), force_multigraph=True)
    same("nodes", set(read.nodes), {xml(i) for i in g.parties})
    for node, data in read.nodes(data=True):
        party = next(p for i, p in g.parties.items() if xml(i) == node)
        same("label", data.get("label", ""), xml(party["name"]))
        same("sector", apart(data["sector"]) if "sector" in data else [], party["sector"])
    got = Counter((a, b, d["event_id"], d.get("date", ""), d["cameo"], d["sentence"]) for a, b, d in read.edges(data=True))
    same("edges", got, dated(g, xml))
    contexts = {d["event_id"]: apart(d["contexts"]) for *_, d in read.edges(data=True) if "contexts" in d}
    same("contexts", contexts, {e["id"]: [xml(c) for c in e["contexts"]] for e, *_ in g.pairs if e["contexts"]})
    # the record of an edge holds what its attributes leave out; `import` joins them
    first = [json.loads(d["record"]) for *_, d in read.edges(data=True) if "record" in d]
    lonely = json.loads(read.graph.get("events_of_one_party", "[]"))
    same("first edges", len(first) + len(lonely), len(g.events))
    same("evidence", sum(len(r["evidence"]) for r in first + lonely), sum(len(e["evidence"]) for e in g.events))
    back = os.path.join(g.folder, "graphml.db")
    g.run("import", "--from", "graphml", g.path("g.graphml"), db=back)
    out = g.run("events", "--status", "all", "--format", "jsonl", ok=(0, 1), db=back).stdout
    same("records", {r["id"]: r for r in map(json.loads, filter(None, out.split("\n")))}, {e["id"]: e for e in g.events})


def graphml_igraph(g):
    import igraph
    read = igraph.Graph.Read_GraphML(g.path("g.graphml"))
    # igraph leaves an `&` in an attribute as `&#38;`, however it is written
    ids = [i.replace("&#38;", "&") for i in read.vs["id"]] if read.vcount() else []
    same("nodes", set(ids), {xml(i) for i in g.parties})
    got = Counter((ids[e.source], ids[e.target], e["event_id"], e["date"], e["cameo"], e["sentence"]) for e in read.es)
    same("edges", got, dated(g, xml))


def gexf(g):
    import networkx
    for to in ("gexf", "gexf-events"):
        read = networkx.read_gexf(g.export(to, to + ".gexf"))
        same("nodes", set(read.nodes), {xml(i) for i in g.parties})
        same("labels", {d["label"] for _, d in read.nodes(data=True)}, {xml(p["name"]) for p in g.parties.values()})
        got = Counter()
        for a, b, data in read.edges(data=True):
            ids = [data["event_id"]] if to == "gexf-events" else apart(data["event_ids"])
            spells = data.get("spells") or [("", "")] * len(ids)
            same("spells", len(spells), len(ids))
            same("weight", data["weight"], len(ids))
            for event, (start, end) in zip(ids, spells):
                got[a, b, event, start, end] += 1
        last = lambda e: nothing(e["date_end"] or e["date"])
        same("edges", got, Counter((xml(a), xml(b), e["id"], nothing(e["date"]), last(e)) for e, a, b in g.pairs))


def dot(g):
    path = g.export("dot", "g.dot")
    if not shutil.which("gvpr"):
        return "Graphviz's gvpr is not there"
    program = 'BEG_G{char*u="\037"} N{print("N",u,$.name,"\036")} E{print("E",u,$.tail.name,u,$.head.name,u,$.event_id,u,$.date,u,$.cameo,u,$.sentence,"\036")}'
    out = subprocess.run(["gvpr", program, path], capture_output=True)
    if out.returncode or out.stderr:
        raise AssertionError(out.stderr.decode()[:600])
    rows = [r.lstrip("\n").split("\x1f") for r in out.stdout.decode().split("\x1e")]
    plain = lambda t: re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], t)
    clean = lambda t: t.replace("\r", "").replace("\0", "").replace("\x1e", "").replace("\x1f", "")
    same("nodes", {plain(r[1]) for r in rows if r[0] == "N"}, {clean(i) for i in g.parties})
    got = Counter(tuple(plain(c) for c in r[1:]) for r in rows if r[0] == "E")
    same("edges", got, dated(g, clean))


def node_link(g):
    import networkx
    file = json.load(open(g.export("json", "g.json"), encoding="utf-8"))
    read = networkx.node_link_graph(file, edges="edges")
    same("nodes", set(read.nodes), set(g.parties))
    got = Counter((a, b, d["event_id"], d.get("date", ""), d["cameo"], d["sentence"]) for a, b, d in read.edges(data=True))
    same("edges", got, dated(g))
    same("events", file["events"], g.events)


def cytoscape(g):
    import networkx
    file = json.load(open(g.export("cytoscape", "g.cyjs"), encoding="utf-8"))
    edges = [e["data"] for e in file["elements"]["edges"]]
    got = Counter((d["source"], d["target"], d["event_id"], d.get("date", ""), d["cameo"], d["sentences"][0]) for d in edges)
    same("edges", got, dated(g))
    lists = {d["event_id"]: d.get("contexts", []) for d in edges}
    same("contexts", lists, {e["id"]: e["contexts"] for e, *_ in g.pairs})
    read = networkx.cytoscape_graph({**file, "directed": True, "multigraph": True, "data": []})
    same("nodes", set(read.nodes), set(g.parties))


def jgf(g):
    import networkx
    graph = json.load(open(g.export("jgf", "g.jgf.json"), encoding="utf-8"))["graph"]
    read = networkx.MultiDiGraph()
    read.add_nodes_from((i, n["metadata"]) for i, n in graph["nodes"].items())
    for e in graph["edges"]:
        read.add_edge(e["source"], e["target"], key=e["id"], **e["metadata"])
    same("nodes", set(read.nodes), set(g.parties))
    got = Counter((a, b, d["event_id"], d.get("date", ""), d["cameo"], d["evidence"][0]["sentence"]) for a, b, d in read.edges(data=True))
    same("edges", got, dated(g))
    lonely = [e for e in g.events if not pairs(e)]
    same("events of one party", graph["metadata"]["events_of_one_party"], lonely)


def rows(path, **options):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, **options))


def tables(g):
    import duckdb
    folder = g.export("csv", "csv")
    got = {r["event_id"]: r for r in rows(os.path.join(folder, "events.csv"))}
    same("ids", set(got), {e["id"] for e in g.events})
    for e in g.events:
        r = got[e["id"]]
        same("date", (r["date"], r["date_end"], r["cameo"]), (nothing(e["date"]), nothing(e["date_end"]), e["cameo"]))
        same("sources", apart(r["source"]), [p["id"] for p in e["source"]])
        same("names", apart(r["source_name"]), [p["name"] for p in e["source"]])
        same("contexts", apart(r["contexts"]) if r["contexts"] else [], e["contexts"])
    sentences = Counter((r["event_id"], r["sentence"]) for r in rows(os.path.join(folder, "evidence.csv")))
    same("sentences", sentences, Counter((e["id"], t["sentence"]) for e in g.events for t in e["evidence"]))
    for name, want in (("events", len(g.events)), ("actors", len(g.parties)), ("evidence", sum(sentences.values()))):
        file = os.path.join(folder, name + ".csv")
        query = f"select count(*) from read_csv('{file}', all_varchar=true, header=true, delim=',', quote='\"', escape='\"', max_line_size=10000000)"
        same("duckdb " + name, duckdb.sql(query).fetchall()[0][0], want)


def neo4j(g):
    folder = g.export("neo4j", "neo4j")
    ties = rows(os.path.join(folder, "ties.csv"))
    got = Counter((r[":START_ID(Actor)"], r[":END_ID(Actor)"], r["eventId"], r["date:date"], r["cameo"], r["sentence"]) for r in ties)
    same("ties", got, dated(g))
    same("actors", {r["actorId:ID(Actor)"] for r in rows(os.path.join(folder, "actors.csv"))}, set(g.parties))
    same("events", {r["eventId:ID(Event)"]: r["date:date"] for r in rows(os.path.join(folder, "events.csv"))}, {e["id"]: nothing(e["date"]) for e in g.events})
    roles = Counter((r[":START_ID(Actor)"], r[":TYPE"], r[":END_ID(Event)"]) for r in rows(os.path.join(folder, "parties.csv")))
    want = Counter((p["id"], role, e["id"]) for e in g.events for role, side in (("SOURCE_OF", "source"), ("TARGET_OF", "target")) for p in e[side])
    same("parties", roles, want)
    # the script: every statement is closed, every string ends where it should
    text = open(os.path.join(folder, "import.cypher"), encoding="utf-8").read()
    bare = re.sub(r"'(?:[^'\\]|\\.)*'", "''", re.sub(r"^//.*$", "", text, flags=re.M))
    same("brackets", [bare.count(c) for c in "{[("], [bare.count(c) for c in "}])"])
    same("quotes", "'" in bare.replace("''", ""), False)


def gephi(g):
    folder = g.export("gephi", "gephi")
    edges = rows(os.path.join(folder, "edges.csv"))
    got = Counter((r["Source"], r["Target"], r["event_id"], r["Interval"]) for r in edges)
    interval = lambda e: f"<[{e['date']}, {e['date_end'] or e['date']}]>" if e["date"] else ""
    same("edges", got, Counter((a, b, e["id"], interval(e)) for e, a, b in g.pairs))
    same("nodes", {r["Id"]: r["Label"] for r in rows(os.path.join(folder, "nodes.csv"))}, {i: p["name"] for i, p in g.parties.items()})


def rdf(g):
    import logging
    import rdflib
    logging.getLogger("rdflib").setLevel(logging.ERROR)
    sem = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    own = rdflib.Namespace("urn:chancery:term:")
    nif = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
    prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
    for to, form in (("ttl", "turtle"), ("nquads", "nquads"), ("jsonld", "json-ld")):
        read = rdflib.Dataset(default_union=True)
        read.parse(g.export(to, "g." + to), format=form)
        same("events", len(set(read.subjects(rdflib.RDF.type, sem.Event))), len(g.events))
        same("actors", {str(o) for s in read.subjects(rdflib.RDF.type, sem.Actor) for o in read.objects(s, own.id)}, set(g.parties))
        ids = {s: str(o) for s, o in read.subject_objects(own.id)}
        got = {(ids[s], str(o)) for s, o in read.subject_objects(own.date)}
        same("dates", got, {(e["id"], e["date"]) for e in g.events if e["date"]})
        for side in ("source", "target"):
            got = {(ids[s], ids[o]) for s, o in read.subject_objects(own[side])}
            same(side, got, {(e["id"], p["id"]) for e in g.events for p in e[side]})
        got = {(ids[s], str(t)) for s, o in read.subject_objects(prov.wasDerivedFrom) for t in read.objects(o, nif.anchorOf)}
        same("sentences", got, {(e["id"], t["sentence"]) for e in g.events for t in e["evidence"]})
        if to != "ttl":
            docs = {t["doc"] for e in g.events for t in e["evidence"]}
            named = {c.identifier for c in read.graphs() if len(c) and c.identifier != rdflib.graph.DATASET_DEFAULT_GRAPH_ID}
            same("graphs", len(named), len(docs))


def ftm(g):
    from followthemoney import model
    from followthemoney.proxy import EntityProxy
    clean = lambda v: re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e]", "", v)
    seen = Counter()
    for line in open(g.export("ftm", "g.ftm.json"), encoding="utf-8"):
        raw = json.loads(line)
        entity = EntityProxy.from_dict(raw, cleaned=False)
        seen[raw["schema"]] += 1
        assert model.get(raw["schema"]), raw["schema"]
        for name, values in raw["properties"].items():
            # nothing may be dropped that has a visible character
            visible = [v for v in values if re.search(r"\w", clean(v))]
            same(f"{raw['schema']}.{name} {values!r:.200}", len(entity.get(name)) >= len({clean(v) for v in visible}), True)
        if raw["schema"] == "UnknownLink":
            same("ends", (len(entity.get("subject")), len(entity.get("object"))), (1, 1))
    same("links", seen["UnknownLink"], len(g.pairs))
    same("events", seen["Event"], len(g.events))


def plover(g):
    got = [json.loads(line) for line in open(g.export("plover", "g.plover.jsonl"), encoding="utf-8")]
    key = lambda i, d, s, t, e, c: (i, d, tuple(s), tuple(t), e, tuple(c))
    same("records", [key(r["id"], r["date"], (p["id"] for p in r["source"]), (p["id"] for p in r["target"]), r["event"], r["context"]) for r in got],
         [key(e["id"], e["date"], (p["id"] for p in e["source"]), (p["id"] for p in e["target"]), e["plover"], e["contexts"]) for e in g.events])


def tabbed(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def one_sided(e):
    """The rows of the tables that know one actor a side."""
    name = {p["id"]: p["name"] for p in e["source"] + e["target"]}
    found = [(name[a], name[b]) for a, b in pairs(e)]
    return found or [(p["name"], "") for p in e["source"]] + [("", p["name"]) for p in e["target"]]


def event_tables(g):
    import duckdb
    folder = g.export("gdelt", "gdelt")
    got = tabbed(os.path.join(folder, "chancery.export.CSV"))
    same("gdelt columns", {len(r) for r in got} <= {61}, True)
    want = Counter((e["date"].replace("-", ""), cell(a), cell(b), e["cameo"]) for e in g.events if e["date"] for a, b in one_sided(e))
    same("gdelt", Counter((r[1], r[6], r[16], r[26]) for r in got), want)
    same("gdelt ids", len({r[0] for r in got}), len(got))
    got = tabbed(os.path.join(folder, "chancery.mentions.CSV"))
    same("mentions", len(got), sum(len(e["evidence"]) * len(one_sided(e)) for e in g.events if e["date"]))
    got = tabbed(g.export("icews", "icews.tsv"))
    want = Counter((e["id"], e["date"], cell(a), e["cameo"], cell(b)) for e in g.events if e["date"] and pairs(e) for a, b in one_sided(e))
    same("icews", Counter((r[0], r[1], r[2], r[6], r[8]) for r in got[1:]), want)
    got = tabbed(g.export("polecat", "polecat.tsv"))
    typed = [e for e in g.events if e["date"] and e["plover"]]
    same("polecat", Counter((r[0], r[1], r[2]) for r in got[1:]), Counter((e["id"], e["date"], e["plover"]) for e in typed))
    for name, head, count in (("gdelt/chancery.export.CSV", "false", None), ("icews.tsv", "true", None), ("polecat.tsv", "true", len(typed))):
        file = g.path(name)
        lines = len(tabbed(file)) - (head == "true")
        if lines:
            query = f"select count(*) from read_csv('{file}', all_varchar=true, header={head}, delim='\t', quote='', escape='', max_line_size=10000000, auto_detect=false, columns={{{columns(file)}}})"
            same("duckdb " + name, duckdb.sql(query).fetchall()[0][0], lines)


def columns(path):
    return ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(tabbed(path)[0])))


def tkg(g):
    folder = g.export("tkg", "tkg")
    numbered = {f: {n: name for name, n in tabbed(os.path.join(folder, f))} for f in ("entity2id.txt", "relation2id.txt", "time2id.txt")}
    quads = [q for part in ("train", "valid", "test") for q in tabbed(os.path.join(folder, part + ".txt"))]
    want = [(e["date"], e["cameo"]) for e, *_ in g.pairs if e["date"]]
    same("days", Counter(numbered["time2id.txt"][q[3]] for q in quads), Counter(d for d, _ in want))
    for q in quads:
        assert q[0] in numbered["entity2id.txt"] and q[1] in numbered["relation2id.txt"] and q[2] in numbered["entity2id.txt"]
    lines = tabbed(g.export("tkg", "g.tsv"))
    same("lines", Counter(r[0] for r in lines), Counter(d for d, _ in want))
    back = os.path.join(g.folder, "tkg.db")
    said = g.run("import", "--from", "tkg", g.path("g.tsv"), db=back, ok=(0, 1)).stderr
    read = int(re.search(r"from (\d+) records?, ", said).group(1))
    same("lines imported", read, len(lines))


def parquet(g):
    import duckdb
    import pyarrow.parquet as reader
    folder = g.export("parquet", "parquet")
    got = reader.read_table(os.path.join(folder, "events.parquet")).to_pylist()

    def record(value):
        if isinstance(value, dict):
            return {k: record(v) for k, v in value.items()}
        if isinstance(value, list):
            return [record(v) for v in value]
        if isinstance(value, float):
            return round(value, 5)
        return value.isoformat() if hasattr(value, "isoformat") else value

    full = [json.loads(json.dumps(e)) for e in g.events]
    for told in (t for e in full for t in e["evidence"]):
        told.setdefault("dated", [])
        told.setdefault("named", [])
    same("records", [record(r) for r in got], [record(e) for e in full])
    events, evidence = (os.path.join(folder, f + ".parquet") for f in ("events", "evidence"))
    count = f"select count(*), coalesce(sum(len(evidence)), 0), count(date) from '{events}'"
    told = sum(len(e["evidence"]) for e in g.events)
    same("duckdb", duckdb.sql(count).fetchall()[0], (len(g.events), told, sum(e["date"] is not None for e in g.events)))
    same("evidence", duckdb.sql(f"select count(*) from '{evidence}'").fetchall()[0][0], told)


def timelinejs(g):
    file = json.load(open(g.export("timelinejs", "g.timeline.json"), encoding="utf-8"))
    day = lambda d: "{year:04}-{month:02}-{day:02}".format(**d)
    got = {s["unique_id"]: (day(s["start_date"]), day(s["end_date"]) if "end_date" in s else None) for s in file["events"]}
    same("events", got, {e["id"]: (e["date"], e["date_end"] if e["date_end"] != e["date"] else None) for e in g.events if e["date"]})


def markdown(g):
    import yaml
    folder = g.export("markdown", "notes")
    notes = {f[:-3]: open(os.path.join(folder, f), encoding="utf-8").read() for f in os.listdir(folder)}
    index = notes.pop("index")
    heads = {name: yaml.safe_load(text.split("---\n")[1]) for name, text in notes.items()}
    same("notes", {str(h["id"]) for h in heads.values()}, set(g.parties))
    same("names", {h["aliases"][0] for h in heads.values()}, {p["name"] for p in g.parties.values()})
    same("events", index.count("\n- **"), len(g.events))
    for text in [index, *(note.split("---\n", 2)[2] for note in notes.values())]:
        for link in re.findall(r"\[\[([^\]|]+)", text):
            same("link", link in notes, True)


def page(g):
    """The page for the browser opens, and shows every event; how it is used is the viewer's own test."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        return "Chromium is not there"
    path = g.export("html", "g.html")
    with tempfile.TemporaryDirectory() as profile:
        run = subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--timeout=60000",
                              "--virtual-time-budget=20000", "--dump-dom", "file://" + path], capture_output=True, text=True, timeout=120)
    same("ready", 'data-ready="yes"' in run.stdout[:2000], True)
    counts = re.search(r'id="counts"[^>]*>([^<]*)', run.stdout)[1].replace(",", "")
    same("events", int(re.search(r"(?:\d+ of )?(\d+) event", counts)[1]), len(g.events))


def edtf(g):
    """Days as EDTF, where they are asked for: 2019-03-04/2019-12-31."""
    import networkx
    import pyarrow.parquet as reader
    import rdflib
    told = g.run("events", "--status", "all", "--edtf", "--format", "jsonl", ok=(0, 1)).stdout
    want = {r["id"]: r["edtf"] for r in map(json.loads, filter(None, told.split("\n")))}
    for e in g.events:
        last = e["date_end"] or e["date"]
        if last == e["date"]:
            same("one day", want[e["id"]], e["date"])
        elif len(want[e["id"]]) == 21:
            same("a range", want[e["id"]], f"{e['date']}/{last}")
    read = networkx.read_graphml(g.export("graphml", "edtf.graphml", "--edtf"), force_multigraph=True)
    got = {d["event_id"]: d.get("edtf") for *_, d in read.edges(data=True)}
    same("graphml", got, {e["id"]: want[e["id"]] for e, *_ in g.pairs})
    table = reader.read_table(os.path.join(g.export("parquet", "edtf-parquet", "--edtf"), "events.parquet"), columns=["id", "edtf"])
    same("parquet", {r["id"]: r["edtf"] for r in table.to_pylist()}, want)
    read = rdflib.Graph().parse(g.export("ttl", "edtf.ttl", "--edtf"), format="turtle")
    own = rdflib.Namespace("urn:chancery:term:")
    got = {str(read.value(s, own.id)): str(o) for s, o in read.subject_objects(own.edtf)}
    same("turtle", got, {i: day for i, day in want.items() if day})
    again = os.path.join(g.folder, "edtf-again.db")
    said = g.run("import", "--from", "parquet", g.path("edtf-parquet"), db=again).stderr
    same("digest", re.search(r"graph ([0-9a-f]{16}) in", said).group(1), g.digest)


def back(g):
    """Our own formats, imported into another graph file: the same digest."""
    for name, file in (("jsonl", "g.jsonl"), ("graphml", "g.graphml"), ("parquet", "parquet")):
        path = g.export(name, file)
        again = os.path.join(g.folder, name + "-again.db")
        said = g.run("import", "--from", name, path, db=again).stderr
        same("digest of " + name, re.search(r"graph ([0-9a-f]{16}) in", said).group(1), g.digest)


def unquoted(text):
    """A string of Cypher as it is meant."""
    meant = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", lambda m: chr(int(m[1][1:], 16)) if len(m[1]) == 5 else meant.get(m[1], m[1]), text[1:-1])


def node(g):
    """graphology, cytoscape.js, Mermaid, TimelineJS and a Cypher parser."""
    js = os.path.join(FOLDER, "js")
    if not os.path.exists(os.path.join(js, "installed")):
        return "the node modules are not there"
    g.export("mermaid", "g.mmd")
    shutil.copy(os.path.join(HERE, "readers.mjs"), os.path.join(js, "readers.mjs"))
    run = subprocess.run(["node", os.path.join(js, "readers.mjs"), g.folder], capture_output=True, text=True)
    if run.returncode:
        raise AssertionError(run.stderr[-900:])
    seen = json.loads(run.stdout)
    ids = {e["id"] for e, *_ in g.pairs}
    same("graphml", (seen["graphml"]["nodes"], seen["graphml"]["edges"], set(seen["graphml"]["events"])), (len(g.parties), len(g.pairs), ids))
    same("graphml dates", Counter(seen["graphml"]["dates"]), Counter(nothing(e["date"]) for e, *_ in g.pairs))
    same("gexf", (seen["gexf"]["nodes"], seen["gexf"]["edges"], set(seen["gexf"]["events"])), (len(g.parties), len(g.pairs), ids))
    same("gexf dates", Counter(seen["gexf"]["dates"]), Counter(nothing(e["date"]) for e, *_ in g.pairs))
    same("cytoscape", (seen["cyjs"]["nodes"], seen["cyjs"]["edges"], set(seen["cyjs"]["events"])), (len(g.parties), len(g.pairs), ids))
    same("cytoscape dates", Counter(seen["cyjs"]["dates"]), Counter(nothing(e["date"]) for e, *_ in g.pairs))
    same("cypher", seen["cypher"]["complaints"], [])
    strings = {unquoted(t) for t in seen["cypher"]["strings"]}
    want = {t["sentence"] for e in g.events for t in e["evidence"]} | {e["id"] for e in g.events} | set(g.parties)
    want |= {p["name"] for p in g.parties.values()} | {c for e in g.events for c in e["contexts"]}
    same("strings in cypher", want - strings, set())
    plain = lambda d: "-".join(str(int(n)) for n in d.split("-"))
    dated = [e for e in g.events if e["date"]]
    got = Counter(map(tuple, seen.get("timeline", {"events": []})["events"]))
    same("timeline", got, Counter((e["id"], plain(e["date"]), plain(e["date_end"]) if e["date_end"] not in (None, e["date"]) else None) for e in dated))
    same("timeline is valid", seen.get("timeline", {"valid": True})["valid"], True)
    if "mermaid" in seen:
        same("mermaid", seen["mermaid"], "flowchart-v2")


CHECKS = [graphml, graphml_igraph, gexf, dot, node_link, cytoscape, jgf, tables, neo4j, gephi, rdf, ftm, plover, event_tables, tkg, parquet, timelinejs, markdown, node, page, edtf, back]

if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    inside = sys.argv[-1] == "--inside"
    arguments = sys.argv[1:-1] if inside else sys.argv[1:]
    BINARY, FOLDER = (os.path.abspath(a) for a in arguments[:2])
    if not inside:
        install(FOLDER)
    wanted = arguments[2:] or ["seeds", "hostile", "empty"]
    passed, failed, skipped = 0, 0, 0
    for name in wanted:
        g = Graph(name, os.path.join(FOLDER, "files"), BINARY)
        if name == "seeds":
            g.fill(g.run("build", os.path.join(HERE, "..", "seeds")))
        else:
            given = g.path("given.jsonl")
            with open(given, "w", encoding="utf-8") as file:
                for event in hostile() if name == "hostile" else ():
                    file.write(json.dumps(event) + "\n")
            g.fill(g.run("import", "--from", "jsonl", given))
        for check in CHECKS:
            if only := os.environ.get("READERS_ONLY"):
                if check.__name__ not in only.split(","):
                    continue
            try:
                reason = check(g)
            except ModuleNotFoundError as error:
                reason = str(error)
            except Exception as error:
                failed += 1
                print(f"{name}: {check.__name__}: FAILED: {type(error).__name__}: {str(error)[:1500]}")
                continue
            if reason:
                skipped += 1
                print(f"{name}: {check.__name__}: SKIPPED: {reason}")
            else:
                passed += 1
        print(f"{name}: {len(g.events)} events, {len(g.pairs)} pairs, {len(g.parties)} actors")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(failed > 0)
