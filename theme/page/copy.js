// A place to take away: touching its number offers its address, its text, and how it is cited (NĐ 30/2020/NĐ-CP, Phụ lục I:
// in full where a text cites it first, short afterwards). Without it the number of a heading is its permalink.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, { element, words } = ui, article = document.getElementById("_van-ban");
  if (!article || !ui.canSheet) return;

  /** Copies, or shows what to copy by hand where a page is not let: in a frame of another site, from the disk. */
  async function copy(text, status) {
    let done = false;
    try { await navigator.clipboard.writeText(text); done = true; } catch { done = byHand(text, status); }
    if (done) status.replaceChildren(words.copied);
    else status.replaceChildren(words.copy_by_hand, " ", element("textarea", { readonly: "", rows: "3" }, text));
    if (!done) status.querySelector("textarea").select();
  }
  function byHand(text, status) {
    const field = element("textarea", { class: "an", readonly: "" }, text), focused = document.activeElement;
    // Inside the sheet, for the focus must not leave it.
    status.after(field);
    field.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { /* Not let. */ }
    field.remove();
    focused?.focus({ preventScroll: true });
    return done;
  }

  function open(anchor, id) {
    const name = ui.placeName(id), address = ui.addressOf(id), status = element("p", { role: "status", class: "phu" });
    const cite = (document) => [name, document].filter(Boolean).join(" ");
    const { dau: first, sau: again } = article.dataset;
    const button = (label, text) => {
      const made = element("button", { type: "button", class: "nut" }, label);
      made.addEventListener("click", () => copy(text(), status));
      return made;
    };
    const all = [
      button(words.copy_link, () => address),
      button(words.copy_text, () => `${ui.textOf(id)}\n(${cite(first)})`),
      button(words.copy_first, () => cite(first)),
      first === again ? "" : button(words.copy_again, () => cite(again)),
    ];
    if (navigator.share) {
      const share = element("button", { type: "button", class: "nut" }, words.share);
      share.addEventListener("click", () => { navigator.share({ title: cite(again), url: address }).catch(() => {}); });
      all.push(share);
    }
    const letter = document.querySelector("a[data-thu]");
    if (letter) {
      const [to] = letter.href.split("?"), subject = encodeURIComponent(cite(again)), about = encodeURIComponent(`${cite(again)}\r\n${address}\r\n(${article.dataset.ban})\r\n\r\n`);
      all.push(element("a", { class: "nut", href: `${to}?subject=${subject}&body=${about}` }, words.feedback_place));
    }
    const inside = [...document.querySelectorAll(`[id^="${CSS.escape(`${id}-`)}"]`)].filter((one) => one.querySelector(":scope > :is(b, .so)"));
    ui.sheet(anchor, {
      head: [name],
      body: [element("p", {}, cite(first)), ...(inside.length ? [choice(anchor, id, inside)] : [])],
      foot: [...all.filter(Boolean), element("a", { class: "nut", href: `#${encodeURIComponent(id)}` }, words.permalink), status],
    });
  }

  /** The places inside an article, for who has no finger to touch their numbers with. */
  function choice(anchor, id, inside) {
    const select = element("select", { id: "_cho-trong" }, element("option", { value: id }, ui.placeName(id)), ...inside.map((one) => element("option", { value: one.id }, ui.placeName(one.id))));
    select.addEventListener("change", () => open(anchor, select.value));
    return element("p", {}, element("label", { for: "_cho-trong" }, words.place_inside), " ", select);
  }

  document.addEventListener("click", (event) => {
    const number = event.target.closest?.(".van-ban :is(b, .so)"), id = number?.closest("[id]")?.id;
    if (!id || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || String(getSelection())) return;
    event.preventDefault();
    open(number, id);
  });
})();
