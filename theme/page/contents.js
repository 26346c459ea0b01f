// The contents of a long page at hand: the bar that stays says where one is, leads to the articles before and behind, and
// opens the list, which past fifty entries can be searched. Without it the list is a plain one above the text.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, { element, words } = ui, bar = document.getElementById("_thanh");
  if (!bar) return;
  /** Entries from which on there is a field; screens from which on there is a way back to the top. */
  const MANY = 50, SCREENS = 3;
  const WIDE = matchMedia("(min-width: 70rem)");
  const details = bar.querySelector("details"), box = details.querySelector("nav"), all = [...box.querySelectorAll("a")];
  // Of a text on several pages the list has the other pages too.
  const links = all.filter((link) => link.getAttribute("href").startsWith("#"));
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  // Of an article that is not laid out yet the browser knows the element around it.
  const places = headings.map((heading) => heading?.closest(".dieu") || heading);
  const nameOf = (at) => ui.label(headings[at]?.id || "") || links[at].textContent;

  const here = element("span", { class: "dang-doc" });
  details.querySelector("summary").append(here);
  const step = (way, word) => {
    const link = element("a", { class: `nut-thanh ${way}`, href: "#", hidden: "" });
    return { show(at, beyond) {
      const href = links[at]?.hash || (at < 0 || at >= links.length ? beyond : "");
      link.hidden = !href;
      if (!href) return;
      link.href = href;
      link.setAttribute("aria-label", `${word}: ${links[at] ? nameOf(at) : ui.placeName(href.split("#")[1], false)}`);
    }, link };
  };
  const before = step("lui", words.article_before), behind = step("toi", words.article_next);
  const top = element("a", { class: "nut-thanh", href: "#_noi-dung", "aria-label": words.to_top, hidden: "" }, "↑");
  bar.append(element("div", { class: "buoc" }, before.link, behind.link, top));

  // ---- Where one is: the last place that begins above the foot of the bar.
  let current = -1;
  function find() {
    const line = (WIDE.matches ? 0 : bar.getBoundingClientRect().bottom) + 40;
    let from = 0, to = places.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (places[middle] && places[middle].getBoundingClientRect().top <= line) from = middle + 1; else to = middle;
    }
    return from - 1;
  }
  function reveal() {
    const link = links[current];
    if (link && details.open) box.scrollTop = link.offsetTop - box.clientHeight / 2;
  }
  function follow() {
    top.hidden = scrollY < SCREENS * innerHeight;
    const at = find();
    if (at === current) return;
    links[current]?.removeAttribute("aria-current");
    current = at;
    links[at]?.setAttribute("aria-current", "location");
    here.textContent = at < 0 ? "" : nameOf(at);
    before.show(at - 1, bar.dataset.truoc);
    behind.show(at + 1, bar.dataset.sau);
    if (WIDE.matches) reveal();
  }
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  }, { passive: true });
  /** The id of the place one is at, for comeback.js. */
  ui.currentPlace = () => headings[current]?.id || "";
  ui.beginningOf = (id) => places[headings.findIndex((heading) => heading?.id === id)];

  // ---- The list.
  const narrow = () => !WIDE.matches;
  const lay = () => { details.open = WIDE.matches; };
  WIDE.addEventListener("change", lay);
  details.addEventListener("toggle", reveal);
  document.addEventListener("click", (event) => {
    if (!narrow() || !details.open || (details.contains(event.target) && !event.target.closest("a"))) return;
    details.open = false;
  });
  // Who goes on by the keyboard goes below the list, and must see where.
  details.addEventListener("focusout", (event) => {
    if (narrow() && event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
  });
  box.addEventListener("click", (event) => {
    const at = links.indexOf(event.target.closest("a"));
    if (at < 0 || !headings[at] || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // The keyboard goes on from there.
    headings[at].tabIndex = -1;
    setTimeout(() => headings[at].focus({ preventScroll: true }));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !narrow() || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });

  // ---- The field.
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  function addField() {
    const input = element("input", { type: "search", id: "_loc-muc-luc", autocomplete: "off", enterkeyhint: "search" });
    const status = element("p", { class: "phu", role: "status" }), texts = all.map((link) => plain(link.textContent));
    input.addEventListener("input", () => {
      const wanted = plain(input.value).trim().replace(/\s+/g, " "), number = /^\d+$/.test(wanted) && new RegExp(`(^|\\D)${wanted}(\\D|$)`);
      let shown = 0;
      all.forEach((link, at) => {
        const fits = number ? number.test(texts[at]) : texts[at].includes(wanted);
        link.parentElement.hidden = !fits;
        shown += fits;
      });
      status.textContent = wanted ? `${shown} ${words.contents_found}` : "";
      box.scrollTop = 0;
    });
    box.prepend(element("div", { class: "loc-muc-luc" }, element("label", { for: input.id }, words.contents_filter), input, status));
  }
  if (all.length > MANY) addField();
  lay();
  follow();
})();
