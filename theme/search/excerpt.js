// Excerpts: the stretch of a text to show, with what was asked marked.

  /** Syllables of an excerpt. */
  const STRETCH = 36;

  /** The words of a text with their places and the terms that end in them; marked where two make a pair that is asked. */
  function wordsIn(text, weights) {
    const all = [];
    for (const found of text.matchAll(WORD)) {
      const flat = fold(keyOf(found[0])), before = all[all.length - 1], pair = before && `${before.flat} ${flat}`;
      const terms = [flat, pair].filter((term) => weights.has(term)), marked = weights.has(pair);
      if (marked) before.marked = true;
      all.push({ from: found.index, to: found.index + found[0].length, flat, terms, marked });
    }
    return all;
  }

  /** The stretch that says most of the query; one of a place that was asked for goes before all others. */
  function bestStretch(unit, weights, anchor) {
    let best = { worth: -1 };
    for (const [id, raw] of unit[4]) {
      const text = normal(raw), all = wordsIn(text, weights);
      for (let start = 0; start === 0 || start < all.length; start += 8) {
        const shown = all.slice(start, start + STRETCH);
        let worth = id === anchor && anchor !== unit[1] ? 1000 : 0;
        for (const term of new Set(shown.flatMap((word) => word.terms))) worth += weights.get(term);
        if (worth > best.worth) best = { worth, text, shown, before: start > 0, after: start + STRETCH < all.length };
      }
    }
    return best;
  }

  /** The best stretch of a unit as [text, marked] pieces. */
  function excerpt(unit, every, rarity, anchor) {
    const weights = new Map([...every].map(([term, { weight }]) => [term, weight * (rarity(term) || 0.01)]));
    const { text, shown, before, after } = bestStretch(unit, weights, anchor), pieces = [];
    if (!shown?.length) return pieces;
    const pairs = shown.some((word) => word.marked);
    const push = (text, marked) => {
      const last = pieces[pieces.length - 1];
      if (last && last[1] === marked) last[0] += text; else if (text) pieces.push([text, marked]);
    };
    let at = before ? shown[0].from : 0, was = false;
    if (before) push("… ", false);
    for (const word of shown) {
      // Beside pairs a syllable alone is marked only where it is rare.
      const mark = word.marked || (word.terms.length > 0 && (!pairs || rarity(word.flat) > 3)), gap = text.slice(at, word.from);
      push(gap, was && mark && gap === " ");
      push(text.slice(word.from, word.to), mark);
      [at, was] = [word.to, mark];
    }
    push(after ? " …" : text.slice(at, at + 60), false);
    return pieces;
  }
