// The reader as a page has it, over the files of a built site: for tests and for queries from the command line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { brotliCompressSync, constants } from "node:zlib";

const theme = (name) => readFileSync(new URL(`../../theme/${name}`, import.meta.url), "utf8");
// Joined as src/site/scripts.rs does, in the order that both read there.
const parts = theme("search/parts.txt").split("\n").filter(Boolean).map((part) => theme(`search/${part}`));
/** The reader as it is written. */
export const reader = parts.join("\n");
vm.runInThisContext(reader, "search.js");
for (const name of ["search-suggest.js", "search-jump.js"]) vm.runInThisContext(theme(name), name);

const { ckIndex, CongkhaiSearch } = globalThis;
export const text = globalThis.CongkhaiText;
export const { create, cited, idHere } = CongkhaiSearch;

const payloads = new Map();
const sizes = new Map();

/** The payload of a file of the index, in the folder that holds the site. */
export function payload(site, name) {
  const path = join(site, "chi-muc", `${name}.js`);
  if (!payloads.has(path)) {
    const script = readFileSync(path, "utf8");
    const begin = `ckIndex(${JSON.stringify(name)},`;
    if (!script.startsWith(begin) || !script.endsWith(");\n")) throw new Error(`${path} is no file of the index`);
    payloads.set(path, script.slice(begin.length, -3));
  }
  return JSON.parse(payloads.get(path));
}

/** How many bytes a file of the index is on the way. */
export function size(site, name) {
  const path = join(site, "chi-muc", `${name}.js`);
  if (!sizes.has(path)) {
    // A window no larger than these files need: making one takes longer than all the rest.
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 16 };
    sizes.set(path, brotliCompressSync(readFileSync(path), { params }).length);
  }
  return sizes.get(path);
}

/** A fresh engine that notes what it loads and in how many rounds, one after the other. */
export function engine(site) {
  const loaded = [];
  let rounds = 0;
  let open = false;
  const load = async (name) => {
    // Files asked for at once come at once: a round ends when nothing else runs.
    if (!open) {
      open = true;
      rounds += 1;
    }
    loaded.push(name);
    await new Promise((done) => { setTimeout(done); });
    open = false;
    return payload(site, name);
  };
  return { ...create(load), loaded, rounds: () => rounds };
}

export { ckIndex };
