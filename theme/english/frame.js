// English words around a Vietnamese text: what the scripts of a page say, and the frame of a page that was built in
// Vietnamese. A text of the frame is told by its words (phrases.js), so that pages carry nothing for it; what is not all
// words of the frame stays as it is and is said to be Vietnamese, as is every text of a document.
(function () {
  "use strict";
  const phrases = window.CongkhaiPhrases, page = document.documentElement;
  /** Whether the page was built in Vietnamese. */
  const swapped = page.lang === "vi";
  /** The site's own folder, of which this script tells. */
  const home = new URL("../", document.currentScript.src).href;
  /** Pages that are there in English, from the site's folder on. */
  const TWIN = /^(?!danh-muc\/van-ban-khac\.)(?:index|tim-kiem|tro-giup|tiep-can|danh-muc\/.+)\.[^./]+(?=[?#]|$)/;
  /** What is never touched, beside what is said to be Vietnamese. */
  const APART = "script, style, textarea, input[type=search]", NAMES = ["aria-label", "title", "placeholder"];
  /** A word with a letter that English has not; single letters name points. */
  const VIETNAMESE = /(?=\p{L}*(?![\0-\x7F])\p{L})[\p{L}\p{M}]{2,}/u;

  // ---- Words.
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const firstWord = /\p{L}+/uy;
  /** Phrases by their first word, the longest first: what they are in a text, and in English. */
  const byFirst = new Map();
  /** Those that begin with a value. */
  const byValue = [];
  for (const vietnamese of Object.keys(phrases).sort((a, b) => b.length - a.length)) {
    firstWord.lastIndex = 0;
    const word = firstWord.exec(vietnamese)?.[0];
    // `{n}`: a value that was put there, a number, a date, a size.
    const form = new RegExp(`${literal(vietnamese).replace(/\\\{(\w+)\\\}/g, "(?<$1>\\d[\\d.,/]*(?: [KMG]?B)?)")}(?!\\p{L})`, "uy");
    if (word) byFirst.set(word, [...(byFirst.get(word) || []), { form, vietnamese }]);
    else if (vietnamese.startsWith("{")) byValue.push({ form, vietnamese });
  }
  /** What is the same in both: numbers of documents, dates, marks, single letters, Roman numerals. */
  const NEUTRAL = /\d[\p{L}\d/.–-]*|[^\p{L}\d]+|\p{L}(?!\p{L})|[IVXLC]+(?!\p{L})/uy;

  function phraseAt(text, at) {
    firstWord.lastIndex = at;
    for (const { form, vietnamese } of byFirst.get(firstWord.exec(text)?.[0]) || byValue) {
      form.lastIndex = at;
      const found = form.exec(text), put = (whole, name) => found.groups?.[name] ?? whole;
      if (found) return { end: form.lastIndex, english: phrases[vietnamese].replace(/\{(\w+)\}/g, put) };
    }
    return null;
  }

  /** A text in English and what of its end is not the frame's; null where nothing is. */
  function translate(text) {
    const bare = text.trim();
    if (phrases[bare]) return { english: text.replace(bare, () => phrases[bare]), rest: "" };
    let english = "", at = 0, first = null, sure = null;
    while (at < text.length) {
      NEUTRAL.lastIndex = at;
      const phrase = phraseAt(text, at), same = phrase ? "" : NEUTRAL.exec(text)?.[0];
      if (same === undefined) break;
      first ||= phrase;
      english += phrase?.english ?? same;
      at = phrase?.end ?? at + same.length;
      // Before words of a document only what ends in a colon is surely not one of them.
      if (first && text.slice(0, at).trimEnd().endsWith(":")) sure = { english, rest: text.slice(at) };
    }
    return first && at === text.length ? { english, rest: "" } : sure;
  }

  window.CongkhaiEnglish = (words) => Object.fromEntries(Object.entries(words).map(([key, words]) => [key, phrases[words] ?? words]));
  const ui = window.CongkhaiUi;
  if (ui) Object.assign(ui.words, window.CongkhaiEnglish(ui.words));

  // ---- The page.
  const isDrawn = (element) => element.namespaceURI !== page.namespaceURI;

  /** Says that a text is Vietnamese; alone in its element, the element says so. */
  function mark(node) {
    const parent = node.parentElement;
    if (parent.childNodes.length === 1 || isDrawn(parent)) return parent.setAttribute("lang", "vi");
    const span = document.createElement("span");
    span.lang = "vi";
    node.replaceWith(span);
    span.append(node);
  }

  function change(node) {
    if (!VIETNAMESE.test(node.data) && !phrases[node.data.trim()]) return;
    const found = translate(node.data);
    if (!found || (found.rest && isDrawn(node.parentElement))) return mark(node);
    if (!found.rest) { node.data = found.english; return; }
    const rest = document.createTextNode(found.rest);
    node.after(rest);
    node.data = found.english;
    if (VIETNAMESE.test(found.rest)) mark(rest);
  }

  function rename(element) {
    for (const name of NAMES) {
      const found = element.hasAttribute(name) && translate(element.getAttribute(name));
      if (found && !found.rest && found.english !== element.getAttribute(name)) element.setAttribute(name, found.english);
    }
  }

  function lead(link) {
    const path = link.href.slice(home.length);
    if (!link.getAttribute("href").startsWith("#") && link.href.startsWith(home) && TWIN.test(path)) link.href = `${home}en/${path}`;
  }

  function isApart(node) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return !element || Boolean(element.closest(APART)) || element.closest("[lang]")?.getAttribute("lang") === "vi";
  }
  function walk(root) {
    if (isApart(root)) return;
    if (root.nodeType === Node.TEXT_NODE) return change(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    // Quotations are of documents.
    for (const quotation of root.querySelectorAll("q:not([lang])")) quotation.lang = "vi";
    for (const element of [root, ...root.querySelectorAll("*")]) {
      if (isApart(element)) continue;
      rename(element);
      if (element.matches("a[href]") && !isDrawn(element) && element.id !== "_ngon-ngu") lead(element);
    }
    const texts = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.filter((node) => !isApart(node)).forEach(change);
  }

  /** What the frame puts into the text of a document. */
  function walkAsides(root) {
    for (const aside of root.querySelectorAll?.(".van-ban aside:not([lang])") || []) {
      aside.lang = "en";
      walk(aside);
    }
  }

  function start() {
    const link = document.getElementById("_ngon-ngu");
    if (swapped) {
      page.lang = "en";
      document.querySelector("title").lang = "vi";
      if (link) Object.assign(link, { textContent: phrases[link.textContent] ?? link.textContent, lang: "vi", hreflang: "vi" });
      if (link) link.dataset.taiCho = "";
    }
    walk(document.body);
    walkAsides(document);
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "attributes" && !isApart(target)) rename(target);
        if (type === "characterData" && target.isConnected) walk(target);
        for (const node of addedNodes) if (node.isConnected) { walk(node); walkAsides(node); }
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: NAMES });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
