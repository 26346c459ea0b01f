// Every file of a built site's index reads as the format says. SEARCH_SITE names the folder of a site; without it, skipped.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { payload, text } from "./engine.mjs";

const site = process.env.SEARCH_SITE;
const names = (list) => (list.match(/.{4}/gs) ?? []).filter((name) => name !== "----");

test("every file of an index", { skip: !site && "SEARCH_SITE is not set" }, async (t) => {
  const words = payload(site, "w");
  const documents = payload(site, "d");
  const slots = new Set();
  const units = new Map();

  await t.test("documents lie in their chunks, fragments where they say", () => {
    (documents.names.match(/.{4}/gs) ?? []).forEach((name, chunk) => {
      if (name === "----") return;
      for (const [slot, url, title, , , , , , , , anchors, parts] of payload(site, `d/${name}`)) {
        assert.equal(Math.floor(slot / (documents.slots / documents.chunks)), chunk, `${url} lies in another chunk`);
        assert.ok(!slots.has(slot), `slot ${slot} twice`);
        slots.add(slot);
        assert.equal(typeof title, "string");
        const count = anchors ? anchors.split(",").reduce((sum, run) => sum + Number(run.split("*")[1] ?? 1), 0) : 0;
        units.set(slot, count + 1);
        const seen = [];
        for (const part of parts ? parts.split(",") : []) {
          const [first, hash] = part.split(":");
          const rows = payload(site, `t/${slot.toString(16)}/${hash}`);
          assert.equal(rows[0][0], Number(first), url);
          seen.push(...rows.map(([at]) => at));
        }
        assert.deepEqual(seen, Array.from({ length: count + 1 }, (_, at) => at), `${url} has every unit once`);
      }
    });
    assert.equal(slots.size, words.docs);
    assert.equal([...units.values()].reduce((sum, count) => sum + count, 0), words.units);
  });

  await t.test("postings come in order, and every slot is a document", () => {
    const firsts = text.lines(words.keys).map(([key]) => key);
    assert.equal(firsts.length * 4, words.names.length);
    let last = "";
    names(words.names).forEach((name, leaf) => {
      const lines = text.lines(payload(site, `l/${name}`));
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
            assert.ok(impact >= 1 && impact <= 15 && unit < units.get(slot), `${key}: ${place} is a unit`);
            before = place;
            count += 1;
          });
          assert.ok(count > 0 && count <= form.df, key);
        }
      }
    });
    assert.equal(readdirSync(join(site, "chi-muc", "l")).filter((name) => name.endsWith(".js")).length, firsts.length);
  });

  await t.test("a pair stands with its rarer syllable", () => {
    const bands = new Map(text.lines(words.syllables).map(([syllable, band]) => [syllable, parseInt(band, 36)]));
    for (const name of names(words.names).slice(0, 40)) {
      for (const [key] of text.lines(payload(site, `l/${name}`))) {
        const [rarer, other] = key.split(/ [<>]/);
        if (other === undefined) continue;
        const [a, b] = [bands.get(rarer) ?? 0, bands.get(other) ?? 0];
        assert.ok(a < b || (a === b && rarer <= other), key);
      }
    }
  });

  await t.test("the second tier has what the first left out", () => {
    const second = payload(site, "m");
    for (const name of names(second.names)) {
      for (const [term, line] of text.lines(payload(site, `s/${name}`))) {
        const all = text.slots(line);
        assert.ok(all.length && all.every((slot, at) => slots.has(slot) && (at === 0 || slot > all[at - 1])), term);
      }
    }
  });

  await t.test("attributes, numbers and synonyms", () => {
    const attributes = payload(site, "a");
    const rows = names(attributes.names).flatMap((name) => payload(site, `a/${name}`));
    assert.deepEqual(new Set(rows.map(([slot]) => slot)), slots);
    const numbers = payload(site, "n");
    (numbers.names.match(/.{4}/gs) ?? []).forEach((name, bucket) => {
      for (const [serial, , , , slot] of name === "----" ? [] : payload(site, `n/${name}`)) {
        assert.equal((parseInt(serial, 10) || 0) % numbers.buckets, bucket);
        assert.ok(slots.has(slot));
      }
    });
    for (const [from, to] of payload(site, "y")) assert.ok(from && to.length && to.every((words) => text.key(words) === words), from);
    const { kinds, abbreviations } = payload(site, "r");
    for (const short of [...Object.keys(kinds), ...Object.keys(abbreviations)]) assert.equal(text.fold(short), short);
  });
});
