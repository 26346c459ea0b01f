// Terms: folded syllables and pairs that a search asks the dictionary for, each with its weight, and the leaves for them.
// The weights lie on plateaus: nearby values find the same.

  /** A pair of syllables, a syllable; an expansion against a typed pair; one of a single syllable. */
  const PAIR = 1.6, SYLLABLE = 0.6, EXPANSION = 0.45, SINGLE = 1.2;
  /** No more leaves when this share of the expected weight is there. */
  const ENOUGH = 0.8;

  /** Folded syllables and pairs of words, each with how it was typed and what it weighs. */
  function terms(typed) {
    const out = new Map(), marked = typed.some(isMarked);
    const set = (exact, weight) => {
      const term = fold(exact);
      if (!out.has(term)) out.set(term, { exact: marked ? exact : "", weight, typed: true });
    };
    typed.forEach((word, at) => {
      set(word, SYLLABLE);
      if (at) set(`${typed[at - 1]} ${word}`, PAIR);
    });
    return out;
  }

  /** Adds what the law may say for what was typed: the longest words from the left. */
  function expand(every, typed, marked, synonyms) {
    const flat = typed.map(fold);
    for (let at = 0; at < typed.length;) {
      // One syllable only as it was typed, with its marks.
      const entry = (synonyms.get(flat[at]) || []).find(({ flat: from, typed: exact }) =>
        from.every((word, n) => flat[at + n] === word) && (from.length > 1 || (marked && typed[at] === exact[0])));
      entry?.to.forEach((words, nth) => {
        const weight = EXPANSION * (words.length > 1 ? PAIR : SINGLE);
        const all = words.length > 1 ? words.slice(1).map((word, n) => `${words[n]} ${word}`) : words;
        all.forEach((exact, n) => {
          const term = fold(exact), band = entry.bands && parseInt(entry.bands[nth][n], 36);
          if (!every.get(term)?.typed) every.set(term, { exact, weight, band });
        });
      });
      at += entry ? entry.flat.length : 1;
    }
  }

  /** Words written short as what they stand for, where the short form is no word of the site. */
  function unabbreviated(typed, abbreviations, ask) {
    return typed.flatMap((word) => {
      const short = fold(word), full = Object.hasOwn(abbreviations, short) && abbreviations[short];
      const rare = ask.about(short) <= 50 && (word !== short || !ask.listed(short) || word.length > 2);
      return full && rare ? tokens(full[0]) : [word];
    }).slice(0, SYLLABLES_READ);
  }

  /** What a term promises. */
  function promised(term, { weight, typed, band }, ask, long) {
    // A word that the table does not list is rare or nowhere: only its file can say.
    // But a syllable of Vietnamese that is not listed adds little to a long query.
    const little = long && VIETNAMESE.test(term) ? 0.3 : 1;
    const rare = typed && !term.includes(" ") && !ask.listed(term) ? ask.most * little : 0;
    return weight * (band === undefined ? ask.guess(term) || rare : band && ask.rare(sizeOf(band)));
  }

  /** The leaves that promise most for a query: at most so many, and no more than bring enough. */
  function chosen(every, guesses, ask, most) {
    const value = new Map(), out = [];
    every.forEach((wish, term) => {
      const worth = promised(term, wish, ask, every.size > 9);
      if (worth) add(value, ask.leafOf(term), worth);
    });
    guesses.forEach(([term, worth]) => add(value, ask.leafOf(term), worth));
    const total = [...value.values()].reduce((sum, worth) => sum + worth, 0);
    let have = 0;
    for (const [at, worth] of [...value].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most)) {
      if (have >= ENOUGH * total) break;
      out.push(at);
      have += worth;
    }
    return out;
  }
