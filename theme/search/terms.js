// Terms: folded syllables and pairs that a search asks the dictionary for, each with its weight, and the leaves for them.
// The weights lie on plateaus: nearby values find the same.

  /** A pair of syllables, a syllable. */
  const PAIR = 1.6, SYLLABLE = 0.6;
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

  /** Words written short as what they stand for, where the short form is no word of the site. */
  function unabbreviated(typed, abbreviations, ask) {
    return typed.flatMap((word) => {
      const short = fold(word), full = Object.hasOwn(abbreviations, short) && abbreviations[short];
      const rare = ask.about(short) <= 50 && (word !== short || !ask.listed(short) || word.length > 2);
      return full && rare ? tokens(full[0]) : [word];
    }).slice(0, SYLLABLES_READ);
  }

  /** What a term promises. */
  function promised(term, { weight, typed }, ask) {
    // A word that the table does not list is rare or nowhere: only its file can say. One that looks like Vietnamese is
    // more likely a slip, or adds little.
    const little = VIETNAMESE.test(term) ? 0.3 : 1;
    const rare = typed && !term.includes(" ") && !ask.listed(term) ? ask.most * little : 0;
    return weight * (ask.guess(term) || rare);
  }

  /** The leaves that promise most for a query: at most so many, and no more than bring enough. */
  function chosen(every, guesses, ask, most) {
    const value = new Map(), out = [];
    every.forEach((wish, term) => {
      const worth = promised(term, wish, ask);
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
