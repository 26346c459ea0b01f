// A law on several pages: addresses made before it was divided, results of the search, previews and the ways from article to
// article end at the place, with the script and without it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { project, publish } from "./site.mjs";
import { visit } from "./visit.mjs";
import { wait } from "./wait.mjs";

const LAW = "van-ban/bo-luat-thu";
let site;
before(async () => {
  site = await publish((folder) => {
    const made = spawnSync("python3", [join(project, "tests/long-law.py"), join(project, "../shared/corpus/laws"), folder], { encoding: "utf8" });
    if (made.status !== 0) throw new Error(made.stderr);
    // One article that is longer than a page.
    const clauses = Array.from({ length: 900 }, (_, at) => `${at + 1}. ${"Nội dung của khoản này. ".repeat(60)}`).join("\n\n");
    writeFileSync(join(folder, "content/van-ban/luat-mot-dieu.md"), `---\nkind: Luật\nnumber: 998/2020/QH14\ntitle: Luật Một điều\nissued: 2020-01-02\ntext: full\n---\n\nĐiều 1. Mọi việc\n\n${clauses}\n\nĐiều 2. Hiệu lực\n\n1. Từ nay.\n`);
    return folder;
  });
});
after(() => site?.close());

const on = (base, path, act, options) => visit(site.bases[base][1] + path, (page) => act(page, site.bases[base][1]), options);

/** Waits until a place is the target of the address of a page, in sight. */
const lands = (page, path, id) => wait(async () => (await page.url()).endsWith(`${path}.html#${id}`) && page.script(`const place = document.getElementById(arguments[0]);
  if (!place?.matches(":target") || !place.closest(".van-ban")) return false;
  const { top } = place.getBoundingClientRect();
  return top >= 0 && top < innerHeight`, id), `${path}#${id}`);
const sheet = (page) => page.script("const box = document.getElementById('_to'); return box?.matches(':popover-open') ? box.innerText : ''");

describe("old addresses", () => {
  for (const base of [0, 1, 2]) {
    test(`go on to the part that has the place, ${["at the root", "below a folder", "from files"][base]}`, () => on(base, "index.html", async (page, root) => {
      for (const [id, part] of [["dieu-46", "chuong-iii"], ["dieu-46-khoan-2", "chuong-iii"], ["chuong-ii--2", "chuong-ii--2"], ["dieu-600", "chuong-vi--2"]]) {
        await page.goto("about:blank");
        await page.goto(`${root}${LAW}.html#${id}`);
        await lands(page, `${LAW}-${part}`, id);
      }
      // The page in between is no step of the way back.
      await page.back();
      assert.equal(await page.url(), "about:blank");
    }));
  }

  test("of a clause go on to the part that has it, where its article is on several", () => on(1, "index.html", async (page, root) => {
    for (const id of ["dieu-1-khoan-3", "dieu-1-khoan-899", "dieu-2", "dieu-2-khoan-1"]) {
      await page.goto("about:blank");
      await page.goto(`${root}van-ban/luat-mot-dieu.html#${id}`);
      await lands(page, "", id);
    }
  }));

  test("without the script they end at the entry that leads on", () => on(1, `${LAW}.html#dieu-46`, async (page) => {
    assert.deepEqual(await page.script("const here = document.querySelector(':target'); return [here.id, here.innerText.slice(0, 8)]"), ["dieu-46", "Điều 46."]);
    await page.follow((await page.css("#dieu-46 a"))[0]);
    await lands(page, `${LAW}-chuong-iii`, "dieu-46");
  }, { scripts: false }));

  test("one that is no place of the law stays", () => on(1, `${LAW}.html#_can-cu`, async (page, root) => {
    for (const hash of ["#_can-cu", "#dieu-9999", "#%E0%A4%A", ""]) {
      await page.goto("about:blank");
      await page.goto(`${root}${LAW}.html${hash}`);
      assert.ok((await page.url()).includes(`${LAW}.html`), hash);
    }
  }));
});

describe("ways to an article", () => {
  for (const base of [1, 2]) {
    test(`a result of the search ends there, ${base === 1 ? "over http" : "from files"}`, () => on(base, `tim-kiem.html?${new URLSearchParams({ q: "Điều 520 Bộ luật Thử nghiệm" })}`, async (page) => {
      // In one call: results are drawn anew as better ones come.
      await wait(() => page.script("const link = document.querySelector(arguments[0]); link?.click(); return Boolean(link)", `#_noi-dung a[href$="${LAW}.html#dieu-520"]`), "the result");
      await lands(page, `${LAW}-chuong-ii--2`, "dieu-520");
    }));
  }

  test("a citation of another document shows its text and leads there", () => on(1, "van-ban/qd-5.html", async (page) => {
    await page.script("document.querySelector('.van-ban a.vd').click()");
    await wait(async () => /Điều tra viên|khoản 2 Điều 46/.test(await sheet(page)), "the preview");
    await page.follow((await page.css("#_to .chan-to a"))[0]);
    await lands(page, `${LAW}-chuong-iii`, "dieu-46-khoan-2");
  }));

  test("a citation of another chapter shows its text", () => on(1, `${LAW}-chuong-ii--2.html`, async (page) => {
    const found = await page.script("const link = [...document.querySelectorAll('.van-ban a.vd')].find((one) => /^bo-luat-thu-/.test(one.getAttribute('href'))); link?.click(); return link?.getAttribute('href')");
    assert.match(found, /#dieu-/);
    await wait(async () => /Bộ luật số 999/.test(await sheet(page)), "the preview");
  }));

  test("one goes from article to article past the ends of a page", () => on(1, `${LAW}-chuong-iii.html`, async (page) => {
    const steps = () => page.script("return [...document.querySelectorAll('.nut-thanh:not([hidden])')].map((one) => [one.getAttribute('href'), one.getAttribute('aria-label')])");
    await wait(async () => (await steps()).some(([href]) => href === "bo-luat-thu-chuong-ii.html#dieu-33"), "the article before");
    await page.goto((await page.url()).split("#")[0] + "#dieu-54");
    const next = await wait(async () => (await steps()).find(([href]) => href.includes("chuong-iv")), "the article behind");
    assert.deepEqual(next, ["bo-luat-thu-chuong-iv.html#dieu-55", "Tiếp: Điều 55"]);
    // The driver's own way to the link scrolls, and with it the link is another.
    await page.script("document.querySelector(arguments[0]).focus({ preventScroll: true })", `.nut-thanh[href="${next[0]}"]`);
    await page.press("\uE007");
    await lands(page, `${LAW}-chuong-iv`, "dieu-55");
  }));

  test("the address to take away is that of the document", () => on(1, `${LAW}-chuong-iii.html#dieu-46`, async (page, root) => {
    assert.equal(await page.script("return window.CongkhaiUi.addressOf('dieu-46')"), `${root}${LAW}.html#dieu-46`);
  }));

  test("the whole text keeps its reader", () => on(1, `${LAW}-toan-van.html`, async (page) => {
    assert.equal(await page.script("return [...document.querySelectorAll('.van-ban a[href]')].filter((link) => /^bo-luat-thu.*#/.test(link.getAttribute('href'))).length"), 0);
  }));
});
