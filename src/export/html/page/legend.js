/* What the marks mean, and by the same rows what is shown. */
const legend = (() => {
  const shapeSample = (id) => dom.svg("svg", { class: `sample node ${id}`, width: 34, height: 18, viewBox: "-17 -9 34 18", "aria-hidden": "true" },
    id === "double-box" ? dom.svg("path", { class: "outer", d: shapes.path("box", 30, 16) }) : null,
    dom.svg("path", { class: "outline", d: shapes.path(id, id === "double-box" ? 24 : 28, id === "double-box" ? 10 : 14) }));

  const toggle = (name, id) => {
    const off = new Set(state.get()[name]);
    if (!off.delete(id)) off.add(id);
    state.set({ [name]: [...off].sort() });
  };

  const check = (id, picture, name, act) => dom.el("label", { class: "row", "data-row": id },
    dom.el("input", { type: "checkbox", on: { change: act } }), picture, dom.el("span", { class: "row-name", text: name }), dom.el("span", { class: "row-count" }));

  const only = (name, all, id) => dom.el("button", {
    class: "only", text: "only", "aria-label": `Only ${id.name}`,
    on: { click: (e) => {
      e.preventDefault();
      const others = all.filter((o) => o.id !== id.id).map((o) => o.id);
      const now = state.get()[name];
      const already = now.length === others.length && others.every((o) => now.includes(o));
      state.set({ [name]: already ? [] : others.sort() });
    } },
  });

  const section = (words, ...rows) => dom.el("section", { class: "block" }, dom.el("h2", { text: words }), ...rows);
  let kindsBox;

  const start = () => {
    const classes = record.classes.map((c) => {
      const row = check(`class-${c.id}`, evidence.sample(c), c.name, () => toggle("noClasses", c.id));
      row.append(only("noClasses", record.classes, c));
      return row;
    });
    const used = new Set(record.actors.filter((a) => a.events.length).map((a) => a.shape));
    const shapeRows = record.shapes.filter((_, i) => used.has(i)).map((s) => {
      const row = check(`shape-${s.id}`, shapeSample(s.id), s.name, () => toggle("noShapes", s.id));
      row.append(only("noShapes", record.shapes, s));
      return row;
    });
    const unreal = record.events.some((e) => e.unreal)
      ? check("unreal", dom.svg("svg", { class: "sample unreal", width: 34, height: 10, viewBox: "0 0 34 10", "aria-hidden": "true" },
        dom.svg("path", { class: "stroke", d: "M1,5H25", "stroke-width": 1.6 }), dom.svg("path", { class: "head", d: "M33,5L25,1.4V8.6Z" })),
      "not claimed as fact", (e) => state.set({ unreal: e.target.checked }))
      : null;
    if (unreal) unreal.title = "planned, promised, demanded, conditional, alleged or denied";
    kindsBox = dom.el("div", { class: "kinds" });
    const sure = dom.el("input", { type: "range", id: "sure", min: 0, max: 95, step: 5, on: { input: (e) => state.set({ sure: Number(e.target.value) }) } });
    const most = Math.max(1, ...record.events.map((e) => e.sources));
    const sources = dom.el("input", { type: "range", id: "sources", min: 1, max: Math.min(most, 10), step: 1, on: { input: (e) => state.set({ sources: Number(e.target.value) }) } });
    const slider = (input, words) => dom.el("label", { class: "slider", for: input.id }, dom.el("span", { text: words }), dom.el("output", { id: `${input.id}-is`, for: input.id }), input);
    dom.by("legend").replaceChildren(
      section("Events", ...classes, ...(unreal ? [unreal] : [])),
      section("Actors", ...shapeRows),
      dom.el("details", { class: "block" }, dom.el("summary", {}, dom.el("h2", { text: "Kinds" })), kindsBox),
      section("Evidence", slider(sure, "confidence at least"), ...(most > 1 ? [slider(sources, "sources at least")] : [])),
      dom.el("button", { class: "button wide", id: "reset", text: "Show everything", on: { click: () => { state.reset(); dom.say("All filters are off"); } } }),
      dom.el("p", { class: "faint small made", text: `Made with ${record.program}. Everything is in this file; it asks for no address.` }),
    );
  };

  const setRow = (id, checked, count) => {
    const row = dom.by("legend").querySelector(`[data-row="${CSS.escape(id)}"]`);
    if (!row) return;
    row.querySelector("input").checked = checked;
    row.classList.toggle("none", count === 0);
    row.querySelector(".row-count").textContent = count.toLocaleString("en");
  };

  const kinds = (now) => {
    const counts = new Map();
    for (const e of filter.events(now, "kind")) counts.set(e.kind, (counts.get(e.kind) ?? 0) + 1);
    for (const kind of now.kinds) if (!counts.has(kind)) counts.set(kind, 0);
    const list = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const had = document.activeElement?.closest?.("[data-kind]")?.dataset.kind;
    kindsBox.replaceChildren(...list.map(([kind, count]) => dom.el("button", {
      class: "kind", "aria-pressed": String(now.kinds.includes(kind)), "data-kind": kind,
      on: { click: () => {
        const only = new Set(state.get().kinds);
        if (!only.delete(kind)) only.add(kind);
        state.set({ kinds: [...only].sort() });
      } },
    }, dom.clip(kind, 40), dom.el("span", { text: String(count) }))));
    if (had !== undefined) kindsBox.querySelector(`[data-kind="${CSS.escape(had)}"]`)?.focus();
  };

  const render = (now) => {
    const withoutClass = filter.events(now, "class");
    record.classes.forEach((c, i) => setRow(`class-${c.id}`, !now.noClasses.includes(c.id), withoutClass.filter((e) => e.class === i).length));
    const parties = new Set(filter.events(now, "shape").flatMap((e) => e.parties));
    record.shapes.forEach((s, i) => setRow(`shape-${s.id}`, !now.noShapes.includes(s.id), [...parties].filter((n) => record.actors[n].shape === i).length));
    setRow("unreal", now.unreal, filter.events(now, "unreal").filter((e) => e.unreal).length);
    kinds(now);
    const put = (id, value, words) => {
      const input = dom.by(id);
      if (!input) return;
      input.value = value;
      dom.by(`${id}-is`).textContent = words;
    };
    put("sure", now.sure, now.sure ? (now.sure / 100).toFixed(2) : "any");
    put("sources", now.sources, String(now.sources));
    dom.by("reset").disabled = !filter.isNarrowed(now);
  };

  return { start, render };
})();

