// The text of a work that applies on a day: asked for in a form, which without this script is not shown, and marked for the
// reader's own day where another applies than when the site was built. The table of the texts says it without a script.
(function () {
  "use strict";
  const table = document.getElementById("_cac-ban"), ui = window.CongkhaiUi;
  if (!table) return;
  const { element, words } = ui, rows = [...table.tBodies[0].rows];
  /** The row of the text that applies on a day: at most one, for days of several texts do not overlap. */
  const on = (day) => rows.find(({ dataset: { tu, den } }) => tu && tu <= day && (!den || day <= den));

  const marked = rows.find((row) => row.querySelector(".status_in_force")), now = on(ui.today());
  if (marked && now !== marked) {
    marked.querySelector(".status_in_force").remove();
    if (now) now.cells[2].append(" ", element("span", { class: "tinh-trang status_in_force" }, words.version_applies));
  }

  const form = document.getElementById("_theo-ngay");
  if (!form) return;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const row = on(form.elements.ngay.value), answer = document.getElementById("_theo-ngay-thay");
    for (const other of rows) other.classList.toggle("chon", other === row);
    if (!row) return answer.replaceChildren(words.version_none);
    const link = row.cells[0].querySelector("a");
    answer.replaceChildren(element("span", {}, words.version_found), " ", link ? link.cloneNode(true) : row.cells[0].textContent);
    answer.querySelector("a")?.setAttribute("lang", "vi");
  });
})();
