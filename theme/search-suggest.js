// Suggestions as one types, the last word unfinished: { results, words } of CongkhaiSearch's `suggest`. Needs search.js
// before it, and uses of that what CongkhaiSearch.inner names. Without it a box waits for a whole query.
(function (search) {
  "use strict";

  const { fold, place, postings } = globalThis.CongkhaiText;
  const { Asker, IMPACT, IN_TITLE, PAIR, UNITS, add, slotOf, isMarked, read, articleOf, terms, chosen, scored } = search.inner;
  const { amends, readWords, byNumber, records, result } = search.inner;
  /** Syllables before the unfinished one that are heeded; own leaves of its ends at most; leaves of the others at most. */
  const HEEDED = 5, OWN = 6, OTHERS = 2;

  /** The words that are done, and how the unfinished one begins: folded, and after the word before it. */
  function begunOf(typed) {
    const last = typed[typed.length - 1], done = typed.slice(-1 - HEEDED, -1), begun = fold(last);
    const previous = done[done.length - 1], before = done.length ? `${fold(previous)} ` : "";
    return { done, begun, before, exact: before ? `${previous} ${last}` : last, from: before ? `${before}>${begun}` : begun };
  }

  /** Fetches the leaves that tell how the word may end; gives its ends. */
  async function fetchEnds({ done, begun, before, from }, every, ask) {
    const listed = [...ask.bands.keys()].filter((syllable) => syllable.startsWith(begun));
    listed.sort((a, b) => ask.about(b) - ask.about(a));
    // What may follow a syllable stands with it where it is commoner, else each with its own: of these the commonest.
    const own = listed.filter((end) => ask.key(before + end).startsWith(end)).slice(0, OWN);
    const near = [from, `${from}\uFFFF`].map((key) => place(ask.keys, key));
    const others = chosen(every, [], ask, OTHERS);
    await ask.fetch([...near, ask.leafOf(begun), ...own.map((end) => ask.leafOf(before + end)), ...others]);
    const ends = new Set(own);
    const isEnd = (key) => key.startsWith(from) || (key.startsWith(begun) && !/ /.test(key));
    for (const leaf of ask.leaves.values()) {
      for (const key of leaf.keys()) if (isEnd(key)) ends.add(key.replace(/^.*>| <.*/g, ""));
    }
    return [...ends];
  }

  /** The forms that end the word, with the word before where they stand beside it; the commonest first. */
  function formsOf(ends, before, ask) {
    let all = ends.map((end) => before + end).filter((term) => ask.df(term));
    if (!all.length) all = ends.filter((term) => ask.df(term));
    return all.flatMap((term) => ask.forms(term).map((form) => ({ ...form, term }))).sort((a, b) => b.df - a.df);
  }

  /** What each unit has of the ways to end the word: the best of them; the title of a document counts twice. */
  function bestOf(forms, exact, ask) {
    const best = new Map();
    for (const { text, list, term } of forms) {
      const share = (!isMarked(exact) || text.startsWith(exact) ? PAIR : 1) * Math.max(1, ask.rarity(term)) / IMPACT;
      postings(list, (slot, unit, impact) => {
        const at = slot * UNITS + unit;
        best.set(at, Math.max(best.get(at) || 0, share * impact * (unit === 0 && impact >= IN_TITLE ? 2 : 1)));
      });
    }
    return best;
  }

  /** Units for a query whose last word is unfinished, best first, and the words that it may become. */
  async function byBeginning(index, q) {
    const table = await readWords(index);
    const ask = new Asker(index, table), begun = begunOf(q.typed), every = terms(begun.done);
    const forms = formsOf(await fetchEnds(begun, every, ask), begun.before, ask);
    const { units } = scored(every, ask, () => true);
    bestOf(forms, begun.exact, ask).forEach((worth, at) => add(units, at, worth));
    const list = [...units].map(([at, score]) => {
      const unit = at % UNITS;
      return { slot: slotOf(at), unit, score: unit ? score : 1.5 * score };
    });
    return { list: list.sort((a, b) => b.score - a.score), words: [...new Set(forms.map(({ text }) => text.split(" ").pop()))] };
  }

  search.suggest = async (index, prefix, { limit = 8 } = {}) => {
    const q = read(prefix);
    if (!q.typed.length) return { results: [], words: [] };
    const { list, words = [] } = await byNumber(index, q, articleOf(q), () => true) || await byBeginning(index, q);
    const shown = list.slice(0, limit), have = await records(index, shown.map((entry) => entry.slot));
    const named = shown.filter((entry) => have.has(entry.slot)).map((entry) => {
      const record = have.get(entry.slot);
      return { ...entry, record, score: entry.score * (entry.unit === 0 && amends(record, q.flat) ? 0.85 : 1) };
    });
    const results = named.sort((a, b) => b.score - a.score).map((entry) => result(entry.record, entry));
    return { words: words.slice(0, limit), results };
  };
})(globalThis.CongkhaiSearch);
