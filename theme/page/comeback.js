// Where one left off, offered on return: kept on this device alone, and only while the text is the same.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, { element, words } = ui, text = document.getElementById("_van-ban");
  if (!text || !ui.currentPlace) return;
  /** Pages that are remembered; screens below the beginning from which on it is worth it. */
  const KEPT = "congkhai-dang-doc", MOST = 50, SCREENS = 2;
  const own = location.pathname;

  function read() {
    try {
      const all = JSON.parse(localStorage.getItem(KEPT));
      return Array.isArray(all) ? all.filter((one) => Array.isArray(one)) : [];
    } catch { return []; }
  }
  function keep() {
    const id = scrollY > SCREENS * innerHeight ? ui.currentPlace() : "";
    const all = read().filter(([path]) => path !== own);
    if (id) all.unshift([own, id, text.dataset.ban]);
    try { localStorage.setItem(KEPT, JSON.stringify(all.slice(0, MOST))); } catch { /* It is not kept. */ }
  }
  function offer(id) {
    const close = element("button", { type: "button", class: "nhe", "aria-label": words.search_close }, "✕");
    const line = element("div", { class: "doc-tiep", role: "status" }, element("a", { href: `#${encodeURIComponent(id)}` }, words.read_on, " ", ui.placeName(id)), close);
    line.addEventListener("click", () => line.remove());
    document.body.append(line);
  }

  const found = read().find(([path]) => path === own);
  if (found && !location.hash && found[2] === text.dataset.ban && document.getElementById(String(found[1])) && scrollY < innerHeight) offer(String(found[1]));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });
  addEventListener("pagehide", keep);
})();
