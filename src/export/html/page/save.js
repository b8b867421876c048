/* The graph as a picture of its own, SVG or PNG, and on paper. */
const save = (() => {
  const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "paint-order", "opacity", "font-size", "font-weight", "text-anchor"];

  /* A copy that carries its looks with it. */
  const styled = (from) => {
    const look = getComputedStyle(from);
    if (look.display === "none" || look.visibility === "hidden") return null;
    if (["hit", "ring", "close"].some((c) => from.classList.contains(c))) return null;
    const to = from.cloneNode(false);
    for (const name of ["class", "tabindex", "role", "data-node", "data-line", "aria-pressed"]) to.removeAttribute(name);
    if (from.localName !== "g") for (const name of KEPT) to.setAttribute(name, look.getPropertyValue(name));
    else if (look.opacity !== "1") to.setAttribute("opacity", look.opacity);
    for (const child of from.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) to.append(child.cloneNode());
      else {
        const copy = styled(child);
        if (copy) to.append(copy);
      }
    }
    return to;
  };

  const picture = () => {
    const graphElement = graph.world(), canvas = dom.by("canvas");
    const lit = [...canvas.classList];
    canvas.setAttribute("class", "saving"); // pointing and picking leave no trace in the picture
    const copy = styled(graphElement);
    const box = graph.bounds().map((v, i) => v + (i < 2 ? -30 : 30));
    const look = getComputedStyle(document.documentElement), colour = (name) => look.getPropertyValue(`--${name}`).trim();
    const legendRow = key(box[0] + 4, box[3] + 26, box[2] - box[0], colour);
    canvas.setAttribute("class", lit.join(" "));
    copy.removeAttribute("transform");
    const head = 58, foot = legendRow.high + 40;
    const [x, y, w, h] = [box[0], box[1] - head, Math.max(box[2] - box[0], 320), box[3] - box[1] + head + foot];
    const words = (text, at, size, fill, weight) => dom.svg("text", { x: x + 22, y: at, "font-size": size, fill, "font-weight": weight, text });
    const out = dom.svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${x} ${y} ${w} ${h}`, width: Math.round(w), height: Math.round(h), "font-family": shapes.FONT },
      dom.svg("title", { text: dom.by("heading").textContent }),
      dom.svg("rect", { x, y, width: w, height: h, fill: colour("ground") }),
      words(dom.by("heading").textContent, y + 36, 19, colour("ink"), 650), words(dom.by("counts").textContent, y + 57, 12, colour("faint"), 400), copy, legendRow.g);
    return { text: new XMLSerializer().serializeToString(out), w, h };
  };

  /* The legend under the picture: what its lines mean. */
  const key = (x, y, wide, colour) => {
    const g = dom.svg("g", {});
    let at = 0, row = 0;
    for (const c of record.classes) {
      const needs = 62 + shapes.measure(c.name, 12);
      if (at > 0 && at + needs > wide) { at = 0; row += 22; }
      const line = colour(c.id), px = x + 18 + at, py = y + row;
      g.append(dom.svg("path", { d: `M${px},${py}h26`, fill: "none", stroke: line, "stroke-width": c.widths[0] + 0.4, "stroke-dasharray": c.dash || "none" }),
        dom.svg("path", { d: `M${px + 34},${py}l-8,-3.6v7.2z`, fill: line }),
        dom.svg("text", { x: px + 41, y: py + 4, "font-size": 12, fill: colour("faint"), text: c.name }));
      at += needs;
    }
    return { g, high: row };
  };

  const name = (ending) => {
    const words = dom.by("heading").textContent.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
    return `${words || "chancery"}.${ending}`;
  };

  const hand = (blob, ending) => {
    const url = URL.createObjectURL(blob);
    const link = dom.el("a", { href: url, download: name(ending) });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    dom.say(`Saved as ${name(ending)}`);
  };

  const asSvg = () => hand(new Blob([picture().text], { type: "image/svg+xml" }), "svg");

  const asPng = async () => {
    const { text, w, h } = picture();
    const scale = Math.min(2, 12000 / Math.max(w, h));
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = dom.el("canvas", { width: Math.round(w * scale), height: Math.round(h * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error("the browser could not make the picture; try SVG");
    hand(blob, "png");
  };

  let before = "";
  const start = () => {
    const failed = (error) => dom.say(`Not saved: ${error.message}`);
    dom.by("save-svg").addEventListener("click", () => { try { asSvg(); } catch (error) { failed(error); } });
    dom.by("save-png").addEventListener("click", () => asPng().catch(failed));
    dom.by("print").addEventListener("click", () => print());
    addEventListener("beforeprint", () => {
      const canvas = dom.by("canvas"), box = graph.bounds();
      before = graph.world().getAttribute("transform");
      graph.world().removeAttribute("transform");
      canvas.setAttribute("viewBox", `${box[0] - 20} ${box[1] - 20} ${box[2] - box[0] + 40} ${box[3] - box[1] + 40}`);
      table.whole();
    });
    addEventListener("afterprint", () => {
      dom.by("canvas").removeAttribute("viewBox");
      graph.world().setAttribute("transform", before);
    });
  };

  return { start };
})();

