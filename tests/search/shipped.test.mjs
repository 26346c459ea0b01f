// The scripts of the search as a site ships them. SEARCH_SITE names the folder of a site; without it, skipped.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import vm from "node:vm";
import { brotliCompressSync, constants } from "node:zlib";
import { text } from "./engine.mjs";

const site = process.env.SEARCH_SITE;
const skip = !site && "SEARCH_SITE is not set";
/** Bytes that whoever searches for the first time loads before the first file of the index, at most. */
const MOST = 12_288;

function shipped(stem) {
  const [name, ...others] = readdirSync(join(site, "theme")).filter((name) => new RegExp(`^${stem}\\.[0-9a-f]{8}\\.js$`).test(name));
  assert.ok(name && others.length === 0, `one ${stem}, joined`);
  return readFileSync(join(site, "theme", name), "utf8");
}

test("the reader is small on the way", { skip }, (t) => {
  const size = brotliCompressSync(shipped("search"), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  t.diagnostic(`${size} bytes of ${MOST}`);
  assert.ok(size <= MOST, `${size} bytes`);
});

test("what is shipped runs and offers what it must", { skip }, () => {
  const page = vm.createContext({ TextEncoder });
  vm.runInContext(shipped("search"), page);
  vm.runInContext(shipped("search-suggest"), page);
  assert.equal(typeof page.ckIndex, "function");
  assert.deepEqual(Object.keys(page.CongkhaiSearch.create(() => {})), ["search", "excerpts", "suggest", "preload"]);
  assert.deepEqual(Object.keys(page.CongkhaiText), Object.keys(text));
  assert.equal(page.CongkhaiText.key("Hoà  GIẢI"), text.key("Hoà  GIẢI"));
});
