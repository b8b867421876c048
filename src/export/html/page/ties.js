/* Gathers events into lines between nodes: by kind where few, one a direction where they crowd. */
const ties = (() => {
  /* `nodeOf`: number of an actor → key of its node; `picked`: whether a line is to stay whatever the cap. Gives lines,
     and events within one node. */
  const lines = (events, nodeOf, most, picked) => {
    const pairs = new Map(), within = new Map();
    for (const event of events) {
      const seen = new Set();
      for (const [a, b] of event.pairs) {
        const from = nodeOf(a), to = nodeOf(b);
        if (from === undefined || to === undefined) continue;
        if (from === to) {
          if (!within.has(from)) within.set(from, new Set());
          within.get(from).add(event);
          continue;
        }
        const there = from < to;
        const way = event.both ? "both" : there ? "there" : "back";
        const key = there ? `${from}\n${to}` : `${to}\n${from}`;
        if (seen.has(key + way)) continue;
        seen.add(key + way);
        if (!pairs.has(key)) pairs.set(key, []);
        pairs.get(key).push([way, event]);
      }
    }
    let out = [...pairs].flatMap(([key, told]) => ofPair(key, told, record.most_lines));
    const note = [];
    if (out.length > most.near) {
      out = [...pairs].flatMap(([key, told]) => ofPair(key, told, 0));
      note.push("afar");
    }
    const all = out.length;
    if (all > most.all) {
      // everybody keeps the line told of most, what is picked keeps all, then whatever is told of most
      out.sort((a, b) => b.events.length - a.events.length || (a.key < b.key ? -1 : 1));
      const has = new Set(), first = new Set();
      for (const line of out) {
        if (!has.has(line.from) || !has.has(line.to) || picked(line)) first.add(line);
        has.add(line.from).add(line.to);
      }
      out = [...first, ...out.filter((line) => !first.has(line))].slice(0, Math.max(most.all, first.size));
    }
    return { lines: out, within, left: all - out.length, afar: note.length > 0 };
  };

  const by = (items, key) => {
    const out = new Map();
    for (const item of items) {
      const k = key(item);
      if (!out.has(k)) out.set(k, []);
      out.get(k).push(item);
    }
    return out;
  };

  const ofPair = (key, told, most) => {
    const kinds = by(told, ([way, e]) => [way, e.kind, e.code, e.status, e.not, e.class].join("|"));
    const far = kinds.size > most;
    const parts = far ? by(told, ([way]) => way) : kinds;
    const [low, high] = key.split("\n");
    return [...parts].map(([part, items]) => {
      const way = items[0][0], events = items.map(([, e]) => e);
      const [from, to] = way === "back" ? [high, low] : [low, high];
      return {
        key: `${from}>${to}:${far ? way : part}`, pair: key, from, to, both: way === "both", events, far,
        class: commonest(events), unreal: events.every((e) => e.unreal),
        label: far ? farLabel(events) : nearLabel(events),
      };
    });
  };

  const commonest = (events) => {
    const counts = new Array(record.classes.length).fill(0);
    for (const e of events) counts[e.class] += 1;
    return counts.indexOf(Math.max(...counts));
  };

  /* 2025-05-21 pledge [030] x3 */
  const nearLabel = (events) => {
    const e = events[0];
    return `${days.when(events)}  ${dom.clip(record.verb(e), 32)} [${dom.clip(e.code, 8)}]`
      + (e.status === "actual" ? "" : ` ${e.status}`) + (events.length > 1 ? ` ×${events.length}` : "");
  };

  /* 37 · 2019–2025 */
  const farLabel = (events) => {
    const dated = events.filter((e) => e.day !== null);
    if (!dated.length) return String(events.length);
    const first = Math.min(...dated.map((e) => e.day)), last = Math.max(...dated.map((e) => e.end));
    const [a] = days.parts(first), [b] = days.parts(last);
    return `${events.length} · ${a === b ? days.interval(first, last) : `${a}–${b}`}`;
  };

  return { lines };
})();

