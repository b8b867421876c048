/* Looking nearer, farther and elsewhere: wheel, drag, two fingers, buttons. */
const camera = (() => {
  let svg, world, at = { x: 0, y: 0, k: 1 }, after = () => {}, settled = 0;
  const LEAST = 0.08, MOST = 4;

  /* The size of labels pointed at follows only when the picture rests: it would restyle everything at each step. */
  const apply = () => {
    world.setAttribute("transform", `translate(${at.x.toFixed(2)},${at.y.toFixed(2)}) scale(${at.k.toFixed(4)})`);
    svg.classList.toggle("far", at.k < 0.5);
    svg.classList.toggle("farther", at.k < 0.28);
    after();
    clearTimeout(settled);
    settled = setTimeout(() => svg.style.setProperty("--read", `${Math.max(11, 10.5 / at.k).toFixed(1)}px`), 90);
  };
  const later = dom.perFrame(apply);

  let flight = 0;
  const fly = (to, quick) => {
    cancelAnimationFrame(flight);
    if (quick || dom.calm()) {
      at = to;
      apply();
      return;
    }
    const from = at, start = performance.now();
    const move = (time) => {
      const t = Math.min(1, (time - start) / 260), s = 1 - (1 - t) ** 3;
      at = { x: from.x + (to.x - from.x) * s, y: from.y + (to.y - from.y) * s, k: from.k + (to.k - from.k) * s };
      apply();
      if (t < 1) flight = requestAnimationFrame(move);
    };
    flight = requestAnimationFrame(move);
  };

  const zoom = (by, x, y, quick) => {
    const box = svg.getBoundingClientRect();
    const px = x ?? box.width / 2, py = y ?? box.height / 2;
    const k = Math.min(MOST, Math.max(LEAST, at.k * by)), real = k / at.k;
    const to = { k, x: px - (px - at.x) * real, y: py - (py - at.y) * real };
    if (quick) { at = to; later(); } else fly(to);
  };

  const pan = (dx, dy) => fly({ ...at, x: at.x + dx, y: at.y + dy });

  /* The part of the picture that no panel covers. */
  const open = () => {
    const view = svg.getBoundingClientRect(), panel = dom.by("evidence").getBoundingClientRect();
    const covered = panel.height && panel.left < view.right - 20 ? Math.max(0, view.bottom - panel.top) : 0;
    return { width: view.width, height: Math.max(120, view.height - covered) };
  };

  /* Shows the box [left, top, right, bottom] of the world. */
  const fit = (box, quick) => {
    const view = open();
    const w = Math.max(box[2] - box[0], 60), h = Math.max(box[3] - box[1], 60);
    const room = Math.min(28, view.width * 0.04);
    const k = Math.min(1.15, Math.max(LEAST, Math.min((view.width - 2 * room) / w, (view.height - 2 * room - 24) / h)));
    fly({ k, x: view.width / 2 - ((box[0] + box[2]) / 2) * k, y: view.height / 2 - ((box[1] + box[3]) / 2) * k }, quick);
  };

  /* Moves as little as it takes to have a point of the world in view. */
  const reveal = (x, y) => {
    const view = open(), edge = 60;
    const px = at.x + x * at.k, py = at.y + y * at.k;
    const dx = Math.max(edge - px, 0) + Math.min(view.width - edge - px, 0);
    const dy = Math.max(edge - py, 0) + Math.min(view.height - edge - py, 0);
    if (dx || dy) pan(dx, dy);
  };

  const start = (canvas, group, changed) => {
    svg = canvas;
    world = group;
    after = changed;
    const fingers = new Map();
    let moved = 0;
    const spot = (e) => {
      const box = svg.getBoundingClientRect();
      return [e.clientX - box.left, e.clientY - box.top];
    };
    svg.addEventListener("wheel", (e) => {
      e.preventDefault();
      const step = e.deltaMode === 1 ? e.deltaY * 20 : e.deltaY;
      zoom(Math.exp(-Math.max(-120, Math.min(120, step)) * (e.ctrlKey ? 0.008 : 0.0022)), ...spot(e), true);
    }, { passive: false });
    svg.addEventListener("pointerdown", (e) => {
      if (e.button !== 0) return;
      fingers.set(e.pointerId, spot(e));
      moved = 0;
    });
    addEventListener("pointermove", (e) => {
      const before = fingers.get(e.pointerId);
      if (!before) return;
      const here = spot(e), [dx, dy] = [here[0] - before[0], here[1] - before[1]];
      moved += Math.hypot(dx, dy);
      if (fingers.size === 1) {
        if (moved > 4) {
          svg.classList.add("grabbed");
          at = { ...at, x: at.x + dx, y: at.y + dy };
          later();
        } else return; // not yet a drag: leave the start where it is
      } else {
        const [other] = [...fingers].filter(([id]) => id !== e.pointerId).map(([, p]) => p);
        const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
        const is = Math.hypot(here[0] - other[0], here[1] - other[1]);
        if (was > 0) zoom(is / was, (here[0] + other[0]) / 2, (here[1] + other[1]) / 2, true);
      }
      fingers.set(e.pointerId, here);
    });
    const lift = (e) => {
      fingers.delete(e.pointerId);
      if (!fingers.size) setTimeout(() => svg.classList.remove("grabbed"), 0);
    };
    addEventListener("pointerup", lift);
    addEventListener("pointercancel", lift);
    // the end of a drag is no click
    svg.addEventListener("click", (e) => { if (moved > 4) { e.stopPropagation(); moved = 0; } }, true);
  };

  return { start, zoom, pan, fit, reveal, at: () => at };
})();

