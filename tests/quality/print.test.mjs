// What comes out of a printer, read back from Chromium's PDF by poppler and a reader of QR codes: the measures of
// NĐ 30/2020, numbered pages, every article once, and where the copy comes from.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";

import { open } from "../browser/driver.mjs";
import { PAGES, publish, run } from "./site.mjs";

const require = createRequire(import.meta.url);
const jsqr = require("jsqr"), { PNG } = require("pngjs");
/** Points in a millimetre. */
const MM = 72 / 25.4;
const A4 = { width: 210 * MM, height: 297 * MM }, MARGIN = { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 15 * MM };

let site, page, scratch;
before(async () => {
  scratch = mkdtempSync(join(tmpdir(), "congkhai-print-"));
  site = await publish();
  page = await open();
});
after(async () => {
  await page?.close();
  site?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Prints a page; what its screen says of it, and the sheets, each a list of words with their places. */
async function print(path) {
  await page.goto(site.base + path);
  const shown = await page.script(`return {
    headings: [...document.querySelectorAll(".van-ban [id]")].filter((one) => /^h[1-6]$/i.test(one.localName)).map((one) => one.textContent),
    articles: [...document.querySelectorAll(".van-ban [id]")].filter((one) => /^dieu-\\d+$/.test(one.id)).map((one) => one.textContent),
    canonical: document.querySelector("link[rel=canonical]").href,
    version: document.documentElement.dataset.inBan?.split(" ").pop(),
  }`);
  await page.cdp("Emulation.setEmulatedMedia", { media: "print" });
  const pressable = await page.script("return [...document.querySelectorAll('nav, form, button, summary, [role=search], .bo-qua, .neo')].filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 99))");
  await page.cdp("Emulation.setEmulatedMedia", { media: "" });
  const { data } = await page.cdp("Page.printToPDF", { preferCSSPageSize: true });
  const file = join(scratch, "page.pdf");
  writeFileSync(file, Buffer.from(data, "base64"));
  return { ...shown, pressable, file, sheets: sheets(run("pdftotext", ["-bbox", file, "-"])) };
}

function sheets(xml) {
  const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
  return xml.split("<page ").slice(1).map((sheet) => {
    const [, width, height] = sheet.match(/width="([\d.]+)" height="([\d.]+)"/);
    const words = [...sheet.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g)]
      .map(([, left, top, right, bottom, text]) => ({ left: +left, top: +top, right: +right, bottom: +bottom, text: plain(text) }));
    const head = words.filter((word) => word.bottom <= MARGIN.top);
    return { width: +width, height: +height, head, words: words.filter((word) => !head.includes(word)) };
  });
}

const words = (text) => text.normalize("NFC").split(/\s+/).filter(Boolean).join(" ");
const said = (list) => words(list.map((word) => word.text).join(" "));

/** What the last QR code of the sheets says. */
function code(file) {
  run("pdftoppm", ["-r", "120", "-gray", "-png", file, join(scratch, "sheet")]);
  const images = readdirSync(scratch).filter((name) => name.endsWith(".png")).sort().reverse();
  try {
    for (const name of images) {
      const { data, width, height } = PNG.sync.read(readFileSync(join(scratch, name)));
      const found = jsqr(new Uint8ClampedArray(data), width, height);
      if (found) return found.data;
    }
    return null;
  } finally {
    for (const name of images) rmSync(join(scratch, name));
  }
}

const times = (text, part) => text.split(part).length - 1;

/** Sheets of the right size, words inside the margins, a head from the second sheet on. */
function measured(sheets, name, version) {
  const near = (a, b) => Math.abs(a - b) <= 2;
  for (const [at, { width, height, head, words }] of sheets.entries()) {
    const right = width - MARGIN.right, number = String(at + 1);
    assert.ok(near(width, A4.width) && near(height, A4.height), `sheet ${number} is A4`);
    const outside = words.filter((word) => word.left < MARGIN.left - 2 || word.right > right + 2 || word.bottom > height - MARGIN.bottom + 2);
    assert.deepEqual(outside, [], `sheet ${number} keeps its margins`);
    if (at === 0) {
      assert.equal(said(head), "", "the first sheet has no number");
      continue;
    }
    assert.equal(said(head.toSorted((a, b) => a.left - b.left)), `${name} ${number} Phiên bản nội dung ${version}`);
    const middle = head.find((word) => word.text === number && near((word.left + word.right) / 2, (MARGIN.left + right) / 2));
    assert.ok(middle, `sheet ${number} has its number in the middle`);
    assert.ok(middle.bottom - middle.top > 13, "in 13 points");
  }
}

const DOCUMENTS = {
  law: [PAGES.law, "Luật số 103/2016/QH13", 61], plan: [PAGES.plan, "Kế hoạch", 0],
  outline: [PAGES.outline, "Nghị định số 59/2023/NĐ-CP", 0], page: [PAGES.page, "Giới thiệu và cách đọc", 0],
};

describe("print", () => {
  for (const [kind, [path, name, count]] of Object.entries(DOCUMENTS)) {
    test(kind, async () => {
      const { headings, articles, canonical, version, pressable, file, sheets } = await print(path);
      measured(sheets, name, version);
      const all = said(sheets.flatMap((sheet) => sheet.words));
      assert.equal(articles.length, count);
      assert.deepEqual(headings.filter((heading) => times(all, words(heading)) < 1), [], "every heading is there");
      assert.deepEqual(articles.filter((article) => times(all, words(article)) !== 1), [], "every article is there once");
      for (const [at, sheet] of sheets.entries()) {
        const last = headings.find((heading) => said(sheet.words).endsWith(words(heading)));
        assert.equal(last, undefined, `sheet ${at + 1} ends with text`);
      }
      assert.ok(all.replaceAll(" ", "").includes(words(`Bản in từ ${canonical}; không phải bản chính. Phiên bản nội dung ${version}.`).replaceAll(" ", "")), "where it comes from");
      assert.equal(times(all.replaceAll(" ", ""), "http"), 1, "no other address is printed");
      assert.deepEqual(pressable, [], "nothing to press");
      assert.equal(code(file), canonical);
      assert.doesNotMatch(run("pdffonts", [file]), /Sans/, "a face like Times");
    });
  }

  test("lists and the home page are numbered too, and have no name", async () => {
    for (const path of [PAGES.list, PAGES.home]) {
      const { sheets } = await print(path);
      assert.deepEqual(sheets.map((sheet) => said(sheet.head)), sheets.map((_, at) => at === 0 ? "" : String(at + 1)));
    }
  });

  test("the ledger is a register: across the sheet, every document once, nothing to press", async () => {
    const { sheets, pressable } = await print(PAGES.ledger);
    const rows = await page.script("return [...document.querySelectorAll('.so-dong tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim())).map(([number, name, state]) => [number, name.split('\\n')[0], state])");
    assert.ok(rows.length > 25, `${rows.length} rows`);
    for (const [at, { width, height, words }] of sheets.entries()) {
      assert.ok(Math.abs(width - A4.height) <= 2 && Math.abs(height - A4.width) <= 2, `sheet ${at + 1} is A4 across`);
      const outside = words.filter((word) => word.left < 15 * MM - 2 || word.right > width - 15 * MM + 2);
      assert.deepEqual(outside, [], `sheet ${at + 1} keeps its margins`);
    }
    assert.deepEqual(sheets.map((sheet) => said(sheet.head)), sheets.map((_, at) => at === 0 ? "" : String(at + 1)));
    // Names are broken where their column ends.
    const letters = sheets.map((sheet) => said(sheet.words).replaceAll(" ", "")).join("");
    assert.deepEqual(rows.filter(([, name]) => !name.split(" ").every((word) => letters.includes(word))), [], "every document is there");
    const isNumber = (word) => word.left < 25 * MM && word.bottom - word.top < 12 && /^\d+$/.test(word.text);
    const numbers = sheets.flatMap((sheet) => sheet.words.filter(isNumber).map((word) => word.text));
    assert.deepEqual(numbers, rows.map(([number]) => number), "every row is there once, in order");
    assert.deepEqual(pressable, []);
  });

  test("weighs less than a kilobyte", () => {
    for (const [path] of Object.values(DOCUMENTS)) {
      const html = readFileSync(join(site.out, path), "utf8");
      const without = html.replace(/<div class="ban-in">[^]*?<\/div>/, "").replace(/ data-in-\w+="[^"]*"/g, "");
      const weight = gzipSync(html).length - gzipSync(without).length;
      assert.ok(weight > 200 && weight < 1024, `${path}: ${weight} bytes`);
    }
  });

  test("white and of one size, whatever a reader chose for the screen", async () => {
    await page.goto(site.base + PAGES.law);
    await page.script("Object.assign(document.documentElement.dataset, { scheme: 'dark', size: '3' })");
    const looks = "const of = (name) => getComputedStyle(document.querySelector(name)); return [of('html').backgroundColor, of('.van-ban p').color, of('.van-ban p').fontSize]";
    assert.notEqual((await page.script(looks))[0], "rgb(255, 255, 255)", "the screen is dark");
    await page.cdp("Emulation.setEmulatedMedia", { media: "print" });
    assert.deepEqual(await page.script(looks), ["rgb(255, 255, 255)", "rgb(0, 0, 0)", "17.3333px"]);
    await page.cdp("Emulation.setEmulatedMedia", { media: "" });
  });

  test("nothing of it is on the screen", async () => {
    await page.goto(site.base + PAGES.law);
    assert.equal(await page.script("return document.querySelector('.ban-in').checkVisibility()"), false);
  });
});
