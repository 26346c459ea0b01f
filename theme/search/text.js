// Finds documents and articles in the files of chi-muc/, from the disk too.

// No server, no fetch, no modules. Without it a page keeps its form, which leads to the lists.
//
// The parts in this folder are joined in the order of parts.txt into one script and share one closure, which opens here
// and closes in search.js. A part says at its top what it owns; what it needs of others it calls by name.
//
// Text: the rules of src/text, proved equal by tests/search/vectors.json, and how near two words are.
(function (root) {
  "use strict";

  /** How much a form counts: as typed; with another tone; with another letter; typed bare in a query with marks. */
  const SAME = 1, TONE = 0.7, LETTER = 0.3, BARE = 0.5;
  const WORD = /[\p{Alphabetic}\p{N}]+/gu;

  const add = (map, key, value) => map.set(key, (map.get(key) || 0) + value);

  /** The tone mark of an open oa, oe, uy on its first vowel: hoà → hòa, but quý stays. */
  const tone = (word) => word.normalize("NFD")
    .replace(/(^|[^q])(oa|oe|uy)([\u0300\u0301\u0303\u0309\u0323])$/, (_, before, [first, second], mark) => before + first + mark + second)
    .normalize("NFC");

  /** A function of words that remembers its answers. */
  function known(make) {
    const answers = new Map();
    return (word) => {
      if (answers.size > 20000) answers.clear();
      if (!answers.has(word)) answers.set(word, make(word));
      return answers.get(word);
    };
  }

  const normal = (text) => text.replace(/\u00D0/g, "Đ").replace(/\u00F0/g, "đ")
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F\u00AD\u200B-\u200D\u2060\uFEFF]/g, "").normalize("NFC");
  // Letter by letter, so that no letter depends on its neighbours.
  const lower = (text) => Array.from(text, (letter) => letter.toLowerCase()).join("");
  /** Without marks, đ as d. */
  const fold = known((word) => word.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/đ/g, "d"));
  /** Without tones. */
  const bare = (word) => word.normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323]/g, "").normalize("NFC");
  const isMarked = (word) => word !== fold(word);
  const keyOf = known((word) => tone(normal(lower(word))));
  const key = (text) => normal(lower(text)).replace(WORD, (word) => tone(word)).replace(/[\s\u0085]+/g, " ").trim();

  /** Syllables of a text in normal form: what lies between spaces and marks; what is too long is no word. */
  const words = (text) => (text.match(WORD) || []).filter((word) => word.length < 9 || new TextEncoder().encode(word).length <= 32);
  const tokens = (text) => words(normal(text)).map(keyOf);

  /** A text without marks, letter for letter, so that a place in it is a place in the text. */
  const plain = (text) => Array.from(text, (letter) => {
    const bare = fold(letter.toLowerCase());
    return bare.length === 1 ? bare : letter.length === 1 ? letter : " ";
  }).join("");

  /** How near a form of the index is to what was typed; of a pair, its worse syllable. */
  function nearness(typed, form) {
    if (typed === form) return SAME;
    const others = form.split(" ");
    return typed.split(" ").reduce((worst, word, at) => {
      const other = others[at];
      const near = word === other ? SAME : !isMarked(word) ? BARE : bare(word) === bare(other) ? TONE : LETTER;
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
    if (a.slice(at + 1) === b.slice(at + 1)) return true;
    return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  }
