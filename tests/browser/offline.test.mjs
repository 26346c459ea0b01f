// Reading offline, with the server stopped: what was saved opens and says of when it is, what was not says so and is no
// other page; nothing is registered before it is asked for, nor outside the site's folder; and it can be taken away.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { open } from "./driver.mjs";
import { portal } from "./portal.mjs";
import { project } from "./site.mjs";
import { wait } from "./wait.mjs";

const program = process.env.CONGKHAI ?? join(project, "target/release/congkhai");
const scratch = mkdtempSync(join(tmpdir(), "congkhai-offline-"));
const PLAN = "van-ban/ke-hoach-7.html", LAW = "van-ban/luat-1.html", OTHER = "van-ban/luat-2.html", ALONE = "van-ban/luat-3.html";

/** A plan that cites two laws, and a law of another subject that nothing cites. */
const SOURCES = {
  "site.yaml": "title: Trang thử\nagency: Cơ quan thử\n",
  "van-ban/luat-1.md": "---\nkind: Luật\nnumber: 1/2024/QH15\ntitle: Luật Cây xanh\nissued: 2024-01-02\nsubjects: [cây xanh]\ntext: full\n---\n\nĐiều 1. Trồng cây\n\n1. Mỗi người trồng một cây.\n",
  "van-ban/luat-2.md": "---\nkind: Luật\nnumber: 2/2024/QH15\ntitle: Luật Nước sạch\nissued: 2024-02-03\nsubjects: [nước sạch]\ntext: full\n---\n\nĐiều 1. Giữ nước\n\n1. Nước dùng phải sạch.\n",
  "van-ban/luat-3.md": "---\nkind: Luật\nnumber: 3/2024/QH15\ntitle: Luật Đường sá\nissued: 2024-03-04\nsubjects: [đường sá]\ntext: full\n---\n\nĐiều 1. Đắp đường\n\n1. Đường phải phẳng.\n",
  "van-ban/ke-hoach-7.md": "---\nkind: Kế hoạch\nnumber: 7/KH-UBND\ntitle: Trồng cây\nissued: 2025-01-02\nsubjects: [cây xanh]\ntext: full\ndeadlines:\n  - {date: 2027-01-02, title: Trồng xong}\n---\n\nThực hiện khoản 1 Điều 1 Luật Cây xanh số 1/2024/QH15 ngày 02/01/2024 và Luật Nước sạch số 2/2024/QH15 ngày 03/02/2024.\n",
};

/** Builds a site into a folder of the scratch; `change` gives other sources. */
function build(name, change = {}) {
  const source = join(scratch, "nguon", name), out = join(scratch, "dang", name);
  for (const [path, text] of Object.entries({ ...SOURCES, ...change })) {
    mkdirSync(dirname(join(source, "content", path)), { recursive: true });
    writeFileSync(join(source, "content", path), text);
  }
  const built = spawnSync(program, ["build", "--site", source, "--out", out, "--today", "2026-11-24"], { encoding: "utf8" });
  assert.equal(built.status, 0, built.stderr);
  return out;
}
const NEWER = { "van-ban/luat-2.md": SOURCES["van-ban/luat-2.md"].replace("phải sạch", "phải rất sạch") };
const OFF = { "site.yaml": `${SOURCES["site.yaml"]}offline: false\n` };
let first, newer, torn, off;
before(() => { [first, newer, torn, off] = [build("mot"), build("hai", NEWER), build("dut"), build("tat", OFF)]; });
after(() => rmSync(scratch, { recursive: true, force: true }));

/** A reader at a portal with the site at /cong/a/ and, unless said otherwise, another at /cong/b/. */
async function visit(work, mounts = { "/cong/a/": first, "/cong/b/": first }) {
  const server = await portal(mounts), page = await open({ width: 360 });
  try { await work(page, server, `${server.base}/cong/a/`); } finally {
    await page.close();
    await server.stop().catch(() => {});
  }
}

const registrations = (page) => page.script("return navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => one.scope))");
const cachesOf = (page) => page.script("return caches.keys()");
const status = (page) => page.script("return document.getElementById('_loi-bao').textContent");
const text = (page) => page.script("return document.querySelector('main')?.innerText ?? ''");
const banner = (page) => page.script("return document.querySelector('.ban-luu')?.innerText ?? ''");
const today = () => new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10).split("-").reverse().join("/");
const files = (page) => page.script(`return caches.keys().then((names) => Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)))).then((all) => all.flat().sort())`);

/** Presses the button of a pack and waits for what it comes to. */
async function save(page, base, pack) {
  await page.goto(`${base}ngoai-tuyen.html`);
  await wait(() => page.script("return document.getElementById(arguments[0]) !== null", `_luu-${pack}`), `the button of ${pack}`);
  await page.script("document.getElementById(arguments[0]).click()", `_luu-${pack}`);
  return wait(async () => { const said = await status(page); return /Đã lưu xong|Không tải|Đã dừng|không còn chỗ/.test(said) && said; }, "the end of saving");
}

describe("reading offline", { concurrency: 2 }, () => {
  test("nothing is registered or kept before it is asked for, and only for the site's folder then", () => visit(async (page, server, base) => {
    for (const path of ["index.html", LAW, "ngoai-tuyen.html"]) await page.goto(base + path);
    await wait(() => page.script("return document.getElementById('_luu-tat-ca') !== null"), "the offer");
    assert.deepEqual([await registrations(page), await cachesOf(page)], [[], []]);
    assert.match(await save(page, base, "tat-ca"), /Đã lưu xong/);
    assert.deepEqual(await registrations(page), [base]);
    const { url, errors } = await page.cdp("Page.getAppManifest");
    assert.deepEqual([url, errors], [`${base}manifest.webmanifest`, []]);
    assert.deepEqual(await page.complaints(), []);
  }));

  test("what was saved opens without a server and says of when it is; search and previews work", () => visit(async (page, server, base) => {
    await save(page, base, "tat-ca");
    await page.goto(base + LAW);
    await wait(() => page.script("return Boolean(navigator.serviceWorker.controller)"), "the worker");
    assert.equal(await banner(page), "", "a page of the network is no copy");
    await server.stop();
    await page.goto(base + OTHER);
    assert.match(await text(page), /Nước dùng phải sạch/);
    await wait(async () => (await banner(page)).includes(`Bản lưu ngày ${today()}`), "the day of the copy");
    await page.goto(`${base}tim-kiem.html?q=nuoc+sach`);
    await wait(async () => /Luật Nước sạch/.test(await page.script("return document.getElementById('_ket-qua').innerText")), "a result");
    await page.goto(base + PLAN);
    await page.script("document.querySelector('.van-ban a.vd').click()");
    await wait(async () => /Mỗi người trồng một cây/.test(await page.script("return document.getElementById('_to')?.innerText ?? ''")), "the preview");
    await page.goto(base);
    assert.match(await page.title(), /Trang thử/);
  }));

  test("a page that is not saved says so at its own address and is no other page", () => visit(async (page, server, base) => {
    await save(page, base, "chu-de-cay-xanh");
    await server.stop();
    await page.goto(base + PLAN);
    assert.match(await text(page), /Thực hiện khoản 1/);
    await page.script("document.querySelector('.van-ban a.vd[href*=\"luat-2\"]').click()");
    await wait(async () => /Luật số 2\/2024\/QH15/.test(await page.script("return document.getElementById('_to')?.innerText ?? ''")), "what it cites");
    await page.goto(base + ALONE);
    const said = await text(page);
    assert.match(said, /chưa lưu ngoại tuyến/);
    assert.ok(said.includes(`/cong/a/${ALONE}`), said);
    assert.doesNotMatch(said, /Điều|Luật|Kế hoạch/);
    assert.equal(await page.url(), base + ALONE);
    assert.equal(await page.script("return performance.getEntriesByType('navigation')[0].responseStatus"), 503);
    assert.notEqual(await page.script("return getComputedStyle(document.querySelector('main')).maxWidth"), "none", "it has its style");
    await page.script("document.querySelector('main a').click()");
    await wait(async () => (await page.url()) === `${base}ngoai-tuyen.html`, "what is saved");
  }));

  test("a newer site is offered, not forced; an update fetches only what changed", () => visit(async (page, server, base) => {
    await save(page, base, "tat-ca");
    server.mounts = { "/cong/a/": newer };
    await page.goto(base + LAW);
    await wait(async () => /Có bản mới/.test(await banner(page)), "the offer");
    await page.goto(`${base}ngoai-tuyen.html`);
    const offer = "return document.querySelector('[data-goi=tat-ca]').innerText";
    await wait(async () => /Có bản mới[\s\S]*Cập nhật/.test((await page.script(offer)).replaceAll("\n", " ")) , "the update");
    server.sent.length = 0;
    assert.match(await save(page, base, "tat-ca"), /Đã lưu xong/);
    const fetched = server.sent.filter((path) => path.endsWith(".html") && path.includes("/van-ban/"));
    assert.deepEqual(fetched, [`/cong/a/${OTHER}`]);
    assert.ok(server.sent.length < 30, server.sent.join("\n"));
    assert.doesNotMatch(await page.script(offer), /Có bản mới/);
    await server.stop();
    await page.goto(base + OTHER);
    assert.match(await text(page), /phải rất sạch/);
    // Fetched long ago, and the same at the update: a copy of that day.
    assert.ok(await page.script(`const [url, day] = arguments;
      return caches.keys().then((names) => caches.open(names.find((name) => name.endsWith("goi-1")))).then(async (cache) => {
        const old = await cache.match(url), headers = new Headers(old.headers);
        headers.set("x-congkhai-luu", day);
        await cache.put(url, new Response(await old.blob(), { headers }));
        return true;
      })`, base + LAW, "2026-01-02T03:04:05.000Z"));
    await page.goto(base + LAW);
    await wait(async () => (await banner(page)).includes(today()), "the day of the update");
  }));

  test("what was opened since is kept, other things of the portal are not; servers may leave endings out", () => visit(async (page, server, base) => {
    server.strip = true;
    assert.match(await save(page, base, "khung"), /Đã lưu xong/);
    await page.goto(base + LAW);
    await wait(() => page.script("return Boolean(navigator.serviceWorker.controller)"), "the worker");
    await page.goto(base + OTHER);
    assert.equal(await page.url(), base + OTHER.replace(".html", ""));
    const kept = `${new URL(base).pathname}${OTHER}`;
    await wait(async () => (await files(page)).includes(kept), "the page kept");
    await page.goto(`${base}van-ban/khong-co`);
    await server.stop();
    for (const address of [OTHER, OTHER.replace(".html", ""), `${OTHER}?xem=1`]) {
      await page.goto(base + address);
      assert.match(await text(page), /Nước dùng phải sạch/, address);
    }
    await page.goto(`${base}danh-muc`);
    await wait(async () => (await page.url()) === `${base}danh-muc/`, "the folder");
    assert.ok(!(await files(page)).some((path) => path.includes("khong-co")));
    await page.goto(base + ALONE);
    assert.match(await text(page), /chưa lưu ngoại tuyến/);
  }));

  test("a slow network waits four seconds for a copy, and has its time where there is none; a broken portal shows the copy", () => visit(async (page, server, base) => {
    await save(page, base, "chu-de-cay-xanh");
    await page.goto(base + LAW);
    await wait(() => page.script("return Boolean(navigator.serviceWorker.controller)"), "the worker");
    server.status = 502;
    await page.goto(base + LAW);
    await wait(async () => /Bản lưu ngày/.test(await banner(page)), "the copy of a broken portal");
    server.status = 0;
    let release;
    server.hold = new Promise((done) => { release = done; });
    const began = performance.now();
    await page.goto(base + LAW);
    await wait(async () => /Mỗi người trồng một cây/.test(await text(page)), "the copy");
    const took = performance.now() - began;
    assert.ok(took > 3500, `${took} ms: the network has its time`);
    const slow = page.goto(base + OTHER);
    setTimeout(release, 4600);
    await slow;
    await wait(async () => /Nước dùng phải sạch/.test(await text(page)), "the late page");
  }));

  // A folder of its own: others look at the same pages meanwhile.
  test("saving goes on where it broke off", () => visit(async (page, server, base) => {
    await page.goto(`${base}ngoai-tuyen.html`);
    await wait(() => page.script("return document.getElementById('_luu-tat-ca') !== null"), "the button");
    const gone = `${new URL(base).pathname}${OTHER}`;
    rmSync(join(torn, OTHER));
    try {
      assert.match(await save(page, base, "tat-ca"), /Không tải được hết/);
    } finally { build("dut"); }
    const shown = "return document.querySelector('[data-goi=tat-ca]').innerText";
    assert.match(await page.script(shown), /Chưa lưu xong[\s\S]*Lưu tiếp/);
    server.sent.length = 0;
    assert.match(await save(page, base, "tat-ca"), /Đã lưu xong/);
    assert.ok(server.sent.includes(gone));
    const leaves = (paths) => paths.filter((path) => path.includes("/chi-muc/l/"));
    assert.ok(leaves(await files(page)).length > 0 && leaves(server.sent).length === 0, "what was there is not fetched again");
    assert.match(await page.script(shown), /Đã lưu ngày/);
  }, { "/cong/a/": torn }));

  test("the reader takes all of it away", () => visit(async (page, server, base) => {
    await save(page, base, "khung");
    assert.match(await page.script("return document.getElementById('_tinh-hinh').innerText"), /Trình duyệt (đồng ý|không hứa)[\s\S]*Đang dùng khoảng/);
    await page.script("document.getElementById('_go-bo').click()");
    await wait(async () => /Đã gỡ/.test(await status(page)), "the end of it");
    assert.deepEqual([await registrations(page), await cachesOf(page)], [[], []]);
    await page.goto(base + LAW);
    assert.deepEqual([await registrations(page), await cachesOf(page)], [[], []]);
  }));

  test("two sites of one origin leave each other alone, also when one is switched off by its agency", () => visit(async (page, server, base) => {
    const other = `${server.base}/cong/b/`;
    await save(page, base, "tat-ca");
    await save(page, other, "chu-de-cay-xanh");
    assert.deepEqual((await registrations(page)).sort(), [base, other]);
    const before = await cachesOf(page);
    server.mounts = { "/cong/a/": off, "/cong/b/": first };
    await page.goto(base + LAW);
    await wait(async () => (await registrations(page)).length === 1, "one worker gone");
    const now = await cachesOf(page), own = (name) => name.includes(encodeURIComponent("/cong/a/"));
    assert.ok(before.some(own) && !now.some(own), now.join());
    assert.deepEqual(now.filter((name) => name.includes(encodeURIComponent("/cong/b/"))).length > 0, true);
    assert.deepEqual(await registrations(page), [other]);
    server.mounts = { "/cong/a/": off, "/cong/b/": off };
    await page.goto(other + LAW);
    await wait(async () => (await registrations(page)).length === 0, "both gone");
    assert.deepEqual(await cachesOf(page), []);
    await server.stop();
    await page.goto(other + LAW).catch(() => {});
    assert.doesNotMatch(await page.script("return document.body.innerText"), /Luật/, "nothing answers any more");
  }));

  test("from the disk nothing is offered and nothing breaks; without scripts the page says what it needs", async () => {
    for (const scripts of [true, false]) {
      const page = await open({ width: 360, scripts });
      try {
        await page.goto(`${pathToFileURL(first).href}/ngoai-tuyen.html`);
        const said = await text(page);
        assert.match(said, scripts ? /mở từ tệp trên máy này/ : /cần JavaScript/);
        assert.doesNotMatch(said, /Chọn phần muốn lưu/);
        assert.deepEqual(await page.complaints(), []);
      } finally { await page.close(); }
    }
  });
});
