/* What the reader has chosen: one object, told to whoever listens, and kept in the address after `#`. */
const state = (() => {
  const usual = () => ({
    view: "graph",
    q: "",
    noClasses: [], // classes switched off, by name
    noShapes: [],
    unreal: true, // what is planned, promised, denied … too
    kinds: [], // only these, when there are any
    sources: 1, // at least so many independent documents
    sure: 0, // at least this confidence, in hundredths
    from: null, // first day, last day
    until: null,
    clock: "happened",
    undated: true,
    open: null, // states opened by the reader; null: as they come
    pick: null, // [what, which]: actor, group, line, event
    theme: null,
  });
  let now = usual();
  const listeners = [];

  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  const tell = (before) => {
    const changed = new Set(Object.keys(now).filter((name) => !same(before[name], now[name])));
    if (changed.size) for (const listen of listeners) listen(now, changed);
    return changed;
  };

  const set = (patch) => {
    const before = now;
    now = { ...now, ...patch };
    if (tell(before).size) keep();
  };

  const WORDS = ["view", "clock", "theme", "q"], LISTS = ["noClasses", "noShapes", "kinds", "open"];
  const DAYS = ["from", "until"], NUMBERS = ["sources", "sure"], FLAGS = ["unreal", "undated"];

  const write = () => {
    const parts = new URLSearchParams(), normal = usual();
    for (const name of Object.keys(now)) {
      const value = now[name];
      if (same(value, normal[name])) continue;
      if (DAYS.includes(name)) parts.set(name, days.iso(value));
      else if (LISTS.includes(name)) parts.set(name, value.map(encodeURIComponent).join(","));
      else if (name === "pick") parts.set("pick", value.map(encodeURIComponent).join(","));
      else parts.set(name, String(value));
    }
    return parts.toString();
  };

  const read = (hash) => {
    const parts = new URLSearchParams(hash.replace(/^#/, "")), out = usual();
    const list = (text) => (text === "" ? [] : text.split(",").map((part) => {
      try { return decodeURIComponent(part); } catch { return part; }
    }));
    for (const name of WORDS) if (parts.has(name)) out[name] = parts.get(name);
    for (const name of LISTS) if (parts.has(name)) out[name] = list(parts.get(name));
    for (const name of DAYS) if (parts.has(name)) out[name] = days.parse(parts.get(name));
    for (const name of NUMBERS) if (parts.has(name)) out[name] = Number(parts.get(name)) || 0;
    for (const name of FLAGS) if (parts.has(name)) out[name] = parts.get(name) !== "false";
    if (parts.has("pick")) out.pick = list(parts.get("pick")).slice(0, 2);
    if (out.pick?.length !== 2) out.pick = null;
    if (!["graph", "table"].includes(out.view)) out.view = "graph";
    if (!["happened", "reported"].includes(out.clock)) out.clock = "happened";
    if (!["light", "dark", null].includes(out.theme)) out.theme = null;
    return out;
  };

  let own = "", timer = 0;
  /* A little later: while a handle is dragged the address would change a hundred times a second. */
  const keep = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      own = write();
      try {
        history.replaceState(null, "", own ? `#${own}` : location.pathname + location.search);
      } catch {
        location.hash = own; // where a page opened from a file may not touch the history
      }
    }, 150);
  };

  const start = (first) => {
    now = { ...usual(), ...first, ...pickGiven(location.hash) };
    addEventListener("hashchange", () => {
      const hash = location.hash.replace(/^#/, "");
      if (hash === own || hash === "main") return;
      const before = now;
      now = read(hash);
      tell(before);
    });
  };
  const pickGiven = (hash) => {
    const given = read(hash), normal = usual();
    return Object.fromEntries(Object.entries(given).filter(([name, value]) => !same(value, normal[name])));
  };

  const reset = () => set({ ...usual(), view: now.view, theme: now.theme, open: now.open });

  return { get: () => now, set, listen: (act) => listeners.push(act), start, reset, usual };
})();

