// A page that comes from what the reader saved says so with its day, and one from the network offers what is newer than
// what is saved (worker/answer.js knows both). Without a worker, which most readers have none of, it does nothing.
(function () {
  "use strict";
  const ui = window.CongkhaiUi, { element, words, today } = ui, worker = navigator.serviceWorker?.controller;
  const way = document.querySelector("a[data-ngoai-tuyen]"), OLD = 30;
  /** Makes the site one that can be put beside apps. Not by mark-up: browsers ask for the manifest with every page, and from
   * the disk complain that they may not. */
  ui.addManifest = () => {
    if (way) document.head.append(element("link", { rel: "manifest", href: new URL("manifest.webmanifest", way.href).href }));
  };
  if (!worker) return;
  ui.addManifest();
  const place = document.querySelector(".dau-trang") || document.body.firstChild;
  const line = (kind, ...inside) => place.after(element("div", { class: `ban-luu ${kind}`, role: "status" }, ...inside));

  function tell(date) {
    // As the reader's calendar has it in Viet Nam.
    const day = today(Date.parse(date)), days = (Date.parse(today()) - Date.parse(day)) / 86_400_000;
    const text = days > OLD ? words.saved_copy_old : words.saved_copy;
    line(days > OLD ? "cu" : "", element("span", {}, text.replace("{date}", day.split("-").reverse().join("/"))));
  }

  function offer() {
    if (!way || way.href === location.href.replace(/[?#].*$/, "")) return;
    const close = element("button", { type: "button", class: "nhe", "aria-label": words.search_close }, "✕");
    close.addEventListener("click", () => close.parentElement.remove());
    line("", element("a", { href: way.href }, words.saved_newer), close);
  }

  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => {
    if (data.date) tell(data.date);
    if (data.newer) offer();
  };
  worker.postMessage({ congkhai: "ban-luu" }, [port2]);
})();
