// The preview: a page loads again when its sources change and stays where it was read; mistakes stand over it; drafts are
// shown there and nowhere else.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { project } from "./site.mjs";
import { visit } from "./visit.mjs";
import { wait } from "./wait.mjs";

const program = process.env.CONGKHAI ?? join(project, "target/release/congkhai");
const FILE = "content/van-ban/qd-1.md", PATH = "van-ban/qd-1.html";
const articles = (words) => Array.from({ length: 60 }, (_, at) => `Điều ${at + 1}. Nội dung ${at + 1}\n\n1. Khoản một ${at === 40 ? words : ""} của điều này, ${"dài ".repeat(60)}.\n`).join("\n");
const source = (words, more = "draft: true\n") => `---\nkind: Quyết định\nnumber: 1/QĐ-UBND\ntitle: Về việc thử\nissued: 2025-01-02\n${more}---\n\n${articles(words)}`;

let folder, server, root;
const write = (path, text) => writeFileSync(join(folder, path), text);
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "congkhai-xem-thu-"));
  mkdirSync(join(folder, "content/van-ban"), { recursive: true });
  write("content/site.yaml", "title: Trang thử\nagency: Cơ quan thử\n");
  write(FILE, source("cũ"));
  server = spawn(program, ["serve", "--site", folder, "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  root = await new Promise((resolve) => {
    let seen = "";
    server.stderr.on("data", (data) => {
      seen += data;
      const found = seen.match(/(http:\/\/[0-9.:]+\/)/);
      if (found) resolve(found[1]);
    });
  });
});
after(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const text = (page, id) => page.script("return document.getElementById(arguments[0])?.textContent ?? ''", id);
const top = (page) => page.script("return document.getElementById('dieu-41').getBoundingClientRect().top");

test("a page is loaded again where it was read, also when what is above it grows", () => visit(root + PATH, async (page) => {
  assert.match(await text(page, "dieu-41-khoan-1"), /Khoản một cũ/, "a draft is shown");
  await page.script("scrollTo({ top: scrollY + document.getElementById('dieu-41').getBoundingClientRect().top - 90, behavior: 'instant' })");
  await wait(async () => Math.abs((await top(page)) - 90) < 3, "the place");
  const before = await top(page);
  write(FILE, source("mới").replace("Khoản một  của", `Khoản một ${"thêm ".repeat(400)} của`));
  await wait(async () => /Khoản một mới/.test(await text(page, "dieu-41-khoan-1")), "the new text");
  await wait(async () => Math.abs((await top(page)) - before) < 40, `the place again: ${await top(page)}, ${before}`);
}));

test("a page that was read just before a new site came loads again", () => visit(root + PATH, async (page) => {
  // The first question waits until the site is another.
  await page.ahead("const ask = fetch, held = new Promise((done) => { globalThis.release = done; }); globalThis.fetch = (...what) => held.then(() => ask(...what));");
  write(FILE, source("trước"));
  await wait(async () => /Khoản một trước/.test(await (await fetch(root + PATH)).text()), "a site");
  await page.goto(root + PATH);
  assert.match(await text(page, "dieu-41-khoan-1"), /Khoản một trước/);
  write(FILE, source("sau"));
  await wait(async () => /Khoản một sau/.test(await (await fetch(root + PATH)).text()), "the site after it");
  await page.script("release()");
  await wait(async () => /Khoản một sau/.test(await text(page, "dieu-41-khoan-1")), "the new text");
}));

test("mistakes stand over the page until they are mended", () => visit(root + PATH, async (page) => {
  const box = () => page.script("const box = document.getElementById('_congkhai'); return box?.open ? box.innerText : ''");
  write(FILE, source("hỏng").replace("title:", "titel: <img src=x onerror=alert(1)>\ntitle:"));
  await wait(async () => /titel/.test(await box()), "the mistake");
  const said = await box();
  assert.match(said, /bản đúng gần nhất/);
  assert.match(said, /content\/van-ban\/qd-1\.md:\d+:\d+/);
  assert.ok(said.includes("<img src=x"), "the line itself, as text");
  assert.equal(await page.script("return document.querySelectorAll('#_congkhai img').length"), 0);
  assert.doesNotMatch(await text(page, "dieu-41-khoan-1"), /hỏng/);
  write(FILE, source("lành"));
  await wait(async () => /Khoản một lành/.test(await text(page, "dieu-41-khoan-1")), "the mended text");
  assert.equal(await box(), "");
}));

test("nothing of it is published", () => {
  assert.ok(!existsSync(join(folder, "public")));
  const built = spawnSync(program, ["build", "--site", folder], { encoding: "utf8" });
  assert.equal(built.status, 0, built.stderr);
  assert.ok(!existsSync(join(folder, "public", PATH)), "a draft is not published");
  assert.doesNotMatch(readFileSync(join(folder, "public/index.html"), "utf8"), /_congkhai/);
});
