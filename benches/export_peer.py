#!/usr/bin/env python3
"""How long igraph takes to write the same graph as GraphML, for comparison with `cargo bench --bench export`.

usage: export_peer.py FACTS.tsv
"""
import sys
import tempfile
import time

import igraph

if len(sys.argv) < 2:
    sys.exit(__doc__)
rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8")]
names = sorted({r[1] for r in rows} | {r[3] for r in rows})
number = {name: n for n, name in enumerate(names)}
graph = igraph.Graph(n=len(names), edges=[(number[r[1]], number[r[3]]) for r in rows], directed=True)
graph.vs["name"] = names
graph.es["date"] = [r[0] for r in rows]
graph.es["relation"] = [r[2] for r in rows]
times = []
with tempfile.TemporaryDirectory() as folder:
    for _ in range(9):
        start = time.perf_counter()
        graph.write_graphml(folder + "/g.graphml")
        times.append((time.perf_counter() - start) * 1000)
times.sort()
print(f"igraph {igraph.__version__}: {graph.ecount()} edges with two attributes, {times[0]:.0f} / {times[4]:.0f} / {times[-1]:.0f} ms")
