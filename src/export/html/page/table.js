/* The events as a table: the same picture for those who rather read, for screen readers and for paper. */
const table = (() => {
  const AT_ONCE = 150;
  const names = (side) => side.map((n) => record.actors[n].name).join(", ");
  const COLUMNS = [
    { id: "date", name: "Date", of: (e) => days.when([e]), by: (e) => e.day ?? Infinity },
    { id: "source", name: "Source", of: (e) => names(e.source) },
    { id: "class", name: "Class", of: (e) => record.classes[e.class].name, by: (e) => e.class },
    { id: "event", name: "Event", of: (e) => record.verb(e) },
    { id: "code", name: "Code", of: (e) => e.code },
    { id: "target", name: "Target", of: (e) => (e.both && e.target.length ? "↔ " : "") + names(e.target), by: (e) => names(e.target) },
    { id: "sources", name: "Src", title: "independent sources", of: (e) => String(e.sources), by: (e) => e.sources, number: true },
    { id: "sure", name: "Conf", title: "confidence, 0 to 1", of: (e) => e.sure.toFixed(2), by: (e) => e.sure, number: true },
    { id: "sentence", name: "Sentence", of: (e) => (e.said[0] ? record.sentences[e.said[0].sentence] : "") },
  ];
  let sort = { column: COLUMNS[0], down: false }, events = [], rows = [], body, more, heads, stale = true, watch;

  const sorted = () => {
    const key = sort.column.by ?? sort.column.of;
    const out = events.map((e) => [key(e), e]);
    const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en"));
    out.sort((a, b) => (a[0] === b[0] ? 0 : compare(a[0], b[0])) * (sort.down ? -1 : 1) || a[1].n - b[1].n);
    return out.map(([, e]) => e);
  };

  const row = (event) => {
    const picked = state.get().pick?.[0] === "event" && state.get().pick[1] === event.id;
    const tr = dom.el("tr", { "data-event": event.id, "aria-selected": String(picked), class: event.unreal ? "unreal" : null });
    for (const column of COLUMNS) {
      const cell = dom.el("td", { class: column.id, "data-name": column.name });
      if (column.id === "event") {
        cell.append(dom.el("button", { class: "link", tabindex: -1, text: dom.clip(column.of(event), 80), "aria-label": `${dom.clip(record.line(event), 300)}: show the evidence` }));
        if (event.status !== "actual") cell.append(dom.el("span", { class: "status", text: event.status }));
      } else if (column.id === "class") {
        cell.title = column.of(event);
        cell.append(evidence.sample(record.classes[event.class]), dom.el("span", { class: "unseen", text: column.of(event) }));
      } else if (column.id === "sentence") cell.append(dom.el("span", { class: "clamp", text: column.of(event) }));
      else cell.textContent = dom.clip(column.of(event), 120);
      tr.append(cell);
    }
    return tr;
  };

  const add = (count) => {
    const from = body.children.length, made = rows.slice(from, from + count).map(row);
    body.append(...made);
    more.hidden = body.children.length >= rows.length;
    more.textContent = `Show more (${(rows.length - body.children.length).toLocaleString("en")} left)`;
  };

  const fill = () => {
    stale = false;
    rows = sorted();
    body.replaceChildren();
    add(AT_ONCE);
    rove(body.querySelector("button"));
    heads.forEach((th, i) => {
      const on = COLUMNS[i] === sort.column;
      th.setAttribute("aria-sort", on ? (sort.down ? "descending" : "ascending") : "none");
    });
  };

  const rove = (button, focus) => {
    if (!button) return;
    for (const old of body.querySelectorAll("button[tabindex='0']")) old.tabIndex = -1;
    button.tabIndex = 0;
    if (focus) {
      button.focus();
      button.scrollIntoView({ block: "nearest" });
    }
  };

  const keys = (e) => {
    const tr = e.target.closest("tr[data-event]");
    if (!tr) return;
    const all = body.children, here = [...all].indexOf(tr);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, PageDown: here + 15, PageUp: here - 15, Home: 0, End: rows.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    while (to >= all.length && all.length < rows.length) add(e.key === "End" ? rows.length : AT_ONCE);
    rove(all[Math.max(0, Math.min(all.length - 1, to))].querySelector("button"), true);
  };

  const start = () => {
    body = dom.el("tbody");
    more = dom.el("button", { class: "button wide more", on: { click: () => { const from = body.children.length; add(AT_ONCE); rove(body.children[from]?.querySelector("button"), true); } } });
    heads = COLUMNS.map((column) => dom.el("th", { scope: "col", class: column.id, "aria-sort": "none" },
      dom.el("button", { text: column.name, title: column.title, on: { click: () => { sort = { column, down: sort.column === column ? !sort.down : column.number === true }; fill(); } } })));
    const box = dom.by("table");
    box.replaceChildren(
      dom.el("table", { class: "events", "aria-label": "Events" }, dom.el("thead", {}, dom.el("tr", {}, heads)), body), more);
    body.addEventListener("click", (e) => {
      const tr = e.target.closest("tr[data-event]");
      if (!tr || String(getSelection())) return;
      rove(tr.querySelector("button"));
      state.set({ pick: ["event", tr.dataset.event] });
    });
    body.addEventListener("keydown", keys);
    watch = new IntersectionObserver((seen) => { if (seen.some((s) => s.isIntersecting)) add(AT_ONCE); }, { root: box, rootMargin: "600px" });
    watch.observe(more);
  };

  const render = (now, found) => {
    if (found !== events) {
      events = found;
      stale = true;
    }
    if (now.view === "table" && stale) fill();
    for (const tr of body.children) tr.setAttribute("aria-selected", String(now.pick?.[0] === "event" && now.pick[1] === tr.dataset.event));
  };

  /* Every row, for paper. */
  const whole = () => {
    if (stale) fill();
    add(rows.length);
  };

  return { start, render, whole };
})();

