// The plan as a tool in a real browser: states on the reader's day in Việt Nam whatever his clock and time zone, links that
// land on their paragraphs, the same list without scripts, nothing wider than a small phone.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { project, publish } from "./site.mjs";
import { visit } from "./visit.mjs";
import { wait } from "./wait.mjs";

const PLAN = "ke-hoach/ke-hoach-kh-nv-dan-van-2025.html", SOURCE = "content/ke-hoach/ke-hoach-kh-nv-dan-van-2025.md";
const DAYS = ["2027-02-21", "2027-06-05", "2027-09-05", "2027-12-05", "2027-12-10"];
let site;

/** The real site, with its deadlines two years on: after the day of the build. The first is known not to be done. */
function later(folder) {
  cpSync(join(project, "content"), join(folder, "content"), { recursive: true });
  const path = join(folder, SOURCE), text = readFileSync(path, "utf8");
  const moved = text.replaceAll("  - date: 2025-", "  - date: 2027-").replace("  - date: 2027-02-21\n", "  - date: 2027-02-21\n    done: false\n");
  assert.equal(moved.split("  - date: 2027-").length, 6);
  writeFileSync(path, moved);
  return folder;
}

before(async () => { site = await publish(later); });
after(() => site?.close());

const on = (base, path, act, { at, zone, ...options } = {}) => visit("", async (page) => {
  if (zone) await page.cdp("Emulation.setTimezoneOverride", { timezoneId: zone });
  await page.goto(site.bases[base][1] + path);
  await act(page);
}, { ahead: at && `window.clock = ${Date.parse(at)}; Date.now = () => window.clock`, ...options });

const states = (page) => page.script("return [...document.querySelectorAll('.han-la')].map((mark) => mark.textContent)");
const items = (page) => page.script(`return [...document.querySelectorAll('.han > li')].map((item) => ({
  day: item.querySelector('time').dateTime, text: item.querySelector('.han-viec').textContent, links: [...item.querySelectorAll('a')].map((a) => a.getAttribute('href')) }))`);

describe("plan", () => {
  const left = (...counts) => counts.map((count) => `còn ${count} ngày`);
  for (const [at, zone, expected] of [
    // A minute before midnight in Hải Phòng, and midnight.
    ["2027-06-04T16:59:00Z", "Asia/Ho_Chi_Minh", ["quá hạn", "còn 1 ngày", ...left(93, 184, 189)]],
    ["2027-06-04T17:00:00Z", "Asia/Ho_Chi_Minh", ["quá hạn", "hôm nay", ...left(92, 183, 188)]],
    // Abroad it is still the day before, or already the next one.
    ["2027-06-04T17:00:00Z", "America/Los_Angeles", ["quá hạn", "hôm nay", ...left(92, 183, 188)]],
    ["2027-06-05T16:59:00Z", "Pacific/Kiritimati", ["quá hạn", "hôm nay", ...left(92, 183, 188)]],
    ["2027-06-05T17:00:00Z", "UTC", ["quá hạn", "đã qua", ...left(91, 182, 187)]],
    ["2028-01-01T00:00:00Z", "UTC", ["quá hạn", "đã qua", "đã qua", "đã qua", "đã qua"]],
    // A clock that stands before the day of the build is wrong.
    ["2001-01-01T00:00:00Z", "UTC", left(89, 193, 285, 376, 381)],
  ]) {
    test(`${at} in ${zone}`, () => on(2, PLAN, async (page) => assert.deepEqual(await states(page), expected), { at, zone }));
  }

  for (const base of [0, 1]) {
    test(`over http too, and on the home page, base ${base}`, () => on(base, "index.html", async (page) => {
      const expected = ["quá hạn", "hôm nay", ...left(92, 183, 188)];
      assert.deepEqual(await states(page), expected);
      await page.goto(site.bases[base][1] + PLAN);
      assert.deepEqual(await states(page), expected);
    }, { at: "2027-06-05T03:00:00Z" }));
  }

  test("a page left open overnight tells the new day", () => on(2, PLAN, async (page) => {
    assert.equal((await states(page))[1], "hôm nay");
    await page.script("window.clock += 86400000; document.dispatchEvent(new Event('visibilitychange'))");
    assert.equal((await states(page))[1], "đã qua");
  }, { at: "2027-06-05T03:00:00Z" }));

  test("without scripts the same list, with the day for which it holds", async () => {
    let scripted;
    await on(2, PLAN, async (page) => { scripted = await items(page); });
    assert.deepEqual(scripted.map((item) => item.day), DAYS);
    await on(2, PLAN, async (page) => {
      // WebDriver's own scripts run in a page whose scripts are off.
      assert.deepEqual(await items(page), scripted);
      assert.deepEqual(await states(page), left(89, 193, 285, 376, 381).map((state) => `${state} (tính đến ngày 24/11/2026)`));
    }, { scripts: false, at: undefined });
  });

  test("every link of list, targets, table and units lands on its paragraph", () => on(2, PLAN, async (page) => {
    const broken = await page.script(`
      const links = [...document.querySelectorAll('.theo-doi a[href^="#"], .chi-tieu a, .ma-tran a, .theo-don-vi a')];
      return { count: links.length, broken: links.filter((a) => !document.querySelector('.van-ban ' + CSS.escape(a.hash).replace(/^../, '#'))).map((a) => a.hash) };`);
    assert.ok(broken.count > 30, `${broken.count} links`);
    assert.deepEqual(broken.broken, []);
    await page.cdp("Emulation.setEmulatedMedia", { features: [{ name: "prefers-reduced-motion", value: "reduce" }] });
    const [link] = await page.css(".han > li:nth-child(2) .phu a");
    await page.follow(link);
    await wait(async () => (await page.url()).endsWith("#iv-1-p3"), "the paragraph");
    const target = await page.script("const t = document.querySelector(':target'), r = t.getBoundingClientRect(); return { text: t.textContent, top: r.top, height: innerHeight }");
    assert.match(target.text, /lần 1 trước ngày 05\/6\/2025/);
    assert.ok(target.top >= 0 && target.top < target.height, `at ${target.top}`);
  }));

  test("links to the calendar lead to files that are calendars", () => on(2, PLAN, async (page) => {
    const hrefs = await page.script("return [...document.querySelectorAll('a[type=\"text/calendar\"]')].map((a) => a.href)");
    assert.equal(hrefs.length, 6);
    for (const href of hrefs) assert.match(readFileSync(new URL(href), "utf8"), /^BEGIN:VCALENDAR\r\n/);
  }));

  for (const width of [320, 360, 1280]) {
    test(`fits ${width} px: one of table and lists, targets to be hit, no page wider than the screen`, () => on(2, PLAN, async (page) => {
      const { content, view } = await page.widths();
      assert.ok(content <= view, `${content} of ${view}`);
      const seen = await page.script(`
        const shown = (one) => one.getClientRects().length > 0;
        const small = [...document.querySelectorAll('.loi-tat a, .theo-doi a, .chi-tieu a, .phan-cong a')].filter(shown)
          .filter((a) => { const r = a.getBoundingClientRect(); return r.height < 24 || r.width < 24; }).map((a) => a.textContent);
        return { table: shown(document.querySelector('.ma-tran')), lists: shown(document.querySelector('.theo-don-vi')), small,
          region: document.querySelector('.ma-tran').tabIndex };`);
      assert.deepEqual(seen, { table: width >= 768, lists: width < 768, small: [], region: 0 });
    }, { width }));
  }

  test("a table that is too wide scrolls in its region", () => on(2, PLAN, async (page) => {
    await page.script(`for (const row of document.querySelectorAll('.ma-tran tr:not(.nhom)')) for (let n = 0; n < 12; n += 1) row.append(row.lastElementChild.cloneNode(true));`);
    const { content, view } = await page.widths();
    assert.ok(content <= view, `${content} of ${view}`);
    assert.ok(await page.script("const region = document.querySelector('.ma-tran'); return region.scrollWidth > region.clientWidth"));
  }, { width: 800 }));
});
