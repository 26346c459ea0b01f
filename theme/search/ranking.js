// Ranking: adds up the postings of the fetched terms. The texts themselves are judged in second-look.js.

  /** What the title of a document adds to each of its units, and how much more to the document itself. */
  const TITLE = 0.6, ITSELF = 1.3;
  /** Words of names that have little substance. */
  const SMALL = new Set("luat bo so cua nam va o tai ve".split(" "));

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
      best.forEach((value, at) => { if (allowed(slotOf(at))) add(units, at, share * value); });
      if (typed) inTitles.set(term, inTitle);
    });
    return { units, inTitles };
  }

  /** How rare words are in titles, and what each title has of the query. */
  function titleScores(every, inTitles, ask) {
    const scale = Math.log(1 + ask.docs / 1.5) / ask.most, scores = new Map();
    const weightOf = (term) => {
      const found = inTitles.get(term);
      if (found) return found.size ? inverse(ask.docs, Math.min(found.size, ask.docs)) : 3;
      return Math.max(0.05, ask.guess(term) * scale || (term.includes(" ") ? 0 : 3));
    };
    inTitles.forEach((found, term) => {
      const weight = every.get(term).weight * weightOf(term);
      found.forEach((near, slot) => add(scores, slot, weight * near));
    });
    return { scores, weightOf };
  }

  /** Share of the query found in a title, and of the title asked for. */
  function shares(record, words, marked, weightOf) {
    const byFold = (words) => new Map(words.map((word) => [fold(word), word]));
    const title = byFold(record.words);
    let total = 0, hit = 0, mass = 0;
    title.forEach((_, term) => { mass += weightOf(term); });
    byFold(words).forEach((word, flat) => {
      const value = weightOf(flat), has = title.get(flat);
      // A word of substance that the title lacks counts, however common it is in the texts.
      total += has || SMALL.has(flat) ? value : Math.max(value, 1.5);
      if (has) hit += value * (marked ? nearness(word, has) : 1);
    });
    return [hit / (total || 1), Math.min(1, hit / (mass || 1))];
  }

  /** The units found that have the quoted phrases, best first. */
  function ranked(units, phrases, ask, bonus) {
    const list = [], has = havingPhrases(phrases, ask);
    units.forEach((score, at) => {
      const slot = slotOf(at);
      if (has(at)) list.push({ slot, unit: at % UNITS, score: score + bonus(slot, at % UNITS), own: score });
    });
    return list.sort((a, b) => b.score - a.score || a.slot - b.slot || a.unit - b.unit);
  }

  /** Whether a unit has every pair of quoted phrases, as far as the fetched postings tell. */
  function havingPhrases(phrases, ask) {
    const sets = [];
    for (const term of phrases.flatMap((phrase) => [...terms(phrase).keys()])) {
      const set = new Set();
      ask.each(term, (slot, unit) => set.add(slot * UNITS + unit));
      // A term that was cut cannot say who has it.
      if (ask.fetched(term) && set.size >= ask.df(term)) sets.push(set);
    }
    return (at) => sets.every((set) => set.has(at));
  }

  /** Documents that have a folded syllable, of both tiers. */
  async function slotsWith(index, table, term, ask) {
    const at = place(table.keys, term);
    const line = at >= 0 ? (await readLeaf(index, table.name(at)).catch(() => new Map())).get(term) : undefined;
    if (line !== undefined) return new Set(slots(line));
    const set = new Set();
    ask.each(term, (slot) => set.add(slot));
    return set;
  }

  /** Documents that have every syllable, and that the first tier left out. */
  async function secondTier(index, typed, ask, list, allowed) {
    const have = new Set(list.map((entry) => entry.slot)), table = await readSecondTier(index);
    const syllables = [...new Set(typed.map(fold))].slice(0, 12);
    await ask.fetch(syllables.map((term) => ask.leafOf(term)));
    const sets = await Promise.all(syllables.filter((term) => ask.df(term)).map((term) => slotsWith(index, table, term, ask)));
    const [first = []] = sets.sort((a, b) => a.size - b.size);
    return [...first].filter((slot) => !have.has(slot) && allowed(slot) && sets.every((set) => set.has(slot)))
      .map((slot) => ({ slot, unit: 0, score: 0 }));
  }

  /** The better ones, newest first. */
  function newest(list, all) {
    const least = list.length ? list[0].score * 0.4 : 0, year = ({ slot }) => all.get(slot)?.year || 0;
    return list.filter((entry) => entry.score >= least).sort((a, b) => year(b) - year(a) || b.score - a.score);
  }
