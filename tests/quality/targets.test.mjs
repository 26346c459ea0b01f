// What fingers, keyboards and large letters need of every kind of page: targets, reflow, room for spaced text, focus in
// sight, line heights that stacked marks fit in. axe lets small targets pass where they are far apart; these do not.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { wait } from "../browser/wait.mjs";
import { browsers, look } from "./looks.mjs";
import { PAGES, publish } from "./site.mjs";

const TAB = "\uE004", SHIFT = "\uE008";
/** What a reader came for: these are 44 px high, whatever stands beside them. */
const PRIMARY = [
  ".dau-trang nav a", "#_mo-tim", ".theo-loai a", ".trang a", ".o-tim input", ".o-tim button", ".loc-tim select", "[role=listbox] a",
  ".muc-luc summary", ".muc-luc li a", ".nut-thanh", ".nut", ".hien-thi label",
].join(", ");
/** The letters of Vietnamese that ASCII does not have: 67, small and capital. */
const LETTERS = [..."aăâeêioôơuưy"].flatMap((vowel) => ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"].map((tone) => (vowel + tone).normalize("NFC")))
  .concat("đ").filter((letter) => letter > "\u007f").flatMap((letter) => [letter, letter.toUpperCase()]);

let site;
const pool = browsers();
before(async () => { site = await publish(); });
after(async () => {
  await pool.close();
  site?.close();
});

const on = (width, path, act) => pool.use(async (page) => {
  await look(page, width, "light");
  await page.goto(site.base + path);
  return act(page);
});

/** What is folded is opened, what is far below is laid out. */
const UNFOLD = `
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important; }");
  document.adoptedStyleSheets = [sheet];
  for (const folded of document.querySelectorAll("details")) folded.open = true;`;
const unfolded = (width, path, act) => on(width, path, async (page) => {
  await page.script(UNFOLD);
  return act(page);
});

/** Targets that are too small: below 24 px in either way, or among the primary ones below 44 px in height. */
const SMALL = `
  const [primary] = arguments, found = [];
  const block = (one) => { let at = one.parentElement; while (getComputedStyle(at).display.startsWith("inline") && at.parentElement) at = at.parentElement; return at; };
  // A link that breaks with the words around it is as high as their lines.
  const runs = (one) => one.localName === "a" && getComputedStyle(one).display === "inline"
    && block(one).textContent.replaceAll(one.textContent, "").replace(/[\\s\\p{P}]/gu, "") !== "";
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary, label")) {
    if (one.localName === "label" && !one.querySelector("input") || !one.checkVisibility({ visibilityProperty: true }) || runs(one)) continue;
    const { width, height, right } = (one.closest("label") ?? one).getBoundingClientRect();
    // The way past the navigation is beside the page until it has the focus.
    if (right <= 0) continue;
    const least = one.matches(primary) ? 44 : 24;
    if (height < least - .01 || width < 24 - .01) found.push(one.outerHTML.slice(0, 120) + " " + Math.round(width) + "×" + Math.round(height));
  }
  return [...new Set(found)].slice(0, 20);`;

/** Boxes that cut off what they hold, and text that leaves the box it is in. */
const CLIPPED = `
  const found = [], runs = (style) => style.display.startsWith("inline") && style.display !== "inline-block";
  // What is there for who listens only.
  const unseen = (one) => one !== document.body && (getComputedStyle(one).clipPath !== "none" || unseen(one.parentElement));
  const box = (one) => { while (runs(getComputedStyle(one))) one = one.parentElement; return one; };
  for (const one of document.querySelectorAll("body *")) {
    const style = getComputedStyle(one);
    if (!one.checkVisibility() || one.closest("svg, option, select, input") || unseen(one)) continue;
    const cut = ["x", "y"].some((way) => /hidden|clip/.test(style["overflow-" + way]));
    if (cut && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)) found.push("cuts " + one.outerHTML.slice(0, 120));
    for (const text of one.childNodes) {
      if (text.nodeType !== Node.TEXT_NODE || !text.data.trim()) continue;
      const range = document.createRange(), around = box(one).getBoundingClientRect();
      range.selectNodeContents(text);
      const { right, bottom } = range.getBoundingClientRect();
      if (right > around.right + 2 || bottom > around.bottom + 2) found.push("leaves " + one.outerHTML.slice(0, 120));
    }
  }
  return found.slice(0, 20);`;

const SPACED = `
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];`;

/** Where the focus is, and what is wrong about how it shows. */
const FOCUS = `
  // What comes into sight is laid out first, which takes a frame or two.
  return new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(look()), 30))); });
  function look() {
  const one = document.activeElement, style = getComputedStyle(one);
  const boxes = [...one.getClientRects()].filter((box) => box.width && box.height);
  const seen = boxes.some((box) => {
    const x = Math.max(0, box.left) / 2 + Math.min(innerWidth, box.right) / 2, y = Math.max(0, box.top) / 2 + Math.min(innerHeight, box.bottom) / 2;
    const top = document.elementFromPoint(x, y);
    return top && (one === top || one.contains(top));
  });
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return { body: one === document.body, what: one.outerHTML.slice(0, 120), wrong: [!seen && "hidden", !ring && "no ring"].filter(Boolean).join() };
  }`;

/** Line heights below 1.5, of headings below 1.4, by where they are. */
const LOW = `
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const one = text.parentElement, style = getComputedStyle(one);
    if (!text.data.trim() || !one.checkVisibility() || one.closest("option, script, noscript, svg")) continue;
    const least = one.closest("h1, h2, h3, h4, h5, h6") ? 1.4 : 1.5, ratio = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
    if (!(ratio >= least - .001)) found.add(one.localName + "." + one.className + " " + ratio);
  }
  return [...found];`;

async function fits(page, what) {
  const { content, view } = await page.widths();
  assert.ok(content <= view, `${what}: ${content} px in ${view} px`);
}

describe("targets", { concurrency: 2 }, () => {
  for (const [name, path] of Object.entries(PAGES)) {
    test(`${name}: every target is big enough, letters have room`, () => unfolded(360, path, async (page) => {
      assert.deepEqual(await page.script(SMALL, PRIMARY), []);
      assert.deepEqual(await page.script(LOW), []);
    }));

    test(`${name}: nothing is lost on a small phone, in large letters, in spaced text`, () => unfolded(320, path, async (page) => {
      await fits(page, "320 px");
      await page.script(SPACED);
      await fits(page, "spaced");
      assert.deepEqual(await page.script(CLIPPED), []);
      await page.script("document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, 1); document.documentElement.style.fontSize = '200%';");
      await fits(page, "200 %");
      assert.deepEqual(await page.script(CLIPPED), []);
    }));
  }

  /** Presses Tab so often and tells where the focus was not seen. */
  async function walk(page, count, hold = []) {
    const wrong = [], passed = new Set();
    for (let at = 0; at < count; at += 1) {
      await page.press(TAB, hold);
      const { body, what, wrong: problem } = await page.script(FOCUS);
      if (!body) passed.add(what);
      if (!body && problem) wrong.push(`${problem}: ${what}`);
    }
    return { wrong, passed: passed.size };
  }

  for (const name of ["law", "plan", "list", "search"]) {
    test(`${name}: the focus is seen, on and back`, () => on(360, PAGES[name], async (page) => {
      const there = await walk(page, 60), back = await walk(page, 45, [SHIFT]);
      assert.deepEqual([...there.wrong, ...back.wrong], []);
      assert.ok(there.passed > 20 && back.passed > 20);
    }));
  }

  test("the focus is seen behind the open contents too", () => on(360, PAGES.plan, async (page) => {
    await page.script("document.querySelector('.muc-luc summary').focus()");
    await page.press("\uE007");
    assert.equal(await page.script("return document.querySelector('.muc-luc').open"), true);
    const { wrong, passed } = await walk(page, 40);
    assert.deepEqual(wrong, []);
    assert.ok(passed > 20);
  }));

  test("every letter comes from the face of the text", () => on(360, PAGES.law, async (page) => {
    assert.equal(LETTERS.length, 134);
    for (const selector of [".van-ban p", "h1"]) {
      await page.script("document.querySelector(arguments[0]).textContent = arguments[1]", selector, LETTERS.join(""));
      await page.cdp("DOM.enable");
      await page.cdp("CSS.enable");
      const { root } = await page.cdp("DOM.getDocument", { depth: 0 });
      const { nodeId } = await page.cdp("DOM.querySelector", { nodeId: root.nodeId, selector });
      // The browser answers for a text that it has not laid out yet too, with no font: it is asked again.
      const fonts = await wait(async () => (await page.cdp("CSS.getPlatformFontsForNode", { nodeId })).fonts, "the fonts of a text");
      assert.deepEqual(fonts.map((font) => font.glyphCount), [134], `${selector}: ${fonts.map((font) => font.familyName)}`);
    }
  }));

  test("finds what is wrong", () => unfolded(360, PAGES.page, async (page) => {
    await page.script(`
      const add = (name, text, style) => { const one = document.createElement(name); one.textContent = text; Object.assign(one.style, style); document.querySelector("main").prepend(one); return one; };
      add("p", "cao", { lineHeight: "1.2" });
      add("div", "một hai ba bốn năm", { width: "20px", height: "20px", overflow: "hidden" });
      add("button", "x", { width: "20px", height: "20px", padding: 0 });`);
    assert.match((await page.script(SMALL, PRIMARY)).join(), /<button.*20×20/);
    assert.match((await page.script(CLIPPED)).join(), /một hai ba/);
    assert.match((await page.script(LOW)).join(), /p\. 1.2/);
  }));
});
