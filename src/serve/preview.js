// In the preview alone: a page loads again when there is a new site, stays where it was read, and says what is wrong.
(() => {
  "use strict";
  const KEY = `congkhai-xem-thu:${location.pathname}`;

  // ---- Where one was reading: the first place that begins in the window, because what stands above may have become longer.
  // Ids of the frame begin with `_`, and its bar goes along.
  const blocks = () => document.querySelectorAll("main [id]:not([id^=_])");
  let isBack = false;
  function remember() {
    // Two edits in a row: the page was not yet where it is to be.
    if (!isBack) return;
    const top = [...blocks()].find((one) => one.getBoundingClientRect().top >= 0);
    sessionStorage.setItem(KEY, JSON.stringify({ y: scrollY, id: top?.id, offset: top?.getBoundingClientRect().top }));
  }
  function back() {
    const kept = sessionStorage.getItem(KEY);
    const done = () => {
      sessionStorage.removeItem(KEY);
      isBack = true;
    };
    if (!kept) return done();
    const { y, id, offset } = JSON.parse(kept), place = id && document.getElementById(id);
    const go = () => scrollTo({ top: place ? scrollY + place.getBoundingClientRect().top - offset : y, behavior: "instant" });
    go();
    // Heights that were guessed are known once they are painted.
    requestAnimationFrame(() => requestAnimationFrame(() => { go(); done(); }));
  }
  history.scrollRestoration = "manual";
  if (document.readyState === "complete") back(); else addEventListener("load", back);

  // ---- What is wrong.
  let box = null;
  function show(problems) {
    box?.remove();
    box = null;
    if (!problems) return;
    box = document.createElement("dialog");
    box.id = "_congkhai";
    box.setAttribute("aria-label", "Nội dung có lỗi");
    const text = document.createElement("pre"), close = document.createElement("button"), head = document.createElement("p");
    head.textContent = "Nội dung có lỗi, trang đang xem là bản đúng gần nhất.";
    text.textContent = problems;
    text.tabIndex = 0;
    close.textContent = "Ẩn";
    close.addEventListener("click", () => box.close());
    Object.assign(box.style, { maxWidth: "60rem", width: "94vw", border: "3px solid #b3261e", background: "#fff", color: "#1b1b1b" });
    Object.assign(text.style, { overflow: "auto", maxHeight: "70vh", font: "14px/1.5 monospace", whiteSpace: "pre" });
    Object.assign(close.style, { minHeight: "44px", minWidth: "44px" });
    box.append(head, text, close);
    document.body.append(box);
    box.showModal();
  }

  // ---- What is new.
  let tick = "", waiting = null;
  const version = Number(document.currentScript.dataset.version);
  async function ask() {
    waiting = new AbortController();
    const answer = await fetch(`/_congkhai/state?tick=${tick}`, { cache: "no-store", signal: waiting.signal });
    return answer.json();
  }
  async function follow() {
    while (document.visibilityState === "visible") {
      try {
        const state = await ask();
        if (state.version !== version) {
          remember();
          location.reload();
          return;
        }
        if (state.tick !== tick) show(state.problems);
        ({ tick } = state);
      } catch {
        if (document.visibilityState !== "visible") return;
        // The program is not there; it may come back.
        await new Promise((done) => { setTimeout(done, 500); });
      }
    }
  }
  // A browser keeps few connections to a server: pages in the background hold none.
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") follow(); else waiting?.abort(); });
  follow();
})();
