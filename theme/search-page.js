// The search page: results as one types, their excerpts, recent searches kept on this device, the address that gives
// the same again. Without it the form leads to this page, whose lists work. ?q= asks, ?c= opens a cited place, where it is clear which.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, form = document.getElementById("_tim"), box = document.getElementById("_ket-qua");
  if (!form || !box || !ui) return;
  const { element } = ui, input = form.elements.q, data = form.dataset, { words } = ui;
  const PAUSE = 150, STEP = 10;
  /** Excerpts of what is still being typed wait so long: their texts would keep the next search off the line. */
  const LATER = 300;

  const recent = element("p", { class: "phu gan-day" });
  const status = element("p", { role: "status", class: "phu" });
  const notes = element("p", { class: "phu" });
  const choices = element("div", { hidden: "" });
  const list = element("ol", { class: "ket-qua" });
  const further = element("p");
  box.append(recent, status, notes, choices, list, further);

  let filters, turn = 0, limit = STEP, typing = false;

  /** The reader and the filters; what fails is tried again with the next search. */
  async function load() {
    const [reader] = await Promise.all([ui.load(data), ui.scripts(data.later)]);
    if (!filters) {
      const again = () => { limit = STEP; run({ push: true }); };
      filters = ui.filters({ box: choices, words, changed: again, opened: () => run() });
      filters.read(new URLSearchParams(location.search));
    }
    return reader;
  }

  function showRecent() {
    const all = ui.recent();
    recent.hidden = all.length === 0;
    const forget = element("button", { type: "button", class: "nhe" }, words.search_forget);
    forget.addEventListener("click", () => { ui.forget(); showRecent(); input.focus(); });
    recent.replaceChildren(element("span", {}, words.search_recent), ...all.map((query) => element("a", { href: ui.asking(query) }, query)), forget);
  }

  // ---- Results.
  function row(result) {
    const place = [result.label, result.heading].filter(Boolean).join(" ") || ui.placeName(result.anchor, false);
    const excerpt = (result.excerpt || []).map(([text, marked]) => (marked ? element("mark", {}, text) : text));
    const number = ui.number(result), state = ui.state(result.state);
    return element("li", {},
      element("a", { href: ui.href(result, data) }, place && result.anchor ? `${place} – ${result.title}` : result.title),
      element("span", { class: "phu" }, number, number && state ? " · " : "", state),
      excerpt.length ? element("p", { class: "trich-doan", lang: "vi" }, ...excerpt) : "");
  }

  /** How much was found: `12 kết quả trong 3 văn bản`. */
  function amount(found) {
    const documents = found.documents ?? (found.counts.kind && [...found.counts.kind.values()].reduce((sum, count) => sum + count, 0));
    const at = found.exact ? "" : `${words.search_at_most} `;
    return `${at}${found.total} ${words.search_found}${documents === undefined ? "" : ` ${words.search_in} ${at}${documents} ${words.search_in_documents}`}`;
  }

  function say(found, finished) {
    if (found.results.length) status.textContent = amount(found);
    else if (!finished) status.textContent = words.search_busy;
    else status.textContent = filters.any() ? words.search_none_filtered : words.search_none;
    const said = [];
    if (found.searched.length) said.push(`${words.search_instead} ${found.searched.map(([from, to]) => `${from} → ${to}`).join(", ")}.`);
    if (found.missing.length) said.push(`${words.search_missing} ${found.missing.join(", ")}.`);
    notes.textContent = said.join(" ");
  }

  function show(found, finished) {
    // Excerpts and the second look at the texts come later; whoever is on a result by then stays on it, or is back at
    // the box where it is gone.
    const held = list.contains(document.activeElement) ? document.activeElement.href : "";
    const before = further.contains(document.activeElement) ? list.children.length : -1;
    list.replaceChildren(...found.results.map(row));
    if (held) ([...list.querySelectorAll("a")].find((link) => link.href === held) || input).focus();
    say(found, finished);
    further.replaceChildren();
    if (found.more && found.results.length) {
      const rest = found.total - found.limit, label = found.exact && rest > 0 ? words.search_more.replace("{n}", Math.min(STEP, rest)) : words.search_more_any;
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", () => { limit = found.limit + (found.exact ? STEP : ui.LOOKED); run(); });
      further.append(button);
    }
    // Whoever asked for more goes on with the first of them.
    if (before >= 0) (list.children[before]?.querySelector("a") || input).focus();
  }

  /** Results with their excerpts; where a quoted phrase stands in none of the first, those behind them are looked at. */
  async function whole(reader, query, wishes, found) {
    let seen = wishes.limit;
    found.results = await reader.excerpts(found.results, query);
    while (!found.results.length && found.total > seen && seen < 10 * ui.LOOKED) {
      seen += ui.LOOKED;
      const next = await reader.search(query, { ...wishes, limit: seen, more: true });
      found.results = (await reader.excerpts(next.results, query)).slice(0, wishes.limit);
    }
    // All of them were looked at: what is left is the number.
    if (found.exact || found.total > seen) return;
    const documents = new Set(found.results.map((result) => result.place.slot)).size;
    Object.assign(found, { total: found.results.length, exact: true, documents });
  }

  async function search(query, open) {
    const mine = turn, stale = () => mine !== turn;
    const reader = await load();
    if (stale()) return;
    if (open) {
      const { results: [first], sure } = await window.CongkhaiSearch.cited(reader, query);
      if (sure && !stale()) return void location.replace(ui.href(first, data));
      if (stale()) return;
    }
    const counting = filters.open(), quoted = ui.isQuoted(query);
    const wishes = { filters: filters.wishes(), sort: filters.sort(), limit: quoted ? Math.max(limit, ui.LOOKED) : limit };
    const ask = (more) => reader.search(query, { ...wishes, more, counts: counting });
    let found = await ask(counting || limit > STEP);
    // Words that nearly every text has stand in the second tier alone.
    if (!found.results.length && !counting) found = await ask(true);
    if (stale()) return;
    Object.assign(found, { exact: !quoted, limit: wishes.limit });
    choices.hidden = false;
    filters.mark();
    show(found, false);
    // The titles are seen before the work on the texts begins.
    await new Promise((done) => { setTimeout(done, typing ? LATER : 0); });
    if (stale()) return;
    if (counting) {
      const { counts, exact } = await ui.counts(reader, query, found, wishes);
      if (stale()) return;
      filters.show(counts, exact);
    }
    await whole(reader, query, wishes, found);
    if (!stale()) show(found, true);
  }

  /** Searches for what the box has; `push` when the address is to become a step of its own, for the way back. */
  async function run({ push, open } = {}) {
    const query = input.value.trim(), mine = ++turn;
    note(query, push);
    if (!query) {
      [list, further, notes, status].forEach((part) => part.replaceChildren());
      choices.hidden = true;
      return;
    }
    status.textContent = words.search_busy;
    list.setAttribute("aria-busy", "true");
    try {
      await search(query, open);
    } catch {
      if (mine === turn) status.textContent = words.search_failed;
    }
    if (mine === turn) list.setAttribute("aria-busy", "false");
  }

  // ---- The address: a list of results can be passed on, and the way back leads to what was asked before.
  function note(query, push) {
    if (!filters && !push) return;
    const now = new URLSearchParams(location.search), address = filters ? new URLSearchParams() : new URLSearchParams(location.search);
    address.delete("c");
    if (query) address.set("q", query); else address.delete("q");
    if (filters && query) filters.write(address);
    if (String(address) === String(now)) return;
    try { history[push ? "pushState" : "replaceState"](null, "", `?${address}`); } catch { /* it stays as it is */ }
  }

  function fromAddress(first) {
    const given = new URLSearchParams(location.search), cited = given.get("c");
    input.value = cited || given.get("q") || "";
    limit = STEP;
    typing = false;
    filters?.read(given);
    // Wherever it was asked: a form is sent before the scripts around it need be there.
    if (input.value && first) ui.remember(input.value.trim());
    showRecent();
    if (input.value || !first) run({ open: Boolean(first && cited) });
  }

  // ---- The form.
  let pause;
  input.addEventListener("focus", () => { load().then((reader) => reader.preload()).catch(() => {}); }, { once: true });
  input.addEventListener("input", () => {
    clearTimeout(pause);
    // One step for all that is typed until Enter.
    pause = setTimeout(() => { limit = STEP; const push = !typing; typing = true; run({ push }); }, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    const query = input.value.trim();
    if (!query) return;
    ui.remember(query);
    showRecent();
    limit = STEP;
    const push = !typing;
    typing = false;
    run({ push });
  });
  window.addEventListener("popstate", () => fromAddress(false));
  // Arrows go from the box through the results and back, Esc to the box.
  document.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    const inside = document.activeElement === input || at >= 0;
    if (event.key === "Escape" && at >= 0) input.focus();
    else if (inside && event.key === "ArrowDown" && links[at + 1]) links[at + 1].focus();
    else if (at >= 0 && event.key === "ArrowUp") (links[at - 1] || input).focus();
    else return;
    event.preventDefault();
  });
  fromAddress(true);
})();
