// Times the search of a built site in Chromium, on a slow network and a slow processor, with nothing kept from before.
// All but the sums of tasks are times on the clock: other work on the machine lengthens them.
//
//   node tests/bench/search.mjs PUBLIC_DIR [--queries FILE] [--needs N] [--typed N] [--seed N] [--devtools] [--h2]
//                               [--cpu N] [--each]
//
// FILE has a query a line, or judged needs as lines of JSON, of which --needs (40) are drawn and asked in turn as written
// and without marks; the default is ../shared/search/needs-dev.jsonl. Numbers of documents join them. --typed (6) queries
// are typed letter by letter. --devtools takes the slower network of that name; --h2 serves by HTTP/2; --cpu (4) is how
// much slower the processor is made. --each prints a line for each query.
//
// submit    from Enter in the search page to the titles. There by then: the page, and what focusing its field loads: the
//           reader, the filters, the tables of words, rules and numbers (w, r, n). No search ran before: whoever types slowly has
//           more, since the page searches in each pause.
// cold      from the way to tim-kiem.html?q=… to the titles.
// number    the submit of the numbers among them.
// complete  from Enter until excerpts stand there too and nothing more will change.
// key       what the main thread did from a key until all was quiet again: tasks together and, where it was one of 50 ms
//           or more, the longest. The network is not slowed then: its waiting is no work.

import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { open } from "../browser/driver.mjs";
import { spread } from "../search/measure.mjs";
import { NETWORKS, reader } from "./search-reader.mjs";
import { serve } from "./search-server.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
/** Numbers as people type them; those of generated sites among them. */
const NUMBERS = ["nd 59", "tt 12/2010/tt-bnv", "10/2022/qh15", "59/2015/nđ-cp", "nghị quyết 30 năm 2012", "điều 5 nđ 59/2015", "qd 23", "luật số 27/2023/qh15"];
/** Milliseconds at most. */
const BOUNDS = { p50: 800, p95: 1300, key: 50 };

function options(args) {
  const value = (name, otherwise) => {
    const at = args.indexOf(`--${name}`);
    return at < 0 ? otherwise : args.splice(at, 2)[1];
  };
  const has = (name) => args.includes(`--${name}`);
  const out = {
    queries: value("queries", join(project, "../shared/search/needs-dev.jsonl")), needs: Number(value("needs", 40)),
    typed: Number(value("typed", 6)), seed: value("seed", "1"), cpu: Number(value("cpu", 4)),
    network: has("devtools") ? "devtools" : "lighthouse", h2: has("h2"), each: has("each"),
  };
  const folder = args.find((arg) => !arg.startsWith("--"));
  if (!folder || !statSync(join(folder, "tim-kiem.html"), { throwIfNoEntry: false })) {
    console.error("search.mjs PUBLIC_DIR: the folder of a built site");
    process.exit(2);
  }
  return { ...out, folder: resolve(folder) };
}

/** The queries of a file, drawn by a seed where they are judged needs. */
function queriesOf({ queries, needs, seed }) {
  const lines = readFileSync(queries, "utf8").split("\n").filter((line) => line.trim());
  if (!lines[0].startsWith("{")) return lines;
  const drawn = (line) => createHash("sha256").update(`${seed}\0${line}`).digest("hex");
  return lines.map((line) => [drawn(line), JSON.parse(line)]).sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, needs)
    .map(([, need], at) => (at % 2 ? need.plain : need.query));
}

/** Asks every query twice: submitted on the page, and cold. */
async function ask(queries, { cold, submitted }, each) {
  const out = [];
  for (const query of queries) {
    const times = { query, submit: await submitted(query), cold: await cold(query) };
    out.push(times);
    const told = ({ titles, done, files, bytes }) => `${Math.round(titles)} / ${Math.round(done)} ms, ${files} files, ${Math.round(bytes / 1000)} KB`;
    if (each) console.log(`${query}\n    submit ${told(times.submit)}\n    cold   ${told(times.cold)}`);
  }
  return out;
}

/** Types queries letter by letter; `where` is a function of the reader. */
async function type(queries, where, each) {
  const keys = [];
  for (const query of queries) {
    const all = await where(query);
    keys.push(...all);
    if (each) console.log(`${query}\n    ${all.map(({ letter, total, longest }) => `${letter}${Math.round(total)}${longest ? `(${Math.round(longest)})` : ""}`).join(" ")}`);
  }
  return keys;
}

/** A line of the table: the middle, the 95th percentile, the most, each beside its bound. */
function line(name, values, bounds = {}) {
  if (!values.length) return `${name.padEnd(34)} nothing measured`;
  const found = { ...spread(values), max: Math.max(...values) };
  const cell = ([part, value]) => {
    const bound = bounds[part], verdict = bound === undefined ? "" : ` ${value <= bound ? "PASS" : "over"} (${bound})`;
    // A task of less than 50 ms is not told by the browser and stands there as none.
    const told = value === 0 && name.endsWith("longest task") ? "< 50" : String(Math.round(value));
    return `${part} ${told.padStart(5)} ms${verdict}`.padEnd(30);
  };
  return `${name.padEnd(34)} ${Object.entries(found).map(cell).join("")}`.trimEnd();
}

function report(words, numbers, keys) {
  const titles = (all, how) => all.map((one) => one[how].titles).filter((value) => value !== undefined);
  const amount = (how, what) => Math.round(spread(words.map((one) => one[how][what])).p50);
  const all = [...words, ...numbers];
  console.log(line("submit: titles", titles(all, "submit"), BOUNDS));
  console.log(line("submit: titles of numbers", titles(numbers, "submit")));
  console.log(line("submit: complete", all.map(({ submit }) => submit.done)));
  console.log(line("cold: titles", titles(all, "cold"), BOUNDS));
  console.log(line("cold: complete", all.map(({ cold }) => cold.done)));
  for (const [where, measured] of Object.entries(keys)) {
    const key = { p50: BOUNDS.key, p95: BOUNDS.key, max: BOUNDS.key };
    console.log(line(`key in the ${where}: all tasks`, measured.map(({ total }) => total), key));
    console.log(line(`key in the ${where}: longest task`, measured.map(({ longest }) => longest), key));
  }
  console.log(`in the middle, until complete: submit ${amount("submit", "files")} files and ${amount("submit", "bytes")} bytes, cold ${amount("cold", "files")} files and ${amount("cold", "bytes")} bytes`);
  const none = all.filter(({ submit }) => submit.titles === undefined).map(({ query }) => query);
  if (none.length) console.log(`without titles, not counted: ${none.join("; ")}`);
}

async function main() {
  const given = options(process.argv.slice(2)), { network, cpu, each } = given, { latency, down, up } = NETWORKS[network];
  const queries = queriesOf(given), server = await serve(given.folder, given), page = await open();
  try {
    const phone = await reader(page, server);
    console.log(`${given.folder}: ${queries.length} queries, ${NUMBERS.length} numbers, HTTP/${given.h2 ? 2 : 1.1}, Brotli; processor ÷ ${cpu}; ${latency} ms a request, ${Math.round(down)} kbit/s down, ${Math.round(up)} up (${network})`);
    console.log(`load of the machine ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`);
    await phone.throttle(null, 1);
    // The server packs its files now rather than while it is measured.
    for (const query of [...queries, ...NUMBERS]) await phone.cold(query);
    await phone.throttle(NETWORKS[network], cpu);
    const words = await ask(queries, phone, each), numbers = await ask(NUMBERS, phone, each);
    await phone.throttle(null, cpu);
    const some = queries.slice(0, given.typed);
    const keys = { page: await type(some, phone.typedInPage, each), dialog: await type(some, phone.typedInDialog, each) };
    report(words, numbers, keys);
  } finally {
    await page.close();
    server.close();
  }
}

await main();
