// Every kind of page by axe-core: all rules of WCAG 2.2 A and AA and of good practice, at each width, in each set of
// colours. Nothing may be wrong and nothing may be left open: what axe cannot tell, a person would have to look at each time.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";

import { wait } from "../browser/wait.mjs";
import { browsers, COLOURS, look, WIDTHS } from "./looks.mjs";
import { PAGES, publish } from "./site.mjs";

/** Chromium says of the fill what it would be without forced colours, and of `color` what it is. No page here sets a fill. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8").replaceAll("-webkit-text-fill-color", "color");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const EVERY = Object.fromEntries(Object.keys(COLOURS).map((colours) => [colours, WIDTHS]));
/** Its 510 articles take axe fifteen seconds each time; the other law has the same mark-up in every look. */
const FEW = { forced: [320], dark: [360], light: [1280] };

/** What a page shows only after something was done: its address, and how to come there. */
const STATES = {
  results: ["tim-kiem.html?q=dân chủ cơ sở", (page) => wait(() => page.css(".ket-qua[aria-busy=false] .trich-doan mark"), "an excerpt")],
  english: [PAGES.plan, async (page) => {
    // Once: in the next colours it is in English as it comes.
    if (await page.script("return !localStorage.getItem('congkhai-hien-thi')?.includes('en')")) await page.script("document.getElementById('_ngon-ngu').click()");
    await wait(() => page.script("return document.documentElement.lang === 'en' && document.querySelector('.hien-thi legend').innerText === 'Text size'"), "an English frame");
  }],
  dialog: ["index.html", async (page) => {
    await page.press("/");
    await page.press("dieu 5 luat bao chi");
    await wait(() => page.css("#_goi-y:not([hidden]) [role=option]"), "an option");
  }],
};

/** Rule, how often, the first element and why, for what is wrong (`wrong`) or left open (`open`). */
const RUN = `
  const [tags] = arguments;
  // Of text in a drawing axe never tells the contrast; DRAWN does.
  const drawn = (node) => node.element.closest("svg") && node.any.every((check) => check.id === "color-contrast");
  // A heading of a group of rows has no cells of its own, which axe wants of every heading: the others are looked at here.
  const heads = (table, th) => (th.scope === "row" ? [...th.parentElement.cells] : [...table.rows].map((row) => row.cells[th.cellIndex]))
    .some((cell) => cell && cell !== th && cell.textContent.trim() !== "");
  const grouped = ({ element, all }) => all.some((check) => check.id === "th-has-data-cells") && element.querySelector("th[scope=rowgroup]")
    && [...element.querySelectorAll("th:not([scope=rowgroup])")].every((th) => heads(element, th));
  const told = (kind, found) => found.map((one) => ({ ...one, nodes: one.nodes.filter((node) => kind !== "open" || !drawn(node) && !grouped(node)) })).filter((one) => one.nodes.length)
    .map((one) => [kind, one.id, one.nodes.length, one.nodes[0].html.slice(0, 200), one.nodes[0].failureSummary].join(" | "));
  return axe.run(document, { resultTypes: ["violations", "incomplete"], preload: false, runOnly: tags, elementRef: true })
    .then(({ passes, violations, incomplete }) => ({ rules: passes.length, found: [...told("wrong", violations), ...told("open", incomplete)] }));`;

/** Text of drawings whose contrast with its box, or with the page, is below 4.5. */
const DRAWN = `
  const parts = (colour) => colour.match(/[\\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
  const solid = (colour) => /^rgb/.test(colour) && parts(colour)[3] !== 0;
  const light = (colour) => parts(colour).slice(0, 3).map((value) => (value /= 255) <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
    .reduce((sum, value, at) => sum + value * [.2126, .7152, .0722][at], 0);
  const contrast = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
  const behind = (one) => { const colour = getComputedStyle(one).backgroundColor; return solid(colour) || !one.parentElement ? colour : behind(one.parentElement); };
  return [...document.querySelectorAll("svg text")].filter((text) => text.checkVisibility()).flatMap((text) => {
    const box = text.parentElement.querySelector(":scope > rect"), fill = box && getComputedStyle(box).fill, ink = getComputedStyle(text).fill;
    const ratio = contrast(ink, solid(fill ?? "") ? fill : behind(text.closest("svg").parentElement));
    return ratio < 4.5 ? [text.outerHTML.slice(0, 120) + " " + ratio] : [];
  });`;

/** What is folded is opened, what is far below is drawn, and what lies over the text or scrolls by itself is laid out
 * whole and in its place: of what is covered axe cannot tell. */
const SHOW = `
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important; } .thanh, .muc-luc nav { position: static !important; max-height: none !important; }");
  document.adoptedStyleSheets = [sheet];
  for (const folded of document.querySelectorAll("details")) folded.open = true;`;

let site;
const pool = browsers((page) => page.ahead(AXE));
before(async () => { site = await publish(); });
after(async () => {
  await pool.close();
  site?.close();
});

async function examine(page, address, looks, prepare) {
  for (const [colours, widths] of Object.entries(looks)) {
    await look(page, widths[0], colours);
    await page.goto(site.base + address);
    await prepare?.(page);
    await page.script(SHOW);
    for (const width of widths) {
      await look(page, width, colours);
      const { rules, found } = await page.script(RUN, TAGS);
      assert.deepEqual(found, [], `${address}, ${width} px, ${colours}`);
      assert.deepEqual(await page.script(DRAWN), [], `${address}, ${width} px, ${colours}`);
      assert.ok(rules >= 10, `axe looked at the page: ${rules} rules`);
    }
  }
}

describe("axe", { concurrency: 2 }, () => {
  for (const [name, path] of Object.entries(PAGES)) {
    test(name, () => pool.use((page) => examine(page, path, name === "longest" ? FEW : EVERY)));
  }
  for (const [name, [address, prepare]] of Object.entries(STATES)) {
    test(name, () => pool.use((page) => examine(page, address, EVERY, prepare)));
  }

  test("finds what is wrong and what is open", () => pool.use(async (page) => {
    await look(page, 360, "light");
    await page.goto(site.base + PAGES.page);
    await page.script("const image = new Image(); image.src = 'x.png'; document.querySelector('main').append(image); document.querySelector('h1').style.background = 'linear-gradient(red, blue)';");
    await page.script("document.querySelector('main').insertAdjacentHTML('beforeend', '<svg><text fill=\"#ccc\">nhạt</text></svg>')");
    assert.match((await page.script(DRAWN)).join(), /nhạt/);
    const { found } = await page.script(RUN, TAGS);
    assert.ok(found.some((one) => one.startsWith("wrong | image-alt")) && found.some((one) => one.startsWith("open | color-contrast")), found.join("\n"));
  }));
});
