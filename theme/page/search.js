// What the dialog and the search page share: the reader on demand, recent searches, how a result is named and reached.
// Adds to CongkhaiUi of ui.js; the page has it, so that a search costs one request less.
(function () {
  "use strict";
  const ui = window.CongkhaiUi;
  const RECENT = "congkhai-tim", KEPT = 8, LETTERS = 300;

  /** The tables that the reader asks for first come while it comes itself, rather than a round trip later. */
  function ahead({ index }) {
    for (const name of ["w", "r"]) document.head.append(ui.element("link", { rel: "preload", as: "script", href: `${index}${name}.js` }));
  }

  /** The reader of the index, loaded at the first call; `data` has the addresses of its scripts and of the index. */
  let reader;
  function load(data) {
    if (!reader) ahead(data);
    reader ||= ui.scripts(data.reader, data.index).then(() => window.CongkhaiSearch.create());
    reader.catch(() => { reader = null; });
    return reader;
  }

  // ---- What this device remembers, and nobody else. Storage may be shut off or hold anything: then nothing is remembered.
  function recent() {
    try {
      const kept = JSON.parse(localStorage.getItem(RECENT));
      return Array.isArray(kept) ? kept.filter((query) => typeof query === "string" && query).slice(0, KEPT) : [];
    } catch { return []; }
  }
  function keep(all) {
    try { all.length ? localStorage.setItem(RECENT, JSON.stringify(all)) : localStorage.removeItem(RECENT); } catch { /* not kept */ }
  }
  const remember = (query) => keep([query.slice(0, LETTERS), ...recent().filter((other) => other !== query)].slice(0, KEPT));

  // ---- Addresses. Half a letter of a pair has no form in an address: URLSearchParams puts another letter there.
  const asking = (query) => `?${new URLSearchParams({ q: query })}`;
  const root = (data) => data.index.replace(/chi-muc\/$/, "");
  const href = (result, data) => root(data) + encodeURI(result.url) + (result.anchor ? `#${encodeURIComponent(result.anchor)}` : "");

  // ---- Names.
  /** `Luật số 27/2023/QH15`, without what is not known. */
  const number = (result) => [result.kind, result.number ? `${window.CongkhaiWords.number} ${result.number}` : ""].filter(Boolean).join(" ");
  /** Results whose texts the reader looks at before it shows them, to order them and to find quoted phrases. */
  const LOOKED = 30;

  Object.assign(ui, { LOOKED, load, recent, remember, forget: () => keep([]), asking, href, number });
})();
