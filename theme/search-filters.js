// The filters of the search page and its order, with how many documents each choice has, kept in the address.
// Without it the lists by kind, issuer, year and subject do the same. Comes with the first search; needs page.js.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, { element } = ui;
  /** Attributes of the index and their names in the address, as those of the states, in their order. */
  const NAMES = { kind: "loai", issuer: "co-quan", year: "nam", state: "hieu-luc", subject: "chu-de" };
  const STATE_NAMES = { c: "con", n: "chua", m: "mot-phan", h: "het", d: "dinh-chi", x: "chua-ro" };
  const SORT = "xep", BY_DATE = "ngay";
  const stateOf = (name) => Object.keys(STATE_NAMES).find((key) => STATE_NAMES[key] === name) || "";

  /** A list to choose from; `set` keeps the element and what is chosen, so that nobody loses his place. */
  function choice(name, label, changed) {
    const select = element("select", { name }), whole = element("label", {}, `${label} `, select);
    select.addEventListener("change", changed);
    const set = (options, value = select.value) => {
      const own = [...select.options];
      if (options.length === own.length && options.every(([value], at) => own[at].value === value)) {
        options.forEach(([, text], at) => { if (own[at].text !== text) own[at].text = text; });
      } else select.replaceChildren(...options.map(([value, text]) => element("option", { value }, text)));
      if (select.value !== value) select.value = options.some(([own]) => own === value) ? value : "";
    };
    return { select, whole, set };
  }

  /** How a value reads, and in what order values stand: years from the newest, states as in STATE_NAMES, others by number. */
  function reading(name, words) {
    if (name === "state") return { text: (value) => words[ui.STATES[value]] || value, order: ([a], [b]) => "cnmhdx".indexOf(a) - "cnmhdx".indexOf(b) };
    if (name === "year") return { text: (value) => (value === "0" ? words.year_unknown : value), order: ([a], [b]) => b - a };
    return { text: (value) => value, order: ([a, many], [b, more]) => more - many || a.localeCompare(b, "vi") };
  }

  /** One filter: its list, what it is set to, and its part of an address. */
  function filter(name, words, changed) {
    const field = choice(NAMES[name], words[`search_${name}`], changed), { text, order } = reading(name, words), all = ["", words.search_all];
    return {
      whole: field.whole,
      value: () => field.select.value,
      clear: () => { field.select.value = ""; },
      /** What an address says can be seen, whatever the counts will be. */
      read(given) {
        const value = name === "state" ? stateOf(given) : given;
        field.set(value ? [all, [value, text(value)]] : [all], value);
      },
      written: () => (name === "state" ? STATE_NAMES[field.select.value] : field.select.value),
      /** Shows values with their numbers; the one that is set stays, even with none. */
      show(counts, number) {
        const found = new Map([...(counts || [])].map(([value, count]) => [String(value), count]).filter(([value]) => value)), value = field.select.value;
        if (value && !found.has(value)) found.set(value, 0);
        field.set([all, ...[...found].sort(order).map(([value, count]) => [value, `${text(value)} (${number(count)})`])]);
        field.whole.hidden = !found.size;
      },
    };
  }

  /** The elements of the filters in their box. */
  function build({ box, words, changed }) {
    const fields = new Map(Object.keys(NAMES).map((name) => [name, filter(name, words, changed)]));
    const sort = choice(SORT, words.search_sort, changed);
    sort.set([["", words.search_by_relevance], [BY_DATE, words.search_by_date]]);
    const clear = element("button", { type: "button", class: "nhe" }, words.search_clear), active = element("span", { class: "dem" });
    const summary = element("summary", {}, words.search_filters, " ", active);
    const panel = element("details", { class: "muc-luc" }, summary,
      element("div", { class: "loc-tim" }, ...[...fields.values()].map((field) => field.whole)), element("p", {}, clear));
    box.append(element("div", { class: "loc-tim" }, sort.whole), panel);
    return { fields, sort: sort.select, clear, active, summary, panel };
  }

  /**
   * Builds the filters into `box`. `changed` is called when something is chosen, `opened` when the filters are opened:
   * until then nothing is counted, and the index is not asked for what that takes.
   */
  ui.filters = function ({ box, words, changed, opened }) {
    const { fields, sort, clear, active, summary, panel } = build({ box, words, changed });
    const chosen = () => [...fields].filter(([, field]) => field.value()), any = () => chosen().length > 0;
    const mark = () => { active.textContent = any() ? `(${chosen().length})` : ""; clear.hidden = !any(); };
    panel.addEventListener("toggle", () => { if (panel.open && !any()) opened(); });
    clear.addEventListener("click", () => { fields.forEach((field) => field.clear()); summary.focus(); changed(); });
    return {
      any, mark,
      /** Whether counts are wanted. */
      open: () => panel.open || any(),
      wishes: () => Object.fromEntries(chosen().map(([name, field]) => [name, field.value()])),
      sort: () => (sort.value === BY_DATE ? "date" : "relevance"),
      read(address) {
        fields.forEach((field, name) => field.read(address.get(NAMES[name]) || ""));
        sort.value = address.get(SORT) === BY_DATE ? BY_DATE : "";
        if (any()) panel.open = true;
      },
      write(address) {
        chosen().forEach(([name, field]) => address.set(NAMES[name], field.written()));
        if (sort.value) address.set(SORT, sort.value);
      },
      /** Shows numbers of documents by attribute and value; where they are not exact, they say so. */
      show(counts, exact) {
        const number = (count) => (exact ? count : `${words.search_at_least} ${count}`);
        fields.forEach((field, name) => field.show(counts[name], number));
      },
    };
  };

  /** A quoted phrase: of those the index has the pairs of words, and only the texts tell whether they stand together. */
  ui.isQuoted = (query) => /["“”„][^"“”„]+["“”„]/.test(query);

  const without = (filters, name) => Object.fromEntries(Object.entries(filters).filter(([other]) => other !== name));

  /**
   * Counts for every choice: an attribute that is chosen is counted as if it were not, so that its other choices are
   * there with what they would give. `found` is the answer with all filters on.
   */
  ui.counts = async function (reader, query, found, { filters, sort }) {
    const counts = { ...found.counts };
    for (const name of Object.keys(filters)) {
      counts[name] = (await reader.search(query, { limit: 1, filters: without(filters, name), sort, more: true, counts: true })).counts[name];
    }
    return ui.isQuoted(query) ? looked(reader, query, counts, { filters, sort }) : { counts, exact: true };
  };

  /** Counts of a quoted phrase by the texts of the first results: a choice that is offered has what it says, or more. */
  async function looked(reader, query, counts, { filters, sort }) {
    const answers = new Map(), out = {};
    let exact = true;
    const slots = (results) => new Set(results.map((result) => result.place.slot));
    const ask = async (filters) => {
      const found = await reader.search(query, { limit: ui.LOOKED, filters, sort, more: true });
      return { total: found.total, all: slots(found.results), results: found.results };
    };
    const certain = async (filters) => {
      const { total, results } = await ask(filters);
      exact &&= total <= ui.LOOKED;
      return slots(await reader.excerpts(results, query));
    };
    for (const name of Object.keys(NAMES)) {
      const others = without(filters, name), key = JSON.stringify(others);
      if (!answers.has(key)) answers.set(key, await certain(others));
      out[name] = new Map();
      for (const value of (counts[name] || new Map()).keys()) {
        const many = [...(await ask({ ...others, [name]: value })).all].filter((slot) => answers.get(key).has(slot)).length;
        if (many) out[name].set(value, many);
      }
    }
    return { counts: out, exact };
  }
})();
