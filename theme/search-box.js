// The box of the search dialog: answers while one types, as a combobox. Without it the form leads to the search page.
// Needs page.js. Answers come from sources: functions of the typed text that promise a
// list of { href, title, detail: [text or element, …], sure }. What is to stand ahead of the others is a source ahead of
// them; a first option that is `sure` is the active one, so that Enter opens it.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, { element, words } = ui;
  const MOST = 8, PAUSE = 120;

  /** Searches of this device, while nothing is typed. */
  const recent = ({ form }) => async (text) => (text ? [] : ui.recent().map((query) => ({ href: form.action + ui.asking(query), title: query, detail: [] })));

  /** A result as an option. */
  function optionOf(result, { data }) {
    const state = ui.state(result.state), place = ui.placeName(result.anchor, false), number = ui.number(result);
    return { href: ui.href(result, data), title: place ? `${place} – ${result.title}` : result.title, detail: [number, number && state ? " · " : "", state] };
  }

  /** The place of this very page that a citation without a document names. */
  const here = ({ data }) => async (text) => {
    if (!text) return [];
    await ui.load(data);
    const id = window.CongkhaiSearch.idHere(text);
    if (!id || !document.getElementById(id)) return [];
    const place = ui.placeName(id) || text;
    return [{ href: `#${encodeURIComponent(id)}`, title: place, detail: [words.search_here], sure: true }];
  };

  /** The places that a citation names; the first is at hand for Enter where nothing else can be meant. */
  const cited = (dialog) => async (text) => {
    if (!text) return [];
    const reader = await ui.load(dialog.data), { cited, isCitation } = window.CongkhaiSearch;
    if (!isCitation(text)) return [];
    const { results, sure } = await cited(reader, text);
    return results.map((result, at) => ({ ...optionOf(result, dialog), sure: sure && at === 0 }));
  };

  /** Documents and articles that begin as it was typed. */
  const suggestions = (dialog) => async (text) => {
    if (!text) return [];
    const { results } = await (await ui.load(dialog.data)).suggest(text, { limit: MOST });
    return results.map((result) => optionOf(result, dialog));
  };

  /** Each place once; an article is no further option where its clause is one. */
  const distinct = (all) => all.filter(({ href }, at) => !all.slice(0, at).some((other) => `${other.href}-`.startsWith(`${href}-`)));

  /** The list of options: which one is active, whether it shows. */
  function options({ input, list }) {
    let active = -1;
    const self = {
      shown: () => !list.hidden,
      current: () => list.children[active],
      show(open) {
        list.hidden = !open || !list.children.length;
        input.setAttribute("aria-expanded", String(!list.hidden));
        if (list.hidden) self.activate(-1);
      },
      activate(next) {
        self.current()?.setAttribute("aria-selected", "false");
        active = next;
        const option = self.current();
        if (!option) return input.removeAttribute("aria-activedescendant");
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", option.id);
      },
      /** From the field to the first or last option and on, and back to the field behind the other end. */
      move(step) {
        const count = list.children.length + 1;
        self.show(true);
        if (self.shown()) self.activate((active + 1 + step + count) % count - 1);
      },
      replace(all) {
        self.activate(-1);
        list.replaceChildren(...all.map(({ href, title, detail }, at) => element("a", { id: `_goi-y-${at}`, role: "option", "aria-selected": "false", tabindex: "-1", href },
          element("span", { class: "ten-goi-y" }, title), detail.some(Boolean) ? element("span", { class: "phu" }, ...detail) : "")));
        self.show(true);
      },
    };
    return self;
  }

  /** The line above recent searches, with the button that forgets them. */
  function recentLine({ list, input }, again) {
    const forget = element("button", { type: "button", class: "nhe" }, words.search_forget);
    forget.addEventListener("click", () => { ui.forget(); input.focus(); again(); });
    const line = element("p", { class: "phu gan-day", hidden: "" }, element("span", {}, words.search_recent), forget);
    list.before(line);
    return line;
  }

  /** Makes a combobox of the dialog's field; called each time the dialog opens. */
  ui.box = function (dialog) {
    ui.load(dialog.data).then((reader) => reader.preload()).catch(() => {});
    dialog.again ||= attach(dialog, [recent, here, cited, suggestions].map((source) => source(dialog)));
    dialog.again();
  };

  /** What a key does in the field; `leave` is called when the list is closed by hand. */
  const press = (all, leave) => (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") all.move(1);
    else if (event.key === "ArrowUp") all.move(-1);
    else if (event.key === "Enter" && all.current()) all.current().click();
    // First the list, then, by the browser, the dialog.
    else if (event.key === "Escape" && all.shown()) { leave(); all.show(false); }
    else return;
    event.preventDefault();
  };

  function attach(dialog, sources) {
    const { box, input, list, status } = dialog;
    const all = options(dialog), line = recentLine(dialog, () => answer());
    let turn = 0, pause;
    const leave = () => { turn += 1; clearTimeout(pause); };

    async function answer() {
      const mine = ++turn, text = input.value.trim();
      if (text) status.textContent = words.search_busy;
      const answers = await Promise.allSettled(sources.map((source) => source(text)));
      // Meanwhile something else was typed, or the dialog was left.
      if (mine !== turn) return;
      const found = distinct(answers.flatMap(({ value }) => value || [])).slice(0, MOST);
      all.replace(found);
      if (found[0]?.sure) all.activate(0);
      line.hidden = Boolean(text) || !found.length;
      const failed = answers.some(({ reason }) => reason);
      if (found.length) status.textContent = `${found.length} ${words.search_suggestions}`;
      else status.textContent = failed ? words.search_box_failed : text ? words.search_no_suggestions : "";
    }

    input.addEventListener("keydown", press(all, leave));
    input.addEventListener("input", () => { all.activate(-1); clearTimeout(pause); pause = setTimeout(answer, PAUSE); });
    // The field keeps the focus; a place on this very page is seen once the dialog is gone.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => { if (!event.ctrlKey && !event.metaKey) box.close(); });
    box.addEventListener("close", leave);
    return answer;
  }
})();
