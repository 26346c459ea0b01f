// The search page in a real browser: typed and given in the address, over http, below a folder and from files; with
// scripts off its lists lead on; what is typed never becomes part of the page.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { open } from "./driver.mjs";
import { publish } from "./site.mjs";

const ENTER = "\uE007", DOWN = "\uE015", ESCAPE = "\uE00C";
let site;
before(async () => { site = await publish(); });
after(() => site?.close());

/** Asks until the answer is not empty. */
async function wait(ask, what) {
  for (let round = 0; round < 100; round += 1) {
    const answer = await ask();
    if (answer && answer.length !== 0) return answer;
    await sleep(50);
  }
  assert.fail(`${what} did not come`);
}

/** The results with their excerpts: from then on the list stays. */
const results = (page) => wait(() => page.css(".ket-qua[aria-busy=false] li > a"), "a result");
const titles = async (page) => Promise.all((await results(page)).map((link) => page.text(link)));

async function on(base, act, options = {}) {
  const page = await open({ width: 360, ...options });
  try {
    await act(page, site.bases[base][1]);
    const complaints = (await page.log()).filter((entry) => entry.level === "SEVERE" && !/favicon\.ico/.test(entry.message));
    assert.deepEqual(complaints, []);
  } finally {
    await page.close();
  }
}

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
    assert.match(await page.url(), /\?q=thuc%20hien%20dan%20chu%20o%20co%20so$/);
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

  test("with scripts off the lists lead on", () => on(0, async (page, root) => {
    await page.goto(`${root}tim-kiem.html`);
    const [link] = await page.css(".theo-loai a");
    await page.follow(link);
    assert.match(await page.url(), /danh-muc\//);
  }, { scripts: false }));
});
