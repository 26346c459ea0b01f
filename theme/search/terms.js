// Terms: folded syllables and pairs that a search asks the dictionary for, each with its weight, and the leaves for them.
// The weights lie on plateaus: nearby values find the same.

  /** A pair of syllables, a syllable. */
  const PAIR = 1.6, SYLLABLE = 0.6;
  /** No more leaves when this share of the expected weight is there. */
  const ENOUGH = 0.85;
  /** And this many units have one of the words. */
  const FEW = 20;

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

  /** What a term promises, as far as the table of words knows it, and what a word that it does not list may be worth. */
  function promised(term, { weight, typed }, ask) {
    const sure = weight * ask.guess(term);
    if (sure || !typed || term.includes(" ") || ask.listed(term)) return { sure, maybe: 0 };
    // Such a word is rare or nowhere: only its file can say. One that looks like Vietnamese is more likely a slip, or adds
    // little.
    return { sure, maybe: weight * ask.most * (VIETNAMESE.test(term) ? 0.3 : 1) };
  }

  /** The leaves that promise most for a query: at most so many, and no more than bring enough of what is sure. */
  function chosen(every, guesses, ask, most) {
    const leaves = new Map();
    const note = (term, { sure = 0, maybe = 0 }) => {
      const at = ask.leafOf(term), leaf = leaves.get(at) || { at, sure: 0, worth: 0, units: 0 };
      if (!sure && !maybe) return;
      leaves.set(at, { at, sure: leaf.sure + sure, worth: leaf.worth + sure + maybe, units: Math.max(leaf.units, ask.listed(term) ? ask.about(term) : 0) });
    };
    every.forEach((wish, term) => note(term, promised(term, wish, ask)));
    guesses.forEach(([term, worth]) => note(term, { maybe: worth }));
    const all = [...leaves.values()].sort((a, b) => b.worth - a.worth || a.at - b.at);
    const total = all.reduce((sum, leaf) => sum + leaf.sure, 0), out = [];
    let have = 0, units = 0;
    for (const leaf of all.slice(0, most)) {
      // A rare word alone may have nearly all the weight and hardly a unit.
      if (total && have >= ENOUGH * total && units >= FEW) break;
      out.push(leaf.at);
      have += leaf.sure;
      units = Math.max(units, leaf.units);
    }
    return out;
  }
