/* Puts the parts together: reads the data, draws, and draws anew what a change concerns. */
const WHAT_FILTERS = ["q", "noClasses", "noShapes", "unreal", "kinds", "sources", "sure", "from", "until", "clock", "undated"];
let shownEvents = [];

const heading = () => {
  if (record.title) return record.title;
  const names = groups.all().filter((g) => g.isState).map((g) => g.title);
  const others = groups.all().filter((g) => !g.isState && g.key !== "*").map((g) => g.title);
  const all = names.length ? names : others;
  if (!all.length) return "No events";
  const more = all.length > 4 ? ` and ${all.length - 3} more` : "";
  const range = filter.extent(record.events, "happened");
  const shown = all.slice(0, more ? 3 : 4).map((n) => dom.clip(n, 40)).join(", ") + more;
  return range ? `${shown}: ${days.range(...range)}` : shown;
};

const counts = () => {
  const n = shownEvents.length, all = record.events.length;
  const actors = new Set(shownEvents.flatMap((e) => e.parties)).size;
  const documents = new Set(shownEvents.flatMap((e) => e.said.map((s) => s.document))).size;
  const events = n === all ? dom.count(n, "event") : `${n.toLocaleString("en")} of ${dom.count(all, "event")}`;
  return `${events}, ${dom.count(actors, "actor")}, ${dom.count(documents, "article")}`;
};

const nothing = (now) => {
  const box = dom.by("nothing");
  box.hidden = shownEvents.length > 0;
  if (!record.events.length) box.textContent = "There are no events in this page.";
  else if (!shownEvents.length) box.textContent = `None of ${dom.count(record.events.length, "event")} passes the filters${now.q ? ` and the words “${dom.clip(now.q, 60)}”` : ""}. “Show everything” takes them off.`;
};

const applyTheme = (now) => {
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = now.theme ?? record.theme;
  if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
  const isDark = theme ? theme === "dark" : dark;
  dom.by("theme").textContent = isDark ? "Light" : "Dark";
  dom.by("theme").setAttribute("aria-label", isDark ? "Switch to light" : "Switch to dark");
};

const applyView = (now) => {
  for (const view of ["graph", "table"]) {
    const on = now.view === view;
    dom.by(view).hidden = !on;
    const tab = dom.by(`tab-${view}`);
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
  }
};

const draw = (now, changed) => {
  const filtered = !changed || WHAT_FILTERS.some((name) => changed.has(name));
  const arranged = !changed || changed.has("open");
  if (!changed || changed.has("theme")) applyTheme(now);
  if (!changed || changed.has("view")) applyView(now);
  if (filtered) shownEvents = filter.events(now);
  if (arranged) graph.arrange(now);
  if (filtered || arranged || (changed.has("pick") && graph.isCapped())) {
    const notes = graph.refresh(now, shownEvents);
    dom.by("notes").textContent = notes;
    dom.by("counts").textContent = counts();
    nothing(now);
  } else graph.mark(now);
  if (filtered) legend.render(now);
  search.render(now);
  timebar.render(now, changed);
  table.render(now, shownEvents);
  if (filtered || !changed || changed.has("pick")) evidence.render(now, shownEvents);
  const opened = groups.open(now), several = groups.all().filter((g) => !g.single);
  const all = several.every((g) => opened.has(g.key));
  dom.by("open-all").textContent = all ? "Close all" : "Open all";
  dom.by("open-all").hidden = !several.length;
  if (changed?.has("view") && now.view === "graph") graph.fit(true);
};

const openAll = () => {
  const opened = groups.open(state.get()), several = groups.all().filter((g) => !g.single);
  const all = several.every((g) => opened.has(g.key));
  state.set({ open: all ? [] : several.map((g) => g.key).sort() });
  graph.fit();
};

const otherTheme = () => {
  const now = state.get().theme ?? record.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  state.set({ theme: now === "dark" ? "light" : "dark" });
};

const showFilters = (on) => {
  document.body.classList.toggle("filters-open", on);
  dom.by("show-filters").setAttribute("aria-expanded", String(on));
  if (on) dom.by("search").focus();
};

const HELP = [
  ["/", "search"], ["G, T", "graph, table"], ["Space", "let time run, pause"], ["D", "light, dark"], ["E", "open or close all states"], ["R", "show everything"],
  ["Escape", "back to the overview"], ["?", "this help"],
  ["Arrows", "in the graph: to the next actor that way; in the table: up and down; on a time handle: earlier, later"],
  ["Page up, down", "in the graph: to the former, next actor"],
  ["Enter", "read the evidence of what is marked; open a closed state"], ["N, P", "in the graph: next, former line of the actor"], ["C", "in the graph: close the actor's state"],
  ["+ − 0", "nearer, farther, everything in view"], ["Shift and arrows", "move the picture"],
];

const help = () => {
  const box = dom.by("help-box");
  box.replaceChildren(
    dom.el("header", { class: "card-head" }, dom.el("h2", { id: "help-title", text: "How to read and use this page" }),
      dom.el("button", { class: "button small", text: "Close", on: { click: () => box.close() } })),
    dom.el("p", { text: "Every line is something that was reported: who did what to whom, and when. Its colour and dash give the class, its arrow the direction, its width how often. A hollow arrow was planned, promised, alleged or denied. A day with ~ is a range. The number in brackets is the CAMEO code." }),
    dom.el("p", { text: "The rows of the legend switch classes and sorts of actors off and on. A state with many actors is closed to one box; a click opens it. What you choose is kept in the address, so that it can be sent on." }),
    dom.el("dl", { class: "facts keys" }, HELP.map(([key, does]) => [dom.el("dt", {}, dom.el("kbd", { text: key })), dom.el("dd", { text: does })]).flat()));
  box.showModal();
};

const shortcuts = (e) => {
  if (e.altKey || e.ctrlKey || e.metaKey || e.defaultPrevented || dom.by("help-box").open) return;
  const typing = e.target.matches?.("input[type=search], input[type=text], textarea");
  if (e.key === "Escape") {
    if (document.body.classList.contains("filters-open")) { showFilters(false); dom.by("show-filters").focus(); }
    else if (state.get().pick) state.set({ pick: null });
    return;
  }
  if (typing) return;
  const onControl = e.target.matches?.("button, input, summary, a, [role=slider], [role=button]");
  const does = {
    "/": () => { if (getComputedStyle(dom.by("show-filters")).display !== "none") showFilters(true); dom.by("search").focus(); },
    g: () => state.set({ view: "graph" }), t: () => state.set({ view: "table" }), d: otherTheme, e: openAll, r: () => { state.reset(); dom.say("All filters are off"); },
    "?": help, "+": () => camera.zoom(1.35), "=": () => camera.zoom(1.35), "-": () => camera.zoom(1 / 1.35), 0: () => graph.fit(),
    " ": onControl ? null : timebar.play,
  }[e.key.length === 1 ? e.key.toLowerCase() : e.key];
  if (!does) return;
  e.preventDefault();
  does();
};

const wire = () => {
  const tabs = ["graph", "table"];
  for (const view of tabs) {
    dom.by(`tab-${view}`).addEventListener("click", () => state.set({ view }));
    dom.by(`tab-${view}`).addEventListener("keydown", (e) => {
      if (!["ArrowLeft", "ArrowRight"].includes(e.key)) return;
      const other = tabs.find((v) => v !== view);
      state.set({ view: other });
      dom.by(`tab-${other}`).focus();
      e.preventDefault();
    });
  }
  const click = (id, act) => dom.by(id).addEventListener("click", act);
  click("zoom-in", () => camera.zoom(1.35));
  click("zoom-out", () => camera.zoom(1 / 1.35));
  click("zoom-fit", () => graph.fit());
  click("open-all", openAll);
  click("theme", otherTheme);
  click("help", help);
  click("show-filters", () => showFilters(!document.body.classList.contains("filters-open")));
  click("skip", (e) => { e.preventDefault(); (state.get().view === "graph" ? document.querySelector("#canvas [tabindex='0']") : document.querySelector("#table [tabindex='0']"))?.focus(); });
  addEventListener("keydown", shortcuts);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(state.get()));
  let wide = 0;
  new ResizeObserver((boxes) => {
    const width = Math.round(boxes[0].contentRect.width);
    if (wide && width && Math.abs(width - wide) > 40 && state.get().view === "graph") graph.fit(true);
    if (width) wide = width;
  }).observe(dom.by("graph"));
};

const open = async () => {
  await record.load();
  groups.make();
  const asked = record.focus.map((n) => record.actors[n].id);
  const first = asked.length ? { pick: [asked.length === 1 ? "actor" : "pair", asked.slice(0, 2).join(" ")] } : {};
  state.start(first);
  dom.by("heading").textContent = heading();
  document.title = heading();
  legend.start();
  search.start();
  timebar.start();
  table.start();
  graph.start();
  save.start();
  wire();
  state.listen(draw);
  draw(state.get());
  graph.fit(true);
  document.documentElement.dataset.ready = "yes";
};

open().catch((error) => {
  const box = dom.by("nothing");
  box.hidden = false;
  box.textContent = `This page could not be opened: ${error.message}`;
  document.documentElement.dataset.ready = "failed";
  throw error;
});
