// Deadlines on the reader's day: past, today, so many days left. Without it the list has the build's answer, which says
// for which day it holds.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, made = document.currentScript.dataset.today;
  if (!ui) return;
  const STATES = ["deadline_past", "deadline_overdue", "deadline_today", "deadline_left"];
  const days = (date) => Date.parse(date) / 86400000;

  function state(mark, left) {
    if (left < 0) return "chuaXong" in mark.dataset ? "deadline_overdue" : "deadline_past";
    return left === 0 ? "deadline_today" : "deadline_left";
  }

  function tell() {
    // A clock that stands before the day the page was made is wrong, and that day is nearer.
    const today = Math.max(days(ui.today()), days(made));
    for (const mark of document.querySelectorAll("[data-han]")) {
      const left = days(mark.dataset.han) - today;
      if (Number.isNaN(left)) continue;
      const key = state(mark, left);
      mark.classList.remove(...STATES);
      mark.classList.add(key);
      mark.textContent = ui.words[key].replace("{n}", left);
    }
  }

  tell();
  // A page left open overnight.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tell(); });
  window.addEventListener("pageshow", tell);
})();
