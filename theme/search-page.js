// The search page: results as you type, filters with counts, excerpts, recent searches kept on this device.
// Without it the form leads to this page, whose lists work. Needs search.js. ?q= asks, ?c= opens a cited place at once.
(function () {
  "use strict";
  const form = document.getElementById("_tim");
  const box = document.getElementById("_ket-qua");
  if (!form || !box || !window.CongkhaiSearch) return;
  const input = form.elements.q;
  const words = JSON.parse(form.dataset.words);
  const root = form.dataset.index.replace(/chi-muc\/$/, "");
  const STATES = { c: "status_in_force", n: "status_not_yet", m: "status_partly", h: "status_expired", d: "status_suspended", x: "status_unknown" };
  const RECENT = "congkhai-tim";
  const MOST = 8, PAUSE = 150, STEP = 10;

  // Everything is built as elements and text, never as markup: what was typed cannot become a tag.
  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) if (value !== undefined) made.setAttribute(key, value);
    made.append(...inside.filter((part) => part !== undefined && part !== ""));
    return made;
  }

  const status = element("p", { role: "status", class: "phu" });
  const notes = element("p", { class: "phu" });
  const filters = element("div", { class: "loc-tim" });
  const list = element("ol", { class: "ket-qua" });
  const further = element("p");
  const recent = element("p", { class: "phu" });
  box.append(recent, status, notes, filters, list, further);

  let engine, turn = 0, limit = STEP;
  const chosen = { kind: "", year: "", state: "", sort: "relevance" };
  const load = () => (engine ||= window.CongkhaiSearch.create());

  // ---- What this device remembers. Storage may be shut off: then nothing is remembered.
  function remembered() {
    try { return JSON.parse(localStorage.getItem(RECENT)) || []; } catch { return []; }
  }
  function remember(all) {
    try { all.length ? localStorage.setItem(RECENT, JSON.stringify(all)) : localStorage.removeItem(RECENT); } catch { /* not kept */ }
    showRecent();
  }
  function showRecent() {
    const all = remembered();
    recent.replaceChildren();
    recent.hidden = all.length === 0;
    if (!all.length) return;
    const forget = element("button", { type: "button" }, words.search_forget);
    forget.addEventListener("click", () => remember([]));
    recent.append(words.search_recent, " ", ...all.flatMap((query) => [element("a", { href: `?q=${encodeURIComponent(query)}` }, query), " · "]), forget);
  }

  // ---- Results.
  const href = (result) => root + encodeURI(result.url) + (result.anchor ? `#${encodeURIComponent(result.anchor)}` : "");

  function row(result) {
    const title = [result.kind, result.number ? `${words.number} ${result.number}` : ""].filter(Boolean).join(" ");
    const place = [result.label, result.heading].filter(Boolean).join(" ");
    const excerpt = (result.excerpt || []).map(([text, marked]) => marked ? element("mark", {}, text) : text);
    const state = STATES[result.state];
    return element("li", {},
      element("a", { href: href(result) }, place && result.anchor ? `${place} – ${result.title}` : result.title),
      element("span", { class: "phu" }, title, state ? " · " : "", state ? element("span", { class: `tinh-trang ${state}` }, words[state]) : ""),
      excerpt.length ? element("p", { class: "trich-doan" }, ...excerpt) : "");
  }

  function show(query, found, finished) {
    // Excerpts and the second look at the texts come later; whoever is on a result by then stays on it, or is back at
    // the box where it is gone.
    const held = list.contains(document.activeElement) ? document.activeElement.href : "";
    list.replaceChildren(...found.results.map(row));
    if (held) ([...list.querySelectorAll("a")].find((link) => link.href === held) || input).focus();
    status.textContent = found.results.length ? `${found.total} ${words.search_found}` : finished ? words.search_none : words.search_busy;
    const said = [];
    if (found.searched.length) said.push(`${words.search_instead} ${found.searched.map(([from, to]) => `${from} → ${to}`).join(", ")}.`);
    if (found.missing.length) said.push(`${words.search_missing} ${found.missing.join(", ")}.`);
    notes.textContent = said.join(" ");
    further.replaceChildren();
    if (found.more && found.results.length) {
      const button = element("button", { type: "button" }, "+ 10");
      button.addEventListener("click", () => { limit += STEP; run(query); });
      further.append(button);
    }
  }

  function choice(name, label, options) {
    const select = element("select", { name: `_${name}` }, element("option", { value: "" }, words.search_all));
    for (const [value, text] of options) select.append(element("option", { value }, text));
    select.value = chosen[name];
    select.addEventListener("change", () => { chosen[name] = select.value; limit = STEP; run(input.value); });
    return element("label", {}, `${label} `, select);
  }

  function showFilters(counts) {
    const options = (map, text = (value) => value) => [...(map || [])].map(([value, count]) => [value, `${text(value)} (${count})`]);
    const sort = element("select", {}, element("option", { value: "relevance" }, words.search_by_relevance), element("option", { value: "date" }, words.search_by_date));
    sort.value = chosen.sort;
    sort.addEventListener("change", () => { chosen.sort = sort.value; run(input.value); });
    filters.replaceChildren(
      choice("kind", words.search_kind, options(counts.kind)),
      choice("year", words.search_year, options(counts.year)),
      choice("state", words.search_state, options(counts.state, (state) => words[STATES[state]] || state)),
      element("label", {}, `${words.search_sort} `, sort));
  }

  async function run(typed, open) {
    const query = typed.trim(), mine = ++turn;
    if (!query) {
      [list, filters, further, notes, status].forEach((part) => part.replaceChildren());
      return;
    }
    status.textContent = words.search_busy;
    list.setAttribute("aria-busy", "true");
    try {
      const { sort, ...wishes } = chosen;
      const asked = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== ""));
      const found = await load().search(query, { limit, filters: asked, sort, more: limit > STEP, counts: true });
      if (mine !== turn) return;
      if (open && found.results.length && found.results[0].score >= 1000) return void location.replace(href(found.results[0]));
      if (!Object.keys(asked).length) showFilters(found.counts);
      show(query, found, false);
      found.results = await load().excerpts(found.results, query);
      if (mine === turn) show(query, found, true);
    } catch {
      if (mine === turn) status.textContent = words.search_failed;
    }
    if (mine === turn) list.setAttribute("aria-busy", "false");
  }

  // ---- The form.
  let pause;
  input.addEventListener("focus", () => load().preload(), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => { limit = STEP; Object.assign(chosen, { kind: "", year: "", state: "" }); run(input.value); }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    const query = input.value.trim();
    if (!query) return;
    history.replaceState(null, "", `?q=${encodeURIComponent(query)}`);
    remember([query, ...remembered().filter((other) => other !== query)].slice(0, MOST));
    run(query);
  });
  // Arrows go from the box through the results and back, Esc to the box.
  document.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    const inside = document.activeElement === input || at >= 0;
    if (event.key === "Escape" && at >= 0) input.focus();
    else if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) input.focus();
    else if (inside && event.key === "ArrowDown" && links[at + 1]) links[at + 1].focus();
    else if (at >= 0 && event.key === "ArrowUp") (links[at - 1] || input).focus();
    else return;
    event.preventDefault();
  });
  showRecent();
  const given = new URLSearchParams(location.search), cited = given.get("c");
  input.value = cited || given.get("q") || "";
  if (input.value) run(input.value, Boolean(cited));
})();
