/* Outlines of nodes, and where a line from the middle leaves them. */
const shapes = (() => {
  const FONT = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif";
  let pen = null;
  const known = new Map();
  const measure = (text, size, bold) => {
    const key = `${bold ? "b" : ""}${size}${text}`;
    let width = known.get(key);
    if (width === undefined) {
      pen ??= document.createElement("canvas").getContext("2d");
      pen.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
      width = pen.measureText(text).width;
      known.set(key, width);
    }
    return width;
  };

  /* Room for the words, by shape: slanted outlines need more. */
  const size = (node) => {
    const big = node.closed ? 15 : 13;
    const words = Math.max(...node.name.map((l) => measure(l, big, true)), measure(node.under, 11), 30);
    const lines = node.name.length * 16 + (node.under ? 15 : 0);
    const extra = { ellipse: [34, 18], hexagon: [38, 16], octagon: [28, 16], parallelogram: [38, 14] }[node.shape] ?? [24, 16];
    node.w = Math.round(words + extra[0]);
    node.h = Math.round(lines + extra[1]);
    if (node.closed) {
      // a closed state is the larger the more it stands for
      const more = Math.min(22, 3 * Math.log2(1 + node.events / 8));
      node.w += Math.round(more);
      node.h += Math.round(more * 0.6) - 4;
    }
    return node;
  };

  const corners = (shape, w, h) => {
    const a = w / 2, b = h / 2;
    if (shape === "hexagon") { const c = Math.min(16, a / 2); return [[-a, 0], [-a + c, -b], [a - c, -b], [a, 0], [a - c, b], [-a + c, b]]; }
    if (shape === "octagon") { const c = Math.min(11, b / 1.6); return [[-a, -b + c], [-a + c, -b], [a - c, -b], [a, -b + c], [a, b - c], [a - c, b], [-a + c, b], [-a, b - c]]; }
    if (shape === "parallelogram") { const c = Math.min(12, a / 3); return [[-a + c, -b], [a, -b], [a - c, b], [-a, b]]; }
    return [[-a, -b], [a, -b], [a, b], [-a, b]];
  };

  const r = (n) => Math.round(n * 10) / 10;
  const path = (shape, w, h) => {
    const a = w / 2, b = h / 2;
    if (shape === "ellipse") return `M${r(-a)},0A${r(a)},${r(b)} 0 1 1 ${r(a)},0A${r(a)},${r(b)} 0 1 1 ${r(-a)},0Z`;
    if (shape === "rounded-box") {
      const c = Math.min(10, b);
      return `M${r(-a + c)},${r(-b)}H${r(a - c)}Q${r(a)},${r(-b)} ${r(a)},${r(-b + c)}V${r(b - c)}Q${r(a)},${r(b)} ${r(a - c)},${r(b)}H${r(-a + c)}Q${r(-a)},${r(b)} ${r(-a)},${r(b - c)}V${r(-b + c)}Q${r(-a)},${r(-b)} ${r(-a + c)},${r(-b)}Z`;
    }
    return `M${corners(shape, w, h).map(([x, y]) => `${r(x)},${r(y)}`).join("L")}Z`;
  };

  /* Where a ray from the middle of the node towards (dx, dy) meets its outline, `off` pixels outside. */
  const edge = (node, dx, dy, off = 3) => {
    const long = Math.hypot(dx, dy) || 1;
    const ux = dx / long, uy = dy / long;
    const extra = node.shape === "double-box" ? 3 : 0;
    const w = node.w + 2 * extra, h = node.h + 2 * extra;
    let far = Infinity;
    if (node.shape === "ellipse") far = 1 / Math.hypot(ux / (w / 2), uy / (h / 2));
    else {
      const points = corners(node.shape, w, h);
      points.forEach(([x1, y1], i) => {
        const [x2, y2] = points[(i + 1) % points.length];
        const ex = x2 - x1, ey = y2 - y1, cross = ux * ey - uy * ex;
        if (Math.abs(cross) < 1e-9) return;
        const t = (x1 * ey - y1 * ex) / cross, s = (x1 * uy - y1 * ux) / cross;
        if (t > 0 && s >= -1e-6 && s <= 1 + 1e-6) far = Math.min(far, t);
      });
    }
    if (!Number.isFinite(far)) far = 0;
    return [node.x + ux * (far + off), node.y + uy * (far + off)];
  };

  /* The outline and words of a node, at its place. */
  const draw = (node) => {
    const parts = [];
    if (node.shape === "double-box") parts.push(dom.svg("path", { class: "outer", d: path("box", node.w + 6, node.h + 6) }));
    parts.push(dom.svg("path", { class: "outline", d: path(node.shape, node.w, node.h) }));
    const lines = node.name.length * 16 + (node.under ? 15 : 0);
    let y = -lines / 2 + 12;
    for (const line of node.name) {
      parts.push(dom.svg("text", { class: "name", y: r(y), text: line }));
      y += 16;
    }
    if (node.under) parts.push(dom.svg("text", { class: "under", y: r(y - 1), text: node.under }));
    return parts;
  };

  return { FONT, measure, size, path, edge, draw, r };
})();

