// Jumps: the places that a citation names, for the box of the dialog and for ?c=. Adds to CongkhaiSearch, needs search.js
// before it.
//
// CongkhaiSearch.cited(reader, text)  promises { results, sure }: the places, surest first; `sure` where the first is meant
//                                     beyond doubt.
// CongkhaiSearch.idHere(text)         the id that a citation without a document has on a page: `dieu-46-khoan-2`, or "".
(function (search) {
  "use strict";

  const { fold, tokens } = globalThis.CongkhaiText;
  const { LEAD, articleOf, asksNumber, read, stepsOf, without } = search.inner;
  /** Places to choose among at most; scores of a name that is sure enough and of a whole title; how far off the next must be. */
  const MOST = 5, ENOUGH = LEAD + 0.97, WHOLE = LEAD + 1, CLEAR = 0.15;
  /** Words beside a place that name no document: `khoản 2 Điều 46 của Luật này`. */
  const NO_DOCUMENT = new Set("cua tai theo trong o luat nghi dinh thong tu van ban nay quy".split(" "));

  const rest = (q) => tokens(without(q.text, stepsOf(q).map(({ span }) => span)));

  search.idHere = (text) => {
    const q = read(text), steps = stepsOf(q);
    if (!steps.length || rest(q).some((word) => !NO_DOCUMENT.has(fold(word)))) return "";
    // Articles are counted through a document, whatever chapter is named with them.
    const article = steps.findIndex(({ piece }) => piece === "dieu");
    return steps.slice(Math.max(0, article)).map(({ piece, value }) => `${piece}-${value}`).join("-");
  };

  search.isCitation = (text) => {
    const q = read(text), article = articleOf(q);
    return Boolean(article) || asksNumber(q, article);
  };

  search.cited = async (reader, text) => {
    const found = await reader.search(text, { limit: MOST });
    // What a query names stands ahead of what is only found.
    const named = (await reader.excerpts(found.results, text)).filter(({ score }) => score >= LEAD);
    const [first, second] = named, article = articleOf(read(text));
    const clear = !second || first.score - second.score >= CLEAR || (first.score >= WHOLE && second.score < WHOLE);
    // A place that the document does not have is none to open.
    const sure = first && first.score >= ENOUGH && clear && (!article || first.anchor);
    return { results: named, sure: Boolean(sure) };
  };
})(globalThis.CongkhaiSearch);
