// Other engines over the same documents, for comparison by hand: Pagefind and MiniSearch from npm, pinned in package.json
// (`npm ci --prefix tests/search`); the tests do not need them.
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { text } from "./engine.mjs";
import { documents } from "./units.mjs";

const fold = (words) => text.fold(text.key(words));
const packed = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length;
const address = (url) => ({ url: url.split("#")[0], anchor: url.split("#")[1] ?? "" });

/** Every unit of a site as one record. */
const records = (site) => documents(site).flatMap(({ url, title, number, units }) => units.map(({ anchor, label, heading, text }, at) => ({
  id: anchor ? `${url}#${anchor}` : url, heading: at ? `${label} ${heading}` : `${title} ${number}`, law: at ? title : "", text,
})));

/**
 * MiniSearch with the reader's syllables, folded; any of the words (all of them finds next to nothing for questions); the
 * title of its document in each article, headings twice. Its index is one file, compressed here by brotli.
 */
export async function miniSearch(site, { prefix }) {
  const { default: MiniSearch } = await import("minisearch");
  const options = { fields: ["heading", "law", "text"], storeFields: ["heading"], tokenize: (words) => text.tokens(words), processTerm: (word) => text.fold(word) || null };
  const index = new MiniSearch(options);
  index.addAll(records(site));
  const bytes = packed(JSON.stringify(index));
  const library = packed(readFileSync(new URL(import.meta.resolve("minisearch")).pathname.replace(/es\/index\.js$/, "umd/index.js")));
  const search = { boost: { heading: 2 }, prefix: prefix && ((word) => word.length > 1) };
  const ask = async ({ query }) => ({ results: index.search(query, search).slice(0, 10).map(({ id }) => address(id)), bytes, files: 1 });
  return { name: `MiniSearch, folded, ${prefix ? "prefixes" : "whole words"}`, library, ask };
}

async function pagefindIndex(fill) {
  const { createIndex, close } = await import("pagefind");
  const { index } = await createIndex({ forceLanguage: "vi" }), out = mkdtempSync(join(tmpdir(), "pagefind-"));
  process.on("exit", () => rmSync(out, { recursive: true, force: true }));
  await fill(index);
  await index.writeFiles({ outputPath: out });
  await close();
  return out;
}

/**
 * Pagefind's own script in node, its fetches read from the disk and counted: all that a first query loads but script and
 * wasm (`library`), with the fragments of ten results, without which it has no titles to show. Its files are compressed.
 */
async function pagefindReader(name, out) {
  const fetched = new Set();
  globalThis.fetch = async (input) => {
    const path = String(input.url ?? input).replace(/\?.*$/, "").replace(/^file:\/\//, "");
    if (!/wasm/.test(basename(path))) fetched.add(path);
    return new Response(readFileSync(path));
  };
  const pagefind = await import(pathToFileURL(join(out, "pagefind.js")));
  await pagefind.options({ basePath: `${out}/` });
  const library = ["pagefind.js", "pagefind-worker.js"].reduce((sum, file) => sum + packed(readFileSync(join(out, file))), statSync(join(out, "wasm.unknown.pagefind")).size);
  const ask = async ({ query }) => {
    await pagefind.destroy();
    fetched.clear();
    await pagefind.init();
    const { results } = await pagefind.search(query), shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    const bytes = [...fetched].reduce((sum, path) => sum + statSync(path).size, 0);
    return { results: shown.map(found), bytes, files: fetched.size };
  };
  return { name, library, ask };
}

/** A result; of a page, with the three places that Pagefind's own list shows below it. */
function found({ url, sub_results: places }) {
  const shown = [...places].sort((a, b) => b.locations.length - a.locations.length).slice(0, 3).map(({ url }) => address(url).anchor);
  return { ...address(url), anchors: url.includes("#") ? [] : shown };
}

/** Pagefind with a record for each article. */
export async function pagefindArticles(site) {
  const out = await pagefindIndex(async (index) => {
    for (const { id, heading, law, text } of records(site)) {
      await index.addCustomRecord({ url: `/${id}`, language: "vi", content: [law, heading, text].join("\n"), meta: { title: law ? `${law} ${heading}` : heading } });
    }
  });
  return pagefindReader("Pagefind, a record per article", out);
}

/** Pagefind over the pages as they are; it reads the whole law to show where in it the words are. */
export async function pagefindPages(site) {
  const out = await pagefindIndex((index) => index.addDirectory({ path: site, glob: "van-ban/**/*.html" }));
  return { ...await pagefindReader("Pagefind, pages", out), slow: true };
}
