// Pasted citations in a real browser: the place opens, from the dialog and from a ?c= address; where it is not clear which is
// meant, one chooses. The clause itself is there on the site of the laws, whose texts it holds.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { laws, publish } from "./site.mjs";
import { visit } from "./visit.mjs";
import { wait } from "./wait.mjs";

const ENTER = "\uE007";
const DEMOCRACY = "van-ban/luat-thuc-hien-dan-chu-o-co-so-nam-2022-546085.html";
let real, whole;
before(async () => { [real, whole] = await Promise.all([publish(), publish(laws)]); });
after(() => { real?.close(); whole?.close(); });

const on = (site, base, path, act, options) => visit(site.bases[base][1] + path, (page) => act(page, site.bases[base][1]), options);

const options = (page) => page.script("return [...document.querySelectorAll('#_goi-y:not([hidden]) [role=option]')].map((option) => option.innerText)");
const active = (page) => page.script("return document.querySelector('#_goi-y [aria-selected=true]')?.innerText ?? ''");
const reaches = (page, address) => wait(async () => (await page.url()) === address, address);
const shows = (page, id) => page.script(`const { top } = document.getElementById(${JSON.stringify(id)}).getBoundingClientRect(); return top >= -1 && top < innerHeight`);

describe("a citation", () => {
  for (const base of [0, 1, 2]) {
    test(`opens the clause from the dialog, base ${base}`, () => on(whole, base, "index.html", async (page, root) => {
      await page.press("/");
      await page.press("khoản 2 Điều 46 Luật THDCCS");
      await wait(async () => /^khoản 2 Điều 46 – Luật thực hiện dân chủ ở cơ sở/i.test(await active(page)), "the clause");
      await page.press(ENTER);
      await reaches(page, `${root}${DEMOCRACY}#dieu-46-khoan-2`);
      assert.ok(await wait(() => shows(page, "dieu-46-khoan-2"), "the clause in sight"));
    }));

    test(`opens the article there is where the text is not, base ${base}`, () => on(real, base, `tim-kiem.html?c=${encodeURIComponent("khoản 2 Điều 46 Luật THDCCS")}`, async (page, root) => {
      await reaches(page, `${root}van-ban/luat-10-2022-qh15.html#dieu-46`);
    }));
  }

  test("opens from an address, and the way back does not lead to it again", () => on(whole, 0, "index.html", async (page, root) => {
    await page.goto(`${root}tim-kiem.html?c=${encodeURIComponent("điểm đ khoản 1 Điều 12 Luật số 10/2022/QH15")}`);
    await reaches(page, `${root}${DEMOCRACY}#dieu-12-khoan-1-diem-dd`);
    await page.script("history.back()");
    await reaches(page, `${root}index.html`);
  }));

  test("is a choice where it is not clear which document is meant", () => on(whole, 0, `tim-kiem.html?c=${encodeURIComponent("Điều 4 Luật số 36")}`, async (page, root) => {
    await wait(async () => (await page.css(".ket-qua[aria-busy=false] li")).length > 1, "places to choose among");
    assert.ok((await page.url()).startsWith(`${root}tim-kiem.html?`));
  }));

  test("is no place to open where the law has no such article", () => on(whole, 0, `tim-kiem.html?c=${encodeURIComponent("Điều 999 Luật thực hiện dân chủ ở cơ sở")}`, async (page) => {
    await wait(async () => (await page.css(".ket-qua[aria-busy=false] li")).length > 0, "results");
    assert.match(await page.url(), /tim-kiem\.html/);
  }));

  test("without a document is a place on the law's own page", () => on(whole, 0, DEMOCRACY, async (page, root) => {
    await page.press("/");
    await page.press("k2 đ46");
    await wait(async () => /^khoản 2 Điều 46\s+trên trang này/.test(await active(page)), "the place here");
    await page.press(ENTER);
    await reaches(page, `${root}${DEMOCRACY}#dieu-46-khoan-2`);
    assert.ok(await wait(() => shows(page, "dieu-46-khoan-2"), "the clause in sight"));
  }));

  test("half typed opens nothing by itself", () => on(whole, 0, "index.html", async (page) => {
    await page.press("/");
    await page.press("điều 46 luật");
    await wait(async () => (await options(page)).length > 0 || /Không có gợi ý/.test(await page.script("return document.querySelector('.hop-tim [role=status]').textContent")), "an answer");
    assert.equal(await active(page), "");
  }));
});
