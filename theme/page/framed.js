// A page of the site inside a frame of another page: its own head goes, its height is told to the page around, places are
// brought into view there, links to other sites leave the frame. Talks to theme/embed.js of the page around.
// Without it the page is whole, with its head, and scrolls inside its frame; outside a frame it does nothing.
//
// Messages are { congkhai: 1, … }. From the page around: `hello` after each page that came, `anchor`, an id to show. To it:
// `height` with `title`; `top`, how far down a place is. Only the window around is heard, and only the one site that it
// was of when it first spoke, so that nothing is told to any other.
(function () {
  "use strict";
  const around = window.parent;
  if (around === window) return;
  /** The site's own folder, of which this script tells: links out of it leave the frame. */
  const home = new URL("../", document.currentScript.src).href;
  const LONGEST = 200;
  let host = "", told = -1;

  document.documentElement.classList.add("trong-khung");

  const tell = (what) => { if (host) around.postMessage({ congkhai: 1, ...what }, host); };

  /** Of the text and not of the window, which is as high as the frame: it could never become lower again. */
  function tellHeight() {
    const height = Math.ceil(document.body.getBoundingClientRect().bottom + window.scrollY);
    if (height === told || !host) return;
    told = height;
    tell({ height, title: document.title.slice(0, LONGEST) });
  }

  const idOf = (hash) => { try { return decodeURIComponent(hash.slice(1)); } catch { return ""; } };

  function tellPlace(id) {
    const place = id && document.getElementById(id);
    if (!place) return;
    // The height first: the page around cannot scroll to where nothing is yet.
    tellHeight();
    tell({ top: Math.max(0, Math.floor(place.getBoundingClientRect().top + window.scrollY)) });
  }

  function show(id) {
    if (typeof id !== "string" || !id || id.length > LONGEST || !document.getElementById(id)) return;
    // In the place of this step: the one back is that of the page around.
    if (idOf(location.hash) === id) tellPlace(id); else location.replace(`#${encodeURIComponent(id)}`);
  }

  window.addEventListener("message", ({ source, origin, data }) => {
    // The page of a file has no origin that could be told from others.
    if (source !== around || origin === "null" || (host && origin !== host)) return;
    if (!data || typeof data !== "object" || data.congkhai !== 1) return;
    host ||= origin;
    if (data.hello === true) {
      told = -1;
      tellHeight();
      tellPlace(idOf(location.hash));
    }
    if ("anchor" in data) show(data.anchor);
  });
  window.addEventListener("hashchange", () => tellPlace(idOf(location.hash)));
  new ResizeObserver(tellHeight).observe(document.body);

  function leaveFrame(link) {
    if (/^https?:$/.test(link.protocol) && !link.href.startsWith(home)) link.target = "_top";
  }
  for (const link of document.links) leaveFrame(link);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link) return;
    leaveFrame(link);
    // A place that the address has already makes no step, but is wanted in view again.
    if (link.hash && link.href === location.href) setTimeout(() => tellPlace(idOf(link.hash)));
  }, true);
})();
