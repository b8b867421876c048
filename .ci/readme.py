#!/usr/bin/env python3
"""Print a command block of README.md, so that what is checked is what readers are told.

usage: readme.py run|test
The block is the first fenced one after a line `<!-- ci: NAME -->`. A leading `$ ` is dropped; when the block shows
prompts, lines without one are output and are left out. Exit 1 when README.md has no such block.
"""
import os
import re
import sys

name = sys.argv[1]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "README.md")
try:
    text = open(path, encoding="utf-8").read()
except OSError as error:
    sys.exit(f"README.md: {error.strerror}")
mark = re.search(r"^<!--\s*ci:\s*" + re.escape(name) + r"\s*-->\s*$", text, re.M)
if not mark:
    sys.exit(f"README.md has no line `<!-- ci: {name} -->` before its {name} command")
block = re.search(r"^```[^\n]*\n(.*?)^```\s*$", text[mark.end():], re.M | re.S)
if not block:
    sys.exit(f"README.md: no fenced block after `<!-- ci: {name} -->`")
lines = block.group(1).splitlines()
if any(line.startswith("$ ") for line in lines):
    lines = [line[2:] for line in lines if line.startswith("$ ")]
print("\n".join(lines))
