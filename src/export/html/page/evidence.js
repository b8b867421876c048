/* The panel at the right: the sentences behind what is picked; an overview when nothing is. */
const evidence = (() => {
  const AT_ONCE = 40;
  const BASIS = {
    stated: "stated in the sentence",
    relative: "worked out from words of the sentence",
    carried: "carried over from an earlier sentence",
    published: "the day of publication",
  };
  const PRECISION = { week: "to the week", month: "to the month", quarter: "to the quarter", year: "to the year", range: "somewhere in these days" };
  let shown = null;

  const title = (words, ...more) => dom.el("header", { class: "card-head" }, dom.el("h2", { text: dom.clip(words, 240) }), ...more);
  const sample = (c) => dom.svg("svg", { class: `sample ${c.id}`, width: 34, height: 10, viewBox: "0 0 34 10", "aria-hidden": "true" },
    dom.svg("path", { class: "stroke", d: "M1,5H27", "stroke-width": c.widths[0] + 0.4, "stroke-dasharray": c.dash || null }),
    dom.svg("path", { class: "head", d: "M33,5L25,1.4V8.6Z" }));

  const actorButton = (n) => dom.el("button", {
    class: "actor", text: dom.clip(record.actors[n].name, 160), title: record.actors[n].id, on: { click: () => pickActor(record.actors[n]) },
  });
  const pickActor = (actor) => {
    state.set({ pick: ["actor", actor.id] });
    graph.show(actor);
  };

  const parties = (event) => {
    const list = (side) => side.flatMap((n, i) => [i ? ", " : null, actorButton(n)]);
    return [list(event.source), event.target.length ? dom.el("span", { class: "arrow", text: event.both ? " ↔ " : " → ", "aria-label": event.both ? "and" : "to" }) : null, list(event.target)].flat();
  };

  const dateWords = (event) => {
    if (event.day === null) return "nothing dates it";
    const range = event.end === event.day ? days.iso(event.day) : `${days.iso(event.day)} to ${days.iso(event.end)}`;
    return [range, PRECISION[event.precision], BASIS[event.basis]].filter(Boolean).join(", ");
  };

  /* A term and what is said of it; nothing when there is nothing to say. */
  const row = (name, value) => (value === null || value === undefined || value === "" || value.length === 0 ? [] : [dom.el("dt", { text: name }), dom.el("dd", {}, value)]);

  const quote = (event, said) => {
    const words = record.stretches(said).map(([mark, text]) => {
      if (!mark) return text;
      const kind = ["", "source", "target", "trigger"][mark];
      return dom.el("mark", { class: kind, text, title: { source: "who acts", target: "whom it is done to", trigger: "the words that say what" }[kind] });
    });
    // only addresses of the web become links: nothing is fetched before the reader follows one
    const web = said.url && /^https?:\/\//i.test(said.url) ? said.url : null;
    const name = record.documents[said.document];
    const where = web ? dom.el("a", { href: web, target: "_blank", rel: "noopener noreferrer", text: name }) : dom.el("span", { text: name });
    return dom.el("figure", { class: "quote" },
      dom.el("blockquote", {}, words),
      dom.el("figcaption", {}, where, said.published === null || said.published === undefined ? null : `, published ${days.iso(said.published)}`,
        said.url && !web ? ` (${said.url})` : null),
      dom.el("details", { class: "proof" }, dom.el("summary", { text: "How it was read" }), dom.el("dl", { class: "facts" },
        row("rule", said.rule),
        row("dated by", (said.dated ?? []).join(" ← ")),
        row("named by", (said.named ?? []).map((n) => dom.el("div", { text: typeof n === "string" ? n : `${record.namedBy(said, n[0])} = ${record.actors[n[1]].id} (${n[2]})` }))),
        row("place in text", `characters ${said.from} to ${said.to ?? said.from + [...record.sentences[said.sentence]].length}`))));
  };

  const claim = (event) => {
    if (!event.unreal) return null;
    return event.not ? `${event.status}, said not to have happened` : event.status;
  };

  const body = (event) => {
    const about = event.about ? record.byId.get(event.about) : null;
    return [
      dom.el("div", { class: "quotes" }, event.said.map((s) => quote(event, s))),
      dom.el("dl", { class: "facts" },
        row("date", dateWords(event)),
        row("reported", event.told === null ? null : days.iso(event.told)),
        row("code", [`CAMEO ${event.code}`, record.codes[event.code] ? ` ${record.codes[event.code]}` : null, event.plover ? `; PLOVER ${event.plover}` : null, event.goldstein === null ? null : `; Goldstein ${event.goldstein}`].filter(Boolean).join("")),
        row("claim", claim(event)),
        row("told by", event.speaker ? `${event.speaker[0]}, “${event.speaker[1]}”` : null),
        row("content of", about ? dom.el("button", { class: "actor", text: record.line(about), on: { click: () => state.set({ pick: ["event", about.id] }) } }) : null),
        row("place", event.place),
        row("contexts", event.contexts.join(", ")),
        row("sources", `${event.sources} independent`),
        row("confidence", dom.el("span", { class: "sureness" }, dom.el("meter", { min: 0, max: 1, value: event.sure, "aria-label": "confidence" }), ` ${event.sure.toFixed(2)}`)),
        row("event", dom.el("code", { text: event.id }))),
    ];
  };

  const chip = (event) => {
    const c = record.classes[event.class];
    return dom.el("span", { class: `chip ${c.id}` }, sample(c), c.name);
  };

  const card = (event) => dom.el("article", { class: "event-card" },
    dom.el("p", { class: "meta" }, dom.el("time", { text: days.when([event]) }), chip(event)),
    dom.el("h2", { class: "verb" }, record.verb(event), dom.el("span", { class: "code", text: ` [${event.code}]` }),
      event.status === "actual" ? null : dom.el("span", { class: "status", text: event.status })),
    dom.el("p", { class: "parties" }, parties(event)), body(event));

  const item = (event, own) => {
    const c = record.classes[event.class];
    const words = own ? otherSide(event, own) : record.line(event);
    const details = dom.el("details", { class: "item" },
      dom.el("summary", {}, dom.el("time", { text: days.when([event]) }), sample(c), dom.el("span", { class: "words", text: dom.clip(words, 240) }),
        event.status === "actual" ? null : dom.el("span", { class: "status", text: event.status })));
    details.addEventListener("toggle", () => {
      if (details.open && details.children.length === 1) {
        details.append(dom.el("div", { class: "item-body" }, dom.el("p", { class: "parties" }, parties(event)), body(event)));
      }
    });
    return details;
  };

  /* In an actor's own list its name need not be said again. */
  const otherSide = (event, actor) => {
    const names = (side) => side.map((n) => record.actors[n].name).join(", ");
    const verb = `${record.verb(event)} [${event.code}]`;
    if (event.source.includes(actor.n)) {
      const rest = event.both ? event.parties.filter((n) => n !== actor.n) : event.target;
      return `${verb}${rest.length ? ` ${event.both ? "↔" : "→"} ${names(rest)}` : ""}`;
    }
    return `${names(event.source)} ${event.both ? "↔" : "→"} ${verb}`;
  };

  const list = (events, own) => {
    const box = dom.el("div", { class: "items" });
    let at = 0;
    const more = dom.el("button", { class: "button wide", on: { click: () => { const from = at; add(); box.children[from]?.querySelector("summary").focus(); } } });
    const add = () => {
      more.before(...events.slice(at, at + AT_ONCE).map((e) => item(e, own)));
      at = Math.min(events.length, at + AT_ONCE);
      more.hidden = at >= events.length;
      more.textContent = `Show more (${(events.length - at).toLocaleString("en")} left)`;
    };
    box.append(more);
    add();
    if (events.length === 1) box.querySelector("details").open = true;
    return box;
  };

  const back = () => dom.el("button", { class: "button small", text: "Close", title: "Back to the overview (Escape)", on: { click: () => state.set({ pick: null }) } });

  /* Rows with a bar each: who or what is told of most. */
  const bars = (rows) => {
    const most = Math.max(1, ...rows.map((r) => r.count));
    return dom.el("ul", { class: "bars" }, rows.map((r) => {
      const bar = dom.el("span", { class: "bar", "aria-hidden": "true" });
      bar.style.width = `${(100 * r.count) / most}%`;
      return dom.el("li", {}, dom.el("button", { class: "bar-row", on: { click: r.act } }, bar,
        dom.el("span", { class: "bar-name", text: r.name }), dom.el("span", { class: "bar-count", text: r.count.toLocaleString("en") })));
    }));
  };
  const tally = (items) => {
    const out = new Map();
    for (const i of items) out.set(i, (out.get(i) ?? 0) + 1);
    return [...out].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  };

  const overview = (events) => {
    const actors = tally(events.flatMap((e) => e.parties)).slice(0, 8);
    const pairs = tally(events.flatMap((e) => e.pairs.map(([a, b]) => (a < b ? `${a} ${b}` : `${b} ${a}`)))).slice(0, 8);
    const parts = [title("Evidence"), dom.el("p", { class: "faint lead", text: "Pick a line to read the sentences that tell it, or an actor to see its record." })];
    if (actors.length) parts.push(dom.el("h3", { text: "Told of most" }), bars(actors.map(([n, count]) => ({ name: record.actors[n].name, count, act: () => pickActor(record.actors[n]) }))));
    if (pairs.length) {
      parts.push(dom.el("h3", { text: "Closest ties" }), bars(pairs.map(([key, count]) => {
        const [a, b] = key.split(" ").map(Number);
        return { name: `${record.actors[a].name} – ${record.actors[b].name}`, count, act: () => state.set({ pick: ["pair", `${record.actors[a].id} ${record.actors[b].id}`] }) };
      })));
    }
    return parts;
  };

  const ofActor = (actor, events) => {
    const own = events.filter((e) => e.parties.includes(actor.n));
    const with_ = tally(own.flatMap((e) => e.pairs.filter((p) => p.includes(actor.n)).map(([a, b]) => (a === actor.n ? b : a)))).slice(0, 5);
    const state_ = actor.state ? record.states[actor.state] ?? actor.state : null;
    return [
      title(actor.name, back()),
      dom.el("p", { class: "faint lead", text: [actor.kind, state_ !== actor.name ? state_ : null, actor.office].filter(Boolean).join(" · ") }),
      dom.el("dl", { class: "facts" },
        row("id", dom.el("code", { text: actor.id })),
        row("also", dom.clip(actor.names.join("; "), 240)),
        row("offices", actor.offices.map((o) => dom.el("div", { text: o })))),
      with_.length ? dom.el("h3", { text: "Mostly with" }) : null,
      with_.length ? bars(with_.map(([n, count]) => ({ name: record.actors[n].name, count, act: () => pickActor(record.actors[n]) }))) : null,
      dom.el("h3", { text: dom.count(own.length, "event") + (own.length < actor.events.length ? ` of ${actor.events.length}` : "") }),
      list(own, actor),
    ];
  };

  const ofGroup = (group, events) => {
    const members = new Set(group.actors.map((a) => a.n));
    const own = events.filter((e) => e.parties.some((n) => members.has(n)));
    return [
      title(group.title, back()),
      dom.el("p", { class: "faint lead", text: `${dom.count(group.actors.length, "actor")}, ${dom.count(own.length, "event")}` }),
      dom.el("h3", { text: "Actors" }),
      bars(group.actors.slice(0, 12).map((a) => ({ name: a.name, count: a.events.length, act: () => pickActor(a) }))),
      dom.el("h3", { text: "Events" }), list(own),
    ];
  };

  const ofPick = (now, events) => {
    const [what, which] = now.pick;
    if (what === "event") {
      const event = record.byId.get(which);
      return event ? [dom.el("header", { class: "card-head" }, dom.el("h2", { class: "kicker", text: "Event" }), back()), card(event)] : null;
    }
    if (what === "actor") {
      const actor = record.actorById.get(which);
      return actor ? ofActor(actor, events) : null;
    }
    if (what === "group") {
      const group = groups.all().find((g) => g.key === which);
      return group ? ofGroup(group, events) : null;
    }
    if (what === "pair") {
      const [a, b] = which.split(" ").map((id) => record.actorById.get(id));
      if (!a || !b) return null;
      const own = events.filter((e) => e.pairs.some((p) => p.includes(a.n) && p.includes(b.n)));
      return [title(`${a.name} – ${b.name}`, back()), dom.el("p", { class: "faint lead", text: dom.count(own.length, "event") }), list(own)];
    }
    const line = graph.line(which);
    if (!line) return null;
    return [title(graph.lineWords(line), back()), dom.el("p", { class: "faint lead", text: `${line.label} · ${record.classes[line.class].name}` }), list(line.events)];
  };

  const render = (now, events) => {
    const panel = dom.by("evidence");
    const parts = (now.pick && ofPick(now, events)) || overview(events);
    const key = JSON.stringify(now.pick);
    const inside = panel.contains(document.activeElement);
    panel.replaceChildren(...parts.filter(Boolean));
    panel.classList.toggle("has-pick", now.pick !== null);
    if (shown !== key) {
      panel.scrollTop = 0;
      // who followed a link in the panel stays in it
      if (inside) panel.focus({ preventScroll: true });
      const head = panel.querySelector(".event-card .verb, h2");
      if (now.pick && head) dom.say(`Evidence: ${now.pick[0] === "event" ? record.line(record.byId.get(now.pick[1]) ?? record.events[0]) : head.textContent}`);
    }
    shown = key;
  };

  return { render, sample };
})();

