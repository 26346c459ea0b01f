// node tests/bench/reload.mjs [SAVES]: from a save in the real site to the page that the browser shows anew.
//
// Starts `serve` on a clone of this repository with its past, opens a page, and again and again has a sentence changed in its
// source, by rename as editors save. A page that loads writes down when it had the sentence (its text parsed) and when it was
// loaded with all its files; times are those from before the rename, by the clock that both have.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { project } from "../browser/site.mjs";
import { visit } from "../browser/visit.mjs";
import { wait } from "../browser/wait.mjs";

const saves = Number(process.argv[2] ?? 20);
const program = process.env.CONGKHAI ?? join(project, "target/release/congkhai");
const PAGES = ["van-ban/luat-10-2022-qh15", "van-ban/nghi-dinh-59-2023-nd-cp", "gioi-thieu"];

/** Starts the preview; its address. */
async function start(folder) {
  const server = spawn(program, ["serve", "--site", folder, "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  const root = await new Promise((resolve) => {
    let seen = "";
    server.stderr.on("data", (data) => {
      const found = (seen += data).match(/(http:\/\/[0-9.:]+\/)/);
      if (found) resolve(found[1]);
    });
  });
  return { server, root };
}

/** Milliseconds from one save to its text, and to the whole page. */
async function save(page, file, marker) {
  const text = readFileSync(file, "utf8").replace(/\n\nCâu thử zq\d+z\.\n$|\s*$/, `\n\nCâu thử ${marker}.\n`);
  writeFileSync(`${file}.tmp`, text);
  const since = Date.now();
  renameSync(`${file}.tmp`, file);
  // A browser that is asked has less time for the page.
  await sleep(500);
  const seen = await wait(
    () => page.script("const seen = sessionStorage.getItem(arguments[0]); return seen?.includes(' ') ? seen : ''", marker),
    "the page with its new text",
  );
  return seen.split(" ").map((at) => Number(at) - since);
}

const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const folder = mkdtempSync(join(tmpdir(), "congkhai-luu-"));
assert.equal(spawnSync("git", ["clone", "--quiet", project, folder]).status, 0);
const { server, root } = await start(folder);
// Waiting here for the marker would take part of the time that is measured.
const ahead = `addEventListener("DOMContentLoaded", () => {
  const parsed = Date.now();
  const marker = document.body.textContent.match(/zq\\d+z/)?.[0];
  if (!marker) return;
  addEventListener("load", () => sessionStorage.getItem(marker) ?? sessionStorage.setItem(marker, parsed + " " + Date.now()));
});`;
try {
  for (const name of PAGES) {
    await visit(`${root}${name}.html`, async (page) => {
      const [shown, loaded] = [[], []];
      for (let nth = 0; nth < saves; nth += 1) {
        // What follows a save in a lull is not what is measured.
        await sleep(400 + 37 * (nth % 10));
        const [text, all] = await save(page, join(folder, `content/${name}.md`), `zq${Date.now()}z`);
        shown.push(text);
        loaded.push(all);
      }
      console.log(`${name}: new text after ${middle(shown)} ms (worst ${Math.max(...shown)}), loaded after ${middle(loaded)} ms (worst ${Math.max(...loaded)})`);
    }, { ahead });
  }
} finally {
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}
