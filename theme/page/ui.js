// What the scripts of every page share, and those that come later: CongkhaiUi.words, the words of the frame;
// CongkhaiUi.index, the way to the index; CongkhaiUi.element, elements without mark-up; CongkhaiUi.scripts, further scripts on demand;
// CongkhaiUi.keep, what a reader chose.
(function () {
  "use strict";
  /** An element of attributes and text, never of markup: what was typed cannot become a tag. */
  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) if (value !== undefined) made.setAttribute(key, value);
    made.append(...inside.filter((part) => part !== undefined && part !== ""));
    return made;
  }

  const loads = new Map();
  function script(src, index) {
    if (!loads.has(src)) loads.set(src, new Promise((resolve, reject) => {
      const made = element("script", { src, "data-index": index });
      made.async = false;
      made.onload = resolve;
      made.onerror = () => { loads.delete(src); made.remove(); reject(new Error(`${src} is not there`)); };
      document.head.append(made);
    }));
    return loads.get(src);
  }
  /** Loads scripts, their addresses apart by spaces, in their order and each once; what fails is tried again. */
  async function scripts(list, index) {
    // Not before all are done: one still on its way to failing would fail the next try with it.
    const all = await Promise.allSettled(list.split(" ").map((src) => script(src, index)));
    for (const { reason } of all) if (reason) throw reason;
  }

  /** How a reader wants pages, as display.js reads it; without storage it holds for this page. */
  const KEPT = "congkhai-hien-thi";
  function keep(name, value) {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT)) || {};
      localStorage.setItem(KEPT, JSON.stringify({ ...kept, [name]: value || undefined }));
    } catch { /* Not kept. */ }
  }

  // Before the link becomes a button.
  const index = document.getElementById("_mo-tim")?.dataset.index;
  // English already where english.js came first; else it changes these, and CongkhaiWords stay as they are.
  const words = window.CongkhaiEnglish?.(window.CongkhaiWords) ?? { ...window.CongkhaiWords };
  window.CongkhaiUi = { words, index, element, scripts, keep };
})();
