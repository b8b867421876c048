/* Making elements. Words from articles enter the page only here, as text, never as markup. */
const dom = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  const dress = (node, attributes, children) => {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
      else if (name === "text") node.textContent = value;
      else node.setAttribute(name, value === true ? "" : value);
    }
    for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child);
    return node;
  };

  const el = (name, attributes, ...children) => dress(document.createElement(name), attributes, children);
  const svg = (name, attributes, ...children) => dress(document.createElementNS(SVG, name), attributes, children);
  const by = (id) => document.getElementById(id);
  const number = new Intl.NumberFormat("en");
  const count = (n, thing, things = `${thing}s`) => `${number.format(n)} ${n === 1 ? thing : things}`;
  const clip = (text, most) => {
    const letters = [...text];
    return letters.length <= most ? text : `${letters.slice(0, most - 1).join("").trimEnd()}…`;
  };

  /* Said by screen readers. The same words twice would not be said again, so they are taken out first. */
  const say = (text) => {
    const live = by("live");
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 30);
  };

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* One call a frame, however often it is asked for. */
  const perFrame = (act) => {
    let asked = false;
    return () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => { asked = false; act(); });
    };
  };

  return { el, svg, by, count, clip, say, calm, perFrame };
})();

