// Finds documents and articles in the files of chi-muc/: no server, no fetch, no modules, so it works from the disk too.
// Without it a page keeps its form, which leads to the lists. The format of the files stands in src/search/mod.rs.
//
// ckIndex(name, payload)       is called by every file of the index.
// CongkhaiSearch.create(load)  gives { search, excerpts, suggest, preload }; load(name) promises a file's payload and is, in a page,
//                              a <script> below the address in the data-index attribute of this script.
// CongkhaiText                 has the text rules and the reading of files, for other scripts and for tests.
(function (root) {
  "use strict";

  // ---- Weights. All lie on plateaus: nearby values find the same.

  /** A pair of syllables, a syllable; an expansion against a typed pair; one of a single syllable; a mended slip; a title. */
  const PAIR = 1.6, SYLLABLE = 0.6, MENDED = 0.8, TITLE = 0.6;
  /** How much a form counts: as typed; with another tone; with another letter; typed bare in a query with marks. */
  const SAME = 1, TONE = 0.7, LETTER = 0.3, BARE = 0.5;
  /** The highest impact, and the least that a word of a title has in unit 0. */
  const IMPACT = 15, IN_TITLE = 10;
  /** Files of a cold search at most; of these for documents at least; for documents found by their number at most. */
  const FILES = 14, DOCUMENTS = 3, NUMBERED_DOCUMENTS = 4;
  /** Files of the dictionary at most; for a look-up; no more when this share of the expected weight is there. */
  const LEAVES = 10, LOOK_UP = 6, ENOUGH = 0.85;
  /** Units looked at again with their text, and what a heading that is the query adds. */
  const AGAIN = 20, HEADING = 0.2;
  /** Saturation, usual lengths and weight of a heading, as in src/search/posting.rs. */
  const K1 = 1.2, BODY_LENGTH = 220, HEADING_LENGTH = 10, HEADING_WEIGHT = 4;
  /** Syllables of an excerpt; what is read of a query. */
  const STRETCH = 36, LETTERS_READ = 300, SYLLABLES_READ = 40;
  /** A document no longer in force, or suspended, counts a little less. */
  const STATE = { h: 0.93, d: 0.96 };
  /** Units in a part of a text, as in src/search/unit.rs. */
  const IN_PART = 32;
  /** A place as one number: slot * UNITS + unit. */
  const UNITS = 1 << 20;

  // ---- Text: the rules of src/text, proved equal by tests/search/vectors.json.

  const TONES = ["aàáảãạ", "eèéẻẽẹ", "oòóỏõọ", "uùúủũụ", "yỳýỷỹỵ"];
  const row = (letter) => TONES.find((row) => row.includes(letter));

  /** The tone mark of an open oa, oe, uy on its first vowel: hoà → hòa, but quý stays. */
  function tone(word) {
    const [first, second] = word.slice(-2);
    if (!second || word[word.length - 3] === "q" || !"ou".includes(first)) return word;
    const from = row(second);
    if (!from || from[0] === second || !(first === "o" ? "ae" : "y").includes(from[0])) return word;
    return word.slice(0, -2) + row(first)[from.indexOf(second)] + from[0];
  }

  const normal = (text) => text.replace(/\u00D0/g, "Đ").replace(/\u00F0/g, "đ")
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F\u00AD\u200B-\u200D\u2060\uFEFF]/g, "").normalize("NFC");
  // Letter by letter, so that no letter depends on its neighbours.
  const lower = (text) => Array.from(text, (letter) => letter.toLowerCase()).join("");
  /** A function of words that remembers its answers. */
  function known(make) {
    const answers = new Map();
    return (word) => {
      if (answers.size > 20000) answers.clear();
      if (!answers.has(word)) answers.set(word, make(word));
      return answers.get(word);
    };
  }

  /** Without marks, đ as d. */
  const fold = known((word) => word.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/g, "d"));
  const WORD = /[\p{Alphabetic}\p{N}]+/gu;
  const bytes = (text) => new TextEncoder().encode(text).length;
  const keyOf = known((word) => tone(normal(lower(word))));

  /** Syllables of a text in normal form: what lies between spaces and marks; what is too long is no word. */
  const words = (text) => (text.match(WORD) || []).filter((word) => word.length < 9 || bytes(word) <= 32);
  const tokens = (text) => words(normal(text)).map(keyOf);
  const key = (text) => normal(lower(text)).replace(WORD, (word) => tone(word)).replace(/[\s\u0085]+/g, " ").trim();
  const bare = (word) => word.normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323]/g, "").normalize("NFC");

  /** How near a form of the index is to what was typed; of a pair, its worse syllable. */
  function nearness(typed, form) {
    if (typed === form) return SAME;
    const others = form.split(" ");
    return typed.split(" ").reduce((worst, word, at) => {
      const other = others[at];
      const near = word === other ? SAME : word === fold(word) ? BARE : bare(word) === bare(other) ? TONE : LETTER;
      return Math.min(worst, near);
    }, SAME);
  }

  /** Whether two words are one slip apart: a letter more, less, other, or two that changed places. */
  function isSlip(a, b) {
    if (a === b || Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    if (a.length > b.length) return a.slice(at + 1) === b.slice(at);
    if (a.length < b.length) return a.slice(at) === b.slice(at + 1);
    return a.slice(at + 1) === b.slice(at + 1) || (a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2));
  }

  // ---- Files.

  const LAST = "0123456789abcdefghijklmnopqrstuv";
  const MORE = "ABCDEFGHIJKLMNOPQRSTUVWXYZwxyz-_";
  const IMPACTS = "!#$%&()*+,./;<=";
  const VALUE = {};
  [...LAST].forEach((letter, at) => { VALUE[letter] = at; });
  [...MORE].forEach((letter, at) => { VALUE[letter] = at - 32; });

  /** Reads the numbers of a text; a digit below 0 says that more follows. */
  function reader(text) {
    let at = 0;
    return {
      more: () => at < text.length,
      impact() {
        const found = IMPACTS.indexOf(text[at]);
        if (found >= 0) at += 1;
        return found + 1;
      },
      number() {
        let value = 0;
        for (let shift = 1; ; shift *= 32) {
          const digit = VALUE[text[at++]];
          if (digit === undefined) throw new Error("a number is cut off");
          if (digit >= 0) return value + digit * shift;
          value += (digit + 32) * shift;
        }
      },
    };
  }

  /** Calls back with slot, unit and impact of each posting of a form. */
  function postings(text, found) {
    const numbers = reader(text);
    let impact = 0, slot = -1, unit = 0;
    while (numbers.more()) {
      const next = numbers.impact();
      if (next) [impact, slot, unit] = [next, -1, 0];
      const step = numbers.number();
      slot += step;
      unit = step === 0 ? unit + numbers.number() : numbers.number();
      found(slot, unit, impact);
    }
  }

  /** Slots of the second tier. */
  function slots(text) {
    const numbers = reader(text), all = [];
    for (let slot = -1; numbers.more();) all.push(slot += numbers.number());
    return all;
  }

  /** Front-coded lines as [key, rest] pairs. */
  function lines(text) {
    let before = "";
    return text === "" ? [] : text.split("\n").map((line) => {
      const tab = line.indexOf("\t");
      before = before.slice(0, parseInt(line[0], 36)) + line.slice(1, tab < 0 ? undefined : tab);
      return [before, tab < 0 ? "" : line.slice(tab + 1)];
    });
  }

  /** The forms of a term's line: their text, how many units have them, their postings. */
  const forms = (line, term) => line.split("\t").map((form) => {
    const [text, df, list] = form.split(":");
    return { text: text || term, df: Number(df), list };
  });

  /** What stands for a key in the name of its file. */
  const hash = (key) => key.split("").reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 0).toString(16);

  /** The number of the last key that is not after a term. */
  function place(keys, term) {
    let low = 0, high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle] <= term) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  // ---- What a query says: numbers, articles, kinds.

  const plain = (text) => Array.from(text, (letter) => { const bare = fold(letter.toLowerCase()); return bare.length === 1 ? bare : letter.length === 1 ? letter : " "; }).join("");
  const ARTICLE = /(^|[^a-z0-9])(?:dieu\s*(?:so\s*)?|d\s*\.?\s*)(\d{1,3}[a-z]?)(?![0-9/a-z])/;
  const CLAUSE = /(^|[^a-z0-9])(?:khoan\s*|k\s*\.?\s*)(\d{1,2}[a-z]?)(?![0-9/a-z])/;
  const POINT = /(^|[^a-z0-9])diem\s*([a-z])(?![0-9a-z])/;
  const KIND_FIRST = /^\s*(bo luat|luat|phap lenh|nghi (dinh|quyet)|thong (tu|bao)|quy(et)? dinh|chi thi|ke hoach|huong dan|ket luan|bao cao|cong van)(?![a-z0-9])/;
  /** Looks like a number of a document, or ends or begins with a number. */
  const NUMBERED = /\d\s*[\/-]\s*\w|^\D*\d{1,5}\s*([a-z]{2,5}\s*)?$/, NO_NUMBER = /^\s*(dieu|khoan|chuong|muc|phan|d|k)\s*\d+\s*$/;
  const GLUE = new Set("luat bo so cua nam thuoc tai theo va trong quy dinh".split(" "));
  const NO_NAME = new Set(["luat", "so", "cua", "nam"]), SMALL = new Set("luat bo so cua nam va o tai ve".split(" "));
  /** Looks like a syllable without its marks; what does not may be an abbreviation. */
  const VIETNAMESE = /^([ckgnpt]h|ngh?|gi|qu|tr|[bcdghklmnrstvx])?[aeiouy]{1,3}(ch|ng|nh|[cmnpt])?$/;

  /** The expressions for numbers, from the words and letters of kinds. */
  function numberGrammar(kinds) {
    const all = [...Object.keys(kinds), "bo luat", "luat", "ubtvqh", "qh", "l"].filter((kind) => /^[a-z ]+$/.test(kind)).sort((a, b) => b.length - a.length);
    const kind = all.join("|"), letters = all.filter((word) => !word.includes(" ")).join("|");
    const start = `(^|[^0-9a-z/.,])(?:(${kind})\\s*)?(?:so\\s*:?\\s*)?0*(\\d{1,5}[a-z]?)`;
    const year = `\\s*[/-]\\s*((?:19|20)\\d\\d)(?:\\s*[/-]?\\s*((?:${letters})[a-z0-9]*(?:[-/][a-z0-9]+)*))?`;
    const symbol = `\\s*[/-]?\\s*((?:${letters})\\d*(?:[-/][a-z0-9]+)*)`;
    return {
      whole: new RegExp(`${start}(?:${year}|${symbol})(?![0-9a-z])`),
      short: new RegExp(`^\\s*()(${kind})\\s*(?:so\\s*:?\\s*)?0*(\\d{1,5}[a-z]?)\\s*$`),
    };
  }

  // ---- The engine.

  const ATTRIBUTES = ["kind", "issuer", "year", "state", "subject"];
  const asked = (wish, value) => wish === undefined || wish.length === 0 || [wish].flat().some((one) => [value].flat().map(String).includes(String(one)));
  const add = (map, key, value) => map.set(key, (map.get(key) || 0) + value);

  /** A state as it is today, from that of the day of the build. */
  function stateOn(state, effective, expires) {
    const day = new Date().toISOString().slice(0, 10);
    if (state === "n" && effective && effective <= day) state = "c";
    return (state === "c" || state === "m") && expires && expires <= day ? "h" : state;
  }

  /** A query as it is read: at most 300 letters and 40 syllables, its quoted phrases apart. */
  function read(query) {
    const text = normal(String(query ?? "").slice(0, 4 * LETTERS_READ)).slice(0, LETTERS_READ);
    const phrases = [...text.matchAll(/["“”„]([^"“”„]+)["“”„]/g)].map((found) => tokens(found[1])).filter((phrase) => phrase.length > 1);
    const typed = tokens(text).slice(0, SYLLABLES_READ);
    return { text, flat: plain(text), phrases, typed, marked: typed.some((word) => word !== fold(word)) };
  }

  function create(load) {
    const files = new Map(), parsed = new Map(), states = new WeakMap();

    /** A file of the index; what has a fixed name is asked for with its version. */
    function file(name, version) {
      if (!files.has(name)) {
        const promise = Promise.resolve().then(() => load(name, version));
        promise.catch(() => files.delete(name));
        files.set(name, promise);
      }
      return files.get(name);
    }

    /** A file as something made of it, made once. */
    async function made(name, make, version) {
      const payload = await file(name, version);
      if (!parsed.has(name)) parsed.set(name, make(payload));
      return parsed.get(name);
    }

    function directory({ keys, names }, folder) {
      const all = lines(keys).map(([key]) => key);
      return { keys: all, name: (at) => `${folder}/${hash(all[at])}-${names.slice(3 * at, 3 * at + 3)}` };
    }
    const readWords = () => made("w", (payload) => {
      const bands = new Map(lines(payload.syllables).map(([syllable, band]) => [syllable, parseInt(band, 36)]));
      documents = payload.d;
      return { ...directory(payload, "l"), units: payload.units, docs: payload.docs, bands };
    });
    const leaf = (name) => made(name, (text) => new Map(lines(text)));
    const readRules = () => made("r", (payload) => ({ ...payload, ...numberGrammar(payload.kinds) }));

    // -- Documents

    // Where the documents lie stands in the file of words and in that of numbers: whichever was asked for.
    let documents;
    const chunkOf = (slot) => Math.floor(slot / Math.max(1, Math.floor(documents.slots / documents.chunks)));

    /** The records of documents by their slots, the first ones from at most so many files. */
    async function records(wanted, most = Infinity) {
      const chunks = [...new Set([...wanted].map(chunkOf))].slice(0, most), out = new Map();
      const rows = await Promise.all(chunks.map((chunk) => made(`d/${chunk.toString(16)}`, (rows) => rows.map(documentOf), documents.v).catch(() => [])));
      rows.flat().forEach((record) => out.set(record.slot, record));
      return out;
    }

    function documentOf([slot, url, title, number, kind, issuer, date, state, effective, expires, units]) {
      // By their numbers: so many to each part of the text.
      const anchors = [""];
      units.split(";").forEach((part, nth) => {
        let at = nth * IN_PART || 1;
        for (const run of part ? part.split(",") : []) {
          const [anchor, length] = run.split("*"), first = parseInt(anchor.slice(5), 10);
          if (length) for (let n = 0; n < Number(length); n++) anchors[at++] = `dieu-${first + n}`; else anchors[at++] = anchor;
        }
      });
      return { slot, url, title, number, kind, issuer, date, state: stateOn(state, effective, expires), anchors, words: tokens(title) };
    }

    /** Kind, issuer, year, state and subjects of every document by slot. */
    async function attributes() {
      const list = await file("a");
      const rows = await Promise.all(Array.from({ length: list.files }, (_, at) => file(`a/${at.toString(16)}`, list.v)));
      return new Map(rows.flat().map(([slot, kind, issuer, year, state, ...subjects]) => [slot, {
        kind: list.kinds[kind] || "", issuer: list.issuers[issuer] || "", year, state: state ? String.fromCharCode(state) : "",
        subject: subjects.map((subject) => list.subjects[subject]),
      }]));
    }

    /** A document and one of its units with its text, from the part of the text that it stands in. */
    const text = async (slot, unit) => {
      const part = await made(`t/${slot.toString(16)}-${Math.floor(unit / IN_PART)}`, ([record, rows]) => ({ record: documentOf(record), rows: new Map(rows.map((row) => [row[0], row])) }), documents.v);
      return { record: part.record, unit: part.rows.get(unit) };
    };

    // -- Terms

    /** What a query asks of a dictionary, and what is known of it. */
    function asker(dictionary) {
      const { units, bands } = dictionary, leaves = new Map();
      const rarity = (df) => Math.max(0, Math.log(1 + (units - df + 0.5) / (df + 0.5)));
      const size = (band) => 2 ** ((band + 1.5) / 2), about = (syllable) => size(bands.get(syllable));
      const most = rarity(1);
      const self = {
        leaves,
        listed: (syllable) => bands.has(syllable),
        about: (syllable) => (bands.has(syllable) ? about(syllable) : 0),
        /** The key of a folded term: a pair stands with its rarer syllable. */
        key(term) {
          const [a, b] = term.split(" ");
          if (!b) return a;
          const [x, y] = [bands.get(a) || 0, bands.get(b) || 0];
          return x < y || (x === y && a <= b) ? `${a} >${b}` : `${b} <${a}`;
        },
        leafOf: (term) => place(dictionary.keys, self.key(term)),
        /** How rare a term is, judged by the syllables alone; 0 for one that is not known. */
        guess(term) {
          const [a, b] = term.split(" ").map((syllable) => (bands.has(syllable) ? rarity(about(syllable)) : 0));
          return b === undefined ? a : a && b ? Math.min(a + b, most) : 0;
        },
        most,
        fetched: (term) => leaves.has(self.leafOf(term)),
        async fetch(numbers) {
          await Promise.all(numbers.filter((at) => at >= 0 && !leaves.has(at)).map(async (at) => {
            leaves.set(at, await leaf(dictionary.name(at)).catch(() => { self.failed = true; return new Map(); }));
          }));
        },
        /** The forms of a term whose leaf is there; none if it is nowhere. */
        forms(term) {
          const line = leaves.get(self.leafOf(term))?.get(self.key(term));
          return line === undefined ? [] : forms(line, term);
        },
        df: (term) => self.forms(term).reduce((sum, form) => sum + form.df, 0),
        rarity(term, exact) {
          if (!self.fetched(term)) return self.guess(term);
          const all = self.forms(term), own = exact && all.find((form) => form.text === exact);
          const df = own ? own.df : all.reduce((sum, form) => sum + form.df, 0);
          return df ? rarity(df) : 0;
        },
      };
      return self;
    }

    /** Folded syllables and pairs of words, each with how it was typed and what it weighs. */
    function terms(typed, marked) {
      const out = new Map();
      typed.forEach((word, at) => {
        const set = (exact, weight) => {
          const term = exact.split(" ").map(fold).join(" ");
          if (!out.has(term)) out.set(term, { exact: marked ? exact : "", weight, typed: true });
        };
        set(word, SYLLABLE);
        if (at) set(`${typed[at - 1]} ${word}`, PAIR);
      });
      return out;
    }

    /** Words written short as what they stand for, where the short form is no word of the site. */
    function unabbreviated(typed, abbreviations, ask) {
      return typed.flatMap((word) => {
        const short = fold(word), full = Object.hasOwn(abbreviations, short) && abbreviations[short];
        const rare = ask.about(short) <= 50 && (word !== short || !ask.listed(short) || word.length > 2);
        return full && rare ? tokens(full[0]) : [word];
      }).slice(0, SYLLABLES_READ);
    }

    /** Syllables of the table that a word may have meant, commonest first. */
    function meant(word, ask, bands) {
      if (/\d/.test(word) || word.length < 2) return [];
      const all = [...bands.keys()].filter((syllable) => !/\d/.test(syllable) && isSlip(word, syllable));
      return all.sort((a, b) => ask.about(b) - ask.about(a)).slice(0, 12);
    }

    /** Pairs that would show what words that are not listed may have meant, each with its worth. */
    const slips = (typed, ask, bands) => typed.flatMap((word, at) => {
      const all = ask.listed(fold(word)) ? [] : meant(fold(word), ask, bands);
      return all.flatMap((syllable) => beside(typed, at, syllable)).map((pair) => [pair, MENDED * PAIR * ask.guess(pair) / all.length]);
    });

    /** The files of the dictionary that promise most for a query. */
    function chosen(every, guesses, ask, most) {
      const value = new Map();
      every.forEach(({ weight, typed }, term) => {
        // A word that the table does not list is rare or nowhere: only its file can say.
        // But a syllable of Vietnamese that is not listed adds little to a long query.
        const rare = typed && !term.includes(" ") && !ask.listed(term) ? ask.most * (VIETNAMESE.test(term) && every.size > 9 ? 0.3 : 1) : 0;
        const worth = weight * (ask.guess(term) || rare);
        if (worth) add(value, ask.leafOf(term), worth);
      });
      guesses.forEach(([term, worth]) => add(value, ask.leafOf(term), worth));
      const total = [...value.values()].reduce((sum, worth) => sum + worth, 0), out = [];
      let have = 0;
      for (const [at, worth] of [...value].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most)) {
        if (have >= ENOUGH * total) break;
        out.push(at);
        have += worth;
      }
      return out;
    }

    /** Pairs that a syllable makes in the place of a word. */
    const beside = (typed, at, syllable) => [at > 0 && `${fold(typed[at - 1])} ${syllable}`, at + 1 < typed.length && `${syllable} ${fold(typed[at + 1])}`].filter(Boolean);

    /** Adds what a slip was meant to be to the terms, judged by its neighbours in the fetched leaves. */
    function mend(typed, marked, every, ask, bands) {
      const searched = [];
      typed.forEach((word, at) => {
        const flat = fold(word);
        const near = (syllable) => beside(typed, at, syllable);
        const known = marked && ask.fetched(flat) ? ask.forms(flat).some((form) => form.text === word) : ask.listed(flat);
        if (known || near(flat).some((pair) => ask.df(pair))) return;
        let best = null;
        for (const syllable of meant(flat, ask, bands)) {
          const pairs = near(syllable).filter((pair) => ask.df(pair) >= 3);
          const value = Math.max(0, ...pairs.map((pair) => ask.df(pair) / Math.sqrt(1 + ask.about(syllable))));
          if (value && (!best || value > best.value)) best = { value, syllable, pairs };
        }
        if (!best) return;
        for (const term of [best.syllable, ...best.pairs]) {
          if (!every.has(term)) every.set(term, { exact: "", weight: MENDED * (term.includes(" ") ? PAIR : SYLLABLE), typed: true });
        }
        const pair = best.pairs[0], form = ask.forms(pair)[0].text.split(" ");
        searched.push([word, form[pair.split(" ").indexOf(best.syllable)]]);
      });
      return searched;
    }

    /** Adds up every posting of every term: the units found, and what their documents' titles have of the query. */
    function scored(every, ask, allowed) {
      const units = new Map(), inTitles = new Map();
      every.forEach(({ exact, weight, typed }, term) => {
        if (!ask.fetched(term)) return;
        const best = new Map(), inTitle = new Map();
        for (const form of ask.forms(term)) {
          const near = exact ? nearness(exact, form.text) : 1;
          postings(form.list, (slot, unit, impact) => {
            const at = slot * UNITS + unit, value = near * impact;
            if (unit === 0 && impact >= IN_TITLE) inTitle.set(slot, Math.max(near, inTitle.get(slot) || 0));
            if (value > (best.get(at) || 0)) best.set(at, value);
          });
        }
        const share = weight * ask.rarity(term, exact) / IMPACT;
        best.forEach((value, at) => { if (allowed(Math.floor(at / UNITS))) add(units, at, share * value); });
        if (typed) inTitles.set(term, inTitle);
      });
      return { units, inTitles };
    }

    /** How rare words are in titles, and what each title has of the query. */
    function titleScores(every, inTitles, ask, docs) {
      const rarity = (df) => Math.log(1 + (docs - df + 0.5) / (df + 0.5));
      const scale = Math.log(1 + docs / 1.5) / ask.most;
      const weightOf = (term) => {
        const found = inTitles.get(term);
        return found ? (found.size ? rarity(Math.min(found.size, docs)) : 3) : Math.max(0.05, ask.guess(term) * scale || (term.includes(" ") ? 0 : 3));
      };
      const scores = new Map();
      inTitles.forEach((found, term) => found.forEach((near, slot) => add(scores, slot, every.get(term).weight * weightOf(term) * near)));
      /** Share of the query found in the title, and of the title asked for. */
      const shares = (record, words, marked) => {
        const title = new Map(record.words.map((word) => [fold(word), word]));
        let total = 0, hit = 0, mass = 0;
        title.forEach((_, term) => { mass += weightOf(term); });
        for (const word of new Map(words.map((word) => [fold(word), word])).values()) {
          const flat = fold(word), value = weightOf(flat), has = title.get(flat);
          // A word of substance that the title lacks counts, however common it is in the texts.
          total += has || SMALL.has(flat) ? value : Math.max(value, 1.5);
          if (has) hit += value * (marked ? nearness(word, has) : 1);
        }
        return [total ? hit / total : 0, Math.min(1, mass ? hit / mass : 0)];
      };
      return { scores, shares };
    }

    // -- Numbers

    /** Documents whose number a query has, best first, and where it stands. */
    async function numbers(flat) {
      const [list, rules] = await Promise.all([file("n"), readRules()]);
      documents = list.d;
      const found = rules.whole.exec(flat) || rules.short.exec(flat);
      if (!found) return null;
      const [all, before, kindTyped, serial, year, a, b] = found;
      const parts = (symbol) => new Set(fold(symbol.toLowerCase()).match(/[a-z]+\d*/g) || []);
      const want = parts(a || b || ""), kind = kindTyped && (rules.kinds[kindTyped] || kindTyped);
      const rows = await file(`n/${(parseInt(serial, 10) % list.buckets).toString(16)}`, list.v), hits = new Map();
      for (const [own, of, symbol, ownKind, slot] of rows) {
        if (own !== serial || (year && of && String(of) !== year)) continue;
        const has = parts(symbol), both = [...want].filter((part) => has.has(part)).length;
        let score = 1 + (want.size ? both / (want.size + has.size - both) - (both ? 0 : 0.5) : 0);
        if (kind && fold(ownKind.toLowerCase()).endsWith(fold(kind.toLowerCase()))) score += 0.5;
        if (year && !of) score -= 0.1;
        if (!hits.has(slot) || hits.get(slot).score < score) hits.set(slot, { slot, score, year: of });
      }
      const start = found.index + before.length;
      return { hits: [...hits.values()].sort((a, b) => b.score - a.score || b.year - a.year || a.slot - b.slot), start, end: found.index + all.length };
    }

    // -- Results

    const result = (record, { slot, unit, score, anchor }) => ({
      url: record.url, title: record.title, number: record.number, kind: record.kind, state: record.state, date: record.date,
      anchor: anchor ?? record.anchors[unit] ?? "", heading: "", score: Math.round(score * 1e4) / 1e4, place: { slot, unit },
    });

    /** What the query names, then the better, then the newer. */
    const ahead = (a, b) => (b.lead || 0) - (a.lead || 0) || b.score - a.score || (a.record.date < b.record.date) - (a.record.date > b.record.date);

    /** The article of a document that a query names, or the document. */
    function atArticle(record, article, score) {
      const unit = article ? record.anchors.indexOf(`dieu-${article.number}`) : 0;
      const clause = unit > 0 && (article.clause || article.point);
      const wanted = clause && `dieu-${article.number}${article.clause ? `-khoan-${article.clause}` : ""}`;
      return { slot: record.slot, unit: Math.max(0, unit), score, lead: true, has: unit >= 0, date: record.date, wanted, point: article?.point };
    }

    /** Which laws the words of a look-up name, surest first. */
    function named(candidates, { words, marked, year, initials, shares, flat }) {
      const core = words.some((word) => !NO_NAME.has(fold(word)));
      return candidates.map((record) => {
        const [query, title] = shares(record, words, marked);
        let sure = core ? 0.75 * query + 0.25 * title : 0;
        const short = initials.get(record.slot);
        if (short) sure = core && query >= 0.5 ? sure + 0.3 : Math.max(sure, short);
        if (/^(luat |nghi dinh |thong tu |quyet dinh )sua doi/.test(record.words.map(fold).join(" ")) && !flat.includes("sua doi")) sure *= 0.85;
        if (year && (record.date.startsWith(year) || record.number.includes(`/${year}`))) sure += 0.2;
        return { record, sure, query, title };
      }).sort((a, b) => b.sure - a.sure || (b.record.date < a.record.date ? -1 : 1));
    }

    /** Documents, or their articles, that the words of a query name: they stand ahead of all that is ranked. */
    function leading(laws, article, kindFirst, lookUp) {
      const entry = (law, score) => ({ slot: law.record.slot, unit: 0, score: 1000 + score, lead: true });
      let lead;
      if (article) {
        const sure = laws.filter((law) => law.sure >= 0.6).map((law) => atArticle(law.record, article, 1000 + law.sure));
        lead = sure.some((one) => one.has) ? sure.filter((one) => one.has) : sure.slice(0, 1);
      } else if (lookUp && laws.length && laws[0].sure >= (kindFirst || lookUp > 2 ? 0.75 : 0.95)) {
        lead = laws.filter((law) => law.sure >= 0.75).map((law) => entry(law, law.sure));
      } else {
        lead = laws.filter((law) => law.query >= 0.85 && (law.title >= 0.85 || kindFirst)).map((law) => entry(law, 2 * law.query * law.title / (law.query + law.title)));
      }
      return lead.sort((a, b) => b.score - a.score).slice(0, 5);
    }

    /** Documents whose names begin with letters: `blds` for Bộ luật Dân sự, `thdc` for one whose letters go on. */
    function byInitials(words, ask) {
      const found = new Map(), used = new Set();
      for (const word of words) {
        const short = fold(word);
        if (short.length < 3 || VIETNAMESE.test(short) || /\d/.test(short)) continue;
        const note = (term, sure) => ask.forms(term).forEach((form) => postings(form.list, (slot, unit, impact) => {
          if (unit === 0 && impact >= IN_TITLE - 2) { found.set(slot, Math.max(sure, found.get(slot) || 0)); used.add(word); }
        }));
        note(short, 1);
        const leaf = ask.leaves.get(ask.leafOf(short));
        if (!used.has(word) && short.length > 3 && leaf) for (const key of leaf.keys()) if (key.startsWith(short) && !key.includes(" ")) note(key, 0.8);
      }
      return { found, used };
    }

    async function search(query, { limit = 10, filters = {}, sort = "relevance", more = false, counts = false } = {}) {
      const q = read(query);
      const out = { results: [], counts: {}, searched: [], missing: [], total: 0, more: false, failed: false };
      if (!q.typed.length) return out;
      const filtered = Object.values(filters).some((wish) => wish !== undefined && wish.length !== 0);
      // Files that will be needed come along with the first ones.
      if (filtered) for (const name of ["w", "m"]) file(name).catch(() => {});
      const all = filtered || counts || sort === "date" ? await attributes() : null;
      const allowed = (slot) => !filtered || ATTRIBUTES.every((name) => asked(filters[name], all.get(slot)?.[name]));
      const article = articleOf(q.flat);
      const entries = await byNumber(q, article, allowed) || await byWords(q, article, { limit, allowed, more: more || filtered, sort, all }, out);
      out.total = entries.list.length;
      out.more = entries.list.length > limit || Boolean(entries.cut);
      if (counts) out.counts = counted(entries.list, all);
      // What lies in files beyond the limit waits for "more".
      const have = entries.have || await records(entries.list.slice(0, limit).map((entry) => entry.slot), more ? Infinity : FILES - 4);
      const shown = entries.list.filter((entry) => have.has(entry.slot)).map((entry) => {
        const record = have.get(entry.slot);
        return { ...entry, record, score: entry.lead ? entry.score : entry.score * (STATE[record.state] || 1) };
      });
      if (sort !== "date") shown.sort(ahead);
      out.results = shown.slice(0, limit).map((entry) => result(have.get(entry.slot), entry));
      if (sort === "date") out.results.sort((a, b) => (a.date < b.date) - (a.date > b.date) || b.score - a.score);
      states.set(out.results, { ...entries, have, q, limit, sort });
      return out;
    }

    function counted(list, all) {
      const out = Object.fromEntries(ATTRIBUTES.map((name) => [name, new Map()]));
      for (const slot of new Set(list.map((entry) => entry.slot))) {
        const of = all.get(slot) || {};
        for (const name of Object.keys(out)) for (const value of [of[name] ?? []].flat()) add(out[name], value, 1);
      }
      return out;
    }

    function articleOf(flat) {
      const found = [ARTICLE, CLAUSE, POINT].map((form) => form.exec(flat));
      if (!found[0]) return null;
      const spans = found.filter(Boolean).map((found) => [found.index + found[1].length, found.index + found[0].length]);
      return { number: found[0][2], clause: found[1]?.[2], point: found[2]?.[2], spans };
    }

    const without = (text, spans) => Array.from(text).map((letter, at) => (spans.some(([from, to]) => at >= from && at < to) ? " " : letter)).join("");

    async function byNumber(q, article, allowed) {
      if (!NUMBERED.test(q.flat) || NO_NUMBER.test(q.flat)) return null;
      const found = await numbers(article ? without(q.flat, article.spans) : q.flat);
      const rest = found && tokens(without(q.text, [[found.start, found.end], ...(article ? article.spans : [])]));
      const hits = found ? found.hits.filter((hit) => allowed(hit.slot)) : [];
      if (!hits.length || rest.length > 6) return null;
      const have = await records(hits.map((hit) => hit.slot), NUMBERED_DOCUMENTS), year = rest.find((word) => /^(19|20)\d\d$/.test(word));
      if (year) hits.forEach((hit) => { if (have.get(hit.slot)?.date.startsWith(year)) hit.score += 0.5; });
      const list = hits.sort((a, b) => b.score - a.score).map((hit) => (article && have.has(hit.slot) ? atArticle(have.get(hit.slot), article, 1000 + hit.score)
        : { slot: hit.slot, unit: 0, score: 1000 + hit.score, lead: true }));
      return { list: list.some((entry) => entry.has) ? list.filter((entry) => entry.has) : list, every: new Map(), have };
    }

    async function byWords(q, article, { limit, allowed, more, sort, all }, out) {
      let typed = article ? tokens(without(q.text, article.spans)) : q.typed;
      const names = article && typed.some((word) => !GLUE.has(fold(word)));
      if (!names) { article = null; typed = q.typed; }
      const odd = typed.some((word) => !VIETNAMESE.test(fold(word)) && !/^\d+$/.test(word));
      const [dictionary, rules] = await Promise.all([readWords(), odd ? readRules() : { abbreviations: {} }]);
      const ask = asker(dictionary);
      typed = unabbreviated(typed, rules.abbreviations, ask);
      const marked = typed.some((word) => word !== fold(word));
      const lookUp = article || (typed.length <= 12 && KIND_FIRST.test(q.flat)) || typed.length <= 2;
      const year = typed.find((word) => /^(19|20)\d\d$/.test(word));

      // The leaves that promise most, and the terms that they are asked for.
      const every = terms(typed, marked);
      const numbered = NUMBERED.test(q.flat), fixed = 1 + (odd || numbered) + 3 * numbered;
      const leaves = chosen(every, slips(typed, ask, dictionary.bands), ask, Math.min(lookUp ? LOOK_UP : LEAVES, FILES - DOCUMENTS - fixed));
      await ask.fetch(leaves);
      out.searched = mend(typed, marked, every, ask, dictionary.bands);
      const mended = new Set(out.searched.map(([word]) => word));
      out.failed = ask.failed === true;
      out.missing = typed.filter((word) => !mended.has(word) && ask.fetched(fold(word)) && !ask.df(fold(word)));
      const { units, inTitles } = scored(every, ask, allowed);
      const titles = titleScores(every, inTitles, ask, dictionary.docs);
      const bonus = (slot) => TITLE * (titles.scores.get(slot) || 0);
      const phrase = havingPhrases(q.phrases, ask);
      let list = [];
      units.forEach((score, at) => {
        const slot = Math.floor(at / UNITS);
        if (phrase(at)) list.push({ slot, unit: at % UNITS, score: score + bonus(slot), own: score });
      });
      list.sort((a, b) => b.score - a.score || a.slot - b.slot || a.unit - b.unit);
      if (more) list.push(...await secondTier(typed, ask, new Set(list.map((entry) => entry.slot)), allowed));
      if (sort === "date") {
        const least = list.length ? list[0].score * 0.4 : 0;
        list = list.filter((entry) => entry.score >= least).sort((a, b) => (all.get(b.slot)?.year || 0) - (all.get(a.slot)?.year || 0) || b.score - a.score);
        return { list, every, ask, bonus };
      }

      // Documents that the words name, ahead of all.
      const { found: initials, used } = byInitials(typed, ask);
      const words = typed.filter((word) => !used.has(word) && word !== year);
      const likely = typed.length > 12 ? [] : [...titles.scores].filter(([slot]) => allowed(slot)).sort((a, b) => b[1] - a[1]).slice(0, lookUp ? 8 : 3).map(([slot]) => slot);
      const slots = [...new Set([...[...initials.keys()].filter(allowed).slice(0, 8), ...likely])];
      const room = more ? Infinity : FILES - fixed - leaves.length;
      const best = list.slice(0, limit).map((entry) => entry.slot);
      const have = await records(lookUp || initials.size ? [...slots.slice(0, DOCUMENTS), ...best] : [...best, ...slots], room);
      const laws = named(slots.filter((slot) => have.has(slot)).map((slot) => have.get(slot)), { words, marked, year, initials, shares: titles.shares, flat: q.flat });
      const lead = leading(laws, article, KIND_FIRST.test(q.flat), lookUp && typed.length);
      const taken = new Set(lead.map((entry) => entry.slot * UNITS + entry.unit));
      list = [...lead, ...list.filter((entry) => !taken.has(entry.slot * UNITS + entry.unit))];
      return { list, every, ask, bonus, have };
    }

    /** Whether a unit has every pair of quoted phrases, as far as the fetched postings tell. */
    function havingPhrases(phrases, ask) {
      const sets = [];
      for (const term of phrases.flatMap((phrase) => [...terms(phrase, false).keys()])) {
        const set = new Set();
        for (const form of ask.fetched(term) ? ask.forms(term) : []) postings(form.list, (slot, unit) => set.add(slot * UNITS + unit));
        // A term that was cut cannot say who has it.
        if (ask.fetched(term) && set.size >= ask.df(term)) sets.push(set);
      }
      return (at) => sets.every((set) => set.has(at));
    }

    /** Documents that have every syllable, and that the first tier left out. */
    async function secondTier(typed, ask, have, allowed) {
      const dictionary = await made("m", (payload) => directory(payload, "s"));
      const syllables = [...new Set(typed.map(fold))].slice(0, 12);
      await ask.fetch(syllables.map((term) => ask.leafOf(term)));
      const sets = await Promise.all(syllables.filter((term) => ask.df(term)).map(async (term) => {
        const at = place(dictionary.keys, term);
        const line = at >= 0 ? (await leaf(dictionary.name(at)).catch(() => new Map())).get(term) : undefined;
        if (line !== undefined) return new Set(slots(line));
        const set = new Set();
        for (const form of ask.forms(term)) postings(form.list, (slot) => set.add(slot));
        return set;
      }));
      if (!sets.length) return [];
      const first = sets.sort((a, b) => a.size - b.size)[0];
      return [...first].filter((slot) => !have.has(slot) && allowed(slot) && sets.every((set) => set.has(slot))).map((slot) => ({ slot, unit: 0, score: 0 }));
    }

    // -- The second look: excerpts, quoted phrases, and the order by the texts themselves.

    async function excerpts(results, query) {
      const state = states.get(results), q = state ? state.q : read(query);
      const list = state ? state.list.slice(0, Math.max(AGAIN, results.length)) : results.map((one) => ({ ...one.place, score: one.score, lead: true }));
      const every = state && state.every.size ? state.every : terms(q.typed, q.marked);
      const rarity = (term) => (state && state.ask ? state.ask.rarity(term, every.get(term).exact) : 1);
      const looked = (await Promise.all(list.map(async (entry) => ({ entry, record: state?.have.get(entry.slot), ...await text(entry.slot, entry.unit).catch(() => ({})) }))))
        .filter(({ record, unit }) => record && q.phrases.every((phrase) => unit && hasPhrase(unit, phrase)));
      const again = looked.map((one) => {
        const { entry, record, unit } = one;
        const score = entry.lead || !unit || !state?.ask ? entry.score
          : secondScore(unit, every, rarity, state.ask, entry.own) * (STATE[record.state] || 1) + state.bonus(entry.slot);
        return { ...one, score, lead: entry.lead };
      });
      if (state?.sort !== "date") {
        again.sort(ahead);
      }
      return again.slice(0, state ? state.limit : results.length).map(({ entry, record, unit, score }) => {
        const out = result(record, { ...entry, score, anchor: unit && entry.wanted ? clause(unit, entry) : undefined });
        return { ...out, label: unit ? unit[2] : "", heading: unit ? unit[3] : "", excerpt: unit ? excerpt(unit, every, rarity, out.anchor) : [] };
      });
    }

    /** The id of the clause or point that a query names, if the text has it. */
    function clause(unit, { wanted, point }) {
      const ids = unit[4].map(([id]) => id), at = (id) => ids.find((one) => one === id) || ids.some((one) => one.startsWith(`${id}-`)) && id;
      return (point && at(`${wanted}-diem-${point}`)) || at(wanted) || unit[1];
    }

    function hasPhrase(unit, phrase) {
      const marked = phrase.some((word) => word !== fold(word)), form = (word) => (marked ? word : fold(word));
      const wanted = ` ${phrase.map(form).join(" ")} `;
      return [unit[3], ...unit[4].map(([, text]) => text)].some((text) => ` ${tokens(text).map(form).join(" ")} `.includes(wanted));
    }

    function secondScore(unit, every, rarity, { guess, fetched }, own) {
      const found = new Map();
      const field = (texts, weight, usual) => {
        const all = texts.map(tokens), length = all.reduce((sum, words) => sum + words.length, 0);
        const each = weight / (0.5 + 0.5 * length / usual);
        for (const words of all) {
          let before = "", flatBefore = "";
          for (const word of words) {
            const flat = fold(word);
            const note = (term, exact) => { if (every.has(term)) { if (!found.has(term)) found.set(term, new Map()); add(found.get(term), exact, each); } };
            note(flat, word);
            if (before) note(`${flatBefore} ${flat}`, `${before} ${word}`);
            [before, flatBefore] = [word, flat];
          }
        }
      };
      field(unit[4].map(([, text]) => text), 1, BODY_LENGTH);
      field([unit[3]], HEADING_WEIGHT, HEADING_LENGTH);
      let known = 0, score = 0;
      found.forEach((forms, term) => {
        const { exact, weight } = every.get(term);
        let best = 0;
        forms.forEach((value, form) => { best = Math.max(best, value / (K1 + value) * (exact ? nearness(exact, form) : 1)); });
        if (fetched(term)) known += weight * rarity(term) * best; else score += weight * rarity(term) * best;
      });
      // The postings know of the headings above, the text of what was cut from the postings.
      score += Math.max(known, own);
      // How nearly the query and the heading are the same words.
      const sum = (terms) => terms.reduce((total, term) => total + guess(term), 0);
      const asks = [...every].filter(([term, value]) => value.typed && value.weight === SYLLABLE && !term.includes(" ")).map(([term]) => term);
      const heading = [...new Set(tokens(unit[3]).map(fold))], both = heading.filter((term) => asks.includes(term));
      const same = 2 * sum(both) / (sum(asks) + sum(heading) || 1);
      return score * (1 + HEADING * same * same);
    }

    /** The stretch of a paragraph that says most of the query: [text, marked] pieces. */
    function excerpt(unit, every, rarity, anchor) {
      const weights = new Map([...every].map(([term, { weight }]) => [term, weight * (rarity(term) || 0.01)]));
      let best = { worth: -1 };
      unit[4].forEach(([id, raw]) => {
        const text = normal(raw), all = [];
        for (const found of text.matchAll(WORD)) {
          const flat = fold(keyOf(found[0])), before = all[all.length - 1], pair = before && `${before.flat} ${flat}`;
          const word = { from: found.index, to: found.index + found[0].length, flat, terms: [flat, pair].filter((term) => weights.has(term)), marked: weights.has(pair) };
          if (word.marked) before.marked = true;
          all.push(word);
        }
        for (let start = 0; start === 0 || start < all.length; start += 8) {
          const shown = all.slice(start, start + STRETCH), has = new Set(shown.flatMap((word) => word.terms));
          let worth = id === anchor && anchor !== unit[1] ? 1000 : 0;
          has.forEach((term) => { worth += weights.get(term); });
          if (worth > best.worth) best = { worth, text, shown, before: start > 0, after: start + STRETCH < all.length };
        }
      });
      if (!best.shown?.length) return [];
      const { text, shown } = best, pairs = shown.some((word) => word.marked), pieces = [];
      const push = (text, marked) => {
        const last = pieces[pieces.length - 1];
        if (last && last[1] === marked) last[0] += text; else if (text) pieces.push([text, marked]);
      };
      let at = best.before ? shown[0].from : 0, was = false;
      if (best.before) push("… ", false);
      for (const word of shown) {
        const mark = word.marked || (word.terms.length > 0 && (!pairs || rarity(word.flat) > 3)), gap = text.slice(at, word.from);
        push(gap, was && mark && gap === " ");
        push(text.slice(word.from, word.to), mark);
        [at, was] = [word.to, mark];
      }
      push(best.after ? " …" : text.slice(at, at + 60), false);
      return pieces;
    }

    // -- As one types: the last word is unfinished.

    async function suggest(prefix, { limit = 8 } = {}) {
      const q = read(prefix), words = [];
      if (!q.typed.length) return { results: [], words };
      let entries = await byNumber(q, articleOf(q.flat), () => true);
      if (!entries) {
        const dictionary = await readWords();
        const ask = asker(dictionary), done = q.typed.slice(-6, -1), last = q.typed[q.typed.length - 1], begun = fold(last);
        const before = done.length ? `${fold(done[done.length - 1])} ` : "", from = before ? `${before}>${begun}` : begun;
        const listed = [...dictionary.bands.keys()].filter((syllable) => syllable.startsWith(begun)).sort((a, b) => ask.about(b) - ask.about(a));
        // What may follow a syllable stands with it where it is commoner, else each with its own: of these the commonest.
        const own = listed.filter((end) => ask.key(before + end).startsWith(end)).slice(0, 6);
        const near = [from, `${from}\uFFFF`].map((key) => place(dictionary.keys, key));
        const every = terms(done, done.some((word) => word !== fold(word)));
        await ask.fetch([...near, ask.leafOf(begun), ...own.map((end) => ask.leafOf(before + end)), ...chosen(every, [], ask, 2)]);
        const ends = new Set(own);
        ask.leaves.forEach((leaf) => leaf.forEach((_, key) => { if (key.startsWith(from) || (key.startsWith(begun) && !/ /.test(key))) ends.add(key.replace(/^.*>| <.*/g, "")); }));
        const { units } = scored(every, ask, () => true);
        // Of the ways to end the word, a unit has the best; the title of a document counts twice.
        const best = new Map(), exact = before ? `${done[done.length - 1]} ${last}` : last;
        let pairs = [...ends].map((end) => before + end).filter((term) => ask.df(term));
        if (!pairs.length) pairs = [...ends].filter((term) => ask.df(term));
        const found = pairs.flatMap((term) => ask.forms(term).map((form) => ({ ...form, term }))).sort((a, b) => b.df - a.df);
        for (const { text, list, term } of found) {
          const share = (exact === fold(exact) || text.startsWith(exact) ? PAIR : 1) * Math.max(1, ask.rarity(term)) / IMPACT;
          postings(list, (slot, unit, impact) => {
            const at = slot * UNITS + unit;
            best.set(at, Math.max(best.get(at) || 0, share * impact * (unit === 0 && impact >= IN_TITLE ? 2 : 1)));
          });
        }
        best.forEach((worth, at) => add(units, at, worth));
        words.push(...new Set(found.map(({ text }) => text.split(" ").pop())));
        entries = { list: [...units].map(([at, score]) => ({ slot: Math.floor(at / UNITS), unit: at % UNITS, score: at % UNITS ? score : 1.5 * score })).sort((a, b) => b.score - a.score) };
      }
      const shown = entries.list.slice(0, limit), have = await records(shown.map((entry) => entry.slot));
      return { words: words.slice(0, limit), results: shown.filter((entry) => have.has(entry.slot)).map((entry) => result(have.get(entry.slot), entry)) };
    }

    // What every query of words needs, loaded while one is typed; what fails now is asked for again then.
    const preload = () => Promise.allSettled([readWords(), readRules()]);

    return { search, excerpts, suggest, preload };
  }

  // ---- Files as scripts.

  const waiting = new Map();
  root.ckIndex = (name, payload) => {
    const wait = waiting.get(name);
    waiting.delete(name);
    if (wait) wait.resolve(payload);
  };

  /** Asks for a file of the index by a <script>; `base` is the address of the folder of the index. */
  function scripts(base) {
    return (name, version) => {
      if (waiting.has(name)) return waiting.get(name).promise;
      const promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        const fail = () => { waiting.delete(name); script.remove(); reject(new Error(`${name} is not there`)); };
        waiting.set(name, { resolve });
        script.src = `${base}${name}.js${version ? `?${version}` : ""}`;
        script.onerror = fail;
        // Had the file called ckIndex, nothing would wait any more.
        script.onload = () => { if (waiting.has(name)) fail(); else script.remove(); };
        document.head.append(script);
      });
      waiting.get(name).promise = promise;
      return promise;
    };
  }

  const here = typeof document === "undefined" ? null : document.currentScript;
  const base = here ? here.dataset.index || "chi-muc/" : "chi-muc/";
  root.CongkhaiText = { tone, normal, lower, key, fold, tokens, nearness, isSlip, plain, numberGrammar, reader, postings, slots, lines, forms, place };
  root.CongkhaiSearch = { create: (load = scripts(base)) => create(load) };
})(globalThis);
