// Opens the search over any page, by its button or by "/". Without it the link leads to the page tim-kiem.html. The box,
// the reader and the index come when the dialog opens.
(function () {
  "use strict";
  const { element, scripts, words } = window.CongkhaiUi, ui = window.CongkhaiUi;

  const link = document.getElementById("_mo-tim"), field = document.getElementById("_q");
  // The search page has its field at hand; a browser without dialogs keeps the link.
  const data = link && link.dataset.later && window.HTMLDialogElement ? link.dataset : null;
  let dialog;

  function build() {
    const input = element("input", {
      id: "_hoi", name: "q", type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": "_goi-y", "aria-autocomplete": "list",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: "300", enterkeyhint: "search", autofocus: "",
    });
    const close = element("button", { type: "button", class: "nhe" }, words.search_close);
    const form = element("form", { class: "tim-kiem", action: link.href, method: "get", role: "search" },
      element("div", { class: "dau-hop" }, element("label", { for: "_hoi" }, words.search_label), close),
      element("div", { class: "o-tim" }, input, element("button", { type: "submit" }, words.search)));
    const status = element("p", { role: "status", class: "phu" });
    const list = element("div", { id: "_goi-y", role: "listbox", "aria-label": words.search_suggestions, hidden: "" });
    const box = element("dialog", { class: "hop-tim", "aria-label": words.search }, form, status, list);
    close.addEventListener("click", () => box.close());
    // Beside the dialog is the dialog itself, its children are not.
    box.addEventListener("click", (event) => { if (event.target === box) box.close(); });
    input.addEventListener("input", () => { if (!dialog.again) fill(); });
    document.body.append(box);
    return { box, form, input, status, list, data };
  }

  /** Makes the field answer; what did not come is asked for again at the next key. */
  async function fill() {
    try {
      await scripts(data.later);
      ui.box(dialog);
    } catch {
      dialog.status.textContent = words.search_box_failed;
    }
  }

  /** Opens it; who leaves it is back where he was. */
  function open(from) {
    dialog ||= build();
    if (dialog.box.open) return;
    dialog.box.addEventListener("close", () => from.focus({ preventScroll: true }), { once: true });
    dialog.box.showModal();
    dialog.input.focus();
    dialog.input.select();
    fill();
  }

  if (data) {
    const button = element("button", { type: "button", id: "_mo-tim", "aria-haspopup": "dialog", "aria-keyshortcuts": "/" }, link.textContent);
    button.addEventListener("click", () => open(button));
    link.replaceWith(button);
  }
  const typing = (target) => target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || typing(event.target)) return;
    if (!data && !field) return;
    event.preventDefault();
    if (data) open(document.activeElement || document.body); else field.focus();
  });
})();
