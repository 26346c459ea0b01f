// The state of a document on the reader's day, where it has changed since the site was built: a page kept for a year must
// not call a law in force that has lapsed. Days are those of Viet Nam.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, { element, words } = ui, VIETNAM = 7 * 3600e3;

  ui.today = (time = Date.now()) => new Date(time + VIETNAM).toISOString().slice(0, 10);
  /** The state on a day of a document that was in `state` when the site was built; dates may be missing. */
  ui.stateOn = (state, effective, expires, day = ui.today()) => {
    if (state === "n" && effective && effective <= day) state = "c";
    return "cm".includes(state) && expires && expires <= day ? "h" : state;
  };
  ui.STATES = { c: "status_in_force", n: "status_not_yet", m: "status_partly", h: "status_expired", d: "status_suspended", x: "status_unknown" };
  /** A state in words, by its letter in the index. */
  ui.state = (letter) => {
    const key = ui.STATES[letter];
    return key ? element("span", { class: `tinh-trang ${key}` }, words[key]) : "";
  };

  const line = document.querySelector(".hieu-luc"), shown = line?.querySelector(".tinh-trang");
  if (!shown) return;
  const letter = Object.keys(ui.STATES).find((one) => shown.classList.contains(ui.STATES[one]));
  const now = ui.stateOn(letter, line.dataset.tu, line.dataset.den);
  if (now !== letter) shown.replaceWith(ui.state(now), ` (${words.status_by_clock})`);
})();
