// What a citation says, without leaving the page: the cited place where the site holds its text, else what is known of
// the document. The texts are those of the search index (src/search/fragment.rs), loaded when a citation is touched.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, { element, words, index } = ui, text = document.querySelector(".van-ban[data-o]");
  if (!text || !ui.canSheet) return;
  /** Units in a part of a text, as in src/search/unit.rs. */
  const IN_PART = 32;
  // Slots stand in the order in which the addresses of pages here first do.
  const slots = new Map(), given = text.dataset.o.split(" ");
  for (const link of text.querySelectorAll("a.vd:not(.vd-ngoai)")) {
    const [path] = link.getAttribute("href").split("#");
    if (path && !slots.has(path)) slots.set(path, given[slots.size]);
  }

  // ---- Files of the index: scripts that call ckIndex, which the search has for its own.
  const waiting = new Map(), files = new Map();
  const others = window.ckIndex;
  window.ckIndex = (name, payload) => {
    const found = waiting.get(name);
    waiting.delete(name);
    if (found) found(payload); else others?.(name, payload);
  };
  function file(name) {
    if (!files.has(name)) files.set(name, new Promise((resolve, reject) => {
      const script = element("script", { src: `${index}${name}.js` });
      waiting.set(name, resolve);
      script.onload = () => script.remove();
      script.onerror = () => { waiting.delete(name); files.delete(name); script.remove(); reject(new Error(name)); };
      document.head.append(script);
    }));
    return files.get(name);
  }

  /** The part of a text in which a unit stands: `dieu-1*14` is a run of fourteen, `;` begins a part. */
  function partOf(units, id) {
    return units.split(";").findIndex((part) => part.split(",").some((run) => {
      const [anchor, length] = run.split("*"), first = Number(anchor.slice(5)), own = Number(/^dieu-(\d+)$/.exec(id)?.[1]);
      return anchor === id || (length && own >= first && own < first + Number(length));
    }));
  }

  /** The unit that holds an id: the id itself, or what it begins with. */
  const holders = (id) => id.split("-").map((_, at, all) => all.slice(0, all.length - at).join("-"));

  /** A document and the paragraphs of one of its places; none where the site does not hold them. */
  async function lookUp(slot, id) {
    const [record, first, [summary, address] = []] = await file(`t/${slot}-0`);
    const known = { record, summary, address, paragraphs: [] };
    for (const unit of id ? holders(id) : []) {
      const part = partOf(record[10], unit);
      if (part < 0) continue;
      const rows = part ? (await file(`t/${slot}-${part}`))[1] : first, row = rows.find(([, anchor]) => anchor === unit);
      return { ...known, heading: [row[2], row[3]].filter(Boolean).join(" "), paragraphs: placeIn(row[4], unit === id ? "" : id) };
    }
    return known;
  }

  /** The paragraphs of a clause or point: from its own on, to the next that is no part of it; all of them without an id. */
  function placeIn(paragraphs, id) {
    if (!id) return paragraphs.map(([, text]) => text);
    const out = [];
    for (const [own, text] of paragraphs) {
      const inside = own ? own === id || own.startsWith(`${id}-`) : out.length > 0;
      if (inside) out.push(text); else if (out.length) break;
    }
    return out;
  }

  // ---- What is shown.
  const paragraphs = (texts) => texts.map((text) => element("p", { lang: "vi" }, text));
  const go = (href, words) => element("a", { class: "nut", href }, words);
  const isWeb = (address) => /^https?:\/\//i.test(address || "") && URL.canParse?.(address) !== false;
  const outside = (address) => (isWeb(address) ? [element("a", { class: "nut", href: address, rel: "external noopener noreferrer" }, `${words.source} ${new URL(address).host}`)] : []);
  const nameOf = ([, , title, number, kind]) => [kind, number ? `${window.CongkhaiWords.number} ${number}` : "", title && `– ${title}`].filter(Boolean).join(" ");

  function own(link, id) {
    const clones = ui.elementsOf(id).map((one) => {
      const clone = one.cloneNode(true);
      [clone, ...clone.querySelectorAll("[id]")].forEach((each) => each.removeAttribute("id"));
      clone.lang = "vi";
      return /^H\d$/.test(clone.tagName) ? element("p", { lang: "vi" }, element("strong", {}, clone.textContent)) : clone;
    });
    return { head: [ui.placeName(id)], body: clones, foot: [go(link.href, words.go_there)] };
  }

  function found(link, id, { record, summary, address, heading, paragraphs: texts }) {
    const now = ui.stateOn(record[7], record[8], record[9]), place = ui.placeName(id, false), body = [];
    if (heading && texts.length) body.push(element("p", { lang: "vi" }, element("strong", {}, heading)));
    body.push(...paragraphs(texts));
    if (!texts.length) {
      if (heading) body.push(element("p", { lang: "vi" }, element("strong", {}, heading)));
      if (summary) body.push(element("p", { lang: "vi" }, summary));
      body.push(element("p", { class: "phu" }, words.outline_only));
    }
    return {
      head: [place && `${place} – `, nameOf(record), " ", ui.state(now)],
      body,
      foot: [go(link.href, place ? words.go_there : words.go_document), ...outside(address)],
    };
  }

  async function show(link, slot, id) {
    const name = link.title || link.textContent;
    const fill = ui.sheet(link, { head: [name], body: [element("p", { class: "phu" }, words.search_busy)], foot: [go(link.href, words.go_document)] });
    try {
      fill(found(link, id, await lookUp(slot, id)));
    } catch {
      fill({ head: [name], body: [element("p", { class: "phu" }, words.preview_failed)], foot: [go(link.href, words.go_document)] });
    }
  }

  /** What a link leads to, as far as a preview knows: { slot, id }; slot is empty for this page. */
  function targetOf(link) {
    const [path, id = ""] = link.getAttribute("href").split("#");
    if (!path) return document.getElementById(decodeURIComponent(id)) ? { slot: "", id: decodeURIComponent(id) } : null;
    return slots.get(path) && index ? { slot: slots.get(path), id: decodeURIComponent(id) } : null;
  }

  const linkOf = (event) => event.target.closest?.(".van-ban a.vd");
  // What will be shown is on its way when the finger is lifted.
  document.addEventListener("pointerdown", (event) => {
    const link = linkOf(event), target = link && targetOf(link);
    if (target?.slot) lookUp(target.slot, target.id).catch(() => {});
  });
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = targetOf(link);
    if (!target && !link.classList.contains("vd-roi")) return;
    event.preventDefault();
    if (!target) ui.sheet(link, { head: [link.title], body: [], foot: outside(link.href) });
    else if (target.slot) show(link, target.slot, target.id);
    else ui.sheet(link, own(link, target.id));
  });
  // A link of the sheet leads on within this page.
  document.addEventListener("click", (event) => { if (event.target.closest?.(".to a[href]")) ui.closeSheet(); });
})();
