// A reader's walk through the real site in a real browser: home → plan → citation → regulation → back by its backlink,
// on a phone, with JavaScript off, at the server's root, below a folder and from files.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { open } from "./driver.mjs";
import { publish } from "./site.mjs";
import { wait } from "./wait.mjs";

const PLAN = "Kế hoạch triển khai công tác dân vận năm 2025";
let site;
before(async () => { site = await publish(); });
after(() => site?.close());

async function fits(page) {
  const { content, view } = await page.widths();
  assert.ok(content <= view, `${await page.url()}: ${content} px in ${view} px`);
}

async function first(elements, what) {
  const found = await elements;
  assert.ok(found.length > 0, `${what} is there`);
  return found[0];
}

describe("walk", () => {
  for (const index of [0, 1, 2]) {
    for (const scripts of [true, false]) {
      test(`base ${index}, scripts ${scripts}`, async () => {
        const page = await open({ width: 360, scripts });
        try {
          await page.goto(site.bases[index][1] + "index.html");
          await fits(page);
          await page.follow(await first(page.links(PLAN), "the plan"));
          assert.match(await page.url(), /ke-hoach\/ke-hoach-kh-nv-dan-van-2025\.html$/);
          await fits(page);
          await page.follow(await first(page.links("Nghị định 59/2023/NĐ-CP ngày 14/8/2023"), "the citation"));
          // With scripts the citation says what it leads to first.
          const go = "const way = document.querySelector('#_to .chan-to a:not([rel])'); way?.click(); return Boolean(way)";
          if (scripts) await wait(() => page.script(go), "the way on");
          await wait(async () => /van-ban\/nghi-dinh-59-2023-nd-cp\.html$/.test(await page.url()), "the decree");
          await fits(page);
          const heading = await page.text(await first(page.css("h1"), "a heading"));
          assert.match(heading, /Nghị định số 59\/2023\/NĐ-CP/);
          await page.follow(await first(page.css(".dan-nguoc .dan-nguoc a, .dan-nguoc li li a"), "the backlink"));
          assert.match(await page.url(), /ke-hoach-kh-nv-dan-van-2025\.html#iii-2-p2$/);
          const target = await page.text(await first(page.css(":target"), "the cited paragraph"));
          assert.match(target, /Nghị định 59\/2023\/NĐ-CP ngày 14\/8\/2023/);
          assert.equal(await page.style(await first(page.css("body"), "the body"), "margin-top"), "0px", "the style sheet is applied");
          assert.deepEqual(await page.complaints(), []);
        } finally {
          await page.close();
        }
      });
    }
  }
});

test("a page's mistake is complained of, one of the browser's own pages is not", async () => {
  const page = await open();
  const fail = "addEventListener('load', () => { throw new Error('a mistake'); })";
  try {
    await page.ahead(`${fail}\n//# sourceURL=chrome://resources/js/own.js`);
    await page.goto(site.bases[0][1]);
    assert.deepEqual(await page.complaints(), []);
    await page.ahead(fail);
    await page.goto(site.bases[0][1]);
    assert.match((await page.complaints()).map(({ message }) => message).join("\n"), /a mistake/);
  } finally {
    await page.close();
  }
});

describe("every page", () => {
  const pages = (folder, prefix = "") => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? pages(join(folder, entry.name), `${prefix}${entry.name}/`) : entry.name.endsWith(".html") ? [prefix + entry.name] : []);

  for (const width of [320, 360, 1280]) {
    test(`fits ${width} px, light and dark`, async () => {
      const page = await open({ width });
      try {
        for (const scheme of ["light", "dark"]) {
          await page.scheme(scheme);
          for (const path of pages(site.out)) {
            await page.goto(site.bases[0][1] + path);
            await fits(page);
          }
        }
        assert.deepEqual(await page.complaints(), []);
      } finally {
        await page.close();
      }
    });
  }

  test("keeps its main targets big enough for a thumb", async () => {
    const page = await open({ width: 360 });
    try {
      await page.goto(site.bases[0][1] + "index.html");
      for (const link of await page.css(".dau-trang nav a, .theo-loai a")) {
        assert.ok((await page.rect(link)).height >= 44, await page.text(link));
      }
    } finally {
      await page.close();
    }
  });
});
