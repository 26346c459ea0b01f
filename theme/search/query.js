// Queries: what one says by its form, before any file is there: articles, numbers, kinds, quoted phrases.

  /** What is read of a query. */
  const LETTERS_READ = 300, SYLLABLES_READ = 40;

  /** Levels of a place: word of an id, words of a text, initial. They are those of src/citation/provision/level.rs. */
  const LEVELS = [
    ["phu-luc", "phu luc", ""], ["mau", "mau", ""], ["phan", "phan", ""], ["chuong", "chuong", ""], ["muc", "muc", ""],
    ["tieu-muc", "tieu muc", ""], ["dieu", "dieu", "d"], ["khoan", "khoan", "k"], ["diem", "diem", ""], ["tiet", "tiet", ""]
  ];
  const VALUES = { dieu: "\\d{1,4}[a-z]?", khoan: "\\d{1,3}[a-z]?", diem: "[a-z]", tiet: "[a-z]" };
  const FORMS = LEVELS.map(([piece, words, initial]) => [piece, new RegExp(
    `(^|[^a-z0-9])(?:${words}\\s*(?:so\\s*)?${initial && `|${initial}\\s*\\.?\\s*`})(${VALUES[piece] || "[ivxlc]+|\\d{1,3}|[a-h]"})(?![0-9/a-z])`)]);
  const KIND_FIRST = /^\s*(bo luat|luat|phap lenh|nghi (dinh|quyet)|thong (tu|bao)|quy(et)? dinh|chi thi|ke hoach|huong dan|ket luan|bao cao|cong van)(?![a-z0-9])/;
  /** Looks like a number of a document, or ends or begins with a number; surely is one if hardly a word stands before it. */
  const NUMBERED = /\d\s*[\/-]\s*\w|^\D*\d{1,5}\s*([a-z]+\d*([\/-][a-z0-9]+)*\s*)?$|\d\s+nam\s+\d{4}\s*$/;
  const SURELY = /\d\s*[\/-]\s*\w|^\s*([a-z]+\s+){0,2}(so\s*)?\d/;
  /** A place of some law, or a year. */
  const NO_NUMBER = /^\s*(dieu|khoan|chuong|muc|phan|d|k)\s*\d+\s*$|^[a-z\s]*(19|20)\d\d\s*$/;
  /** Looks like a syllable without its marks; what does not may be an abbreviation. */
  const VIETNAMESE = /^([ckgnpt]h|ngh?|gi|qu|tr|[bcdghklmnrstvx])?[aeiouy]{1,3}(ch|ng|nh|[cmnpt])?$/;
  /** Words between an article and its law, which name no law. */
  const GLUE = new Set("luat bo so cua nam thuoc tai theo va trong quy dinh".split(" "));

  /** A query as it is read: at most 300 letters and 40 syllables, its quoted phrases apart. */
  function read(query) {
    const text = normal(String(query ?? "").slice(0, 4 * LETTERS_READ)).slice(0, LETTERS_READ);
    const phrases = [...text.matchAll(/["“”„]([^"“”„]+)["“”„]/g)].map((found) => tokens(found[1]));
    return { text, flat: plain(text), phrases: phrases.filter((phrase) => phrase[1]), typed: tokens(text).slice(0, SYLLABLES_READ) };
  }

  const yearIn = (words) => words.find((word) => /^(19|20)\d\d$/.test(word));

  /** The places that a query names, outermost first: word of an id, number, where it stands. */
  function stepsOf({ flat, text }) {
    return FORMS.flatMap(([piece, form]) => {
      const found = form.exec(flat);
      if (!found) return [];
      const span = [found.index + found[1].length, found.index + found[0].length];
      // The letter of a point: đ is not d, and `dd` in an id.
      const value = /d$/.test(found[2]) && /đ/i.test(Array.from(text)[span[1] - 1]) ? `${found[2]}d` : found[2];
      return [{ piece, value, span }];
    });
  }

  /** The article, clause and point that a query names, and where it does. */
  function articleOf(q) {
    const steps = stepsOf(q), value = (level) => steps.find(({ piece }) => piece === level)?.value;
    if (!value("dieu")) return null;
    return { number: value("dieu"), clause: value("khoan"), point: value("diem"), spans: steps.map(({ span }) => span) };
  }

  /** A text with spaces in the place of spans. */
  const without = (text, spans) => Array.from(text)
    .map((letter, at) => (spans.some(([from, to]) => at >= from && at < to) ? " " : letter)).join("");

  /** What a query asks by its words: the article apart, if the rest may name its law. */
  function wordsOf(q, article) {
    const rest = article ? tokens(without(q.text, article.spans)) : [];
    const names = rest.some((word) => !GLUE.has(fold(word)));
    // A place of no law: the laws that have such an article.
    const typed = names ? rest : article ? ["dieu", article.number] : q.typed;
    return { typed, article: names ? article : null, kindFirst: KIND_FIRST.test(q.flat) };
  }

  /** The expressions for numbers, from the words and letters of kinds. */
  function numberGrammar(kinds) {
    const all = [...Object.keys(kinds), "bo luat", "luat", "ubtvqh", "qh", "l"]
      .filter((kind) => /^[a-z ]+$/.test(kind)).sort((a, b) => b.length - a.length);
    const kind = all.join("|"), letters = all.filter((word) => !word.includes(" ")).join("|");
    const start = `(^|[^0-9a-z/.,])(?:(${kind})\\s*)?(?:so\\s*:?\\s*)?0*(\\d{1,5}[a-z]?)`;
    const year = `\\s*[/-]\\s*((?:19|20)\\d\\d)(?:\\s*[/-]?\\s*((?:${letters})[a-z0-9]*(?:[-/][a-z0-9]+)*))?`;
    const symbol = `\\s*[/-]?\\s*((?:${letters})\\d*(?:[-/][a-z0-9]+)*)`, letter = "\\s*/\\s*([a-z][a-z0-9]*(?:[-&][a-z0-9]+)+)";
    return {
      whole: new RegExp(`${start}(?:${year}|${symbol}|${letter})(?![0-9a-z])`),
      dated: new RegExp(`(^|[^0-9a-z/.,])(${kind})\\s*(?:so\\s*:?\\s*)?0*(\\d{1,5}[a-z]?)\\s+nam\\s+((?:19|20)\\d\\d)(?![0-9a-z])`),
      short: new RegExp(`^\\s*()(${kind})\\s*(?:so\\s*:?\\s*)?0*(\\d{1,5}[a-z]?)\\s*$`),
    };
  }
