/* Which nodes stand for which actors: one for each actor, or one for all of a state while the state is closed. */
const groups = (() => {
  const OPEN_UP_TO = 48; // actors in all: a small graph shows everybody at once
  const ALONE = 28; // actors of no state that stand alone; the others share a group
  let all = [], ofActor = [];

  const make = () => {
    const byKey = new Map();
    const put = (key, title, actor, isState) => {
      if (!byKey.has(key)) byKey.set(key, { key, title, isState, actors: [] });
      byKey.get(key).actors.push(actor);
    };
    const stateless = [];
    for (const actor of record.actors) {
      if (!actor.events.length) continue;
      if (actor.state) put(actor.state, record.states[actor.state] ?? actor.state, actor, true);
      else stateless.push(actor);
    }
    stateless.sort((a, b) => b.events.length - a.events.length || a.n - b.n);
    const many = stateless.length > ALONE + 8;
    stateless.forEach((actor, i) => {
      if (many && i >= ALONE) put("*", "Others", actor, false);
      else put(`=${actor.id}`, actor.name, actor, false);
    });
    all = [...byKey.values()];
    for (const group of all) {
      // the state itself first, then whoever is told of most
      group.actors.sort((a, b) => (b.id === group.key) - (a.id === group.key) || b.events.length - a.events.length || a.n - b.n);
      group.events = new Set(group.actors.flatMap((a) => a.events)).size;
      group.single = group.actors.length === 1;
    }
    all.sort((a, b) => b.events - a.events || (a.key < b.key ? -1 : 1));
    ofActor = [];
    for (const group of all) for (const actor of group.actors) ofActor[actor.n] = group;
    return all;
  };

  const usuallyOpen = () => {
    const many = all.reduce((sum, g) => sum + g.actors.length, 0);
    if (many <= OPEN_UP_TO) return all.filter((g) => !g.single).map((g) => g.key);
    return record.focus.map((n) => ofActor[n]).filter((g) => g && !g.single && g.actors.length <= 30).map((g) => g.key);
  };
  const open = (now) => new Set(now.open ?? usuallyOpen());
  const isOpen = (group, opened) => group.single || opened.has(group.key);

  /* Nodes, each with its key, its group, and the actors it stands for. */
  const nodes = (now) => {
    const opened = open(now), out = [];
    for (const group of all) {
      if (isOpen(group, opened)) {
        for (const actor of group.actors) out.push(actorNode(actor, group));
      } else {
        const shape = group.isState ? "double-box" : "parallelogram";
        out.push({
          key: group.key, group, actors: group.actors, closed: true, shape,
          name: [group.title], under: "", events: group.events,
        });
      }
    }
    return out;
  };

  const wrap = (text, most, lines) => {
    const out = [];
    for (const word of text.split(" ")) {
      const last = out.length - 1;
      if (out.length && out[last].length + 1 + word.length <= most) out[last] += ` ${word}`;
      else out.push(word);
    }
    if (out.length > lines) {
      out.length = lines;
      out[lines - 1] += " …";
    }
    return out.map((line) => dom.clip(line, most + 6));
  };

  const actorNode = (actor, group) => {
    const within = !group.single;
    const label = within ? actor.short ?? actor.name : actor.name;
    return {
      key: actor.id, group, actors: [actor], actor, closed: false, shape: record.shapes[actor.shape].id,
      name: wrap(label, 22, 3), under: actor.kind === "person" && actor.office ? dom.clip(actor.office, 28) : "",
      events: actor.events.length,
    };
  };

  const toggle = (key) => {
    const opened = open(state.get());
    if (!opened.delete(key)) opened.add(key);
    state.set({ open: [...opened].sort() });
  };

  return { make, nodes, open, isOpen, toggle, of: (n) => ofActor[n], all: () => all };
})();

