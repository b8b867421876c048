/* Which events are shown. */
const filter = (() => {
  /* The days an event counts for on the chosen clock: when it happened, or when it was told. */
  const span = (event, clock) => {
    if (clock === "reported") return event.told === null ? null : [event.told, event.told];
    return event.day === null ? null : [event.day, event.end];
  };

  /* The days that nearly all events lie in, [first, last]. Lone ones far off (a treaty of 1775) stay outside: on one
     scale they would press the rest together. */
  const extent = (events, clock) => {
    const spans = events.map((e) => span(e, clock)).filter(Boolean);
    if (!spans.length) return null;
    const sorted = spans.map((s) => s[0]).sort((a, b) => a - b);
    const ends = spans.map((s) => s[1]).sort((a, b) => a - b);
    const at = (list, q) => list[Math.min(list.length - 1, Math.floor(list.length * q))];
    let low = sorted[0], high = ends[ends.length - 1];
    const a = at(sorted, 0.04), b = at(ends, 0.97), wide = Math.max(b - a, 30);
    if (a - low > wide) low = a - Math.round(wide * 0.05);
    if (high - b > wide) high = b + Math.round(wide * 0.05);
    return [low, high];
  };

  const tests = {
    class: (now) => {
      const off = new Set(now.noClasses);
      if (!off.size) return null;
      return (e) => !off.has(record.classes[e.class].id);
    },
    shape: (now) => {
      const off = new Set(now.noShapes);
      if (!off.size) return null;
      const seen = (n) => !off.has(record.shapes[record.actors[n].shape].id);
      return (e) => (e.pairs.length ? e.pairs.some(([a, b]) => seen(a) && seen(b)) : e.parties.some(seen));
    },
    unreal: (now) => (now.unreal ? null : (e) => !e.unreal),
    kind: (now) => {
      const only = new Set(now.kinds);
      return only.size ? (e) => only.has(e.kind) : null;
    },
    sources: (now) => (now.sources > 1 ? (e) => e.sources >= now.sources : null),
    sure: (now) => (now.sure > 0 ? (e) => e.sure * 100 >= now.sure - 1e-6 : null),
    words: (now) => {
      const words = now.q.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
      return words.length ? (e) => words.every((w) => record.words(e).includes(w)) : null;
    },
    time: (now) => {
      const { from, until, clock, undated } = now;
      if (from === null && until === null && undated) return null;
      return (e) => {
        const days = span(e, clock);
        if (!days) return undated;
        return (from === null || days[1] >= from) && (until === null || days[0] <= until);
      };
    },
  };

  /* The events that pass every test but the one called `except`. */
  const events = (now, except) => {
    const use = Object.entries(tests).filter(([name]) => name !== except).map(([, make]) => make(now)).filter(Boolean);
    return record.events.filter((e) => use.every((test) => test(e)));
  };

  /* Whether an actor's shape is shown. */
  const shown = (now, actor) => !now.noShapes.includes(record.shapes[actor.shape].id);

  const isNarrowed = (now) => {
    const normal = state.usual();
    return ["q", "noClasses", "noShapes", "unreal", "kinds", "sources", "sure", "from", "until", "undated"].some(
      (name) => JSON.stringify(now[name]) !== JSON.stringify(normal[name]),
    );
  };

  return { events, span, extent, shown, isNarrowed };
})();

