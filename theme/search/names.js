// Names: documents, or their articles, that the words of a query name, by title or initials. They stand ahead of all
// that is ranked.

  /** Words that alone name no law. */
  const NO_NAME = new Set(["luat", "so", "cua", "nam"]);
  /** In the title of a law that amends another one. */
  const AMENDING = /(^| )sua doi( |$)/;

  /** Whether a document amends another one, which a query that leaves that out means more likely. */
  const amends = (record, flat) => AMENDING.test(fold(record.words.join(" "))) && !flat.includes("sua doi");

  /** Documents whose names begin with letters: `blds` for Bộ luật Dân sự, `thdc` for one whose letters go on. */
  function byInitials(words, ask) {
    const found = new Map(), used = new Set();
    for (const word of words) {
      const short = fold(word);
      if (short.length < 3 || VIETNAMESE.test(short) || /\d/.test(short)) continue;
      const note = (term, sure) => ask.each(term, (slot, unit, impact) => {
        if (unit || impact < IN_TITLE - 2) return;
        found.set(slot, Math.max(sure, found.get(slot) || 0));
        used.add(word);
      });
      note(short, 1);
      const leaf = ask.leaves.get(ask.leafOf(short));
      if (used.has(word) || short.length < 4 || !leaf) continue;
      for (const key of leaf.keys()) if (key.startsWith(short) && !key.includes(" ")) note(key, 0.8);
    }
    return { found, used };
  }

  /** 1 for a document of the year, -1 for one of another, 0 where it is not known. */
  function isOf(year, { date, number }) {
    const own = [date.slice(0, 4), number.match(/\/((?:19|20)\d\d)(?:\/|$)/)?.[1]].filter(Boolean);
    return own.length ? (own.includes(year) ? 1 : -1) : 0;
  }

  /** Which laws the words of a look-up name, surest first. */
  function named(candidates, { words, marked, year, initials, weightOf, flat }) {
    const core = words.some((word) => !NO_NAME.has(fold(word)));
    return candidates.map((record) => {
      const [query, title] = shares(record, words, marked, weightOf);
      let sure = core ? 0.75 * query + 0.25 * title : 0;
      const short = initials.get(record.slot);
      if (short) sure = core && query >= 0.5 ? sure + 0.3 : Math.max(sure, short);
      if (amends(record, flat)) sure *= 0.85;
      if (year) sure += 0.2 * isOf(year, record);
      return { record, sure, query, title };
    }).sort((a, b) => b.sure - a.sure || (b.record.date < a.record.date ? -1 : 1));
  }

  /** Those laws that are sure enough, as entries; where an article is asked for, those that have it. */
  function leading(laws, { article, kindFirst, lookUp, typed }) {
    let lead;
    if (article) {
      const sure = laws.filter((law) => law.sure >= 0.6).map((law) => atArticle(law.record, article, law.sure));
      const having = sure.filter((entry) => entry.has);
      lead = having.length ? having : sure.slice(0, 1);
    } else if (lookUp && laws.length && laws[0].sure >= (kindFirst || typed.length > 2 ? 0.75 : 0.95)) {
      lead = laws.filter((law) => law.sure >= 0.75).map((law) => whole(law.record.slot, law.sure));
    } else {
      lead = laws.filter((law) => law.query >= 0.85 && (law.title >= 0.85 || kindFirst))
        .map((law) => whole(law.record.slot, 2 * law.query * law.title / (law.query + law.title)));
    }
    return lead.sort((a, b) => b.score - a.score).slice(0, 5);
  }

  /** Documents whose titles have most of the query; none for a long one. */
  function likely(scores, { typed, lookUp }, allowed) {
    const all = [...scores].filter(([slot]) => allowed(slot)).sort((a, b) => b[1] - a[1]);
    return all.slice(0, typed.length > 12 ? 0 : lookUp ? 8 : 3).map(([slot]) => slot);
  }

  /** A ranked list with what the words name ahead, and the records read for it. */
  async function namesAhead(index, question, list, titles, { limit, allowed, more }) {
    const { ask, typed, marked, lookUp, flat } = question, year = yearIn(typed);
    const { found: initials, used } = byInitials(typed, ask);
    const short = [...initials.keys()].filter(allowed).slice(0, 8);
    const slots = [...new Set([...short, ...likely(titles.scores, question, allowed)])];
    const best = list.slice(0, limit).map((entry) => entry.slot);
    const wanted = lookUp || initials.size ? [...slots.slice(0, DOCUMENTS), ...best] : [...best, ...slots];
    const have = await records(index, wanted, more ? Infinity : question.room);
    const words = typed.filter((word) => !used.has(word) && word !== year);
    const candidates = slots.filter((slot) => have.has(slot)).map((slot) => have.get(slot));
    const laws = named(candidates, { words, marked, year, initials, weightOf: titles.weightOf, flat });
    const lead = leading(laws, question), placeOf = (entry) => entry.slot * UNITS + entry.unit;
    const taken = new Set(lead.map(placeOf));
    return { list: [...lead, ...list.filter((entry) => !taken.has(placeOf(entry)))], have };
  }
