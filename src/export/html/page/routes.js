/* The way of each line: a bow between two nodes, clear of the others where it can be, with its label where there is room. */
const routes = (() => {
  const { r } = shapes;

  /* A point of a quadratic curve. */
  const along = ([p, c, q], t) => {
    const s = 1 - t;
    return [s * s * p[0] + 2 * s * t * c[0] + t * t * q[0], s * s * p[1] + 2 * s * t * c[1] + t * t * q[1]];
  };

  const curve = (a, b, bow) => {
    const dx = b.x - a.x, dy = b.y - a.y, long = Math.hypot(dx, dy) || 1;
    const c = [(a.x + b.x) / 2 - (dy / long) * bow * 2, (a.y + b.y) / 2 + (dx / long) * bow * 2];
    const p = shapes.edge(a, c[0] - a.x, c[1] - a.y), q = shapes.edge(b, c[0] - b.x, c[1] - b.y);
    return [p, c, q];
  };

  /* How much of a curve lies under nodes that are not its own. */
  const hidden = (points, nodes, a, b) => {
    let hits = 0;
    for (const node of nodes) {
      if (node === a || node === b) continue;
      const w = node.w / 2 + 5, h = node.h / 2 + 5;
      for (const [x, y] of points) if (Math.abs(x - node.x) < w && Math.abs(y - node.y) < h) hits += 1;
    }
    return hits;
  };

  const sample = (way) => Array.from({ length: 15 }, (_, i) => along(way, (i + 1) / 16));

  /* Bows for the lines of one pair, side by side. */
  const ofPair = (lines, nodes, byKey, near) => {
    const [low, high] = lines[0].pair.split("\n").map((k) => byKey.get(k));
    const space = near ? 17 : 11;
    const long = Math.hypot(low.x - high.x, low.y - high.y);
    const [west, east] = [Math.min(low.x, high.x), Math.max(low.x, high.x)];
    const [north, south] = [Math.min(low.y, high.y), Math.max(low.y, high.y)];
    const reach = long * 0.4 + 60;
    const close = nodes.filter((n) =>
      n.x + n.w / 2 > west - reach && n.x - n.w / 2 < east + reach && n.y + n.h / 2 > north - reach && n.y - n.h / 2 < south + reach);
    let best = null;
    for (const bow of [0, 26, -26, 60, -60, 105, -105, 160, -160]) {
      if (Math.abs(bow) > long * 0.55 + 20) continue;
      const points = sample(curve(low, high, bow));
      const cost = hidden(points, close, low, high) * 14 + Math.abs(bow) * 0.32;
      if (!best || cost < best.cost - 1e-6) best = { bow, cost };
    }
    lines.forEach((line, i) => {
      const bow = best.bow + (i - (lines.length - 1) / 2) * space;
      const back = line.from !== lines[0].pair.split("\n")[0];
      const [p, c, q] = curve(low, high, bow);
      line.way = back ? [q, c, p] : [p, c, q];
    });
  };

  const arrow = (tip, from, width, size) => {
    const dx = tip[0] - from[0], dy = tip[1] - from[1], long = Math.hypot(dx, dy) || 1;
    const ux = dx / long, uy = dy / long, w = size * 0.42 + width * 0.6, l = size + width * 1.2;
    const x = tip[0] - ux * l, y = tip[1] - uy * l;
    return {
      d: `M${r(tip[0])},${r(tip[1])}L${r(x - uy * w)},${r(y + ux * w)}L${r(x + uy * w)},${r(y - ux * w)}Z`,
      base: [tip[0] - ux * (l - 1), tip[1] - uy * (l - 1)],
    };
  };

  const trace = (line) => {
    const widths = record.classes[line.class].widths;
    const power = Math.floor(Math.log2(Math.max(1, line.events.length)));
    line.width = widths[Math.min(power, widths.length - 1)];
    let [p, c, q] = line.way;
    line.heads = [];
    const size = 8;
    const end = arrow(q, c, line.width, size);
    line.heads.push(end.d);
    q = end.base;
    if (line.both) {
      const start = arrow(p, c, line.width, size);
      line.heads.push(start.d);
      p = start.base;
    }
    line.d = `M${r(p[0])},${r(p[1])}Q${r(c[0])},${r(c[1])} ${r(q[0])},${r(q[1])}`;
  };

  /* A coarse grid of boxes that are taken. */
  const taken = () => {
    const cell = 120, cells = new Map();
    const over = (box, act) => {
      for (let x = Math.floor(box[0] / cell); x <= Math.floor(box[2] / cell); x += 1) {
        for (let y = Math.floor(box[1] / cell); y <= Math.floor(box[3] / cell); y += 1) {
          if (act(`${x},${y}`)) return true;
        }
      }
      return false;
    };
    return {
      add: (box) => over(box, (key) => { if (!cells.has(key)) cells.set(key, []); cells.get(key).push(box); return false; }),
      hits: (box) => over(box, (key) => (cells.get(key) ?? []).some((o) => o[0] < box[2] && o[2] > box[0] && o[1] < box[3] && o[3] > box[1])),
    };
  };

  /* Labels, the lines told of most first; a line whose label finds no room shows it when it is pointed at. */
  const label = (lines, nodes, panels) => {
    const room = taken();
    for (const n of nodes) room.add([n.x - n.w / 2 - 3, n.y - n.h / 2 - 3, n.x + n.w / 2 + 3, n.y + n.h / 2 + 3]);
    for (const p of panels) room.add([p.x - p.w / 2, p.y - p.h / 2, p.x - p.w / 2 + 120, p.y - p.h / 2 + 24]);
    const first = [...lines].sort((a, b) => b.events.length - a.events.length || (a.key < b.key ? -1 : 1));
    for (const line of first) {
      const w = shapes.measure(line.label, 11) / 2 + 4, h = 8;
      line.at = along(line.way, 0.5);
      line.quiet = true;
      for (const t of [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8]) {
        const [x, y] = along(line.way, t);
        const box = [x - w, y - h, x + w, y + h];
        if (room.hits(box)) continue;
        room.add(box);
        line.at = [x, y];
        line.quiet = false;
        break;
      }
    }
  };

  /* Gives every line its way, its heads and its label's place. */
  const run = (lines, nodes, panels) => {
    const byKey = new Map(nodes.map((n) => [n.key, n]));
    const pairs = new Map();
    for (const line of lines) {
      if (!pairs.has(line.pair)) pairs.set(line.pair, []);
      pairs.get(line.pair).push(line);
    }
    const near = lines.length <= 160;
    for (const list of pairs.values()) ofPair(list, nodes, byKey, near);
    for (const line of lines) trace(line);
    label(lines, nodes, panels);
  };

  return { run };
})();

