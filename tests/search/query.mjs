// Asks a built site: node query.mjs PUBLIC_DIR [--limit N] [--filters JSON] [--no-second-look], queries one a line.
// Prints for each query one line of JSON; each is cold, as for a reader who comes for the first time. `bytes` and `files`
// count all files of the index that it needs but texts for excerpts, which are `excerpt_bytes`; `first` is what the
// ranked titles need before the second look.
import { createInterface } from "node:readline";
import { engine, size } from "./engine.mjs";

const args = process.argv.slice(2);
const option = (name) => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
};
const limit = Number(option("--limit") ?? 10);
const filters = JSON.parse(option("--filters") ?? "{}");
const sort = option("--sort") ?? "relevance";
const firstOnly = args.includes("--no-second-look");
const site = args.find((arg) => !arg.startsWith("--"));

for await (const query of createInterface({ input: process.stdin })) {
  if (!query.trim()) continue;
  const { search, excerpts, loaded, rounds } = engine(site);
  const before = performance.now();
  const found = await search(query, { limit, filters, sort });
  const total = (names) => names.reduce((sum, name) => sum + size(site, name), 0);
  const first = { files: loaded.length, bytes: total(loaded), rounds: rounds(), leaves: loaded.filter((name) => name.startsWith("l/")).length };
  const shown = firstOnly ? found.results : await excerpts(found.results, query);
  const ms = Math.round((performance.now() - before) * 10) / 10;
  const texts = loaded.filter((name) => name.startsWith("t/"));
  const others = loaded.filter((name) => !name.startsWith("t/"));
  const results = shown.map(({ url, title, number, anchor, heading, score, excerpt }) =>
    ({ url, title, number, anchor, heading, score, excerpt: (excerpt ?? []).map(([text]) => text).join("") }));
  console.log(JSON.stringify({
    query, ms, bytes: total(others), files: others.length, excerpt_bytes: total(texts), excerpt_files: texts.length, rounds: rounds(), first,
    searched: found.searched, missing: found.missing, results,
  }));
}
