/* The picture: panels, lines, nodes; pointing, picking, and going about in it with the keyboard. */
const graph = (() => {
  const MOST_NODES = 420, MOST = { near: 140, all: 200 }, FEW = 9;
  let svg, world, layers = {}, nodes = [], panels = [], lines = [], byKey = new Map(), lineByKey = new Map();
  let left = 0, focused = null, seen = null, capped = false;

  const bounds = () => {
    const seen = nodes.filter((n) => !n.faded && !n.off);
    const list = seen.length ? seen : nodes;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    const grow = (x, y, w, h) => {
      box[0] = Math.min(box[0], x - w / 2); box[1] = Math.min(box[1], y - h / 2);
      box[2] = Math.max(box[2], x + w / 2); box[3] = Math.max(box[3], y + h / 2);
    };
    for (const n of list) grow(n.x, n.y, n.w + 8, n.h + 8);
    for (const p of panels) if (p.members.some((n) => list.includes(n))) grow(p.x, p.y, p.w, p.h);
    return list.length ? box : [-100, -100, 100, 100];
  };

  const fit = (quick) => camera.fit(bounds(), quick);

  /* Nodes and panels: anew when a state is opened or closed. */
  const arrange = (now) => {
    nodes = groups.nodes(now);
    left = 0;
    if (nodes.length > MOST_NODES) {
      const ranked = [...nodes].sort((a, b) => b.events - a.events || (a.key < b.key ? -1 : 1));
      left = nodes.length - MOST_NODES;
      nodes = ranked.slice(0, MOST_NODES);
    }
    nodes.forEach(shapes.size);
    panels = layout.run(nodes);
    byKey = new Map(nodes.map((n) => [n.key, n]));
    layers.panels.replaceChildren(...panels.map(drawPanel));
    layers.nodes.replaceChildren(...nodes.map(drawNode));
    const first = byKey.get(focused) ?? nodes.find((n) => !n.faded) ?? nodes[0];
    if (first) rove(first.key);
  };

  const drawPanel = (p) => {
    const x = p.x - p.w / 2, y = p.y - p.h / 2;
    const close = dom.svg("g", {
      class: "close", role: "button", tabindex: -1, "aria-label": `Close ${p.group.title}`, "data-close": p.group.key,
      transform: `translate(${p.x + p.w / 2 - 17},${y + 17})`,
    }, dom.svg("circle", { r: 9 }), dom.svg("path", { d: "M-4,0H4" }));
    return dom.svg("g", { class: "panel" },
      dom.svg("rect", { x, y, width: p.w, height: p.h, rx: 12 }),
      dom.svg("text", { x: x + 16, y: y + 22, text: dom.clip(p.group.title, 40) }), close);
  };

  const nodeLabel = (node) => {
    const what = node.closed ? `${node.group.isState ? "state" : "group"}, closed, ${dom.count(node.actors.length, "actor")}` : node.actor.kind;
    const office = node.actor?.office ? `, ${node.actor.office}` : "";
    return `${node.closed ? node.group.title : node.actor.name}, ${what}${office}, ${dom.count(node.events, "event")}`;
  };

  const drawNode = (node) => {
    node.element = dom.svg("g", {
      class: `node ${node.shape}${node.closed ? " closed" : ""}`, transform: `translate(${shapes.r(node.x)},${shapes.r(node.y)})`,
      role: "button", tabindex: -1, "data-node": node.key, "aria-label": nodeLabel(node),
    }, dom.svg("rect", { class: "ring", x: -node.w / 2 - 8, y: -node.h / 2 - 8, width: node.w + 16, height: node.h + 16, rx: 10 }), shapes.draw(node));
    return node.element;
  };

  /* Lines: anew whenever what is shown changes. */
  const refresh = (now, events) => {
    const keyOf = new Map();
    for (const node of nodes) {
      node.off = !node.actors.some((a) => filter.shown(now, a));
      for (const actor of node.actors) if (filter.shown(now, actor)) keyOf.set(actor.n, node.key);
    }
    const own = now.pick && ["actor", "group"].includes(now.pick[0]) ? pickedKey(now.pick) : null;
    const event = now.pick?.[0] === "event" ? record.byId.get(now.pick[1]) : null;
    const found = ties.lines(events, (n) => keyOf.get(n), MOST,
      (l) => l.from === own || l.to === own || l.key === now.pick?.[1] || (event !== null && l.events.includes(event)));
    capped = found.left > 0;
    lines = found.lines;
    lineByKey = new Map(lines.map((l) => [l.key, l]));
    routes.run(lines, nodes.filter((n) => !n.off), panels);
    const told = new Set(events.flatMap((e) => e.parties.map((n) => keyOf.get(n))));
    for (const node of nodes) {
      node.faded = !told.has(node.key);
      node.element.classList.toggle("faded", node.faded);
      node.element.classList.toggle("off", node.off);
    }
    const had = document.activeElement?.closest?.("[data-line]")?.dataset.line;
    layers.lines.replaceChildren(...lines.map(drawLine));
    layers.labels.replaceChildren(...lines.map(drawLabel));
    if (had) (lineByKey.get(had)?.element ?? byKey.get(focused)?.element)?.focus();
    mark(now);
    return notes(found, events);
  };

  const lineWords = (line) => {
    const name = (key) => { const n = byKey.get(key); return n.closed ? n.group.title : n.actor.name; };
    return `${name(line.from)} ${line.both ? "↔" : "→"} ${name(line.to)}`;
  };

  const drawLine = (line) => {
    const c = record.classes[line.class];
    line.element = dom.svg("g", {
      class: `line ${c.id}${line.unreal ? " unreal" : ""}`, role: "button", tabindex: -1, "data-line": line.key,
      "stroke-opacity": line.far && lines.length > 80 && line.events.length < 3 ? 0.7 : null,
      "aria-label": `${lineWords(line)}: ${line.label}, ${c.name}, ${dom.count(line.events.length, "event")}`,
    }, dom.svg("path", { class: "hit", d: line.d }),
    dom.svg("path", { class: "stroke", d: line.d, "stroke-width": line.width, "stroke-dasharray": c.dash || null }),
    line.heads.map((d) => dom.svg("path", { class: "head", d })));
    return line.element;
  };

  const drawLabel = (line) => {
    line.text = dom.svg("text", {
      class: `label ${record.classes[line.class].id}${line.quiet ? " quiet" : ""}`, x: shapes.r(line.at[0]), y: shapes.r(line.at[1] + 4), text: line.label, "data-line": line.key,
    });
    return line.text;
  };

  const notes = (found, events) => {
    const out = [];
    if (found.afar) out.push("Seen from afar: one line a pair and direction, in the colour of its commonest class.");
    if (found.left) out.push(`${dom.count(found.left, "line")} told of least left out; filter to see them.`);
    if (left) out.push(`${dom.count(left, "actor")} told of least left out; close a state or filter.`);
    const alone = events.filter((e) => !e.pairs.length).length;
    if (alone) out.push(`${dom.count(alone, "event")} with one party only: see the table.`);
    return out.join(" ");
  };

  /* What belongs together: a node with its lines and their other ends, a line with its ends. */
  const around = (key) => {
    const line = lineByKey.get(key);
    if (line) return { lines: new Set([line]), nodes: new Set([line.from, line.to]) };
    const own = lines.filter((l) => l.from === key || l.to === key);
    return { lines: new Set(own), nodes: new Set([key, ...own.flatMap((l) => [l.from, l.to])]) };
  };

  const light = (key, name) => {
    svg.classList.toggle(name, key !== null);
    const near = key === null ? null : around(key);
    svg.classList.toggle(`few-${name}`, near !== null && near.lines.size <= FEW);
    const mark = `is-${name}`;
    for (const node of nodes) node.element.classList.toggle(mark, near?.nodes.has(node.key) ?? false);
    for (const line of lines) {
      const on = near?.lines.has(line) ?? false;
      line.element.classList.toggle(mark, on);
      line.text.classList.toggle(mark, on);
    }
  };

  /* The picked thing as it stands in the picture. */
  const pickedKey = (pick) => {
    if (!pick) return null;
    const [what, which] = pick;
    if (what === "actor") {
      const actor = record.actorById.get(which);
      return actor ? byKey.get(actor.id)?.key ?? byKey.get(groups.of(actor.n)?.key)?.key ?? null : null;
    }
    if (what === "group") return byKey.get(which)?.key ?? null;
    if (what === "line") return lineByKey.has(which) ? which : null;
    const event = record.byId.get(which);
    return lines.find((l) => l.events.includes(event))?.key ?? null;
  };

  const mark = (now) => {
    const key = pickedKey(now.pick);
    light(key, "picked");
    for (const node of nodes) node.element.setAttribute("aria-pressed", String(node.key === key));
    const at = byKey.get(key) ? [byKey.get(key).x, byKey.get(key).y] : lineByKey.get(key)?.at;
    if (at && now.pick !== seen) requestAnimationFrame(() => camera.reveal(...at));
    seen = now.pick;
  };

  const pickNode = (node) => {
    if (node.closed) {
      const before = camera.at(), { x, y, group } = node;
      groups.toggle(group.key);
      state.set({ pick: ["group", group.key] });
      // what was pointed at stays under the pointer
      const p = panels.find((q) => q.group === group);
      if (p) camera.pan((x - p.x) * before.k, (y - p.y) * before.k);
      const first = nodes.find((n) => n.group === group);
      if (first) rove(first.key, svg.contains(document.activeElement) || document.activeElement === document.body);
      dom.say(`${group.title} opened, ${dom.count(group.actors.length, "actor")}`);
    } else {
      state.set({ pick: ["actor", node.actor.id] });
    }
  };
  const pickLine = (line) => state.set({ pick: line.events.length === 1 ? ["event", line.events[0].id] : ["line", line.key] });

  const close = (key) => {
    groups.toggle(key);
    rove(key, true);
    dom.say(`${byKey.get(key)?.group.title ?? "state"} closed`);
  };

  const act = (element) => {
    const { node, line, close: shut } = element.dataset;
    if (shut !== undefined) close(shut);
    else if (node !== undefined) pickNode(byKey.get(node));
    else if (line !== undefined) pickLine(lineByKey.get(line));
  };

  /* One node at a time can be reached with Tab; arrows go on from there. */
  const rove = (key, focus) => {
    byKey.get(focused)?.element.setAttribute("tabindex", "-1");
    focused = byKey.has(key) ? key : nodes[0]?.key ?? null;
    const node = byKey.get(focused);
    if (!node) return;
    node.element.setAttribute("tabindex", "0");
    if (focus) {
      node.element.focus({ preventScroll: true });
      camera.reveal(node.x, node.y);
    }
  };

  const go = (dx, dy) => {
    const from = byKey.get(focused);
    if (!from) return;
    let best = null;
    for (const node of nodes) {
      if (node === from || node.faded || node.off) continue;
      const x = node.x - from.x, y = node.y - from.y;
      const ahead = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (ahead <= 4) continue;
      const cost = ahead + aside * 2.2;
      if (!best || cost < best.cost) best = { node, cost };
    }
    if (best) rove(best.node.key, true);
  };

  /* The next or former actor as one reads, so that every one can be reached. */
  const turn = (by) => {
    const seen = nodes.filter((n) => !n.faded && !n.off).sort((a, b) => a.y - b.y || a.x - b.x);
    if (!seen.length) return;
    const here = seen.findIndex((n) => n.key === focused);
    rove(seen[(here + by + seen.length) % seen.length].key, true);
  };

  /* The next or former line of the node last stood on. */
  const step = (by) => {
    const own = lines.filter((l) => l.from === focused || l.to === focused);
    if (!own.length) return;
    const here = own.findIndex((l) => l.element === document.activeElement);
    const next = own[(here + by + own.length) % own.length] ?? own[0];
    next.element.focus({ preventScroll: true });
    camera.reveal(...next.at);
  };

  const keys = (e) => {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const on = e.target.closest("[data-node],[data-line],[data-close]");
    if (ways[e.key]) {
      const [x, y] = ways[e.key];
      if (e.shiftKey) camera.pan(-x * 90, -y * 90);
      else if (on?.dataset.line !== undefined) rove(focused, true);
      else go(x, y);
    } else if ((e.key === "Enter" || e.key === " ") && on) act(on);
    else if (e.key === "PageDown" || e.key === "PageUp") turn(e.key === "PageDown" ? 1 : -1);
    else if (e.key === "n" || e.key === "p") step(e.key === "n" ? 1 : -1);
    else if (e.key === "c" && on?.dataset.node !== undefined && !byKey.get(on.dataset.node).group.single) {
      const { group, closed } = byKey.get(on.dataset.node);
      if (closed) pickNode(byKey.get(on.dataset.node)); else close(group.key);
    } else return;
    e.preventDefault();
    e.stopPropagation();
  };

  const tip = (e) => {
    const box = dom.by("tip");
    const on = e?.target.closest?.("[data-node],[data-line]");
    if (!on) { box.hidden = true; return; }
    const parts = [];
    if (on.dataset.node !== undefined) {
      const node = byKey.get(on.dataset.node);
      parts.push(dom.el("strong", { text: node.closed ? node.group.title : node.actor.name }));
      if (node.actor?.office) parts.push(dom.el("span", { text: node.actor.office }));
      parts.push(dom.el("span", { class: "faint", text: node.closed ? `${dom.count(node.actors.length, "actor")}, ${dom.count(node.events, "event")}: click to open` : `${node.actor.kind}, ${dom.count(node.events, "event")}` }));
    } else {
      const line = lineByKey.get(on.dataset.line);
      const said = line.events[0].said[0];
      parts.push(dom.el("strong", { text: lineWords(line) }), dom.el("span", { text: line.label }));
      if (line.events.length > 1) parts.push(dom.el("span", { class: "faint", text: `${dom.count(line.events.length, "event")}: click to read them` }));
      else if (said) parts.push(dom.el("span", { class: "faint", text: dom.clip(record.sentences[said.sentence], 180) }));
    }
    box.replaceChildren(...parts);
    box.hidden = false;
    const area = svg.getBoundingClientRect();
    const x = Math.min(e.clientX - area.left + 14, area.width - box.offsetWidth - 8);
    const y = e.clientY - area.top + 18 + box.offsetHeight > area.height ? e.clientY - area.top - box.offsetHeight - 12 : e.clientY - area.top + 18;
    box.style.left = `${Math.max(4, x)}px`;
    box.style.top = `${Math.max(4, y)}px`;
  };

  const start = () => {
    svg = dom.by("canvas");
    for (const name of ["panels", "lines", "labels", "nodes"]) layers[name] = dom.svg("g", { class: name });
    world = dom.svg("g", { class: "world" }, Object.values(layers));
    svg.append(world);
    camera.start(svg, world, () => tip(null));
    svg.addEventListener("click", (e) => {
      const on = e.target.closest("[data-close],[data-node],[data-line]");
      if (on) {
        if (on.dataset.node !== undefined) rove(on.dataset.node);
        act(on);
      } else if (state.get().pick) state.set({ pick: null });
    });
    svg.addEventListener("keydown", keys);
    svg.addEventListener("focusin", (e) => {
      const on = e.target.closest("[data-node],[data-line]");
      if (on) light(on.dataset.node ?? on.dataset.line, "pointed");
    });
    svg.addEventListener("focusout", () => light(null, "pointed"));
    let over = null;
    svg.addEventListener("pointermove", (e) => {
      if (svg.classList.contains("grabbed") || e.pointerType === "touch") return;
      const on = e.target.closest("[data-node],[data-line]");
      const key = on ? on.dataset.node ?? on.dataset.line : null;
      tip(e);
      if (key === over) return;
      over = key;
      light(key, "pointed");
    });
    svg.addEventListener("pointerleave", () => { over = null; light(null, "pointed"); tip(null); });
  };

  /* Brings an actor into view; its state is opened first when it is closed. */
  const show = (actor) => {
    const group = groups.of(actor.n);
    if (group && !groups.isOpen(group, groups.open(state.get()))) groups.toggle(group.key);
    const node = byKey.get(actor.id);
    if (!node) return;
    rove(actor.id);
    camera.reveal(node.x, node.y);
  };

  return { start, arrange, refresh, mark, fit, bounds, show, line: (key) => lineByKey.get(key), lineWords, world: () => world, isCapped: () => capped };
})();

