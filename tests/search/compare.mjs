// Judged needs and known items asked of several engines side by side: hit@1, hit@5, r@10, MRR@10 by type, bytes and files
// of a cold query.
//
//   node tests/search/compare.mjs --laws PUBLIC_DIR [--needs FILE] [--engines reader,oracle,…] [--known N] [--uncut DIR]
//                                 [--answers FILE] [--misses] [--json]
//
// Engines: `reader` (of this site), `uncut` (the reader over the index with all postings, made by
// `cargo bench --bench search -- uncut SITE PUBLIC OUT`, its folder in --uncut), `oracle` (full BM25; its answers from
// --answers, else from `cargo bench --bench search`), `pagefind`, `pagefind-pages`, `minisearch`, `minisearch-prefix`
// (`npm ci --prefix tests/search` first; the second is asked the judged needs alone, for each takes it seconds). `--known 0` leaves the known items out.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { engine, reader as script, size } from "./engine.mjs";
import { askReader, knownItems } from "./known.mjs";
import { asked, judged, table } from "./measure.mjs";

const args = process.argv.slice(2), option = (name, or) => (args.includes(name) ? args[args.indexOf(name) + 1] : or);
const project = fileURLToPath(new URL("../..", import.meta.url));
const site = option("--laws"), json = args.includes("--json");
const needsFile = option("--needs", `${project}/../shared/search/needs-dev.jsonl`);
const known = Number(option("--known", 8)) && knownItems(site, { each: Number(option("--known", 8)) });

/** What is asked, and whether bytes are counted. */
const sets = {
  "judged needs, as typed": { needs: judged(needsFile), sized: !json },
  "judged needs, toneless": { needs: judged(needsFile, "plain") },
  ...(known ? { "known items, dev half": { needs: known.dev }, "known items, test half": { needs: known.test } } : {}),
};

/** The reader; bytes are those of the index for ranked titles and, apart, of the texts for excerpts. */
function reader(name, site) {
  const ask = async (need, sized) => {
    if (!sized) return askReader(site, need);
    const { search, excerpts, loaded } = engine(site);
    const results = await excerpts((await search(need.query, { limit: 10 })).results, need.query);
    const files = loaded.filter((name) => !name.startsWith("t/"));
    return { results, bytes: files.reduce((sum, name) => sum + size(site, name), 0), files: files.length };
  };
  return { name, library: brotliCompressSync(script).length, ask };
}

/** The oracle; it reads all texts and has no files. */
function oracle() {
  const queries = [...new Set(Object.values(sets).flatMap(({ needs }) => needs.map(({ query }) => query)))];
  const command = ["bench", "--quiet", "--locked", "--bench", "search", "--", "oracle", site];
  const lines = args.includes("--answers") ? readFileSync(option("--answers"), "utf8")
    : execFileSync("cargo", command, { cwd: project, input: `${queries.join("\n")}\n`, maxBuffer: 1 << 30, encoding: "utf8" });
  const answers = new Map(lines.split("\n").filter(Boolean).map((line) => JSON.parse(line)).map(({ query, results }) => [query, results]));
  return { name: "full BM25 over syllables and pairs, in memory", ask: ({ query }) => ({ results: answers.get(query) ?? [] }) };
}

const others = () => import("./others.mjs");
const engines = {
  reader: () => reader("congkhai", site),
  uncut: () => reader("congkhai, all postings", option("--uncut")),
  oracle,
  pagefind: async () => (await others()).pagefindArticles(site),
  "pagefind-pages": async () => (await others()).pagefindPages(site),
  minisearch: async () => (await others()).miniSearch(site, { prefix: false }),
  "minisearch-prefix": async () => (await others()).miniSearch(site, { prefix: true }),
};

const report = {};
const everyOne = Object.keys(engines).filter((name) => name !== "uncut" || args.includes("--uncut")).join(",");
for (const key of option("--engines", everyOne).split(",")) {
  const { name, library, ask, slow } = await engines[key]();
  report[key] = {};
  if (!json) console.log(`\n== ${name}${library ? `   (script ${library} bytes)` : ""}`);
  for (const [label, { needs, sized }] of Object.entries(sets).slice(0, slow ? 1 : undefined)) {
    const answer = await asked(needs, async (need) => {
      const { bytes, files, ...rest } = await ask(need, sized);
      return sized ? { ...rest, bytes, files } : rest;
    });
    report[key][label] = answer.types;
    if (json) continue;
    console.log(`${label}\n${table(answer)}`);
    for (const { type, query, rank, got } of args.includes("--misses") ? answer.missed.filter(({ rank }) => !rank) : []) console.log(`  MISSED ${type}: ${query} -> ${got.join(" ")}`);
  }
}
if (json) console.log(JSON.stringify(report));
