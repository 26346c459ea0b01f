// Needs that nobody has to judge: a site's own numbers, titles and headings as people type them, each with every place
// that it names. Documents are split by their addresses into two halves: what is tuned is tuned on `dev`.
//
//   node tests/search/known.mjs PUBLIC_DIR [--each N] [--seed N] [--half dev|test] [--misses]
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { engine, payload, text } from "./engine.mjs";
import { asked, table } from "./measure.mjs";
import { documents, numbers } from "./units.mjs";

/** A number that depends on nothing but the seed and what it is for. */
const drawn = (...parts) => createHash("sha256").update(parts.join("\0")).digest().readUInt32BE(0);
const fold = (words) => text.fold(text.key(words));
const half = (url) => (drawn("half", url) % 2 ? "test" : "dev");
const letters = (symbol) => fold(symbol).replace(/[^a-z0-9]/g, "");

// ---- Numbers

/** Loose forms of a document's number: `[form, query, what the query says]`. */
function numberForms({ number, serial, year, issued, symbol, kind, short }) {
  const said = kind.toLowerCase();
  const forms = [
    ["as written", number, { year, symbol }],
    ["toneless", fold(number), { year, symbol }],
    ["kind, whole", `${kind} số ${number}`, { year, symbol, kind }],
    ["spaces", number.replace(/[/-]/g, " $& "), { year, symbol }],
    ["hyphens", number.replace(/\//g, "-"), { year, symbol }],
    ["kind, serial", `${short} ${serial}`, { kind }],
    ["symbol", `${serial} ${symbol.toLowerCase()}`, { symbol }],
    ["slash, symbol", `${serial}/${symbol}`, { symbol }],
    ["kind glued", `${short}${number}`, { year, symbol, kind }],
    ["kind, year", `${said} ${serial} năm ${year || issued}`, { year: year || issued, kind }],
    ["zero", number.replace(/^0?/, number.startsWith("0") ? "" : "0"), { year, symbol }],
  ];
  const dated = [
    ["year", `${serial}/${year}`, { year }],
    ["kind, year, slash", `${said} ${serial}/${year}`, { year, kind }],
    ["symbol glued", `${serial}/${year}/${symbol.replace(/[^\p{L}\p{N}]/gu, "")}`, { year, symbol }],
  ];
  return [...forms, ...(year ? dated : [])].filter(([, query]) => !/undefined|NaN/.test(query));
}

/** How people write a kind short: its letters as in the number, else its name. */
function shortOf(kind, symbol, kinds) {
  const all = Object.keys(kinds).filter((letters) => kinds[letters] === kind && !letters.includes(" "));
  return symbol.split(/[^\p{L}\p{N}]+/u).find((part) => all.includes(fold(part))) ?? kind.toLowerCase();
}

function* numberNeeds(site, all) {
  const bySlot = new Map(all.map((document) => [document.slot, document])), { kinds } = payload(site, "r");
  const known = numbers(site).map((record) => ({ ...record, issued: Number(bySlot.get(record.slot).date.slice(0, 4)) || undefined }));
  for (const record of known) {
    const { url, number } = bySlot.get(record.slot);
    // Aliases that are numbers are found too, but here the document's own is asked.
    if (!record.kind || !record.symbol || !number.replace(/^0+/, "").toLowerCase().startsWith(record.serial)) continue;
    for (const [form, query, said] of numberForms({ ...record, number, short: shortOf(record.kind, record.symbol, kinds) })) {
      const named = known.filter((other) => other.serial === record.serial && (!said.kind || other.kind === said.kind)
        && (!said.year || (other.year || other.issued) === said.year) && (!said.symbol || letters(other.symbol) === letters(said.symbol)));
      yield { type: `number: ${form}`, url, query, relevant: named.map(({ slot }) => ({ page: bySlot.get(slot).url, anchor: "" })) };
    }
  }
}

// ---- Titles and headings

const OTHER_TONES = { òa: "oà", óa: "oá", ỏa: "oả", õa: "oã", ọa: "oạ", òe: "oè", óe: "oé", ỏe: "oẻ", õe: "oẽ", ọe: "oẹ", ùy: "uỳ", úy: "uý", ủy: "uỷ", ũy: "uỹ", ụy: "uỵ" };
const BESIDE = { a: "s", b: "v", c: "x", d: "f", e: "r", g: "h", h: "j", i: "o", k: "l", l: "k", m: "n", n: "m", o: "p", p: "o", r: "t", s: "d", t: "y", u: "i", v: "b", x: "c", y: "u" };

/** The other placement of tones in open syllables, or the same text. */
const otherTones = (words) => words.map((word) => word.replace(/(?<!q)[òóỏõọ][ae]$|(?<!q)[ùúủũụ]y$/u, (end) => OTHER_TONES[end] ?? end));

/** One slip of the finger in one of the longer words: two letters change places, one is lost, doubled, or hit beside. */
function withSlip(words, draw) {
  const longer = words.map((word, at) => [word, at]).filter(([word]) => [...word].length > 3 && !/\d/.test(word));
  if (!longer.length) return words;
  const [word, at] = longer[draw("word") % longer.length], all = [...word], place = 1 + draw("letter") % (all.length - 2);
  const [before, here, next, after] = [all.slice(0, place), all[place], all[place + 1], all.slice(place + 2)];
  const slip = [[next, here], [next], [here, here, next], [BESIDE[here] ?? next, next]][draw("slip") % 4];
  return words.with(at, [...before, ...slip, ...after].join(""));
}

/** Forms of a title or heading: `[form, query, whether another one is meant as well]`; words are in lower case. */
function phraseForms(words, draw) {
  const flat = words.map(fold), count = words.length;
  const same = (other) => other.length === count && flat.every((word, at) => word === other[at]);
  const begin = (most) => (other) => flat.slice(0, most).every((word, at) => word === other[at]);
  const forms = [["as is", words, same], ["toneless", flat, same]];
  const tones = otherTones(words), slip = withSlip(words, draw);
  if (tones.some((word, at) => word !== words[at])) forms.push(["other tones", tones, same]);
  if (slip !== words) forms.push(["slip", slip, same], ["slip, toneless", slip.map(fold), same]);
  if (count > 4) {
    const lost = new Set(flat.map((_, at) => at).sort((a, b) => draw("lost", a) - draw("lost", b)).slice(0, Math.floor(count / 4)));
    const left = flat.filter((_, at) => !lost.has(at));
    forms.push(["words dropped", words.filter((_, at) => !lost.has(at)), (other) => left.every(((at) => (word) => (at = other.indexOf(word, at) + 1))(0))]);
    forms.push(["beginning", words.slice(0, Math.max(3, Math.ceil(count / 2))), begin(Math.max(3, Math.ceil(count / 2)))]);
  }
  if (count > 3 && words[3].length > 2) {
    const cut = Math.ceil(words[3].length / 2), last = fold(words[3]).slice(0, cut);
    forms.push(["unfinished", [...words.slice(0, 3), words[3].slice(0, cut)], (other) => begin(3)(other) && other[3]?.startsWith(last)]);
  }
  return forms.map(([form, words, meant]) => [form, words.join(" "), meant]);
}

/** Titles or headings as they are typed; `named` are further places by words that mean them as well. */
function* phraseNeeds(seed, sort, items, named = []) {
  const worded = (item) => ({ ...item, words: text.tokens(item.phrase) });
  const flattened = (item) => ({ ...item, flat: item.words.map(fold) });
  const every = items.map(worded).filter(({ words }) => words.length > 1 && words.length < 26).map(flattened);
  const all = [...every, ...named.map(worded).map(flattened)], seen = new Set();
  for (const { url, words, flat } of every) {
    const name = `${half(url)} ${flat.join(" ")}`;
    for (const [form, query, meant] of phraseForms(words, (...of) => drawn(seed, name, ...of))) {
      // What many laws have is asked once in each half.
      const once = `${half(url)} ${form} ${query}`;
      if (seen.has(once)) continue;
      seen.add(once);
      // What is meant is found when the need is drawn: comparing all with all would take long.
      const places = () => all.filter((other) => meant(other.flat)).map(({ url, anchor, itself }) => ({ page: url, anchor, itself }));
      yield { type: `${sort}: ${form}`, url, query, typing: form === "unfinished", meant: places };
    }
  }
}

// ---- The set

/** Needs of each half, at most `each` of a form in a half, drawn by the seed. */
export function knownItems(site, { seed = 1, each = 40 } = {}) {
  const all = documents(site);
  const titles = all.map(({ url, title }) => ({ url, anchor: "", phrase: title }));
  // `Tương trợ tư pháp` is an article's heading, and as good a name of the law of that title.
  const laws = all.map(({ url, title, kind }) => ({ url, anchor: "", itself: true, phrase: fold(title).startsWith(fold(kind)) ? title.slice(kind.length) : title }));
  const headings = all.flatMap(({ url, units }) => units.slice(1).map(({ anchor, heading }) => ({ url, anchor, phrase: heading })));
  const forms = new Map();
  for (const need of [...numberNeeds(site, all), ...phraseNeeds(seed, "title", titles), ...phraseNeeds(seed, "heading", headings, laws)]) {
    const key = `${half(need.url)} ${need.type}`;
    forms.set(key, [...(forms.get(key) ?? []), need]);
  }
  const out = { dev: [], test: [] };
  for (const [key, needs] of forms) {
    const order = new Map(needs.map((need) => [need, drawn(seed, need.type, need.url, need.query)]));
    const taken = needs.sort((a, b) => order.get(a) - order.get(b)).slice(0, each);
    out[key.split(" ", 1)[0]].push(...taken.map(({ meant, ...need }) => ({ ...need, relevant: need.relevant ?? meant() })));
  }
  return out;
}

/** The reader's answer to a need, cold: an unfinished query is one that is being typed. */
export async function askReader(site, { query, typing }) {
  const { search, excerpts, suggest } = engine(site);
  if (typing) return suggest(query, { limit: 10 });
  return { results: await excerpts((await search(query, { limit: 10 })).results, query) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2), option = (name, or) => (args.includes(name) ? args[args.indexOf(name) + 1] : or);
  const site = args[0], needs = knownItems(site, { seed: Number(option("--seed", 1)), each: Number(option("--each", 40)) });
  for (const name of [option("--half", ["dev", "test"])].flat()) {
    const answer = await asked(needs[name], (need) => askReader(site, need));
    console.log(`${name}\n${table(answer)}`);
    for (const { type, query, rank, relevant, got } of args.includes("--misses") ? answer.missed : []) {
      console.log(`  ${rank || "-"}  ${type}  ${query}\n      right: ${relevant.slice(0, 3).map(({ page, anchor }) => `${page}#${anchor}`).join(" ")}\n      got: ${got.join(" ")}`);
    }
  }
}
