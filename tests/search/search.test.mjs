// What a query may be. Any site will do for the first part (SEARCH_SITE); the second asks the site of the judged laws
// (SEARCH_LAWS, made by `evaluate.py --site-only`). Without these, skipped.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cited, create, engine, idHere } from "./engine.mjs";

const site = process.env.SEARCH_SITE ?? process.env.SEARCH_LAWS;
const laws = process.env.SEARCH_LAWS;
const anySite = { skip: !site && "SEARCH_SITE is not set" };
const onLaws = { skip: !laws && "SEARCH_LAWS is not set" };

const DEMOCRACY = /thuc-hien-dan-chu-o-co-so/;

async function ask(query, options) {
  const { search, excerpts, loaded } = engine(laws ?? site);
  const found = await search(query, options);
  const first = loaded.length;
  return { ...found, results: await excerpts(found.results, query), before: found.results, files: loaded.filter((name) => !name.startsWith("t/")), first };
}

test("an index that is not there is an error, not a wait", async () => {
  const { search } = create(async (name) => { throw new Error(`${name} is not there`); });
  await assert.rejects(search("dân chủ"), /is not there/);
});

test("nothing asked, nothing loaded", async () => {
  const { search } = create(async () => assert.fail("a file was asked for"));
  for (const query of ["", "   ", "?!…", "\u0301", undefined, null]) assert.deepEqual((await search(query)).results, []);
});

test("absurd input does nothing but search", anySite, async (t) => {
  const absurd = {
    "100,000 letters": "dân chủ ".repeat(12_500), "one word": "a".repeat(100_000), "regular expressions": "(a+)+$ [a-z]{1,9999} .*\\1(?=x) ^$|",
    "numbers and slashes": "1/".repeat(5_000), "digits": "9".repeat(400), "markup": "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "lone surrogates": "\ud800 dân \udc00chủ\ud83d", "emoji": "🏛️👨‍👩‍👧 dân", "marks": "a" + "\u0301".repeat(1_000), "quotes": "\"\"\"“”„\"a\"", "names of objects": "__proto__ constructor toString hasOwnProperty",
    "control letters": "\u0000\u0007dân\u202echủ\u2028", "spaces": `điều ${" ".repeat(280)}5`, "articles": "điều 5 khoản 2 điểm a ".repeat(30), "a letter": "đ", "a number": "0",
  };
  for (const [name, query] of Object.entries(absurd)) {
    await t.test(name, async () => {
      const { search, excerpts, suggest, loaded } = engine(site);
      const begun = performance.now();
      const { results } = await search(query);
      assert.ok(Array.isArray(await excerpts(results, query)));
      assert.ok(loaded.filter((name) => !name.startsWith("t/")).length <= 16, loaded.join(" "));
      await suggest(query);
      assert.ok(performance.now() - begun < 2_000, "takes long");
    });
  }
});

test("a document is found by its number however it is written", onLaws, async () => {
  for (const query of ["10/2022/QH15", "10/2022", "luật 10/2022", "Luật số: 10/2022/QH15", "luat10/2022/qh15", "10-2022-QH15", "10/2022 qh15"]) {
    const { results, files } = await ask(query);
    assert.match(results[0].url, DEMOCRACY, query);
    assert.ok(files.length <= 8, files.join(" "));
    assert.equal(results[0].anchor, "");
  }
});

test("a place in a law is found", onLaws, async () => {
  const places = {
    "đ5 k2 luật thdccs": "dieu-5-khoan-2", "điều 5 luật dân chủ cơ sở": "dieu-5", "khoản 2 Điều 46 Luật Thực hiện dân chủ ở cơ sở": "dieu-46-khoan-2",
    "dieu 46 luat thuc hien dan chu o co so": "dieu-46", "điều 10 luật 10/2022": "dieu-10", "khoản 99 điều 5 luật thdccs": "dieu-5", "điều 999 luật thdccs": "",
  };
  for (const [query, anchor] of Object.entries(places)) {
    const { results } = await ask(query);
    assert.match(results[0].url, DEMOCRACY, query);
    assert.equal(results[0].anchor, anchor, query);
  }
});

test("titles and their initials lead to the document", onLaws, async () => {
  for (const query of ["luật thực hiện dân chủ ở cơ sở", "luat thuc hien dan chu o co so", "luật thdccs", "luật thdc", "luật dân chủ cơ sở"]) {
    const { results } = await ask(query);
    assert.match(results[0].url, DEMOCRACY, query);
    assert.equal(results[0].anchor, "", query);
  }
});

test("one way to write is as good as another", onLaws, async () => {
  const places = async (query) => (await ask(query)).results.map(({ url, anchor }) => `${url}#${anchor}`);
  const usual = await places("hòa giải ở cơ sở");
  assert.deepEqual(await places("hoà giải ở cơ sở"), usual, "tone placement");
  assert.deepEqual(await places("hòa giải ở cơ sở".normalize("NFD")), usual, "decomposed");
  assert.deepEqual(await places("  HÒA giải\u00a0ở cơ sở "), usual, "capitals and spaces");
  assert.equal((await places("hoa giai o co so"))[0], usual[0], "toneless");
});

test("a slip is mended and said", onLaws, async () => {
  const { results, searched } = await ask("tiep can thogn tin");
  assert.deepEqual(searched, [["thogn", "thông"]]);
  assert.match(results[0].url, /tiep-can-thong-tin/);
});

test("words that stand nowhere are named, and the others still searched", onLaws, async () => {
  const { results, missing } = await ask("qwxkz hòa giải ở cơ sở");
  assert.deepEqual(missing, ["qwxkz"]);
  assert.match(results[0].url, /hoa-giai-o-co-so/);
});

test("quoted phrases are there, with the marks that were typed", onLaws, async () => {
  const { results } = await ask('"tình trạng say"');
  assert.ok(results.length > 0);
  for (const { excerpt } of results) assert.match(excerpt.map(([text]) => text).join(""), /tình trạng say/i);
  assert.deepEqual((await ask('"tinh trang sạy"')).results, []);
});

test("excerpts are texts with what was asked marked", onLaws, async () => {
  const { results } = await ask("người say rượu");
  for (const { excerpt } of results) {
    assert.ok(excerpt.every(([text, marked]) => typeof text === "string" && typeof marked === "boolean"));
    assert.ok(excerpt.some(([, marked]) => marked));
    assert.ok(excerpt.map(([text]) => text).join("").length < 500);
  }
});

test("a long question stays within its files and rounds", onLaws, async () => {
  for (const query of ["người say rượu đến phòng tiếp dân gây rối thì cán bộ có được từ chối tiếp không", "ubnd xã phải công khai những gì cho dân biết trước khi thu tiền làm đường"]) {
    const { results, files } = await ask(query);
    assert.ok(results.length > 0);
    assert.ok(files.length <= 14, files.join(" "));
  }
});

test("a filter never empties what its count promised", anySite, async () => {
  const { search } = engine(site);
  const options = { limit: 10_000, counts: true };
  const all = await search("quy định ban hành", options);
  for (const name of ["kind", "issuer", "year", "state"]) {
    for (const [value, count] of all.counts[name]) {
      if (value === "" || value === 0) continue;
      const { counts, results } = await search("quy định ban hành", { ...options, filters: { [name]: value } });
      assert.ok((counts[name].get(value) ?? 0) >= count, `${name} ${value}: ${counts[name].get(value)} of ${count}`);
      if (name === "kind") for (const result of results) assert.equal(result.kind, value);
    }
  }
});

test("by date, the newest comes first", anySite, async () => {
  const { results } = await ask("quy định", { sort: "date" });
  const dates = results.map(({ date }) => date);
  assert.deepEqual(dates, [...dates].sort().reverse());
});

test("while one types, the last word is unfinished", onLaws, async () => {
  for (const prefix of ["dân ch", "thực hiện dân ch", "thdc", "10/2022"]) {
    const { suggest } = engine(laws);
    const { results } = await suggest(prefix);
    assert.match(results[0].url, DEMOCRACY, prefix);
  }
  const { suggest } = engine(laws);
  assert.ok((await suggest("dân ch")).words.includes("chủ"));
});

test("a citation opens its place where it is clear which", onLaws, async () => {
  const clear = {
    "điểm a khoản 2 Điều 46 Luật THDCCS": "dieu-46-khoan-2", "khoản 2 Điều 46 Luật Thực hiện dân chủ ở cơ sở năm 2022": "dieu-46-khoan-2",
    "Điều 46 Luật số 10/2022/QH15": "dieu-46", "Đ46 K2 Luật THDCCS": "dieu-46-khoan-2", "Luật thực hiện dân chủ ở cơ sở": "",
  };
  for (const [citation, anchor] of Object.entries(clear)) {
    const { results, sure } = await cited(engine(laws), citation);
    assert.match(results[0].url, DEMOCRACY, citation);
    assert.deepEqual([results[0].anchor, sure], [anchor, true], citation);
  }
  // A law that is not there, none at all, an article it does not have.
  for (const doubtful of ["Điều 3 BLDS 2015", "Điều 5", "dân chủ ở cơ sở là gì", "điều 999 luật dân chủ ở cơ sở", "Điều 123 Bộ luật hình sự", "điều 6 luật viên chức", "điều 9 luật nhà ở 2014", "", "\ud800"]) {
    assert.equal((await cited(engine(laws), doubtful)).sure, false, doubtful);
  }
});

test("points of đ are none of d", onLaws, async () => {
  const point = async (query) => (await cited(engine(laws), `${query} khoản 1 Điều 12 Luật thực hiện dân chủ ở cơ sở`)).results[0].anchor;
  assert.deepEqual([await point("điểm đ"), await point("điểm d")], ["dieu-12-khoan-1-diem-dd", "dieu-12-khoan-1-diem-d"]);
});

test("a place on the page at hand", () => {
  const places = {
    "Điều 46": "dieu-46", "khoản 2 Điều 46 của Luật này": "dieu-46-khoan-2", "điểm đ khoản 2 Điều 46": "dieu-46-khoan-2-diem-dd", "diem d k2 d46": "dieu-46-khoan-2-diem-d",
    "Chương III": "chuong-iii", "Điều 5 Chương II": "dieu-5", "Phụ lục I": "phu-luc-i", "Điều 46 Luật Đất đai": "", "Điều 46 59/2023/NĐ-CP": "", "dân chủ": "", "": "",
  };
  for (const [citation, id] of Object.entries(places)) assert.equal(idHere(citation), id, citation);
});

test("a word that stands nowhere takes nothing from the others", onLaws, async () => {
  for (const [query, right, missing] of [["cổ phần bitcoin", /doanh-nghiep|canh-tranh/, ["bitcoin"]], ["hợp đồng covid", /./, ["covid"]], ["chứng khoans", /chung-khoan/, []]]) {
    const found = await ask(query);
    assert.ok(found.results.length >= 5, query);
    assert.match(found.results[0].url, right, query);
    assert.deepEqual(found.missing, missing, query);
  }
  assert.ok((await ask("tội giết người")).results.length >= 5, "a rare word alone has few units");
});

test("a number that is nowhere is said to be, and no other is put in its place", onLaws, async () => {
  for (const query of ["45/2019/qh14", "999/2020/NĐ-CP", "luật 7777"]) {
    const { results, missing } = await ask(query);
    assert.deepEqual([results, missing], [[], [query]]);
  }
});

test("titles come in three rounds and fourteen files", onLaws, async () => {
  const queries = [
    "dân chủ ở cơ sở", "luật 10/2022", "45/2019/qh14", "kế hoạch 2025", "nd 59", "chứng khoans", "điều 46 luật thdccs", "hình phạt tù",
    "điều 38 luật doanh nghiệp 2020", "luật bvmt 2020 điều 39", "bị công ty đuổi việc không lý do thì kiện ở đâu", "tuoi nghi huu cua lao dong nu", "quyền của người dân",
  ];
  for (const query of queries) {
    const { search, rounds, loaded } = engine(laws);
    await search(query);
    assert.ok(rounds() <= 3 && loaded.length <= 14, `${query}: ${rounds()} rounds, ${loaded.join(" ")}`);
  }
});

test("what a document or the site does not have is told", onLaws, async () => {
  const missing = async (query) => (await ask(query)).missing;
  assert.deepEqual(await missing("điều 999 luật thực hiện dân chủ ở cơ sở"), ["điều 999"]);
  assert.deepEqual(await missing("điều 46 luật thực hiện dân chủ ở cơ sở"), []);
  // `hiến` is there, `hiễn` with these marks is not.
  assert.deepEqual(await missing("quyền hiễn định"), ["hiễn"]);
});
