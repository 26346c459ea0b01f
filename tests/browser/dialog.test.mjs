// The search dialog of every page in a real browser: opened by button and "/", used by keyboard alone, over http, below a
// folder and from files; nothing of the index comes before; what is missing or shut off breaks nothing.

import assert from "node:assert/strict";
import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { publish } from "./site.mjs";
import { visit } from "./visit.mjs";
import { wait } from "./wait.mjs";

const ENTER = "\uE007", DOWN = "\uE015", UP = "\uE013", ESCAPE = "\uE00C", BACKSPACE = "\uE003", CONTROL = "\uE009", ALT = "\uE00A";
const PLAN = "ke-hoach/ke-hoach-kh-nv-dan-van-2025.html";
let site;
before(async () => { site = await publish(); });
after(() => site?.close());

const on = (base, path, act, options) => visit(site.bases[base][1] + path, (page) => act(page, site.bases[base][1]), options);

const isOpen = (page) => page.script("return document.querySelector('.hop-tim')?.open === true");
const shown = (page) => page.script("return [...document.querySelectorAll('#_goi-y:not([hidden]) [role=option]')].map((option) => option.innerText)");
/** The options, once they stay: on a slow machine what is typed is answered on the way too. */
async function options(page) {
  let before = "[]", stays = 0;
  return wait(async () => {
    const now = await shown(page);
    stays = JSON.stringify(now) === before ? stays + 1 : 0;
    before = JSON.stringify(now);
    return stays > 5 && now;
  }, "an option");
}
const field = (page) => page.script("const i = document.getElementById('_hoi'); return { focused: document.activeElement === i, value: i.value, expanded: i.getAttribute('aria-expanded'), active: i.getAttribute('aria-activedescendant') }");
const status = (page) => page.script("return document.querySelector('.hop-tim [role=status]').textContent");
const focus = (page) => page.script("return document.activeElement.id");
const requests = (page) => page.script("return performance.getEntriesByType('resource').map((entry) => entry.name)");

describe("dialog", () => {
  for (const base of [0, 1, 2]) {
    test(`from "/" to an article, base ${base}`, () => on(base, PLAN, async (page, root) => {
      await page.press("/");
      assert.ok(await isOpen(page));
      await page.press("dieu 5 luat dan chu");
      const [first] = await options(page);
      assert.match(first, /dân chủ ở cơ sở\s+Luật số 10\/2022\/QH15 · Còn hiệu lực/);
      await wait(async () => /^\d+ gợi ý$/.test(await status(page)), "the count");
      // Other documents may be meant: none is chosen ahead.
      assert.equal((await field(page)).active, null);
      await page.press(DOWN + ENTER);
      await wait(async () => (await page.url()).startsWith(`${root}van-ban/luat-10-2022-qh15.html`), "the law");
    }));

    test(`Enter leads to the results, base ${base}`, () => on(base, "index.html", async (page, root) => {
      await page.press("/");
      await page.press("dân chủ" + ENTER);
      await wait(async () => (await page.url()).startsWith(`${root}tim-kiem.html?q=`), "the page");
      await wait(() => page.css(".ket-qua[aria-busy=false] .trich-doan mark"), "an excerpt");
      assert.equal(await page.script("return document.getElementById('_q').value"), "dân chủ");
    }));
  }

  test("the keyboard alone: arrows, Esc twice, back where one was", () => on(0, "index.html", async (page) => {
    const [button] = await page.css("button#_mo-tim");
    assert.ok((await page.rect(button)).height >= 44);
    await page.click(button);
    await page.press("thuc hien");
    const all = await options(page);
    const [input] = await page.css("#_hoi");
    assert.ok(all.length > 1);
    assert.deepEqual(await field(page), { focused: true, value: "thuc hien", expanded: "true", active: null });
    for (const [key, active] of [[DOWN, "_goi-y-0"], [DOWN, "_goi-y-1"], [UP, "_goi-y-0"], [UP, null], [UP, `_goi-y-${all.length - 1}`], [DOWN, null]]) {
      await page.press(key);
      const now = await field(page);
      assert.equal(now.active, active);
      assert.ok(now.focused);
      assert.deepEqual(await page.script("return [...document.querySelectorAll('[aria-selected=true]')].map((one) => one.id)"), active ? [active] : []);
    }
    await page.press(ESCAPE);
    assert.deepEqual([(await field(page)).expanded, await isOpen(page), (await field(page)).value], ["false", true, "thuc hien"]);
    await page.press(DOWN);
    assert.equal((await field(page)).expanded, "true");
    await page.press(ESCAPE + ESCAPE);
    assert.equal(await isOpen(page), false);
    await wait(async () => (await focus(page)) === "_mo-tim", "the button");
    assert.ok(input);
  }));

  test("focus goes back to the link that had it", () => on(0, "index.html", async (page) => {
    await page.script("document.querySelector('main a').id = 'here'; document.getElementById('here').focus()");
    await page.press("/");
    assert.ok(await isOpen(page));
    // Nothing is typed and nothing remembered: no list to close first.
    await page.press(ESCAPE);
    assert.equal(await isOpen(page), false);
    await wait(async () => (await focus(page)) === "here", "the link");
  }));

  test("\"/\" is left alone where it is typed or held with other keys", () => on(0, "index.html", async (page) => {
    for (const hold of [[CONTROL], [ALT]]) {
      await page.press("/", hold);
      assert.equal(await isOpen(page), false);
    }
    await page.press("/");
    await page.press("23/qd");
    assert.equal((await field(page)).value, "23/qd");
  }));

  test("on the search page \"/\" leads to its field", () => on(0, "tim-kiem.html", async (page) => {
    await page.press("/");
    assert.equal(await focus(page), "_q");
    await page.press("1/2");
    assert.equal(await page.script("return document.getElementById('_q').value"), "1/2");
  }));

  test("nothing of the index comes before the dialog is opened", () => on(0, PLAN, async (page) => {
    const early = await requests(page);
    assert.deepEqual(early.filter((name) => /chi-muc|\.js/.test(name)).map((name) => name.replace(/^.*\/|\.[0-9a-f]{8}/g, "")), ["display.js", "page.js", "plan.js"]);
    assert.ok(early.length <= 6);
    await page.press("/");
    await wait(async () => (await requests(page)).some((name) => /chi-muc\/w\.js/.test(name)), "the words");
  }));

  test("recent searches stand in the empty field and can be forgotten", () => on(0, "index.html", async (page, root) => {
    for (const query of ["dân chủ", "<b>nd 59</b>"]) {
      await page.goto(root + "index.html");
      await page.press("/");
      await page.press(query + ENTER);
      await wait(async () => (await page.url()).includes("tim-kiem.html?q="), "the page");
    }
    await page.goto(root + "van-ban/luat-10-2022-qh15.html");
    await page.press("/");
    assert.deepEqual((await options(page)).map((text) => text.trim()), ["<b>nd 59</b>", "dân chủ"]);
    await page.click((await page.css(".gan-day button"))[0]);
    await wait(async () => (await shown(page)).length === 0, "an empty list");
    assert.equal(await page.script("return localStorage.getItem('congkhai-tim')"), null);
    assert.ok((await field(page)).focused);
  }));

  test("what is typed stays text, half letters too", () => on(0, "index.html", async (page) => {
    await page.press("/");
    for (const typed of ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\uD800", "\uDC00 dan chu", "%", "(.*["]) {
      await page.script("const i = document.getElementById('_hoi'); i.value = " + JSON.stringify(typed) + "; i.dispatchEvent(new Event('input'))");
      await wait(async () => /gợi ý/.test(await status(page)), `an answer to ${typed}`);
      await page.script("document.querySelector('.hop-tim [role=status]').textContent = ''");
      assert.equal((await page.css(".hop-tim img, .hop-tim script, .hop-tim b")).length, 0);
    }
    await page.script("document.getElementById('_hoi').value = '\\uD800 dân chủ'");
    await page.press(ENTER);
    await wait(() => page.css(".ket-qua[aria-busy=false] li"), "results");
  }));

  test("storage that is shut off is done without", () => on(0, "index.html", async (page) => {
    await page.press("/");
    await page.press("nd 59" + ENTER);
    await wait(() => page.css(".ket-qua[aria-busy=false] li"), "results");
    await page.press("/");
    await page.press(BACKSPACE + "9" + ENTER);
    await wait(() => page.css(".ket-qua[aria-busy=false] li"), "results");
  }, { ahead: "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })" }));

  test("without the reader the form still leads to the page, and says so", async () => {
    const reader = readdirSync(join(site.out, "theme")).find((name) => /^search\.[0-9a-f]{8}\.js$/.test(name));
    const [there, away] = [reader, `${reader}.away`].map((name) => join(site.out, "theme", name));
    renameSync(there, away);
    try {
      await on(1, "index.html", async (page) => {
        await page.press("/");
        await page.press("dân chủ");
        await wait(async () => /Không tải được gợi ý/.test(await status(page)), "the word on it");
        await page.press(ENTER);
        await wait(async () => /tim-kiem\.html\?q=/.test(await page.url()), "the page");
        const said = () => page.script("return document.querySelector('#_ket-qua [role=status]').textContent");
        await wait(async () => /Không tải được chỉ mục/.test(await said()), "the word on it");
      }, { complains: true });
    } finally {
      renameSync(away, there);
    }
  });

  test("offline the dialog opens and says what is missing", () => on(0, "index.html", async (page) => {
    await page.offline(true);
    await page.press("/");
    await wait(async () => /Không tải được gợi ý/.test(await status(page)), "the word on it");
    await page.offline(false);
    await page.press("dan");
    // The line may be back a moment later than it was asked to be.
    await wait(async () => (await page.press(" "), (await shown(page)).length > 0), "an option");
  }, { complains: true }));

  test("with scripts off the link leads to the lists", () => on(0, "index.html", async (page) => {
    const [link] = await page.css("a#_mo-tim");
    await page.follow(link);
    assert.match(await page.url(), /tim-kiem\.html$/);
    for (const [words, path] of [["chu-cai/t.html", /chu-cai\/t\.html$/], ["so/50-99.html", /so\/50-99\.html$/]]) {
      await page.goto(site.bases[0][1] + "tim-kiem.html");
      await page.follow((await page.css(`a[href$="${words}"]`))[0]);
      assert.match(await page.url(), path);
    }
  }, { scripts: false }));

  for (const width of [320, 360, 1280]) {
    test(`fits ${width} px with targets for a thumb`, () => on(0, "index.html", async (page) => {
      await page.press("/");
      await page.press("thuc hien dan chu");
      await options(page);
      const { content, view } = await page.widths();
      assert.ok(content <= view, `${content} px in ${view} px`);
      const [left, right] = await page.script("const box = document.querySelector('.hop-tim').getBoundingClientRect(); return [box.left, box.right]");
      assert.ok(left >= 0 && right <= width);
      assert.equal(await page.script("const box = document.querySelector('.hop-tim'); return box.scrollWidth <= box.clientWidth"), true);
      // All in one call: the list may be drawn anew between two.
      const heights = await page.script("return [...document.querySelectorAll('.hop-tim button, .hop-tim input, .hop-tim [role=option]')].map((target) => target.getBoundingClientRect().height)");
      assert.ok(heights.length > 2);
      for (const height of heights) assert.ok(height === 0 || height >= 44, `${height} px`);
    }, { width }));
  }
});
