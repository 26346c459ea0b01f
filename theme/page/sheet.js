// A sheet over the page, which stays where it is: at the foot of a phone, beside what was touched where there is room.
// Escape, a touch beside it and its button close it; the focus is back where it was then. Without popovers there is none,
// and links lead on.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, { element, words } = ui;
  const WIDE = "(min-width: 48rem)", GAP = 8;
  let sheet, from;

  function build() {
    const close = element("button", { type: "button", class: "nhe" }, words.search_close);
    const head = element("p", { class: "ten-to", id: "_ten-to" }), body = element("div", { class: "ruot-to" }), foot = element("div", { class: "chan-to" });
    const box = element("div", { popover: "auto", id: "_to", class: "to", role: "dialog", "aria-labelledby": "_ten-to", tabindex: "-1" },
      element("div", { class: "dau-to" }, head, close), body, foot);
    close.addEventListener("click", () => box.hidePopover());
    box.addEventListener("toggle", (event) => {
      if (event.newState === "closed" && (box.contains(document.activeElement) || document.activeElement === document.body)) from?.focus({ preventScroll: true });
    });
    document.body.append(box);
    return { box, head, body, foot };
  }

  /** Below what was touched, above it where there is more room. */
  function put(box, anchor) {
    box.style.cssText = "";
    // In a frame as high as its text the foot of the window is not that of the screen.
    if (!matchMedia(WIDE).matches && !document.documentElement.classList.contains("trong-khung")) return;
    const at = anchor.getClientRects()[0], below = innerHeight - at.bottom, left = Math.min(at.left, innerWidth - box.offsetWidth - GAP);
    box.style.left = `${Math.max(GAP, left)}px`;
    if (below > box.offsetHeight + GAP || below > at.top) box.style.top = `${Math.min(at.bottom + GAP, innerHeight - box.offsetHeight - GAP)}px`;
    else box.style.top = `${Math.max(GAP, at.top - box.offsetHeight - GAP)}px`;
  }

  ui.canSheet = Boolean(HTMLElement.prototype.showPopover);
  /** Opens the sheet; gives what fills it anew, for what comes later, as long as nothing else was opened. */
  ui.sheet = (anchor, { head, body, foot }) => {
    sheet ||= build();
    const mine = {};
    const fill = ({ head, body, foot }) => {
      if (sheet.mine !== mine) return false;
      sheet.head.replaceChildren(...head);
      sheet.body.replaceChildren(...body);
      sheet.foot.replaceChildren(...foot);
      sheet.body.hidden = !body.length;
      if (sheet.box.matches(":popover-open")) put(sheet.box, anchor);
      return true;
    };
    if (sheet.box.matches(":popover-open")) sheet.box.hidePopover();
    sheet.mine = mine;
    from = anchor;
    fill({ head, body, foot });
    sheet.box.showPopover();
    put(sheet.box, anchor);
    sheet.body.scrollTop = 0;
    sheet.box.focus({ preventScroll: true });
    return fill;
  };
  ui.closeSheet = () => sheet?.box.matches(":popover-open") && sheet.box.hidePopover();
})();
