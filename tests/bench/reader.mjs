// What a page costs its reader: Lighthouse on a phone's profile, and bytes beside the text that is read.
//
//   node tests/bench/reader.mjs [--runs N] [--pages NAME,…] [--json FILE] [--bytes | --starlight]
//
// Builds the site of tests/quality/site.mjs with $CONGKHAI (else the release build), serves it packed and prints two
// tables. Needs `npm ci --prefix tests/quality`, which tests/run does. --runs (3): the median is printed.
// --bytes: without Lighthouse, the second table alone. --starlight: the plan and both laws beside the same texts in Starlight
// (starlight.mjs), which npm fetches at the first run.
//
// perf a11y best seo  Lighthouse's scores of 100; LCP, TBT in ms, CLS. Times depend on the machine and on what else it does:
//                     `cpu` is Lighthouse's own measure of it, about 1,500 for what its figures are tuned to.
// text                the page's words, packed by gzip: what nothing that shows them can go below.
// html css js         gzip of what is loaded; `n` requests.
// ratio               html / (1.25 · text + 4 KB), at most 1.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { open } from "../browser/driver.mjs";
import { PAGES, publish } from "../quality/site.mjs";
import { serve } from "./search-server.mjs";
import { starlight } from "./starlight.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
const lighthousePath = () => createRequire(join(project, "tests/bench/package.json")).resolve("lighthouse/cli/index.js");
const CHROME = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

function options(args) {
  const value = (name, otherwise) => args.includes(`--${name}`) ? args[args.indexOf(`--${name}`) + 1] : otherwise;
  return { runs: Number(value("runs", 3)), pages: value("pages", "home,plan,law,longest,list,search").split(","), json: value("json"), bytes: args.includes("--bytes"), beside: args.includes("--starlight") };
}

const median = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];

/** One run of Lighthouse; its report. */
async function lighthouse(url, scratch) {
  const out = join(scratch, "report.json");
  const child = spawn(process.execPath, [lighthousePath(), url, "--quiet", "--no-enable-error-reporting", `--chrome-flags=${CHROME.join(" ")}`,
    `--only-categories=${CATEGORIES.join()}`, "--output=json", `--output-path=${out}`],
  { stdio: "ignore", env: { ...process.env, CHROME_PATH: process.env.CHROME_PATH ?? "/usr/bin/chromium" } });
  const status = await new Promise((done) => { child.on("exit", done); });
  if (status !== 0) throw new Error(`lighthouse ended with ${status} on ${url}`);
  return JSON.parse(readFileSync(out, "utf8"));
}

async function measure(url, runs, scratch) {
  const reports = [];
  for (let run = 0; run < runs; run += 1) reports.push(await lighthouse(url, scratch));
  const of = (value) => median(reports.map(value));
  const audit = (id) => of((report) => report.audits[id].numericValue);
  const worst = reports.flatMap((report) => Object.values(report.categories).flatMap((category) => category.auditRefs
    .filter(({ id, weight }) => weight > 0 && report.audits[id].score !== null && report.audits[id].score < 0.9).map(({ id }) => id)));
  return {
    scores: CATEGORIES.map((id) => Math.round(100 * of((report) => report.categories[id].score))),
    lcp: audit("largest-contentful-paint"), tbt: audit("total-blocking-time"), cls: audit("cumulative-layout-shift"),
    cpu: of((report) => report.environment.benchmarkIndex), below: [...new Set(worst)],
  };
}

/** Waits for what a page loads when it has nothing else to do. */
async function quiet(site) {
  for (let before = -1; before < site.sent.length;) {
    before = site.sent.length;
    await sleep(1500);
  }
}

/** Bytes by gzip: the words of a page, and what a browser loads for it. */
async function weigh(page, site, path) {
  await page.cdp("Network.enable");
  await page.cdp("Network.setCacheDisabled", { cacheDisabled: true });
  await page.goto("about:blank");
  site.sent.length = 0;
  await page.goto(site.base + path);
  await quiet(site);
  const text = await page.script("return document.body.textContent.replace(/\\s+/g, ' ')");
  const files = [...new Set(site.sent.map((one) => one.path.slice(1)))];
  const size = (file) => gzipSync(readFileSync(join(site.out, decodeURIComponent(file))), { level: 9 }).length;
  const sum = (ending) => files.filter((file) => file.endsWith(ending)).reduce((total, file) => total + size(file), 0);
  const words = gzipSync(text, { level: 9 }).length, html = sum(".html"), all = sum("");
  const nodes = await page.script("return document.querySelectorAll('*').length");
  return { text: words, html, css: sum(".css"), js: sum(".js"), fonts: sum(".woff2"), all, nodes, n: files.length, ratio: html / (1.25 * words + 4096) };
}

function table(heads, cells) {
  const wide = heads.map((head, at) => Math.max(head.length, ...cells.map((row) => row[at].length)));
  for (const row of [heads, ...cells]) console.log(row.map((cell, at) => at ? cell.padStart(wide[at]) : cell.padEnd(wide[at])).join("  ").trimEnd());
}
const kilo = (bytes) => (bytes / 1024).toFixed(1);

function printTimes(rows) {
  table(["page", "perf", "a11y", "best", "seo", "LCP", "CLS", "TBT", "cpu", "below 0.9"], rows.map(({ name, scores, lcp, cls, tbt, cpu, below }) =>
    [name, ...scores.map(String), lcp.toFixed(0), cls.toFixed(3), tbt.toFixed(0), cpu.toFixed(0), below.join(" ")]));
  console.log();
}

function printBytes(rows) {
  table(["page", "text KB", "html", "css", "js", "all", "n", "ratio"], rows.map(({ name, text, html, css, js, n, ratio }) =>
    [name, kilo(text), kilo(html), kilo(css), kilo(js), kilo(html + css + js), String(n), ratio.toFixed(3)]));
}

/** The same pages of Starlight, weighed alike. */
async function besides(page, rows) {
  const source = (path) => readFileSync(join(site.out, path.replace(/html$/, "md")), "utf8");
  const { out, paths } = starlight(Object.fromEntries(rows.map(({ name }) => [name, source(PAGES[name])])));
  const server = await serve(out);
  try {
    for (const row of rows) row.beside = await weigh(page, { ...server, out }, paths[row.name]);
  } finally {
    server.close();
  }
}

function printBeside(rows) {
  const line = (name, { html, css, js, fonts, all, nodes, n }) =>
    [name, ...[html, css, js, fonts, all - html - css - js - fonts, all].map(kilo), String(nodes), String(n)];
  table(["page", "html", "css", "js", "fonts", "other", "all KB", "nodes", "n"],
    rows.flatMap((row) => [line(row.name, row), line("  Starlight", row.beside)]));
}

const { runs, pages, json, bytes, beside } = options(process.argv.slice(2));
const scratch = mkdtempSync(join(tmpdir(), "congkhai-reader-")), site = await publish();
const page = await open();
try {
  const rows = [];
  for (const name of pages) rows.push({ name, ...await weigh(page, site, PAGES[name]) });
  // A second browser would take its share of the processor.
  if (beside) await besides(page, rows);
  await page.close();
  if (beside) printBeside(rows);
  else if (!bytes) for (const row of rows) Object.assign(row, await measure(site.base + PAGES[row.name], runs, scratch));
  if (!bytes && !beside) printTimes(rows);
  if (!beside) printBytes(rows);
  if (json) writeFileSync(json, JSON.stringify(rows, null, 1));
} finally {
  await page.close();
  site.close();
  rmSync(scratch, { recursive: true, force: true });
}
