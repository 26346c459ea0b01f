// Numbers: documents that a query names by number. They stand for the whole answer, unless much else was asked.

  /** Files for documents found by their number at most. */
  const NUMBERED_DOCUMENTS = 4;

  const partsOf = (symbol) => new Set(fold(symbol.toLowerCase()).match(/[a-z]+\d*/g) || []);

  /** How well a number that has the serial fits what was typed. */
  function fit({ want, kind, year }, of, symbol, ownKind) {
    const has = partsOf(symbol), both = [...want].filter((part) => has.has(part)).length;
    let score = 1 + (want.size ? both / (want.size + has.size - both) - (both ? 0 : 0.5) : 0);
    if (kind && fold(ownKind.toLowerCase()).endsWith(kind)) score += 0.5;
    if (year && !of) score -= 0.1;
    return score;
  }

  /** Documents whose number a query has, best first, and where it stands. */
  async function numbers(index, flat) {
    const [list, rules] = await Promise.all([index.file("n"), readRules(index), index.file("d")]);
    const found = rules.whole.exec(flat) || rules.short.exec(flat);
    if (!found) return null;
    const [all, before, kindTyped, serial, year, a, b] = found;
    const name = nameAt(list.names, parseInt(serial, 10) % list.buckets);
    if (!name) return null;
    const typed = { want: partsOf(a || b || ""), kind: fold((rules.kinds[kindTyped] || kindTyped || "").toLowerCase()), year };
    const hits = new Map();
    for (const [own, of, symbol, ownKind, slot] of await index.file(`n/${name}`)) {
      if (own !== serial || (year && of && String(of) !== year)) continue;
      const score = fit(typed, of, symbol, ownKind);
      if (!(hits.get(slot)?.score >= score)) hits.set(slot, { slot, score, year: of });
    }
    return {
      hits: [...hits.values()].sort((a, b) => b.score - a.score || b.year - a.year || a.slot - b.slot),
      span: [found.index + before.length, found.index + all.length],
    };
  }

  /** The documents that a query names by number, or their article; nothing if it does not, or asks more. */
  async function byNumber(index, q, article, allowed) {
    if (!NUMBERED.test(q.flat) || NO_NUMBER.test(q.flat)) return null;
    const spans = article ? article.spans : [];
    const found = await numbers(index, without(q.flat, spans));
    const hits = found ? found.hits.filter((hit) => allowed(hit.slot)) : [];
    if (!hits.length) return null;
    const rest = tokens(without(q.text, [found.span, ...spans])), year = yearIn(rest);
    if (rest.length > 6) return null;
    const have = await records(index, hits.map((hit) => hit.slot), NUMBERED_DOCUMENTS);
    if (year) hits.forEach((hit) => { if (have.get(hit.slot)?.date.startsWith(year)) hit.score += 0.5; });
    const list = hits.sort((a, b) => b.score - a.score).map(({ slot, score }) => (article && have.has(slot)
      ? atArticle(have.get(slot), article, score) : whole(slot, score)));
    const having = list.filter((entry) => entry.has);
    return { list: having.length ? having : list, every: new Map(), have };
  }
