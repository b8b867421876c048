/* The data of the page as objects: actors, events, the sentences that tell them. Read once, never changed. */
const record = (() => {
  const unpack = async () => {
    const element = dom.by("data");
    if (element.type === "application/json") return JSON.parse(element.textContent);
    if (typeof DecompressionStream === "undefined") {
      throw new Error("this browser cannot unpack the data (it knows no DecompressionStream); use one of 2023 or later");
    }
    const bytes = Uint8Array.from(atob(element.textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return JSON.parse(await new Response(stream).text());
  };

  /* Columns to rows. */
  const rows = (table) => {
    const names = Object.keys(table);
    const length = names.length ? table[names[0]].length : 0;
    return Array.from({ length }, (_, n) => {
      const row = { n };
      for (const name of names) row[name] = table[name][n];
      return row;
    });
  };

  /* Each source with each target; all with all when both sides act and none is the target. */
  const pairs = (event) => {
    const out = [], seen = new Set();
    const add = (a, b) => {
      if (a === b || seen.has(`${a} ${b}`)) return;
      if (event.both && seen.has(`${b} ${a}`)) return;
      seen.add(`${a} ${b}`);
      out.push([a, b]);
    };
    const { source, target } = event;
    if (!target.length && event.both) {
      source.forEach((a, i) => source.slice(i + 1).forEach((b) => add(a, b)));
    }
    for (const a of source) for (const b of target) add(a, b);
    return out;
  };

  const load = async () => {
    const raw = await unpack();
    Object.assign(it, raw);
    it.actors = rows(raw.actors);
    for (const actor of it.actors) {
      actor.names ??= [];
      actor.offices ??= [];
      actor.events = [];
    }
    const said = rows(raw.said);
    let next = 0; // sentences stand in the order they are first told
    for (const told of said) {
      told.sentence ??= next;
      if (told.sentence === next) next += 1;
    }
    let at = 0;
    it.events = rows(raw.events);
    for (const event of it.events) {
      event.end ??= event.day;
      event.source ??= [];
      event.target ??= [];
      event.contexts ??= [];
      event.status ??= "actual";
      event.unreal = event.not === true || event.status !== "actual";
      event.pairs = pairs(event);
      event.parties = [...new Set([...event.source, ...event.target])];
      event.said = said.slice(at, at + event.said);
      at += event.said.length;
      for (const party of event.parties) it.actors[party].events.push(event);
    }
    it.byId = new Map(it.events.map((e) => [e.id, e]));
    it.actorById = new Map(it.actors.map((a) => [a.id, a]));
    return it;
  };

  /* A sentence cut into stretches: [mark, words], mark 0 for nothing special, 1 source, 2 target, 3 trigger. */
  const stretches = (said) => {
    const letters = [...it.sentences[said.sentence]], out = [];
    let at = 0;
    const marks = said.marks ?? [];
    for (let i = 0; i + 2 < marks.length; i += 3) {
      const [from, length, mark] = marks.slice(i, i + 3);
      if (from > at) out.push([0, letters.slice(at, from).join("")]);
      out.push([mark, letters.slice(from, from + length).join("")]);
      at = from + length;
    }
    if (at < letters.length) out.push([0, letters.slice(at).join("")]);
    return out;
  };

  /* The words by which a party was recognised: given, or those of a mark. */
  const namedBy = (said, words) => {
    if (typeof words !== "number") return words;
    const [from, length] = said.marks.slice(words * 3);
    return [...it.sentences[said.sentence]].slice(from, from + length).join("");
  };

  const sides = (event) => {
    const names = (side) => side.map((n) => it.actors[n].name).join(", ");
    if (!event.target.length) return [names(event.source), ""];
    return [names(event.source), names(event.target)];
  };
  /* not visit, recognise */
  const verb = (event) => (event.not ? `not ${event.kind}` : event.kind);
  /* Russia → Islamic Emirate of Afghanistan: recognise [054] */
  const line = (event) => {
    const [a, b] = sides(event);
    return `${a}${b ? ` ${event.both ? "↔" : "→"} ${b}` : ""}: ${verb(event)} [${event.code}]`;
  };
  const words = (event) => {
    event.words ??= [
      ...event.parties.flatMap((n) => [it.actors[n].name, it.actors[n].id, ...it.actors[n].names]),
      event.kind, event.code, event.plover ?? "", event.place ?? "", it.codes[event.code] ?? "", event.id,
      ...event.said.flatMap((s) => [it.sentences[s.sentence], it.documents[s.document]]),
    ].join("\n").toLocaleLowerCase("en");
    return event.words;
  };

  const it = { load, stretches, namedBy, sides, verb, line, words };
  return it;
})();

