// The search page in a real browser: typed and given in the address, over http, below a folder and from files; with
// scripts off its lists lead on; what is typed never becomes part of the page.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { publish } from "./site.mjs";
import { visit } from "./visit.mjs";
import { wait } from "./wait.mjs";

const ENTER = "\uE007", DOWN = "\uE015", ESCAPE = "\uE00C";
let site;
before(async () => { site = await publish(); });
after(() => site?.close());

/** The results with their excerpts: from then on the list stays. */
const results = (page) => wait(() => page.css(".ket-qua[aria-busy=false] li > a"), "a result");
// In one call: what is fetched later may draw the list anew between two.
const titles = (page) => wait(() => page.script("return [...document.querySelectorAll('.ket-qua[aria-busy=false] li > a')].map((link) => link.innerText)"), "a title");

const on = (base, act, options) => visit("", (page) => act(page, site.bases[base][1]), options);

/** Whether the last search is done, its excerpts included. */
const settled = async (page) => (await page.css(".ket-qua[aria-busy=false]")).length === 1;
/** The same after what was just done. */
const settledAfter = (page) => wait(() => settled(page), "the end of a search");
const openFilters = (page) => page.script("document.querySelector('#_ket-qua details').open = true");
/** The choices of every filter: value and text, the first, which is none, left out; empty while they are counted. */
async function choices(page) {
  const all = await page.script("return Object.fromEntries([...document.querySelectorAll('#_ket-qua details label:not([hidden]) select')].map((one) => [one.name, [...one.options].slice(1).map((option) => [option.value, option.text])]))");
  return Object.values(all).flat().length && await settled(page) ? all : null;
}
const set = (page) => page.script("return Object.fromEntries([...document.querySelectorAll('#_ket-qua select')].map((one) => [one.name, one.value]))");
async function choose(page, name, value) {
  await page.script("const one = document.querySelector(`[name=${arguments[0]}]`); one.value = arguments[1]; one.dispatchEvent(new Event('change'))", name, value);
  await settledAfter(page);
}
const count = (text) => Number(text.match(/\((\D*)(\d+)\)$/)[2]);
/** What is said of the number: text, results, documents. */
const amount = async (page) => {
  const said = await page.script("return document.querySelector('#_ket-qua [role=status]').textContent");
  const [, found, documents] = said.match(/(\d+) kết quả(?: trong (?:\D*)(\d+) văn bản)?/) ?? [said, 0, 0];
  return [said, Number(found), Number(documents)];
};

describe("search", () => {
  for (const base of [0, 1, 2]) {
    test(`forms of a query, base ${base}`, () => on(base, async (page, root) => {
      for (const query of ["59/2023", "nd 59", "dan chu o co so", "dân chủ cơ sở", "NĐ59/2023/NĐ-CP", "qd 23"]) {
        await page.goto(`${root}tim-kiem.html?q=${encodeURIComponent(query)}`);
        const [first] = await titles(page);
        const right = query === "qd 23" ? /23-QĐ\/TW|Dân vận|dân vận/ : /59\/2023|dân chủ ở cơ sở/;
        assert.match(first, right, query);
      }
      const [first] = await results(page);
      await page.follow(first);
      assert.match(await page.url(), /van-ban\/[a-z0-9-]+\.html/);
    }));
  }

  test("arrows, Esc, typing, Enter", () => on(0, async (page, root) => {
    await page.goto(`${root}tim-kiem.html?q=thuc%20hien%20dan%20chu`);
    const [input] = await page.css("#_q");
    await wait(() => page.css(".ket-qua li > a"), "a title");
    await page.type(input, DOWN);
    // The texts come later and do not take the reader off the result.
    const links = await results(page);
    assert.ok((await page.css(".trich-doan mark")).length > 0, "an excerpt");
    const held = await page.active();
    assert.ok(links.includes(held));
    await page.type(held, ESCAPE);
    assert.equal(await page.active(), input);
    await page.type(input, " o co so" + ENTER);
    assert.match(await page.url(), /\?q=thuc\+hien\+dan\+chu\+o\+co\+so$/);
    const status = async () => page.text((await page.css("[role=status]"))[0]);
    await wait(async () => /^\d+ kết quả$/.test(await status()), "the count");
    const { content, view } = await page.widths();
    assert.ok(content <= view, `${content} px in ${view} px`);
  }));

  // From files: a server may refuse so long an address.
  test("nothing typed becomes a part of the page", () => on(2, async (page, root) => {
    for (const query of ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "(.*[", "\"\"“”", "\u0000", "a".repeat(100000)]) {
      await page.goto(`${root}tim-kiem.html?q=${encodeURIComponent(query)}`);
      const status = async () => page.text((await page.css("[role=status]"))[0]);
      await wait(async () => /^(\d+ kết quả|Không tìm thấy gì\.)$/.test(await status()), `an answer to ${query.slice(0, 20)}`);
      assert.equal((await page.css("#_ket-qua img, #_ket-qua script")).length, 0);
    }
  }));

  test("every choice of every filter has as many documents as it says", () => on(0, async (page, root) => {
    let tried = 0;
    for (const query of ["dan chu", "quyết định", "kế hoạch thực hiện", "59", "\"dân chủ ở cơ sở\""]) {
      await page.goto(`${root}tim-kiem.html?q=${encodeURIComponent(query)}`);
      await results(page);
      await openFilters(page);
      const all = await wait(() => choices(page), "choices");
      for (const [name, options] of Object.entries(all)) {
        for (const [value, text] of options) {
          await choose(page, name, value);
          const [, found, documents] = await amount(page);
          assert.ok(found > 0, `${query}: ${text}`);
          // What says "at least" counted the first texts alone.
          if (/ít nhất/.test(text)) assert.ok(documents >= count(text), `${query}: ${text} has ${documents}`);
          else assert.equal(documents, count(text), `${query}: ${text}`);
          tried += 1;
        }
        await choose(page, name, "");
      }
    }
    assert.ok(tried > 50, `${tried} choices`);
  }));

  test("a filter stays when another is chosen, and what both say is true", () => on(0, async (page, root) => {
    await page.goto(`${root}tim-kiem.html?q=dan+chu`);
    await results(page);
    await openFilters(page);
    const all = await wait(() => choices(page), "choices");
    for (const [kind, text] of all.loai) {
      await choose(page, "loai", kind);
      assert.equal(await page.script("return document.querySelector('[name=loai]').selectedOptions[0].text"), text, "its own number stays");
      const both = await choices(page);
      assert.deepEqual(both.loai, all.loai, "the other kinds stay with what they would give");
      for (const [year, text] of both.nam) {
        await choose(page, "nam", year);
        assert.equal((await amount(page))[2], count(text), `${kind}, ${text}`);
        assert.equal(await page.script("return document.querySelector('[name=loai]').value"), kind);
      }
      await choose(page, "nam", "");
    }
  }));

  for (const base of [0, 2]) {
    test(`the address has the query and the filters, and the way back works, base ${base}`, () => on(base, async (page, root) => {
      const address = () => page.script("return decodeURIComponent(location.search.replaceAll('+', ' '))");
      await page.goto(`${root}tim-kiem.html?q=dan+chu`);
      await results(page);
      await openFilters(page);
      await wait(() => choices(page), "choices");
      await choose(page, "hieu-luc", "c");
      await choose(page, "loai", "Luật");
      await choose(page, "xep", "ngay");
      assert.equal(await address(), "?q=dan chu&loai=Luật&hieu-luc=con&xep=ngay");
      const [, found] = await amount(page);
      // Whoever gets the address sees the same.
      await page.goto(await page.url());
      await results(page);
      assert.deepEqual([(await amount(page))[1], await set(page)], [found, { loai: "Luật", "co-quan": "", nam: "", "hieu-luc": "c", "chu-de": "", xep: "ngay" }]);
      await choose(page, "xep", "");
      await choose(page, "loai", "");
      for (const before of ["?q=dan chu&loai=Luật&hieu-luc=con", "?q=dan chu&loai=Luật&hieu-luc=con&xep=ngay"]) {
        await page.back();
        await wait(async () => (await address()) === before && settled(page), before);
      }
      assert.equal((await set(page)).loai, "Luật");
      await page.follow((await page.css(".loc-tim + p button"))[0]);
      await wait(async () => (await address()) === "?q=dan chu&xep=ngay" && settled(page), "no filter");
      assert.equal((await set(page))["hieu-luc"], "");
    }));
  }

  test("the keyboard keeps its place: in a filter, at the first of more results", () => on(0, async (page, root) => {
    await page.goto(`${root}tim-kiem.html?q=dan+chu`);
    await results(page);
    await openFilters(page);
    await wait(() => choices(page), "choices");
    await page.script("document.querySelector('[name=loai]').focus()");
    await page.press("\uE015");
    await settledAfter(page);
    assert.equal(await page.script("return document.activeElement.name"), "loai");
    await page.script("document.querySelector('[name=loai]').value = ''; document.querySelector('[name=loai]').dispatchEvent(new Event('change'))");
    await settledAfter(page);
    const [more] = await page.css("#_ket-qua > p > button:not(.nhe)");
    assert.match(await page.text(more), /^Xem thêm \d+ kết quả$/);
    await page.follow(more);
    await wait(async () => (await page.css(".ket-qua li")).length > 10, "more results");
    await settledAfter(page);
    const at = await page.script("return [...document.querySelectorAll('.ket-qua li > a')].indexOf(document.activeElement)");
    assert.ok(at >= 0, "on a result");
  }));

  test("nothing of the index comes before the field is used", () => on(0, async (page, root) => {
    const requests = () => page.script("return performance.getEntriesByType('resource').map((entry) => entry.name)");
    await page.goto(`${root}tim-kiem.html`);
    assert.deepEqual((await requests()).filter((name) => /chi-muc|search\.[0-9a-f]+\.js/.test(name)), []);
    assert.ok((await requests()).length < 6);
    await page.script("document.getElementById('_q').focus()");
    await wait(async () => (await requests()).some((name) => /chi-muc\/w\.js/.test(name)), "the words");
  }));

  test("with scripts off the lists lead on", () => on(0, async (page, root) => {
    await page.goto(`${root}tim-kiem.html`);
    const [link] = await page.css(".theo-loai a");
    await page.follow(link);
    assert.match(await page.url(), /danh-muc\//);
  }, { scripts: false }));
});
