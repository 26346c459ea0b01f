// The language of the frame, kept on this device. A page that is there in both languages is gone to; a document, which is
// there once, stays and its frame is changed by english.js.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, page = document.documentElement, link = document.getElementById("_ngon-ngu");
  const { en } = document.querySelector("script[data-en]")?.dataset || {};
  // Whoever reads a page in English goes on in English.
  if (!en) ui.keep("lang", page.lang);
  link?.addEventListener("click", (event) => {
    const chosen = link.lang;
    ui.keep("lang", chosen);
    if (!("taiCho" in link.dataset)) Object.assign(link, { search: location.search, hash: location.hash });
    if (!("taiCho" in link.dataset) || !en) return;
    event.preventDefault();
    if (chosen === "vi") location.reload(); else ui.scripts(en).catch(() => { location.href = link.href; });
  });
})();
