// An address of a place in a text that now stands on several pages: on to the page that has it. Without this the address ends
// at the place's entry in the contents, which leads there.
(function () {
  "use strict";
  const list = document.getElementById("_cac-phan");
  if (!list) return;

  const { compare } = new Intl.Collator("en", { numeric: true });
  /** The entry of a place, or of the nearest one around it: `dieu-46` for `dieu-46-khoan-2`. Where parts begin within that,
   * the last one that does not begin behind the place. */
  function entryOf(id) {
    for (let part = id; part; part = part.slice(0, Math.max(part.lastIndexOf("-"), 0))) {
      const found = document.getElementById(part);
      if (!found || !list.contains(found)) continue;
      const within = [...list.querySelectorAll(`li[id^="${CSS.escape(part)}-"]`)].filter((entry) => compare(entry.id, id) <= 0);
      return within.at(-1) ?? found;
    }
  }
  function onward() {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { /* No place of ours. */ }
    const link = entryOf(id)?.closest("li").querySelector("a");
    // In place of this page, or the way back would end here.
    if (link) location.replace(`${link.href.split("#")[0]}#${encodeURIComponent(id)}`);
  }
  addEventListener("hashchange", onward);
  onward();
})();
