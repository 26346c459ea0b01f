// Format: how the payloads of the files are written, as src/search/mod.rs says. Text in, numbers and lines out.

  /** The highest impact, and the least that a word of a title has in unit 0. */
  const IMPACT = 15, IN_TITLE = 10;
  /** A place as one number: slot * UNITS + unit. */
  const UNITS = 1 << 20;

  const IMPACTS = "!#$%&()*+,./;<=";
  /** Digits of five bits, the last of a number; then those that more follow. */
  const DIGITS = "0123456789abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZwxyz-_";
  const VALUE = Object.fromEntries([...DIGITS].map((letter, value) => [letter, value]));

  const slotOf = (at) => Math.floor(at / UNITS);

  /** Reads the impacts and numbers of a text. */
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
          value += digit % 32 * shift;
          if (digit < 32) return value;
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

  /** The number of the last key that is not after a term. */
  function place(keys, term) {
    let low = 0, high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle] <= term) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  /** What stands for a key in the name of its file. */
  const hash = (key) => key.split("").reduce((hash, unit) => (Math.imul(hash, 31) + unit.charCodeAt(0)) >>> 0, 0).toString(16);
