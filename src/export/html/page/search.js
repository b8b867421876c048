/* The search box: what is typed narrows the events; actors that fit are offered by name. */
const search = (() => {
  const MOST = 8;
  let input, box, found = [], at = -1;

  const close = () => {
    box.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const matches = (text) => {
    const want = text.toLocaleLowerCase("en").trim();
    if (!want) return [];
    const rank = (actor) => {
      const names = [actor.name, ...actor.names, actor.id].map((n) => n.toLocaleLowerCase("en"));
      if (names.some((n) => n === want)) return 0;
      if (names.some((n) => n.startsWith(want))) return 1;
      if (names.some((n) => n.includes(` ${want}`))) return 2;
      return names.some((n) => n.includes(want)) ? 3 : 9;
    };
    return record.actors.filter((a) => a.events.length).map((a) => [rank(a), a]).filter(([r]) => r < 9)
      .sort((a, b) => a[0] - b[0] || b[1].events.length - a[1].events.length || a[1].n - b[1].n).slice(0, MOST).map(([, a]) => a);
  };

  const choose = (actor) => {
    clearTimeout(timer);
    close();
    input.value = "";
    state.set({ q: "", pick: ["actor", actor.id] });
    graph.show(actor);
  };

  const offer = () => {
    found = matches(input.value);
    if (!found.length) { close(); return; }
    at = -1;
    box.replaceChildren(...found.map((actor, i) => dom.el("li", {
      role: "option", id: `found-${i}`, "aria-selected": "false",
      on: { pointerdown: (e) => { e.preventDefault(); choose(actor); } },
    }, dom.el("span", { class: "found-name", text: actor.name }), dom.el("span", { class: "faint", text: `${actor.kind} · ${actor.events.length}` }))));
    box.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  const move = (by) => {
    if (box.hidden) offer();
    if (box.hidden) return;
    at = (at + by + found.length + 1) % (found.length + 1);
    if (by < 0 && at === found.length) at = found.length - 1;
    if (at === found.length) at = by > 0 ? 0 : -1;
    [...box.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `found-${at}`);
      box.children[at].scrollIntoView({ block: "nearest" });
    }
  };

  let timer = 0;
  const start = () => {
    input = dom.by("search");
    box = dom.by("found");
    input.addEventListener("input", () => {
      offer();
      clearTimeout(timer);
      timer = setTimeout(() => state.set({ q: input.value.trim() }), 120);
    });
    input.addEventListener("keydown", (e) => {
      if (e.key === "ArrowDown" || e.key === "ArrowUp") move(e.key === "ArrowDown" ? 1 : -1);
      else if (e.key === "Enter") {
        if (at >= 0) choose(found[at]);
        else { clearTimeout(timer); state.set({ q: input.value.trim() }); close(); }
      } else if (e.key === "Escape") {
        if (!box.hidden) close();
        else if (input.value) { input.value = ""; state.set({ q: "" }); } else return;
        e.stopPropagation();
      } else return;
      e.preventDefault();
    });
    input.addEventListener("blur", close);
  };

  const render = (now) => {
    if (document.activeElement !== input && input.value.trim() !== now.q) input.value = now.q;
  };

  return { start, render };
})();

