// Search: a query from its words to its results, and what the reader offers to pages.
//
// ckIndex(name, payload)       is called by every file of the index.
// CongkhaiSearch.create(load)  gives { search, excerpts, suggest, preload }; load(name) promises a file's payload and is, in a
//                              page, a <script> below the address in the data-index attribute of this script.
// CongkhaiSearch.inner         is what scripts beside this one may use: search-suggest.js, which brings `suggest`, and search-jump.js.
// CongkhaiText                 has the text rules and the reading of files, for other scripts and for tests.

  /** Files of a cold search at most; of these for documents at least. */
  const FILES = 14, DOCUMENTS = 3;
  /** Leaves of the dictionary at most; for a look-up. */
  const LEAVES = 10, LOOK_UP = 6;

  const isEmpty = (wish) => wish === undefined || wish.length === 0;
  const asked = (wish, value) => isEmpty(wish)
    || [wish].flat().some((one) => [value].flat().map(String).includes(String(one)));

  /** The terms of a query in words, with the leaves that promise most for them. */
  async function questionOf(index, q, named) {
    let { typed, article, kindFirst } = wordsOf(q, named);
    const odd = typed.some((word) => !VIETNAMESE.test(fold(word)) && !/^\d+$/.test(word));
    const [table, rules] = await Promise.all([readWords(index), odd ? readRules(index) : { abbreviations: {} }]);
    const ask = new Asker(index, table);
    typed = unabbreviated(typed, rules.abbreviations, ask);
    const marked = typed.some(isMarked), every = terms(typed);
    const lookUp = article || (typed.length <= 12 && kindFirst) || typed.length <= 2;
    // Files that are read besides leaves and documents.
    const numbered = asksNumber(q, named), fixed = 1 + (odd || numbered) + 3 * numbered;
    const most = Math.min(lookUp ? LOOK_UP : LEAVES, FILES - DOCUMENTS - fixed);
    const leaves = chosen(every, slips(typed, ask), ask, most);
    await ask.fetch(leaves);
    return { ask, every, typed, marked, article, kindFirst, lookUp, flat: q.flat, room: FILES - fixed - leaves.length };
  }

  async function byWords(index, q, article, options, out) {
    const { allowed, more, sort, all } = options, question = await questionOf(index, q, article);
    const { ask, every, typed, marked } = question;
    out.searched = mend(typed, marked, every, ask);
    const mended = new Set(out.searched.map(([word]) => word));
    out.failed = ask.failed;
    out.missing = typed.filter((word) => !mended.has(word) && ask.fetched(fold(word)) && !ask.stands(word));
    const { units, inTitles } = scored(every, ask, allowed), titles = titleScores(every, inTitles, ask);
    const bonus = (slot, unit) => TITLE * (titles.scores.get(slot) || 0) * (unit ? 1 : ITSELF);
    const list = ranked(units, q.phrases, ask, bonus);
    if (more) list.push(...await secondTier(index, typed, ask, list, allowed));
    const found = sort === "date" ? { list: newest(list, all) } : await namesAhead(index, question, list, titles, options);
    return { ...found, every, ask, bonus };
  }

  /** How many of the documents found have each value of each attribute. */
  function counted(list, all) {
    const out = Object.fromEntries(ATTRIBUTES.map((name) => [name, new Map()]));
    for (const slot of new Set(list.map((entry) => entry.slot))) {
      const of = all.get(slot) || {};
      for (const name of ATTRIBUTES) for (const value of [of[name] ?? []].flat()) add(out[name], value, 1);
    }
    return out;
  }

  async function search(index, query, { limit = 10, filters = {}, sort = "relevance", more = false, counts = false } = {}) {
    const q = read(query), article = articleOf(q);
    const out = { results: [], counts: {}, searched: [], missing: [], total: 0, more: false, failed: false };
    if (!q.typed.length) return out;
    const filtered = !Object.values(filters).every(isEmpty);
    // Files that will be needed come along with the first ones.
    if (filtered) for (const name of ["w", "m"]) index.file(name).catch(() => {});
    const all = filtered || counts || sort === "date" ? await attributes(index) : null;
    const allowed = (slot) => !filtered || ATTRIBUTES.every((name) => asked(filters[name], all.get(slot)?.[name]));
    const options = { limit, allowed, more: more || filtered, sort, all };
    const entries = await byNumber(index, q, article, allowed) || await byWords(index, q, article, options, out);
    out.total = entries.list.length;
    if (entries.missing) out.missing = entries.missing;
    // The document is there, the article is not.
    if (article && entries.list[0]?.has === false) out.missing.push(`điều ${article.number}`);
    out.more = out.total > limit;
    if (counts) out.counts = counted(entries.list, all);
    // What lies in files beyond the limit waits for "more".
    const first = entries.list.slice(0, limit).map((entry) => entry.slot);
    const have = entries.have || await records(index, first, more ? Infinity : FILES - 4);
    const list = entries.list.filter((entry) => have.has(entry.slot)).map((entry) => {
      const record = have.get(entry.slot);
      return { ...entry, record, score: entry.lead ? entry.score : entry.score * (STATE[record.state] || 1) };
    });
    list.sort(sort === "date" ? newer : ahead);
    out.results = list.slice(0, limit).map((entry) => result(entry.record, entry));
    looks.set(out.results, { ...entries, have, q, limit, sort });
    return out;
  }

  // Only while this script runs is it the current one.
  const base = root.document?.currentScript?.dataset.index || "chi-muc/";

  function create(load = scripts(base)) {
    const index = openIndex(load);
    return {
      search: (query, options) => search(index, query, options),
      excerpts: (results, query) => excerpts(index, results, query),
      suggest: (prefix, options) => root.CongkhaiSearch.suggest(index, prefix, options),
      // What every query needs, by words or by number, loaded while one is typed; what fails is asked for again then.
      preload: () => Promise.allSettled([readWords(index), readRules(index), index.file("n")]),
    };
  }

  root.CongkhaiText = {
    tone, normal, lower, key, fold, tokens, nearness, isSlip, plain, numberGrammar, reader, postings, slots, lines, forms, place,
  };
  root.CongkhaiSearch = {
    create,
    inner: {
      Asker, IMPACT, IN_TITLE, LEAD, PAIR, UNITS, add, amends, articleOf, asksNumber, byNumber, chosen, isMarked, read, readWords,
      records, result, scored, slotOf, stepsOf, terms, without,
    },
  };
})(globalThis);
