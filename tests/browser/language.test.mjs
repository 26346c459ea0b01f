// Two languages of the frame: pages in English for who looks for a document, and an English frame around each document,
// which is there once and in Vietnamese.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";

import { open } from "./driver.mjs";
import { laws, publish } from "./site.mjs";
import { visit } from "./visit.mjs";
import { wait } from "./wait.mjs";

const PLAN = "ke-hoach/ke-hoach-kh-nv-dan-van-2025.html", DECREE = "van-ban/nghi-dinh-59-2023-nd-cp.html";
const LAWYERS = "van-ban/luat-luat-su-2006-65-2006-qh11-12981.html";
let real, whole;
before(async () => { [real, whole] = await Promise.all([publish(), publish(laws)]); });
after(() => { real?.close(); whole?.close(); });

const on = (site, base, path, act, options) => visit(site.bases[base][1] + path, (page) => act(page, site.bases[base][1]), options);

const choose = async (page, lang = "en") => {
  await page.script("document.getElementById('_ngon-ngu').click()");
  await wait(() => page.script("return document.documentElement.lang === arguments[0] && document.readyState === 'complete'", lang), `a page in ${lang}`);
};

/** A Vietnamese word, as far as letters tell; a single letter names a point. */
const WORD = "/(?=\\p{L}*(?![\\0-\\x7F])\\p{L})\\p{L}{2,}/u";
/** Words with Vietnamese letters that are not said to be Vietnamese; what a reader does not see is heard too. */
const UNSAID = `const bad = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (parent.closest("script, style, noscript")) continue;
    if (${WORD}.test(node.data.replace(/\\S*\\d\\S*|Communiqué/g, "")) && parent.closest("[lang]").getAttribute("lang") !== "vi") bad.push(node.data.trim());
  }
  return bad`;
/** What the frame itself says, apart from what documents say. */
const FRAME = `return [...document.querySelectorAll("dt, summary, label, legend, button, .tinh-trang, .chung-cu, .cot, thead th, caption, main h2:not(.van-ban *), .cuoi-trang a, .dau-trang li a:not(#_ngon-ngu)")]
  .filter((one) => !one.closest(".van-ban-khac, .ngoai-le")).filter((one) => !one.closest(".ma-tran th, caption"))
  .map((one) => one.textContent.trim()).filter((words) => ${WORD}.test(words.replace(/\\S*\\d\\S*/g, "")))`;

describe("pages in English", () => {
  test("say what is Vietnamese in them, and need no script", async () => {
    const page = await open({ width: 360, scripts: false });
    try {
      for (const [site, root] of [[real, real.bases[1][1]], [whole, whole.bases[1][1]]]) {
        const all = readdirSync(`${site.out}/en`, { recursive: true }).filter((name) => name.endsWith(".html"));
        assert.ok(all.includes("index.html") && all.includes("tim-kiem.html") && all.length > 10, String(all));
        for (const name of all.slice(0, 25)) {
          await page.goto(`${root}en/${name}`);
          assert.equal(await page.script("return document.documentElement.lang"), "en");
          assert.deepEqual(await page.script(UNSAID), [], name);
          assert.deepEqual(await page.script(FRAME), [], name);
        }
      }
    } finally {
      await page.close();
    }
  });

  test("and those in Vietnamese lead to each other", () => on(real, 1, "danh-muc/loai/luat.html", async (page, root) => {
    await page.script("document.getElementById('_ngon-ngu').click()");
    await wait(async () => (await page.script("return location.href")) === `${root}en/danh-muc/loai/luat.html`, "the list in English");
    assert.match(await page.script("return document.querySelector('h1').innerText"), /By kind\s+Law/);
    await page.script("document.getElementById('_ngon-ngu').click()");
    await wait(async () => (await page.script("return location.href")) === `${root}danh-muc/loai/luat.html`, "the list in Vietnamese");
    assert.equal(await page.script("return document.documentElement.lang"), "vi");
  }));

  test("keep the question and the place", () => on(real, 1, "tim-kiem.html?q=dieu+3#_noi-dung", async (page, root) => {
    await page.script("document.getElementById('_ngon-ngu').click()");
    await wait(async () => (await page.script("return location.href")) === `${root}en/tim-kiem.html?q=dieu+3#_noi-dung`, "the same question in English");
  }));

  test("find what Vietnamese ones find, in English words", () => on(whole, 1, "en/tim-kiem.html?q=lu%E1%BA%ADt+lu%E1%BA%ADt+s%C6%B0", async (page, root) => {
    await wait(() => page.script("return document.querySelector('#_ket-qua .trich-doan')"), "excerpts");
    const [first, said, status] = await page.script("const li = document.querySelector('#_ket-qua li'); return [li.querySelector('a').href, li.querySelector('.phu').innerText, document.querySelector('#_ket-qua [role=status]').innerText]");
    assert.ok(first.startsWith(`${root}van-ban/`), first);
    assert.match(said, /^Law No\. .* (In force|Validity not verified|No longer in force|Partly in force)$/);
    assert.match(status, /results/);
    assert.deepEqual(await page.script(UNSAID), []);
    assert.equal(await page.script("return document.querySelector('.bo-qua').getAttribute('href')"), "#_noi-dung", "places of the page stay places of the page");
  }));
});

describe("a document", () => {
  for (const [name, site, path] of [["the plan", () => real, PLAN], ["a decree", () => real, DECREE], ["a law", () => whole, LAWYERS], ["the map", () => real, "so-do.html"], ["the ledger", () => real, "so-cong-khai.html"], ["further works", () => real, "danh-muc/van-ban-khac.html"]]) {
    test(`gets an English frame and keeps its text: ${name}`, () => on(site(), 1, path, async (page) => {
      const text = "const all = document.querySelector('.van-ban')?.cloneNode(true); all?.querySelectorAll('aside').forEach((one) => one.remove()); return all?.textContent ?? ''";
      const before = await page.script(text);
      await choose(page);
      assert.equal(await page.script(text), before);
      assert.deepEqual(await page.script(UNSAID), []);
      if (!/van-ban-khac/.test(path)) assert.deepEqual(await page.script(FRAME), []);
      const dead = await page.script(`return [...document.querySelectorAll("a[href]")].map((link) => link.href).filter((href) => typeof href === "string" && href.includes("/en/"))`);
      assert.ok(dead.length > 2, "the frame leads to pages in English");
      for (const href of new Set(dead)) readFileSync(`${site().out}/${decodeURIComponent(href.slice(href.indexOf("en/")).replace(/[?#].*/, ""))}`);
    }));
  }

  for (const base of [0, 1, 2]) {
    test(`is in the language that was kept, and back again, base ${base}`, () => on(real, base, DECREE, async (page, root) => {
      await choose(page);
      const said = () => page.script("return [document.documentElement.lang, document.querySelector('.dau-trang li a').innerText, document.querySelector('#_mo-tim').innerText, document.querySelector('.hien-thi legend').innerText]");
      await wait(async () => String(await said()) === "en,Home,Search,Text size", "an English frame");
      await page.goto(root + PLAN);
      await wait(async () => String(await said()) === "en,Home,Search,Text size", "an English frame on the next page");
      await choose(page, "vi");
      await wait(async () => String(await said()) === "vi,Trang chủ,Tìm kiếm,Cỡ chữ", "Vietnamese again");
      await page.goto(root + DECREE);
      assert.equal((await said())[0], "vi");
    }));
  }

  test("has values put into its words: dates, numbers, sizes", () => on(real, 1, DECREE, async (page) => {
    await choose(page);
    const says = { "còn 12 ngày": "days left: 12", "3/241 tệp, 0,1 MB/1,6 MB": "3/241 files, 0,1 MB/1,6 MB", "khoản 2 Điều 46": "clause 2 Article 46", "Đã lưu ngày 26/11/2026.": "Saved on 26/11/2026.", "Được quy định chi tiết tại:": "Detailed by:", "Hạn 21/02/2025: Đăng ký mô hình": "Due 21/02/2025: Đăng ký mô hình", "Sơ đồ quan hệ: Luật Đất đai": "Relations: Luật Đất đai" };
    for (const [vietnamese, english] of Object.entries(says)) {
      await page.script("document.querySelector('main').append(Object.assign(document.createElement('p'), { id: '_thu', textContent: arguments[0] }))", vietnamese);
      assert.equal(await page.script("const one = document.getElementById('_thu'), { textContent } = one; one.remove(); return textContent"), english);
    }
  }));

  test("is entered in English from a page in English", () => on(real, 1, "en/index.html", async (page, root) => {
    await page.goto(root + DECREE);
    await wait(async () => (await page.script("return document.documentElement.lang")) === "en", "an English frame");
  }));

  test("is cited in Vietnamese, and previewed with its own words", () => on(whole, 1, `${LAWYERS}#dieu-5`, async (page) => {
    await choose(page);
    await page.script("document.querySelector('#dieu-5 :is(b, .so)').click()");
    const box = () => page.script("const box = document.getElementById('_to'); return box?.matches(':popover-open') ? box.innerText : ''");
    await wait(async () => /Copy the citation in full/.test(await box()), "the choice of copies");
    assert.match(await box(), /^Article 5\s/);
    assert.match(await box(), /Điều 5 Luật luật sư/);
    assert.deepEqual(await page.script(UNSAID), []);
  }));

  test("stays Vietnamese without scripts, with a way to the pages in English", async () => {
    const page = await open({ width: 360, scripts: false });
    try {
      await page.goto(real.bases[1][1] + DECREE);
      assert.equal(await page.script("return document.getElementById('_ngon-ngu').href"), `${real.bases[1][1]}en/index.html`);
      assert.equal(await page.script("return document.documentElement.lang"), "vi");
    } finally {
      await page.close();
    }
  });
});
