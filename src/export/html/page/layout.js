/* Where nodes lie: states as panels of their actors, panels drawn together by what passed between them.
   Depends on the data and on what is open, on nothing else: the same page always looks the same. */
const layout = (() => {
  const GAP = { x: 34, y: 26 }, PAD = 18, HEAD = 26;
  const SCREEN = 1.28; // width by height of what is aimed at
  let room = 1; // what all boxes took up then
  let places = new Map(); // where each group's middle lies while all are as they come

  /* Attraction between groups from all events, whatever is filtered. */
  const weights = () => {
    const out = new Map();
    for (const event of record.events) {
      for (const [a, b] of event.pairs) {
        const from = groups.of(a)?.key, to = groups.of(b)?.key;
        if (from === undefined || to === undefined || from === to) continue;
        const key = from < to ? `${from}\n${to}` : `${to}\n${from}`;
        out.set(key, (out.get(key) ?? 0) + 1);
      }
    }
    return out;
  };

  /* Sizes a group's panel around its nodes, set in columns. */
  const panel = (group, members) => {
    if (members.length === 1) return { group, members, w: members[0].w, h: members[0].h, columns: [members], bare: true };
    const high = Math.max(1, members.length <= 6 ? members.length : Math.ceil(Math.sqrt(members.length * 1.9)));
    const columns = [];
    for (let i = 0; i < members.length; i += high) columns.push(members.slice(i, i + high));
    const wide = columns.map((c) => Math.max(...c.map((n) => n.w)));
    const tall = columns.map((c) => c.reduce((sum, n) => sum + n.h, 0) + GAP.y * (c.length - 1));
    const title = Math.min(280, shapes.measure(group.title, 13) + 2 * PAD + 30);
    return {
      group, members, columns, wide, bare: false,
      w: Math.max(title, wide.reduce((a, b) => a + b, 0) + GAP.x * (wide.length - 1) + 2 * PAD),
      h: Math.max(...tall) + 2 * PAD + HEAD,
    };
  };

  /* Springs and charges on boxes (after Fruchterman and Reingold), from a spiral, always the same number of rounds. */
  const settle = (boxes, tied) => {
    const n = boxes.length;
    if (!n) return;
    const at = new Map(boxes.map((box, i) => [box.group.key, i]));
    const springs = [], degree = new Array(n).fill(0);
    for (const [key, count] of tied) {
      const [a, b] = key.split("\n").map((k) => at.get(k));
      if (a === undefined || b === undefined) continue;
      const pull = Math.log2(1 + count);
      springs.push([a, b, pull]);
      degree[a] += pull;
      degree[b] += pull;
    }
    const area = boxes.reduce((sum, b) => sum + (b.w + 150) * (b.h + 90), 0);
    const k = Math.sqrt(area / n);
    const order = boxes.map((_, i) => i).sort((a, b) => degree[b] - degree[a] || a - b);
    const x = new Float64Array(n), y = new Float64Array(n);
    order.forEach((i, rank) => {
      const turn = rank * 2.399963, far = k * 0.75 * Math.sqrt(rank);
      x[i] = 1.35 * far * Math.cos(turn);
      y[i] = 0.8 * far * Math.sin(turn);
    });
    const rounds = n > 250 ? 120 : 260;
    const fx = new Float64Array(n), fy = new Float64Array(n);
    for (let round = 0; round < rounds; round += 1) {
      const heat = k * 0.5 * (1 - round / rounds) ** 1.5 + 0.5;
      fx.fill(0);
      fy.fill(0);
      for (let i = 0; i < n; i += 1) {
        for (let j = i + 1; j < n; j += 1) {
          let dx = x[i] - x[j], dy = (y[i] - y[j]) * 1.25;
          const square = dx * dx + dy * dy + 0.01;
          const room = ((boxes[i].w + boxes[j].w) / 2 + (boxes[i].h + boxes[j].h) / 2) / 2 + 60;
          const push = (room * room) / square;
          dx *= push;
          dy *= push;
          fx[i] += dx; fy[i] += dy;
          fx[j] -= dx; fy[j] -= dy;
        }
      }
      for (const [a, b, pull] of springs) {
        const dx = x[a] - x[b], dy = y[a] - y[b];
        const long = Math.sqrt(dx * dx + dy * dy) + 0.01;
        const strength = (long / k) * (0.35 + 1.3 * pull / Math.sqrt(degree[a] * degree[b]));
        fx[a] -= dx * strength; fy[a] -= dy * strength;
        fx[b] += dx * strength; fy[b] += dy * strength;
      }
      for (let i = 0; i < n; i += 1) {
        // towards the middle, more so from above and below: screens are wide
        fx[i] -= x[i] * 0.1;
        fy[i] -= y[i] * 0.26;
        const long = Math.sqrt(fx[i] * fx[i] + fy[i] * fy[i]) + 1e-9;
        const step = Math.min(long, heat) / long;
        x[i] += fx[i] * step;
        y[i] += fy[i] * step;
      }
    }
    boxes.forEach((box, i) => { box.x = x[i]; box.y = y[i]; });
  };

  /* Gives the sheet the shape of a screen and evens it out: halfway between where the springs put a box and its rank,
     so that neither a dense middle nor lone boxes far out take the room of the others. */
  const spread = (boxes, gap) => {
    const n = boxes.length;
    if (n < 2) return;
    const evening = n < 12 ? 0.35 : 0.62;
    const area = roomOf(boxes, gap) * (n < 12 ? 1.25 : 1.4);
    const high = Math.sqrt(area / SCREEN);
    for (const [axis, long] of [["x", high * SCREEN], ["y", high]]) {
      const ranked = [...boxes].sort((a, b) => a[axis] - b[axis] || (a.group.key < b.group.key ? -1 : 1));
      const low = ranked[0][axis], wide = ranked[n - 1][axis] - low || 1;
      ranked.forEach((box, rank) => {
        const even = (rank + 0.5) / n, sprung = (box[axis] - low) / wide;
        box[axis] = long * (evening * even + (1 - evening) * sprung - 0.5);
      });
    }
  };

  /* Moves boxes off one another, each pair along the shorter way. */
  const part = (boxes, gap) => {
    for (let round = 0; round < 400; round += 1) {
      let moved = false;
      for (let i = 0; i < boxes.length; i += 1) {
        for (let j = i + 1; j < boxes.length; j += 1) {
          const a = boxes[i], b = boxes[j];
          const over = { x: (a.w + b.w) / 2 + gap.x - Math.abs(a.x - b.x), y: (a.h + b.h) / 2 + gap.y - Math.abs(a.y - b.y) };
          if (over.x <= 0.5 || over.y <= 0.5) continue;
          moved = true;
          const axis = over.x / (a.w + b.w) < (over.y / (a.h + b.h)) * 0.8 ? "x" : "y";
          const by = ((a[axis] < b[axis] || (a[axis] === b[axis] && i < j) ? -1 : 1) * over[axis]) / 2;
          // the bigger box moves less
          const share = (b.w * b.h) / (a.w * a.h + b.w * b.h);
          a[axis] += by * 2 * share;
          b[axis] -= by * 2 * (1 - share);
        }
      }
      if (!moved) break;
    }
  };

  /* Members of a panel by the height of those they deal with, the state itself staying first. */
  const order = (boxes, linked) => {
    const middle = new Map();
    for (const box of boxes) for (const node of box.members) middle.set(node.key, box.y + (node.dy ?? 0));
    for (const box of boxes) {
      if (box.bare || box.members.length > 24) continue;
      const wish = (node) => {
        const others = linked.get(node.key);
        if (!others?.length) return box.y;
        return others.reduce((sum, o) => sum + (middle.get(o) ?? box.y), 0) / others.length;
      };
      const wished = new Map(box.members.map((node) => [node.key, wish(node)]));
      box.members.sort((a, b) => wished.get(a.key) - wished.get(b.key) || (a.key < b.key ? -1 : 1));
      Object.assign(box, panel(box.group, box.members));
      place(box);
      for (const node of box.members) middle.set(node.key, box.y + node.dy);
    }
  };

  const place = (box) => {
    if (box.bare) {
      Object.assign(box.members[0], { dx: 0, dy: 0 });
      return;
    }
    const inner = box.wide.reduce((a, b) => a + b, 0) + GAP.x * (box.wide.length - 1);
    let left = -inner / 2;
    box.columns.forEach((column, c) => {
      const tall = column.reduce((sum, n) => sum + n.h, 0) + GAP.y * (column.length - 1);
      let top = HEAD / 2 - tall / 2;
      for (const node of column) {
        node.dx = left + box.wide[c] / 2;
        node.dy = top + node.h / 2;
        top += node.h + GAP.y;
      }
      left += box.wide[c] + GAP.x;
    });
  };

  const roomOf = (boxes, gap) => boxes.reduce((sum, b) => sum + (b.w + gap.x) * (b.h + gap.y), 0);

  const boxesOf = (nodes) => {
    const members = new Map();
    for (const node of nodes) {
      if (!members.has(node.group)) members.set(node.group, []);
      members.get(node.group).push(node);
    }
    return [...members].map(([group, list]) => panel(group, list));
  };

  const linked = (nodes) => {
    const keyOf = new Map(nodes.flatMap((node) => node.actors.map((a) => [a.n, node.key])));
    const out = new Map();
    for (const event of record.events) {
      for (const [a, b] of event.pairs) {
        const from = keyOf.get(a), to = keyOf.get(b);
        if (from === undefined || to === undefined || from === to) continue;
        for (const [one, other] of [[from, to], [to, from]]) {
          if (!out.has(one)) out.set(one, []);
          out.get(one).push(other);
        }
      }
    }
    return out;
  };

  /* Few nodes have labels on their lines, which need room. */
  const gapOf = (nodes) => (nodes.length <= 60 ? { x: 170, y: 64 } : { x: 40, y: 34 });

  /* Gives every node x and y; returns the panels. */
  const run = (nodes) => {
    const gap = gapOf(nodes);
    const boxes = boxesOf(nodes);
    if (!places.size) {
      const first = groups.nodes(state.usual()).map(shapes.size), usual = boxesOf(first);
      settle(usual, weights());
      spread(usual, gapOf(first));
      places = new Map(usual.map((b) => [b.group.key, [b.x, b.y]]));
      room = roomOf(usual, gapOf(first));
    }
    // what was opened takes more room: everything moves outwards, and each keeps its neighbours
    const wider = Math.sqrt(Math.max(1, roomOf(boxes, gap) / room));
    for (const box of boxes) [box.x, box.y] = (places.get(box.group.key) ?? [0, 0]).map((v) => v * wider);
    boxes.forEach(place);
    part(boxes, gap);
    const links = linked(nodes);
    for (let round = 0; round < 4; round += 1) order(boxes, links);
    part(boxes, gap);
    for (const box of boxes) {
      for (const node of box.members) {
        node.x = box.x + node.dx;
        node.y = box.y + node.dy;
      }
    }
    return boxes.filter((b) => !b.bare);
  };

  return { run };
})();

