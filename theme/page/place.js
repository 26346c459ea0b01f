// Places of a page: what they are called, what they say, their addresses. For contents.js, preview.js and copy.js.
(function () {
  "use strict";
  // In Vietnamese whatever the frame is in: a name is copied, and english.js knows it where it is shown.
  const ui = window.CongkhaiUi, words = window.CongkhaiWords;
  /** Letters of a text that is shown or copied at most. */
  const MOST = 20000;

  const trimmed = (text) => text.trim().replace(/[.:)]+$/, "");
  const letter = (value) => value?.replace("dd", "đ");

  /** What stands before the text of a place: `Điều 46`, `2`. */
  ui.label = (id) => trimmed(document.getElementById(id)?.querySelector("b, .so")?.textContent || "");

  /** A place as texts call it, the smallest first: `khoản 2 Điều 46`; `mục III.2` of a plan. What only its page can say
   * of it is left out for another page. */
  ui.placeName = (id, here = true) => {
    const found = /^(?:(.+)-)?dieu-(\d+[a-z]*)(?:-khoan-(\d+[a-z]*))?(?:-diem-([a-z]+))?(?:-p\d+)?$/.exec(id || "");
    if (found) {
      const [, above, article, clause, point] = found.map((value, at) => (at > 1 ? letter(value) : value));
      return [point && `${words.point} ${point}`, clause && `${words.clause} ${clause}`, `${words.article} ${article}`, here && above && ui.label(above)].filter(Boolean).join(" ");
    }
    if (/^[ivxlc]+(-[0-9a-z]+)*$/.test(id || "")) return `${words.plan_part} ${id.replace(/-p\d+$/, "").split("-").map((part, at) => (at ? letter(part) : part.toUpperCase())).join(".")}`;
    return here && (ui.label(id || "") || trimmed(document.getElementById(id || "")?.textContent || "").slice(0, 80)) || "";
  };

  /** Whether an element belongs to a place that begins elsewhere. */
  const isOf = (id, other) => !other || other === id || other.startsWith(`${id}-`);

  /** The elements of a place: the one that begins it and those behind it, to the next place that is no part of it. */
  ui.elementsOf = (id) => {
    const first = document.getElementById(id), out = [];
    for (let at = first, letters = 0; at && isOf(id, at.id) && letters < MOST; at = at.nextElementSibling) {
      // A heading ends what a paragraph begins.
      if (at !== first && /^H\d$/.test(at.tagName) && !at.id.startsWith(`${id}-`)) break;
      if (at.matches("aside, .dieu")) continue;
      out.push(at);
      letters += at.textContent.length;
    }
    return out;
  };
  ui.textOf = (id) => ui.elementsOf(id).map((one) => one.innerText.trim()).filter(Boolean).join("\n");

  /** The address of a place for others: where the site is published, if it says so. */
  ui.addressOf = (id) => {
    const own = document.querySelector("link[rel=canonical]")?.href || location.href.replace(/[?#].*$/, "");
    // A part of a text is found by its document, however the text is divided one day.
    return id ? `${new URL(document.getElementById("_van-ban")?.dataset.goc || "", own).href}#${encodeURIComponent(id)}` : own;
  };
})();
