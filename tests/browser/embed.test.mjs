// A page of another site (another port is another origin) that shows a site with a long law in a frame.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { open } from "./driver.mjs";
import { publish } from "./site.mjs";
import { wait } from "./wait.mjs";

const LAW = "van-ban/luat-1.html", TALL = "<p style='height:3000px'>trên</p>";
let site, hosts, base;

/** A site with a law of 91 articles, which leads to itself, to the site and away. */
function write(folder) {
  const article = (n) => `Điều ${n}. Nội dung thứ ${n}\n\n1. Khoản một, theo khoản 2 Điều 46 của Luật này.\n\n2. Theo [Điều ${92 - n}](#dieu-${92 - n}), [giới thiệu](../gioi-thieu.md) và [nơi khác](https://noi-khac.example/${n}).\n`;
  mkdirSync(join(folder, "content/van-ban"), { recursive: true });
  writeFileSync(join(folder, "content/site.yaml"), "title: Trang thử\nagency: Cơ quan thử\n");
  writeFileSync(join(folder, "content/gioi-thieu.md"), "---\ntitle: Giới thiệu\n---\n\nMột trang ngắn.\n");
  writeFileSync(join(folder, "content/van-ban/luat-1.md"),
    `---\nkind: Luật\nnumber: 1/2024/QH15\ntitle: Luật Thử nghiệm\nissued: 2024-01-02\ntext: full\n---\n\n${Array.from({ length: 91 }, (_, at) => article(at + 1)).join("\n")}`);
  return folder;
}

/** A host page at any address of its own: `?page=` is what it shows, `&script=0` leaves embed.js out. */
function host() {
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      const asked = new URL(request.url, "http://host"), page = base + asked.searchParams.get("page");
      const script = asked.searchParams.get("script") === "0" ? "" : `<script src="${base}theme/embed.js" defer></script>`;
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.setHeader("Content-Security-Policy", `default-src 'none'; style-src 'unsafe-inline'; frame-src ${new URL(base).origin}; script-src ${new URL(base).origin}`);
      response.end(`<!doctype html><html lang="vi"><title>Cổng</title><body>${asked.searchParams.has("tall") ? TALL : ""}
        <div data-congkhai="${page}"><a href="${page}">Xem văn bản</a></div><p id="_cuoi">cuối</p>${script}</body></html>`);
    });
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

before(async () => {
  site = await publish(write);
  base = site.bases[1][1];
  hosts = await host();
});
after(() => { hosts?.close(); site?.close(); });

const address = (page, more = "") => `http://127.0.0.1:${hosts.address().port}/?page=${page}${more}`;
const frameOf = (page) => page.script(`const f = document.querySelector("iframe"); if (!f) return null;
  const r = f.getBoundingClientRect(), link = document.querySelector("[data-congkhai] a");
  return { top: r.top, height: r.height, title: f.title, src: f.src, hidden: link.hidden };`);
/** What a script gives inside the frame. */
async function inside(page, code, ...args) {
  await page.enter("iframe");
  try { return await page.script(code, ...args); } finally { await page.leave(); }
}
const settled = (page) => wait(async () => { const frame = await frameOf(page); return frame?.hidden ? frame : null; }, "the height");

async function visit(options, work) {
  const page = await open({ width: 800, ...options });
  try { await work(page); } finally { await page.close(); }
}

describe("a page of another site with a frame", () => {
  for (const width of [360, 1280]) {
    test(`the frame is as high as its page and has its title, ${width} px`, () => visit({ width }, async (page) => {
      await page.goto(address(LAW));
      const frame = await settled(page);
      const own = await inside(page, "return { body: document.body.getBoundingClientRect().height, window: innerHeight, scrolls: document.documentElement.scrollHeight > innerHeight, title: document.title }");
      assert.ok(frame.height > 5000, `${frame.height} px`);
      assert.ok(Math.abs(frame.height - own.body) <= 1 && !own.scrolls, JSON.stringify([frame, own]));
      assert.equal(frame.title, own.title);
      assert.deepEqual(await page.complaints(), []);
    }));
  }

  test("the height follows what is opened and shut inside", () => visit({}, async (page) => {
    await page.goto(address("index.html"));
    const { height } = await settled(page);
    const grow = "const p = document.createElement('div'); p.id = 'them'; p.style.height = '700px'; document.body.append(p);";
    await inside(page, grow);
    await wait(async () => Math.abs((await frameOf(page)).height - height - 700) <= 1, "a higher frame");
    await inside(page, "document.getElementById('them').remove()");
    await wait(async () => Math.abs((await frameOf(page)).height - height) <= 1, "a lower frame");
  }));

  test("the head of the site is gone, and there outside a frame", () => visit({}, async (page) => {
    await page.goto(address(LAW));
    await settled(page);
    const shown = "const seen = (s) => document.querySelector(s).getClientRects().length > 0; return { head: seen('.dau-trang'), way: seen('.duong-dan'), search: seen('.cuoi-trang a[href$=\"tim-kiem.html\"]') }";
    assert.deepEqual(await inside(page, shown), { head: false, way: true, search: true });
    await page.goto(base + LAW);
    assert.equal((await page.script(shown)).head, true);
  }));

  test("a place in the address of the host is in view, at once and when it changes", () => visit({}, async (page) => {
    await page.goto(address(LAW, "&tall=1#dieu-40"));
    await settled(page);
    const place = (id) => inside(page, "return document.getElementById(arguments[0]).getBoundingClientRect().top", id);
    const inView = async (id) => { const at = (await frameOf(page)).top + await place(id); return at > -40 && at < 120; };
    await wait(() => inView("dieu-40"), "Điều 40");
    await page.script("location.hash = '#dieu-5'");
    await wait(() => inView("dieu-5"), "Điều 5");
    assert.equal(await inside(page, "return document.querySelector(':target').id"), "dieu-5");
    await page.script("location.hash = '#_cuoi'");
    assert.equal(await inside(page, "return location.hash"), "#dieu-5", "a place of the host itself is not the frame's");
  }));

  test("a link to a place inside scrolls the host, also a second time", () => visit({}, async (page) => {
    await page.goto(address(LAW, "&tall=1"));
    await settled(page);
    for (let round = 0; round < 2; round += 1) {
      await page.script("scrollTo(0, 0)");
      await inside(page, "document.querySelector('.van-ban a.neo[href=\"#dieu-30\"], a[href=\"#dieu-30\"]').click()");
      await wait(async () => {
        const at = (await frameOf(page)).top + await inside(page, "return document.getElementById('dieu-30').getBoundingClientRect().top");
        return at > -40 && at < 120;
      }, `Điều 30, round ${round}`);
    }
  }));

  test("the next page in the frame begins at its top and has its own height", () => visit({}, async (page) => {
    await page.goto(address(LAW));
    const first = await settled(page);
    await page.script("scrollTo(0, 4000)");
    await inside(page, "document.querySelector('.duong-dan a').click()");
    const next = await wait(async () => { const frame = await frameOf(page); return frame.height < first.height / 2 ? frame : null; }, "the home page");
    assert.ok(next.top > -40 && next.top < 120, `${next.top}`);
  }));

  test("what opens over a citation is beside it, for the foot of the frame is far from that of the screen", () => visit({ width: 360 }, async (page) => {
    await page.goto(address(LAW));
    await settled(page);
    await inside(page, "document.querySelector('.van-ban a.vd').click()");
    const found = await wait(() => inside(page, `const box = document.querySelector(".to:popover-open"); if (!box) return null;
      const at = document.querySelector(".van-ban a.vd").getBoundingClientRect(), own = box.getBoundingClientRect();
      return { gap: Math.min(Math.abs(own.top - at.bottom), Math.abs(at.top - own.bottom)), left: own.left, right: innerWidth - own.right };`), "the sheet");
    assert.ok(found.gap < 40 && found.left >= 0 && found.right >= 0, JSON.stringify(found));
  }));

  test("links to other sites leave the frame, those of the site stay", () => visit({}, async (page) => {
    await page.goto(address(LAW));
    await settled(page);
    const links = await inside(page, "return [...document.links].filter((l) => /^http/.test(l.href)).map((l) => [l.href, l.target])");
    const away = links.filter(([href]) => !href.startsWith(base));
    assert.ok(away.length > 3 && away.every(([, target]) => target === "_top"));
    assert.ok(links.filter(([href]) => href.startsWith(base)).every(([, target]) => target === ""));
  }));

  test("the host believes its frame alone, and numbers alone", () => visit({}, async (page) => {
    await page.goto(address("index.html"));
    await settled(page);
    await page.script(`window.heights = []; const frame = document.querySelector("iframe");
      new MutationObserver(() => heights.push(frame.style.height)).observe(frame, { attributes: true, attributeFilter: ["style"] });`);
    // From the host itself, and from a frame that is not the site's.
    await page.script("postMessage({ congkhai: 1, height: 9999, top: 9999 }, '*');");
    await page.script("const f = document.createElement('iframe'); f.id = 'khac'; f.name = 'khac'; document.body.append(f);");
    await page.enter("#khac");
    await page.script("parent.postMessage({ congkhai: 1, height: 8888, top: 8888 }, '*')");
    await page.leave();
    // From the frame, what is no height.
    const odd = "for (const height of ['900', NaN, -1, Infinity, {}, null]) parent.postMessage({ congkhai: 1, height, top: height }, '*'); parent.postMessage(null, '*'); parent.postMessage({ height: 777 }, '*');";
    await inside(page, odd);
    // What comes behind all of these has an effect: the others were looked at by then.
    await inside(page, "parent.postMessage({ congkhai: 1, height: 1e12 }, '*')");
    const heights = await wait(() => page.script("return heights"), "the last message");
    // The page itself tells its own height again where the frame's width changed with the scroll bar.
    assert.equal(heights[0], "500000px", "bounded, and none of the others was taken");
    assert.equal(await page.script("return scrollY"), 0);
  }));

  test("the page in the frame hears the window around it alone", () => visit({}, async (page) => {
    await page.goto(address(LAW));
    await settled(page);
    await inside(page, "window.seen = []; addEventListener('hashchange', () => seen.push(location.hash))");
    await inside(page, "postMessage({ congkhai: 1, hello: true, anchor: 'dieu-7' }, '*')");
    // Another frame of the host is not its window either.
    await page.script("const f = document.createElement('iframe'); f.id = 'khac'; document.body.append(f);");
    await page.enter("#khac");
    await page.script("parent.frames[0].postMessage({ congkhai: 1, anchor: 'dieu-8' }, '*')");
    await page.leave();
    // Odd ids from the window around change nothing.
    await page.script("for (const anchor of [7, null, {}, '', 'x'.repeat(500), 'khong-co']) document.querySelector('iframe').contentWindow.postMessage({ congkhai: 1, anchor }, '*')");
    await page.script("location.hash = '#dieu-9'");
    const seen = await wait(() => inside(page, "return seen"), "Điều 9");
    assert.deepEqual(seen, ["#dieu-9"], "none of the others was shown");
  }));

  test("without embed.js, or without any script, a link leads to the page", async () => {
    await visit({}, async (page) => {
      await page.goto(address(LAW, "&script=0"));
      assert.equal(await frameOf(page), null);
      await page.follow((await page.links("Xem văn bản"))[0]);
      assert.equal(await page.url(), base + LAW);
    });
    await visit({ scripts: false }, async (page) => {
      await page.goto(address(LAW));
      await page.follow((await page.links("Xem văn bản"))[0]);
      assert.equal(await page.url(), base + LAW);
      assert.match(await page.text((await page.css("main"))[0]), /Điều 91/);
    });
  });
});
