#!/usr/bin/env python3
"""Write the figures of docs/accuracy.md anew: the blocks between `<!-- figures: NAME -->` and `<!-- end -->`.

usage: accuracy.py BIN STANDARD.jsonl NEWS.jsonl OTHER.jsonl…

STANDARD and NEWS are the gold sets of the first table, NEGATIVES the one of them all whose name begins with `negatives`;
confidence is measured on all of them together.
"""
import csv
import io
import os
import re
import subprocess
import sys

if len(sys.argv) < 4:
    sys.exit(__doc__)
program, *gold = sys.argv[1:]
page = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "docs", "accuracy.md")


def rows(*arguments):
    run = subprocess.run([program, "eval", *arguments, "--format", "csv"], capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    return list(csv.DictReader(io.StringIO(run.stdout)))


def measures(*arguments):
    return {r["name"]: r for r in rows(*arguments) if r["part"] == "measure"}


def cell(row):
    return " ".join(f"{letter} {float(row[name] or 0):.2f}" for letter, name in zip("PRF", ("precision", "recall", "f1")))


blocks = {}
standard, news = measures(gold[0]), measures(gold[1])
blocks["events"] = [
    f"| what | PLOVER gold standard, development half ({standard['sentence']['gold']} sentences) "
    f"| real news sentences ({news['sentence']['gold']}) |",
    "| --- | --- | --- |",
]
for name, words in (
    ("type", "type of event"),
    ("source", "who acts"),
    ("target", "whom it is done to"),
    ("triple", "who did what to whom"),
    ("quad", "quad class"),
):
    blocks["events"].append(f"| {words} | {cell(standard[name])} | {cell(news[name])} |")
for path in gold:
    if os.path.basename(path).startswith("negatives"):
        event, sentences = measures(path)["event"], measures(path)["sentence"]["gold"]
        blocks["events"].append("")
        blocks["events"].append(
            f"Of {sentences} sentences about sport, technique and business that tell no political event, "
            f"{event['said']} gave one."
        )

blocks["reliability"] = ["| confidence | events | right | mean confidence | share right |", "| --- | --- | --- | --- | --- |"]
bins = rows(*gold, "--reliability")
for r in bins:
    blocks["reliability"].append(
        f"| {float(r['from']):.1f}–{float(r['to']):.1f} | {r['events']} | {r['right']} "
        f"| {float(r['confidence']):.2f} | {float(r['share']):.2f} |"
    )
last = subprocess.run([program, "eval", *gold, "--reliability", "--format", "table"], capture_output=True, text=True)
blocks["reliability"] += ["", last.stdout.strip().splitlines()[-1] + "."]

blocks["least"] = ["| `--min-confidence` | triples: P | R |", "| --- | --- | --- |"]
for least in ("0", "0.3", "0.5", "0.7", "0.8"):
    triples = [r for r in rows(*gold, "--min-confidence", least) if (r["part"], r["set"], r["name"]) == ("measure", "all", "triple")]
    for r in triples:
        blocks["least"].append(f"| {least} | {float(r['precision'] or 0):.2f} | {float(r['recall'] or 0):.2f} |")

with open(page, encoding="utf-8") as file:
    text = file.read()
for name, lines in blocks.items():
    pattern = re.compile(r"(<!-- figures: " + name + r" -->\n).*?(<!-- end -->)", re.S)
    if not pattern.search(text):
        sys.exit(f"docs/accuracy.md has no block `{name}`")
    text = pattern.sub(lambda m: m.group(1) + "\n" + "\n".join(lines) + "\n\n" + m.group(2), text)
with open(page, "w", encoding="utf-8") as file:
    file.write(text)
