// The second look: the best units judged again by their texts, quoted phrases, and the clause that a query names.

  /** Units looked at again with their text, and what a heading that is the query adds. */
  const AGAIN = 20, HEADING = 0.2;
  /** Saturation, usual lengths and weight of a heading, as in src/search/posting.rs. */
  const K1 = 1.2, BODY_LENGTH = 220, HEADING_LENGTH = 10, HEADING_WEIGHT = 4;

  /** Milliseconds that the second look works at a time: whoever types meanwhile is not kept waiting. */
  const AT_A_TIME = 8;

  /** Lets what waits run, once it worked that long. */
  function rests() {
    let since = Date.now();
    return async () => {
      if (Date.now() - since < AT_A_TIME) return;
      await new Promise((done) => { setTimeout(done); });
      since = Date.now();
    };
  }

  /** What a search knows of its results, for the second look at them. */
  const looks = new WeakMap();

  /** The same of results that no search left here. */
  async function afresh(index, results, query) {
    const list = results.map((one) => ({ ...one.place, score: one.score, lead: true }));
    const have = await records(index, list.map((entry) => entry.slot));
    return { q: read(query), list, have, every: new Map(), limit: results.length };
  }

  async function excerpts(index, results, query) {
    const look = looks.get(results) || await afresh(index, results, query), { q, have, ask } = look;
    const every = look.every.size ? look.every : terms(q.typed);
    const rarity = (term) => (ask ? ask.rarity(term, every.get(term).exact) : 1);
    const list = look.list.slice(0, Math.max(AGAIN, results.length));
    const rest = rests(), texts = [];
    for (const entry of list) {
      await rest();
      // A text brings its document along, wherever the record is not there yet.
      const found = textOf(index, entry.slot, entry.unit).catch(() => ({}));
      texts.push(found.then((found) => ({ record: have.get(entry.slot), ...found, entry, lead: entry.lead, score: entry.score })));
    }
    const looked = (await Promise.all(texts))
      .filter(({ record, unit }) => record && q.phrases.every((phrase) => unit && hasPhrase(unit, phrase)));
    for (const one of looked) {
      const { entry, record, unit } = one;
      if (entry.lead || !unit || !ask) continue;
      await rest();
      const bonus = look.bonus(entry.slot, entry.unit);
      one.score = secondScore(unit, every, rarity, ask, entry.own) * (STATE[record.state] || 1) + bonus;
    }
    looked.sort(look.sort === "date" ? newer : ahead);
    return shown(looked.slice(0, look.limit), every, rarity, rest);
  }

  /** Results with the excerpts of their texts. */
  async function shown(looked, every, rarity, rest) {
    const all = [];
    for (const { entry, record, unit, score } of looked) {
      await rest();
      const out = result(record, { ...entry, score, anchor: unit && entry.wanted ? clause(unit, entry) : undefined });
      all.push(unit ? { ...out, label: unit[2], heading: unit[3], excerpt: excerpt(unit, every, rarity, out.anchor) }
        : { ...out, label: "", excerpt: [] });
    }
    return all;
  }

  /** The id of the clause or point that a query names, if the text has it. */
  function clause(unit, { wanted, point }) {
    const ids = unit[4].map(([id]) => id);
    const at = (id) => ids.some((one) => `${one}-`.startsWith(`${id}-`)) && id;
    return (point && at(`${wanted}-diem-${point}`)) || at(wanted) || unit[1];
  }

  function hasPhrase(unit, phrase) {
    const form = phrase.some(isMarked) ? (word) => word : fold;
    const spaced = (words) => ` ${words.map(form).join(" ")} `, wanted = spaced(phrase);
    return [unit[3], ...unit[4].map(([, text]) => text)].some((text) => spaced(tokens(text)).includes(wanted));
  }

  /** Notes how much of each form of each term texts have, which together are a field of a weight and a usual length. */
  function note(found, every, texts, weight, usual) {
    const all = texts.map(tokens), length = all.reduce((sum, words) => sum + words.length, 0);
    const each = weight / (0.5 + 0.5 * length / usual);
    const count = (exact) => {
      const term = fold(exact);
      if (!every.has(term)) return;
      if (!found.has(term)) found.set(term, new Map());
      add(found.get(term), exact, each);
    };
    for (const words of all) {
      words.forEach((word, at) => {
        count(word);
        if (at) count(`${words[at - 1]} ${word}`);
      });
    }
  }

  function secondScore(unit, every, rarity, ask, own) {
    const found = new Map();
    note(found, every, unit[4].map(([, text]) => text), 1, BODY_LENGTH);
    note(found, every, [unit[3]], HEADING_WEIGHT, HEADING_LENGTH);
    let known = 0, score = 0;
    found.forEach((forms, term) => {
      const { exact, weight } = every.get(term);
      let best = 0;
      forms.forEach((value, form) => { best = Math.max(best, value / (K1 + value) * (exact ? nearness(exact, form) : 1)); });
      best *= weight * rarity(term);
      if (ask.fetched(term)) known += best; else score += best;
    });
    // The postings know of the headings above, the text of what was cut from the postings.
    score += Math.max(known, own);
    const same = likeness(unit[3], every, ask);
    return score * (1 + HEADING * same * same);
  }

  /** How nearly the query and a heading are the same words. */
  function likeness(heading, every, ask) {
    const sum = (terms) => terms.reduce((total, term) => total + ask.guess(term), 0);
    const asks = [...every].filter(([term, value]) => value.typed && value.weight === SYLLABLE && !term.includes(" "))
      .map(([term]) => term);
    const has = [...new Set(tokens(heading).map(fold))], both = has.filter((term) => asks.includes(term));
    return 2 * sum(both) / (sum(asks) + sum(has) || 1);
  }
