// The text rules of the reader are those of src/text: vectors.json holds [input, key, fold, tokens] as the site's side has them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { text } from "./engine.mjs";

const vectors = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8"));

test("texts are read as the site reads them", () => {
  for (const [input, key, fold, tokens] of vectors) {
    assert.equal(text.key(input), key, `key of ${JSON.stringify(input)}`);
    assert.equal(text.fold(text.key(input)), fold, `fold of ${JSON.stringify(input)}`);
    assert.deepEqual(text.tokens(input), tokens, `tokens of ${JSON.stringify(input)}`);
  }
});

test("what is too long is no word, in bytes", () => {
  assert.deepEqual(text.tokens("x".repeat(32)), ["x".repeat(32)]);
  assert.deepEqual(text.tokens("x".repeat(33)), []);
  assert.deepEqual(text.tokens("ế".repeat(11)), []);
});

test("forms are near by letters, then by tones", () => {
  assert.equal(text.nearness("dân", "dân"), 1);
  assert.equal(text.nearness("dân", "dẫn"), 0.7);
  assert.equal(text.nearness("dân", "dan"), 0.3);
  assert.equal(text.nearness("dan", "dân"), 0.5);
  assert.equal(text.nearness("dân chủ", "dân chu"), 0.7, "of a pair, the worse syllable");
});

test("a slip is one letter more, less, other, or two that changed places", () => {
  for (const slip of ["thog", "thonng", "thomg", "thogn"]) assert.ok(text.isSlip(slip, "thong"), slip);
  for (const other of ["thong", "htogn", "tho", "thonggg"]) assert.ok(!text.isSlip(other, "thong"), other);
});

test("numbers come back from five bits a letter", () => {
  const numbers = text.reader("0vA1_vvA01");
  assert.deepEqual([numbers.number(), numbers.number(), numbers.number(), numbers.number()], [0, 31, 32, 31 * 32 + 31]);
  assert.throws(() => text.reader("A").number());
});

test("postings are groups of one impact", () => {
  const all = [];
  text.postings("=130271!J10", (slot, unit, impact) => all.push([impact, slot, unit]));
  assert.deepEqual(all, [[15, 0, 3], [15, 0, 5], [15, 7, 1], [1, 40, 0]]);
});

test("lines share beginnings", () => {
  assert.deepEqual(text.lines("0dan\ta\n3 >chu\tb\n2o"), [["dan", "a"], ["dan >chu", "b"], ["dao", ""]]);
  assert.deepEqual(text.lines(""), []);
});

test("numbers of documents are read in their loose forms", () => {
  const { whole, dated, short } = text.numberGrammar({ nd: "Nghị định", "nghi dinh": "Nghị định", qd: "Quyết định", ct: "Chỉ thị" });
  const read = (query) => (whole.exec(text.plain(query)) || dated.exec(text.plain(query)) || short.exec(text.plain(query)) || []).slice(2, 7).map((part) => part ?? "");
  assert.deepEqual(read("59/2023"), ["", "59", "2023", "", ""]);
  assert.deepEqual(read("NĐ59/2023/NĐ-CP"), ["nd", "59", "2023", "nd-cp", ""]);
  assert.deepEqual(read("nghị định số 059/2023"), ["nghi dinh", "59", "2023", "", ""]);
  assert.deepEqual(read("23 qđ/tw"), ["", "23", "", "", "qd/tw"]);
  assert.deepEqual(read("01-CT/TU"), ["", "1", "", "", "ct/tu"]);
  assert.equal(read("nd 59")[1], "59");
  assert.deepEqual(read("nghị định 59 năm 2023"), ["nghi dinh", "59", "2023"]);
  assert.deepEqual(read("2 ct/tu"), ["", "2", "", "", "ct/tu"]);
  assert.deepEqual(read("tuổi 60"), []);
  assert.deepEqual(read("tù 12 năm 2015"), []);
});
