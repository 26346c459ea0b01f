// Slips: words that stand nowhere, and what was meant, judged by the words beside them.

  /** The weight of a mended slip against what was typed right. */
  const MENDED = 0.8;

  /** Syllables of the table that a word may have meant, commonest first. */
  function meant(word, ask) {
    if (/\d/.test(word) || word.length < 2) return [];
    const all = [...ask.bands.keys()].filter((syllable) => !/\d/.test(syllable) && isSlip(word, syllable));
    return all.sort((a, b) => ask.about(b) - ask.about(a)).slice(0, 12);
  }

  /** Pairs that a syllable makes in the place of a word. */
  const beside = (typed, at, syllable) => [
    at > 0 && `${fold(typed[at - 1])} ${syllable}`,
    at + 1 < typed.length && `${syllable} ${fold(typed[at + 1])}`,
  ].filter(Boolean);

  /** Pairs that would show what words that are not listed may have meant, each with its worth. */
  const slips = (typed, ask) => typed.flatMap((word, at) => {
    const all = ask.listed(fold(word)) ? [] : meant(fold(word), ask);
    return all.flatMap((syllable) => beside(typed, at, syllable))
      .map((pair) => [pair, MENDED * PAIR * ask.guess(pair) / all.length]);
  });

  /** The syllable that goes best with the neighbours of a word, and the pairs that show it. */
  function likeliest(typed, at, ask) {
    let best = null;
    for (const syllable of meant(fold(typed[at]), ask)) {
      const pairs = beside(typed, at, syllable).filter((pair) => ask.df(pair) >= 3);
      const value = Math.max(0, ...pairs.map((pair) => ask.df(pair) / Math.sqrt(1 + ask.about(syllable))));
      if (value && (!best || value > best.value)) best = { value, syllable, pairs };
    }
    return best;
  }

  /** Adds what slips were meant to be to the terms, as far as the fetched leaves tell; gives [typed, meant] words. */
  function mend(typed, marked, every, ask) {
    const searched = [];
    typed.forEach((word, at) => {
      const flat = fold(word);
      const known = marked && ask.fetched(flat) ? ask.forms(flat).some((form) => form.text === word) : ask.listed(flat);
      const best = known || beside(typed, at, flat).some((pair) => ask.df(pair)) ? null : likeliest(typed, at, ask);
      if (!best) return;
      for (const term of [best.syllable, ...best.pairs]) {
        const weight = MENDED * (term.includes(" ") ? PAIR : SYLLABLE);
        if (!every.has(term)) every.set(term, { exact: "", weight, typed: true });
      }
      const pair = best.pairs[0], form = ask.forms(pair)[0].text.split(" ");
      searched.push([word, form[pair.split(" ").indexOf(best.syllable)]]);
    });
    return searched;
  }
