// Opens pages of `chancery export --to html` in headless Chromium and uses them as a reader would.
//
// usage: viewer.mjs MODULES PAGES [SHOTS]
// MODULES: a folder in which playwright-core is installed. PAGES: seeds.html, many.html, hostile.html, empty.html, as the
// ignored test `export::html::tests::pages` writes them. SHOTS: where to put pictures to look at; none are made without it.
// Times are printed, not judged. Exit 1 when something does not hold.
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, pages, shots] = process.argv.slice(2);
if (!modules || !pages) {
  console.error("usage: viewer.mjs MODULES PAGES [SHOTS]");
  process.exit(2);
}
const { chromium } = createRequire(pathToFileURL(join(resolve(modules), "/")))("playwright-core");
const program = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((p) => p && existsSync(p));
const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
let failed = 0;

const holds = (yes, words, seen) => {
  if (yes) return;
  failed += 1;
  console.log(`FAILED: ${words}${seen === undefined ? "" : ` (${JSON.stringify(seen)})`}`);
};

/* A page that must neither complain nor ask for anything but itself. */
const open = async (name, { hash = "", ...options } = {}) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.on("console", (m) => holds(false, `${name}: the console says something`, `${m.type()} ${m.text()}`));
  page.on("pageerror", (e) => holds(false, `${name}: an error`, e.message));
  page.on("dialog", (d) => { holds(false, `${name}: a dialog`, d.message()); d.dismiss(); });
  page.on("request", (r) => holds(/^(file|data|blob):/.test(r.url()), `${name}: a request`, r.url()));
  await page.goto(`${pathToFileURL(resolve(pages, `${name}.html`))}${hash}`);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
  holds((await page.evaluate(() => document.documentElement.dataset.ready)) === "yes", `${name} opens`);
  return page;
};
const shot = async (page, name) => {
  if (!shots) return;
  await page.waitForTimeout(350);
  await page.screenshot({ path: join(shots, `${name}.png`) });
};
const text = (page, selector) => page.locator(selector).first().innerText();
/* "3 of 14 events, …" → 3 */
const shown = async (page) => Number((await text(page, "#counts")).replace(/,/g, "").match(/^\d+/)[0]);
const address = async (page) => { await page.waitForTimeout(250); return new URL(page.url()).hash; };
const step = async (name, act) => {
  const before = failed;
  try { await act(); } catch (error) { holds(false, name, error.message.split("\n")[0]); }
  console.log(`${failed === before ? "ok" : "--"} ${name}`);
};

await step("search narrows the events and finds actors", async () => {
  const page = await open("seeds");
  const all = await shown(page);
  holds(all === 14, "all events are shown", all);
  await page.keyboard.press("/");
  await page.keyboard.type("credent");
  await page.waitForFunction(() => document.querySelector("#counts").textContent.startsWith("1 of 14"));
  await page.fill("#search", "wang");
  await page.locator("#found li").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  holds((await text(page, "#evidence h2")) === "Wang Yi", "Enter picks the actor", await text(page, "#evidence h2"));
  holds((await address(page)).includes("pick=actor"), "the pick is in the address");
  await page.fill("#search", "no such thing");
  await page.waitForFunction(() => !document.querySelector("#nothing").hidden);
  await page.context().close();
});

await step("a line leads to its sentence, words marked", async () => {
  const page = await open("seeds");
  const label = page.locator("#canvas .label", { hasText: "recognise [054]" });
  await label.click();
  const quote = await text(page, "#evidence blockquote");
  holds(quote === "Russia became the first to recognise the Islamic Emirate.", "the sentence is read", quote);
  holds((await text(page, "#evidence mark.source")) === "Russia", "who acts is marked");
  holds((await text(page, ".event-card > .facts")).includes("2025-07-03, stated in the sentence"), "date and basis are told");
  // the line itself, where it runs, not its label
  const spot = await page.locator("#canvas .line .hit").first().evaluate((path) => {
    const p = path.getPointAtLength(path.getTotalLength() * 0.7), m = path.getScreenCTM();
    return [p.x * m.a + m.e, p.y * m.d + m.f];
  });
  await page.keyboard.press("Escape");
  await page.mouse.click(...spot);
  holds((await page.locator("#evidence blockquote, #evidence .item").count()) > 0, "a click on the line itself picks it");
  await shot(page, "evidence");
  await page.context().close();
});

await step("time: handles, both clocks, play", async () => {
  const page = await open("seeds");
  const all = await shown(page);
  await page.locator(".handle.high").focus();
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowLeft");
  const fewer = await shown(page);
  holds(fewer < all && fewer > 0, "the handle narrows", fewer);
  holds((await address(page)).includes("until=2025-"), "the day is in the address", await address(page));
  const again = await open("seeds", { hash: await address(page) });
  holds((await shown(again)) === fewer, "the address brings it back", await shown(again));
  await again.context().close();
  await page.click("#all-time");
  holds((await shown(page)) === all, "all of it");
  const box = await page.locator(".handle.low").boundingBox(), track = await page.locator(".track").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + track.width * 0.7, box.y + 30, { steps: 5 });
  await page.mouse.up();
  holds((await shown(page)) < all, "the handle can be dragged");
  await page.locator(".clock input[value=reported]").check();
  holds((await address(page)).includes("clock=reported"), "the other clock");
  await page.locator(".clock input[value=happened]").check();
  await page.click("#play");
  await page.waitForFunction((n) => !document.querySelector("#counts").textContent.startsWith(`${n} `), all);
  await page.click("#play");
  holds((await text(page, "#play")) === "Play", "it stops");
  await page.context().close();
});

await step("the legend filters, and all filters come off", async () => {
  const page = await open("seeds");
  await page.locator("[data-row=class-verbal-cooperation] input").uncheck();
  const left = await shown(page);
  holds(left < 14 && left > 0, "a class is switched off", left);
  holds((await page.locator("#canvas .line.verbal-cooperation").count()) === 0, "its lines are gone");
  await page.locator("[data-row=shape-ellipse] input").uncheck();
  holds((await page.locator("#canvas .node.ellipse:visible").count()) === 0, "persons are gone");
  await page.click("#reset");
  holds((await shown(page)) === 14, "everything is back");
  await page.context().close();
});

await step("the table tells the same", async () => {
  const page = await open("seeds");
  await page.click("#tab-table");
  holds((await page.locator("#table tbody tr").count()) === 14, "a row an event");
  const first = await text(page, "#table tbody td.date");
  await page.getByRole("button", { name: "Date" }).click();
  holds((await text(page, "#table tbody td.date")) !== first, "sorted the other way round");
  holds((await page.locator("th.date").getAttribute("aria-sort")) === "descending", "and said so");
  await page.locator("#table tbody tr", { hasText: "recognise" }).click();
  holds((await text(page, "#evidence .verb")).startsWith("recognise"), "a row leads to the evidence");
  await shot(page, "table");
  await page.context().close();
});

await step("light, dark, as the system has it", async () => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await open("seeds", { colorScheme: "dark" });
  holds((await ground(dark)) === "rgb(20, 21, 26)", "dark where the system is", await ground(dark));
  await shot(dark, "dark");
  await dark.keyboard.press("d");
  holds((await ground(dark)) === "rgb(255, 255, 255)", "light where the reader wants it", await ground(dark));
  await dark.context().close();
});

await step("every control and every actor, line and sentence by keyboard alone", async () => {
  const page = await open("seeds");
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll("button, input, summary, a[href], [tabindex='0']")];
    const seen = all.filter((e) => e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && !e.disabled && !(e.type === "radio" && !e.checked));
    seen.forEach((e, i) => { e.dataset.wanted = i; });
    return seen.length;
  });
  const reached = new Set();
  for (let i = 0; i < wanted + 10; i += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => document.activeElement.dataset.wanted);
    if (at !== undefined) reached.add(at);
    const ring = await page.evaluate(() => {
      const e = document.activeElement, look = getComputedStyle(e);
      return e === document.body || look.outlineStyle !== "none" || e.matches(".node, .clock input");
    });
    holds(ring, "what has the focus shows it", await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80)));
  }
  const missed = await page.evaluate((got) => [...document.querySelectorAll("[data-wanted]")].filter((e) => !got.includes(e.dataset.wanted)).map((e) => e.outerHTML.slice(0, 90)), [...reached]);
  holds(missed.length === 0, "Tab reaches every control", missed);

  await page.locator("#canvas .node[tabindex='0']").focus();
  const total = await page.locator("#canvas .node").count(), nodes = new Set(), lines = new Set();
  const here = () => page.evaluate(() => { const { node, line } = document.activeElement.dataset; return [node, line]; });
  for (let i = 0; i < total; i += 1) {
    const [node] = await here();
    nodes.add(node);
    for (let n = 0; n < 16; n += 1) {
      await page.keyboard.press("n");
      const [, line] = await here();
      if (line === undefined || lines.has(`${node} ${line}`)) break;
      lines.add(`${node} ${line}`);
    }
    await page.keyboard.press("PageDown");
  }
  holds(nodes.size === total, "every actor", [...nodes]);
  const each = new Set([...lines].map((l) => l.slice(l.indexOf(" ") + 1)));
  holds(each.size === (await page.locator("#canvas .line").count()), "every line", each.size);
  const before = (await here())[0];
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  holds((await here())[0] !== undefined, "arrows go from actor to actor", before);
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
  holds((await page.locator("#evidence blockquote, #evidence .item").count()) > 0, "Enter shows the evidence");
  await page.keyboard.press("Escape");
  holds((await text(page, "#evidence h2")) === "Evidence", "Escape goes back", await text(page, "#evidence h2"));
  await page.keyboard.press("?");
  holds(await page.locator("#help-box").evaluate((b) => b.open), "help");
  await page.keyboard.press("Escape");
  await page.keyboard.press("t");
  await page.locator("#table tbody button[tabindex='0']").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  holds((await page.locator("#table tr[aria-selected=true]").count()) === 1, "rows by arrow and Enter");
  await page.context().close();
});

await step("states open and close, by click and by key", async () => {
  const page = await open("many");
  const before = await page.locator("#canvas .node").count();
  await page.locator("#canvas .node.closed").first().click();
  const after = await page.locator("#canvas .node").count();
  holds(after > before, "a click opens a state", [before, after]);
  holds((await address(page)).includes("open="), "and the address keeps it");
  await page.keyboard.press("c");
  holds((await page.locator("#canvas .node").count()) === before, "C closes it again");
  holds((await text(page, "#notes")).includes("left out"), "what is left out is said", await text(page, "#notes"));
  await page.context().close();
});

await step("hostile words stay words", async () => {
  const page = await open("hostile");
  const odd = await page.evaluate(() => document.querySelectorAll("main b, aside b, main script, aside script, header b").length);
  holds(odd === 0, "no markup from words", odd);
  await page.click("#tab-table");
  holds((await page.locator("#table tbody tr").count()) === (await shown(page)), "every event has its row");
  await page.locator("#table tbody tr").first().click();
  const links = await page.locator("#evidence a").evaluateAll((all) => all.map((a) => a.protocol));
  holds(links.every((p) => p === "https:" || p === "http:"), "only addresses of the web are links", links);
  await shot(page, "hostile");
  await page.context().close();
});

await step("an empty graph says so", async () => {
  const page = await open("empty");
  holds((await text(page, "#nothing")) === "There are no events in this page.", "it says so");
  await page.keyboard.press("t");
  await page.keyboard.press("g");
  await page.context().close();
});

await step("pictures and paper", async () => {
  const page = await open("seeds");
  const saved = async (id) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(id)]);
    return readFileSync(await download.path());
  };
  const svg = (await saved("#save-svg")).toString();
  holds(svg.startsWith("<svg") && svg.includes("recognise [054]") && !svg.includes("var("), "the SVG stands alone");
  const png = await saved("#save-png");
  holds(png.subarray(1, 4).toString() === "PNG" && png.length > 20000, "the PNG is a picture", png.length);
  const transform = () => page.locator("#canvas .world").getAttribute("transform");
  const was = await transform();
  const pdf = await page.pdf(shots ? { path: join(shots, "print.pdf") } : {});
  holds(pdf.length > 10000, "it prints", pdf.length);
  holds((await transform()) === was, "and is as before afterwards");
  await page.context().close();
});

await step("a narrow window", async () => {
  const page = await open("seeds", { viewport: { width: 420, height: 800 }, hasTouch: true });
  await page.click("#show-filters");
  holds(await page.locator("#search").isVisible(), "the filters slide in");
  await page.keyboard.press("Escape");
  holds(!(await page.locator("#search").isVisible()), "and out");
  await page.locator("#canvas .node").first().click();
  holds(await page.locator("#evidence").isVisible(), "the evidence comes up");
  holds(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
  await shot(page, "narrow");
  await page.context().close();
});

await step("5,000 events", async () => {
  const page = await open("many");
  const opened = await page.evaluate(() => Math.round(performance.now()));
  const frames = await page.evaluate(async () => {
    const canvas = document.querySelector("#canvas"), took = [];
    for (let i = 0; i < 20; i += 1) {
      const start = performance.now();
      canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: i < 10 ? -40 : 40, clientX: 700, clientY: 400, cancelable: true }));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      took.push(performance.now() - start);
    }
    return Math.round(took.sort((a, b) => a - b)[10]);
  });
  console.log(`   ${await shown(page)} events in ${(readFileSync(resolve(pages, "many.html")).length / 1000).toFixed(0)} kB, open in ${opened} ms, a zoom step in ${frames} ms`);
  await shot(page, "many");
  await page.context().close();
});

await browser.close();
if (failed) {
  console.log(`${failed} failed`);
  process.exit(1);
}
