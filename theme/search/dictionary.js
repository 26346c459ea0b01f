// Dictionary: what one search asks of it. All is known of a term whose leaf is there; of others the table of syllables
// lets it guess.

  const inverse = (total, df) => Math.log(1 + (total - df + 0.5) / (df + 0.5));

  class Asker {
    /** `table` is what readWords gives. */
    constructor(index, table) {
      Object.assign(this, table, { index, leaves: new Map(), failed: false });
      this.most = this.rare(1);
    }

    rare(df) {
      return Math.max(0, inverse(this.units, df));
    }

    listed(syllable) {
      return this.bands.has(syllable);
    }

    /** How many units a syllable has, more or less; 0 for one that is not known. */
    about(syllable) {
      return this.listed(syllable) ? 2 ** ((this.bands.get(syllable) + 1.5) / 2) : 0;
    }

    /** How rare a term is, judged by the syllables alone; 0 for one that is not known. */
    guess(term) {
      const all = term.split(" ");
      // A pair may be rare though one of its syllables stands everywhere: `dieu 46`.
      return all.every((one) => this.listed(one)) ? Math.min(this.most, all.reduce((sum, one) => sum + this.rare(this.about(one)), 0)) : 0;
    }

    /** The key of a folded term: a pair stands with its rarer syllable. */
    key(term) {
      const [a, b] = term.split(" ");
      if (!b) return a;
      const x = this.bands.get(a) || 0, y = this.bands.get(b) || 0;
      return x < y || (x === y && a <= b) ? `${a} >${b}` : `${b} <${a}`;
    }

    leafOf(term) {
      return place(this.keys, this.key(term));
    }

    fetched(term) {
      return this.leaves.has(this.leafOf(term));
    }

    async fetch(numbers) {
      await Promise.all(numbers.filter((at) => at >= 0 && !this.leaves.has(at)).map(async (at) => {
        this.leaves.set(at, await readLeaf(this.index, this.name(at)).catch(() => { this.failed = true; return new Map(); }));
      }));
    }

    /** The forms of a term whose leaf is there; none if it is nowhere. */
    forms(term) {
      const line = this.leaves.get(this.leafOf(term))?.get(this.key(term));
      return line === undefined ? [] : forms(line, term);
    }

    /** Calls back with every posting of a term. */
    each(term, found) {
      for (const form of this.forms(term)) postings(form.list, found);
    }

    df(term) {
      return this.forms(term).reduce((sum, form) => sum + form.df, 0);
    }

    /** Whether a word stands somewhere, with the marks that were typed if any were. */
    stands(word) {
      return this.forms(fold(word)).some((form) => !isMarked(word) || form.text === word);
    }

    /** How rare a term is, in the form that was typed where there is one. */
    rarity(term, exact) {
      if (!this.fetched(term)) return this.guess(term);
      const own = exact && this.forms(term).find((form) => form.text === exact), df = own ? own.df : this.df(term);
      return df ? this.rare(df) : 0;
    }
  }
