/* The time bar: how much was told when, two handles for from and until, and play. */
const timebar = (() => {
  const BARS = 110, PACE = 550;
  let first = 0, last = 0, unit = "month", starts = [], early = 0, late = 0, totals = [], parts = {}, playing = 0;

  const all = (now) => filter.events(now, "time");

  const measure = (now) => {
    const days_ = filter.extent(record.events, now.clock);
    if (!days_) { starts = []; return; }
    unit = days.fitting(days_[0], days_[1], BARS);
    const step = days.step[unit];
    first = step.from(days_[0]);
    starts = [];
    let day = first;
    while (day <= days_[1] && starts.length < 400) { starts.push(day); day = step.next(day); }
    last = day - 1;
  };

  const index = (day) => {
    let low = 0, high = starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if (starts[mid] <= day) low = mid; else high = mid - 1;
    }
    return low;
  };
  const lastOf = (i) => (i + 1 < starts.length ? starts[i + 1] - 1 : last);
  const lowAt = (now) => (now.from === null ? 0 : index(now.from));
  const highAt = (now) => (now.until === null ? starts.length - 1 : index(Math.min(now.until, last)));

  const choose = (low, high) => {
    low = Math.max(0, Math.min(starts.length - 1, low));
    high = Math.max(low, Math.min(starts.length - 1, high));
    state.set({ from: low === 0 ? null : starts[low], until: high === starts.length - 1 ? null : lastOf(high) });
  };

  const drawBars = (now) => {
    const events = all(now), counts = starts.map(() => new Array(record.classes.length).fill(0));
    let undated = 0;
    early = 0;
    late = 0;
    for (const e of events) {
      const span = filter.span(e, now.clock);
      if (!span) undated += 1;
      else if (span[1] < first) early += 1;
      else if (span[0] > last) late += 1;
      else {
        // a range counts in its middle
        counts[index(Math.max(first, Math.min(last, Math.floor((span[0] + span[1]) / 2))))][e.class] += 1;
      }
    }
    const most = Math.max(1, ...counts.map((c) => c.reduce((a, b) => a + b, 0)));
    const bars = [];
    counts.forEach((c, i) => {
      let top = 100;
      c.forEach((n, k) => {
        if (!n) return;
        const h = (n / most) * 100;
        top -= h;
        bars.push(dom.svg("rect", { class: record.classes[k].id, x: i + 0.1, y: shapes.r(top), width: 0.8, height: shapes.r(h) }));
      });
    });
    parts.bars.setAttribute("viewBox", `0 0 ${Math.max(1, starts.length)} 100`);
    parts.bars.replaceChildren(...bars);
    parts.undatedCount.textContent = String(undated);
    parts.undated.hidden = undated === 0 && now.undated;
    totals = counts.map((c) => c.reduce((a, b) => a + b, 0));
    tellOutside();
    drawTicks();
  };

  /* What lies beyond the bar's ends; or, pointed at, what a step of it holds. */
  const tellOutside = () => {
    parts.outside.textContent = [early ? `${early} before ${days.step[unit].name(first)}` : "", late ? `${late} after ${days.iso(last)}` : ""].filter(Boolean).join(", ");
  };
  const tellStep = (e) => {
    const box = parts.track.getBoundingClientRect();
    const i = Math.floor(((e.clientX - box.left) / box.width) * starts.length);
    if (starts[i] !== undefined) parts.outside.textContent = `${days.step[unit].name(starts[i])}: ${dom.count(totals[i], "event")}`;
  };

  const drawTicks = () => {
    const width = parts.track.clientWidth || 600, room = Math.max(2, Math.floor(width / 84));
    const label = { day: (d) => days.iso(d), week: (d) => days.iso(d), month: (d) => days.iso(d).slice(0, -3), quarter: (d) => days.step.quarter.name(d), year: (d) => days.step.year.name(d), decade: (d) => days.step.decade.name(d) }[unit];
    const every = Math.max(1, Math.ceil(starts.length / room));
    const ticks = [];
    for (let i = 0; i < starts.length; i += every) {
      if (i > 0 && ((starts.length - i) / starts.length) * width < 76) break;
      const tick = dom.el("span", { class: "tick", text: label(starts[i]) });
      tick.style.left = `${(100 * i) / starts.length}%`;
      ticks.push(tick);
    }
    parts.ticks.replaceChildren(...ticks);
  };

  const drawHandles = (now) => {
    if (!starts.length) return;
    const n = starts.length, low = lowAt(now), high = highAt(now);
    const left = (100 * low) / n, right = (100 * (high + 1)) / n;
    parts.low.style.left = `${left}%`;
    parts.high.style.left = `${right}%`;
    parts.window.style.left = `${left}%`;
    parts.window.style.width = `${right - left}%`;
    parts.before.style.width = `${left}%`;
    parts.after.style.width = `${100 - right}%`;
    const says = (element, value, day) => {
      element.setAttribute("aria-valuenow", value);
      element.setAttribute("aria-valuemin", 0);
      element.setAttribute("aria-valuemax", n - 1);
      element.setAttribute("aria-valuetext", day);
    };
    says(parts.low, low, now.from === null ? "from the beginning" : `from ${days.iso(now.from)}`);
    says(parts.high, high, now.until === null ? "to the end" : `until ${days.iso(now.until)}`);
    parts.range.textContent = now.from === null && now.until === null ? `${days.iso(first)} to ${days.iso(last)}` : `${days.iso(now.from ?? first)} to ${days.iso(now.until ?? last)}`;
    parts.window.classList.toggle("whole", low === 0 && high === n - 1);
    parts.all.hidden = now.from === null && now.until === null;
  };

  const stop = () => {
    clearInterval(playing);
    playing = 0;
    parts.play.textContent = "Play";
    parts.play.setAttribute("aria-pressed", "false");
  };

  /* A narrowed window slides; the whole bar fills up from its beginning. */
  const play = () => {
    if (playing) { stop(); return; }
    if (starts.length < 2) return;
    const now = state.get();
    let low = lowAt(now), high = highAt(now);
    const slides = low > 0 || high < starts.length - 1;
    if (!slides) high = 0;
    else if (high === starts.length - 1) { high -= low; low = 0; }
    choose(low, high);
    parts.play.textContent = "Pause";
    parts.play.setAttribute("aria-pressed", "true");
    playing = setInterval(() => {
      const here = state.get(), end = highAt(here);
      if (end >= starts.length - 1) { stop(); return; }
      choose(slides ? lowAt(here) + 1 : 0, end + 1);
    }, PACE);
  };

  const drag = (element, act) => element.addEventListener("pointerdown", (e) => {
    if (e.button !== 0 || !starts.length) return;
    e.preventDefault();
    stop();
    element.focus?.();
    element.setPointerCapture(e.pointerId);
    const now = state.get(), box = parts.track.getBoundingClientRect();
    const from = { x: e.clientX, low: lowAt(now), high: highAt(now) };
    const move = (m) => act(Math.round(((m.clientX - from.x) / box.width) * starts.length), from);
    const end = () => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", end);
      element.removeEventListener("pointercancel", end);
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", end);
    element.addEventListener("pointercancel", end);
  });

  const keys = (which) => (e) => {
    const now = state.get();
    let low = lowAt(now), high = highAt(now);
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12, Home: -1e6, End: 1e6 };
    if (!(e.key in steps)) return;
    e.preventDefault();
    e.stopPropagation();
    stop();
    const by = steps[e.key] * (e.shiftKey ? 6 : 1);
    if (which === "low") low = Math.max(0, Math.min(high, low + by));
    else high = Math.min(starts.length - 1, Math.max(low, high + by));
    choose(low, high);
  };

  const handle = (name, words) => dom.el("div", { class: `handle ${name}`, role: "slider", tabindex: 0, "aria-label": words, on: { keydown: keys(name) } });

  const start = () => {
    parts = {
      play: dom.el("button", { class: "button", id: "play", text: "Play", "aria-pressed": "false", title: "Let time run (Space)", on: { click: play } }),
      range: dom.el("output", { class: "range", id: "range" }),
      all: dom.el("button", { class: "button small", id: "all-time", text: "All of it", on: { click: () => { stop(); state.set({ from: null, until: null }); parts.low.focus(); } } }),
      undatedCount: dom.el("span", { class: "row-count" }),
      outside: dom.el("span", { class: "faint outside" }),
      bars: dom.svg("svg", { class: "histogram", preserveAspectRatio: "none", "aria-hidden": "true" }),
      before: dom.el("div", { class: "veil before" }), after: dom.el("div", { class: "veil after" }),
      window: dom.el("div", { class: "window" }),
      low: handle("low", "From"), high: handle("high", "Until"),
      ticks: dom.el("div", { class: "ticks", "aria-hidden": "true" }),
    };
    parts.undatedBox = dom.el("input", { type: "checkbox", on: { change: (e) => state.set({ undated: e.target.checked }) } });
    parts.undated = dom.el("label", { class: "undated" }, parts.undatedBox, "undated", parts.undatedCount);
    parts.track = dom.el("div", { class: "track" }, parts.bars, parts.before, parts.after, parts.window, parts.low, parts.high);
    const radio = (value, words) => dom.el("label", {}, dom.el("input", { type: "radio", name: "clock", value, on: { change: () => { stop(); state.set({ clock: value, from: null, until: null }); } } }), dom.el("span", { text: words }));
    parts.clock = dom.el("fieldset", { class: "segments clock" }, dom.el("legend", { class: "unseen", text: "Which day counts" }), radio("happened", "happened"), radio("reported", "reported"));
    dom.by("time").replaceChildren(
      dom.el("div", { class: "time-head" }, parts.play, parts.range, parts.all, dom.el("span", { class: "grow" }), parts.outside, parts.undated, parts.clock),
      dom.el("div", { class: "time-body" }, parts.track, parts.ticks));
    parts.track.addEventListener("pointermove", tellStep);
    parts.track.addEventListener("pointerleave", tellOutside);
    drag(parts.low, (by, from) => choose(Math.min(from.high, from.low + by), from.high));
    drag(parts.high, (by, from) => choose(from.low, Math.max(from.low, from.high + by)));
    drag(parts.window, (by, from) => {
      const shift = Math.max(-from.low, Math.min(starts.length - 1 - from.high, by));
      choose(from.low + shift, from.high + shift);
    });
    new ResizeObserver(dom.perFrame(drawTicks)).observe(parts.track);
  };

  const render = (now, changed) => {
    if (!changed || changed.has("clock")) measure(now);
    const onlyTime = changed && [...changed].every((name) => ["from", "until", "pick", "open", "view"].includes(name));
    if (!onlyTime) drawBars(now);
    dom.by("time").classList.toggle("empty", !starts.length);
    parts.undatedBox.checked = now.undated;
    for (const input of parts.clock.querySelectorAll("input")) input.checked = input.value === now.clock;
    drawHandles(now);
    parts.play.disabled = starts.length < 2;
  };

  return { start, render, play, stop };
})();

