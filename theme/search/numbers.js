// Numbers: documents that a query names by number. They stand for the whole answer, unless much else was asked.

  /** Files for documents found by their number at most. */
  const NUMBERED_DOCUMENTS = 4;

  const glued = (symbol) => fold(symbol.toLowerCase()).replace(/[^a-z0-9]/g, "");
  const partsOf = (symbol) => new Set(fold(symbol.toLowerCase()).match(/[a-z]+\d*/g) || []);

  /** How well a number that has the serial fits what was typed. */
  function fit({ typed, want, kind, year }, of, symbol, ownKind) {
    const same = typed && glued(typed) === glued(symbol), has = partsOf(symbol), both = [...want].filter((part) => has.has(part)).length;
    let score = 1 + (same ? 1 : want.size ? both / (want.size + has.size - both) - (both ? 0 : 0.5) : 0);
    if (kind && fold(ownKind.toLowerCase()).endsWith(kind)) score += 0.5;
    if (year && !of) score -= 0.1;
    return score;
  }

  /** Documents whose number a query has, best first, and where it stands. */
  async function numbers(index, flat) {
    const [list, rules] = await Promise.all([index.file("n"), readRules(index)]);
    index.documents = list.d;
    const found = rules.whole.exec(flat) || rules.dated.exec(flat) || rules.short.exec(flat);
    if (!found) return null;
    const [all, before, kindTyped, serial, year, ...symbols] = found, symbol = symbols.find(Boolean) || "";
    const bucket = (parseInt(serial, 10) % list.buckets).toString(16);
    const typed = { typed: symbol, want: partsOf(symbol), kind: fold((rules.kinds[kindTyped] || kindTyped || "").toLowerCase()), year };
    const hits = new Map();
    for (const [own, of, ownSymbol, ownKind, slot] of await index.file(`n/${bucket}`, list.v)) {
      if (own !== serial || (year && of && String(of) !== year)) continue;
      const score = fit(typed, of, ownSymbol, ownKind);
      // Nothing of the symbol agrees: another document.
      if (score <= 0.5) continue;
      if (!(hits.get(slot)?.score >= score)) hits.set(slot, { slot, score, year: of });
    }
    return {
      hits: [...hits.values()].sort((a, b) => b.score - a.score || b.year - a.year || a.slot - b.slot),
      span: [found.index + before.length, found.index + all.length],
    };
  }

  /** Whether a query may have the number of a document, its article apart. */
  function asksNumber(q, article) {
    const flat = without(q.flat, article ? article.spans : []);
    return NUMBERED.test(flat) && !NO_NUMBER.test(flat);
  }

  /** The answer to a number that no document has, and nothing else: other numbers that look like it would mislead. */
  const nowhere = (text, span) => ({ list: [], every: new Map(), have: new Map(), missing: [Array.from(text).slice(...span).join("").trim()] });

  /** The documents that a query names by number, or their article; nothing if it does not, or asks more. */
  async function byNumber(index, q, article, allowed) {
    if (!asksNumber(q, article)) return null;
    const spans = article ? article.spans : [], flat = without(q.flat, spans);
    // Where it may turn out to be a word among words, the words come along.
    if (!SURELY.test(flat)) readWords(index).catch(() => {});
    const found = await numbers(index, flat);
    if (!found) return null;
    const hits = found.hits.filter((hit) => allowed(hit.slot));
    const rest = tokens(without(q.text, [found.span, ...spans])), year = yearIn(rest);
    if (!hits.length) return !found.hits.length && !rest.length ? nowhere(q.text, found.span) : null;
    if (rest.length > 6) return null;
    const have = await records(index, hits.map((hit) => hit.slot), NUMBERED_DOCUMENTS);
    if (year) hits.forEach((hit) => { if (have.get(hit.slot)?.date.startsWith(year)) hit.score += 0.5; });
    const list = hits.sort((a, b) => b.score - a.score).map(({ slot, score }) => (article && have.has(slot)
      ? atArticle(have.get(slot), article, score) : whole(slot, score)));
    const having = list.filter((entry) => entry.has);
    return { list: having.length ? having : list, every: new Map(), have };
  }
