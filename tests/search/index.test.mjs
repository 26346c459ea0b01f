// Every file of a built site's index reads as the format says. SEARCH_SITE names the folder of a site; without it, skipped.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { payload, text } from "./engine.mjs";

const site = process.env.SEARCH_SITE;
/** The names of the files of a folder, by their keys and letters in its directory. */
const hash = (key) => [...key].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 0).toString(16);
const leaves = (directory, folder) => text.lines(directory.keys)
  .map(([key], at) => `${folder}/${hash(key)}-${directory.names.slice(3 * at, 3 * at + 3)}`);
const here = (folder) => readdirSync(join(site, "chi-muc", folder)).filter((name) => name.endsWith(".js")).map((name) => `${folder}/${name.slice(0, -3)}`);

test("every file of an index", { skip: !site && "SEARCH_SITE is not set" }, async (t) => {
  const words = payload(site, "w");
  const slots = new Set();
  const units = new Map();

  await t.test("documents lie in their chunks, texts where the numbers of their units say", () => {
    const { slots: count, chunks } = words.d;
    for (const name of here("d")) {
      for (const record of payload(site, name)) {
        const [slot, url, title, , , , , , , , anchors] = record;
        assert.equal(`d/${Math.floor(slot / (count / chunks)).toString(16)}`, name, `${url} lies in another chunk`);
        assert.ok(!slots.has(slot), `slot ${slot} twice`);
        slots.add(slot);
        assert.equal(typeof title, "string");
        const ids = new Map([[0, ""]]);
        anchors.split(";").forEach((part, nth) => {
          let at = 32 * nth || 1;
          for (const run of part ? part.split(",") : []) {
            const [id, length] = run.split("*");
            for (let n = 0; n < Number(length ?? 1); n++) ids.set(at++, length ? `dieu-${Number(id.slice(5)) + n}` : id);
          }
          const [again, rows] = payload(site, `t/${slot.toString(16)}-${nth}`);
          assert.deepEqual(again, record);
          for (const [unit, id] of rows) assert.equal(ids.get(unit), id, `${url} ${unit}`);
          assert.deepEqual(rows.map(([unit]) => unit), [...ids.keys()].filter((unit) => Math.floor(unit / 32) === nth));
        });
        units.set(slot, ids);
      }
    }
    assert.equal(slots.size, words.docs);
    assert.equal([...units.values()].reduce((sum, ids) => sum + ids.size, 0), words.units);
  });

  await t.test("postings come in order, and every slot is a document", () => {
    const firsts = text.lines(words.keys).map(([key]) => key);
    assert.equal(firsts.length * 3, words.names.length);
    let last = "";
    leaves(words, "l").forEach((name, leaf) => {
      const lines = text.lines(payload(site, name));
      assert.equal(text.place(firsts, lines[0][0]), leaf, "the directory finds the leaf");
      for (const [key, line] of lines) {
        assert.ok(key > last, `${key} comes after ${last}`);
        last = key;
        let common = Infinity;
        for (const form of text.forms(line, key)) {
          assert.ok(form.df > 0 && form.df <= common, `${key} ${form.text}: commonest first`);
          common = form.df;
          let count = 0, before = [16, 0, 0];
          text.postings(form.list, (slot, unit, impact) => {
            const place = [impact, slot, unit];
            assert.ok(impact < before[0] || (impact === before[0] && (slot > before[1] || (slot === before[1] && unit > before[2]))) || count === 0, `${key}: order`);
            assert.ok(impact >= 1 && impact <= 15 && units.get(slot).has(unit), `${key}: ${place} is a unit`);
            before = place;
            count += 1;
          });
          assert.ok(count > 0 && count <= form.df, key);
        }
      }
    });
    assert.equal(here("l").length, firsts.length);
  });

  await t.test("a pair stands with its rarer syllable", () => {
    const bands = new Map(text.lines(words.syllables).map(([syllable, band]) => [syllable, parseInt(band, 36)]));
    for (const name of leaves(words, "l").slice(0, 40)) {
      for (const [key] of text.lines(payload(site, name))) {
        const [rarer, other] = key.split(/ [<>]/);
        if (other === undefined) continue;
        const [a, b] = [bands.get(rarer) ?? 0, bands.get(other) ?? 0];
        assert.ok(a < b || (a === b && rarer <= other), key);
      }
    }
  });

  await t.test("the second tier has what the first left out", () => {
    for (const name of leaves(payload(site, "m"), "s")) {
      for (const [term, line] of text.lines(payload(site, name))) {
        const all = text.slots(line);
        assert.ok(all.length && all.every((slot, at) => slots.has(slot) && (at === 0 || slot > all[at - 1])), term);
      }
    }
  });

  await t.test("attributes, numbers and rules", () => {
    const rows = here("a").flatMap((name) => payload(site, name));
    assert.equal(here("a").length, payload(site, "a").files);
    assert.deepEqual(new Set(rows.map(([slot]) => slot)), slots);
    const numbers = payload(site, "n");
    assert.deepEqual(numbers.d, words.d);
    for (let bucket = 0; bucket < numbers.buckets; bucket++) {
      for (const [serial, , , , slot] of payload(site, `n/${bucket.toString(16)}`)) {
        assert.equal((parseInt(serial, 10) || 0) % numbers.buckets, bucket);
        assert.ok(slots.has(slot));
      }
    }
    const { kinds, abbreviations } = payload(site, "r");
    for (const short of [...Object.keys(kinds), ...Object.keys(abbreviations)]) assert.equal(text.fold(short), short);
  });
});
