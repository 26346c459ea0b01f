// For a page of another site that shows this one in a frame:
//
//   <div data-congkhai="https://example.gov.vn/van-ban/index.html"><a href="https://example.gov.vn/van-ban/index.html">Văn bản</a></div>
//   <script src="https://example.gov.vn/van-ban/theme/embed.js" defer></script>
//
// The frame becomes as high as its page, a place in the address (#dieu-5) is shown, and a link to a place inside scrolls
// the page around it. Without this script the link stays; where the page in the frame does not answer, the link stays
// above a frame that scrolls by itself. `data-title` names the frame, which else has the title of its page.
// A policy of the page around needs this site in frame-src and script-src; the site needs it in frame-ancestors.
(function () {
  "use strict";
  /** Heights in CSS pixels: at first, least and most that is believed. */
  const FIRST = 600, LEAST = 120, MOST = 500000;
  const LONGEST = 200;

  const isNumber = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
  const idOf = (hash) => { try { return decodeURIComponent(hash.slice(1)).slice(0, LONGEST); } catch { return ""; } };
  /** The place that the address asks for, unless the page around has it itself. */
  const wanted = () => { const id = idOf(location.hash); return id && !document.getElementById(id) ? id : ""; };

  function build(box, address) {
    const frame = document.createElement("iframe");
    frame.title = box.dataset.title || box.textContent.trim() || address.hostname;
    frame.setAttribute("allow", "clipboard-write");
    Object.assign(frame.style, { display: "block", width: "100%", border: "0", height: `${FIRST}px` });
    let link = box.querySelector("a[href]");
    if (!link) {
      link = document.createElement("a");
      link.href = address.href;
      link.textContent = frame.title;
      box.append(link);
    }
    const id = wanted();
    if (id) address.hash = encodeURIComponent(id);
    frame.src = address.href;
    return { frame, link };
  }

  function embed(box) {
    let address;
    try { address = new URL(box.dataset.congkhai, document.baseURI); } catch { return; }
    // A file has no origin by which its messages could be told from others: the link stays.
    if (!/^https?:$/.test(address.protocol)) return;
    const site = address.origin, { frame, link } = build(box, address);
    const tell = (what) => frame.contentWindow?.postMessage({ congkhai: 1, ...what }, site);
    let pages = 0;

    function takeHeight({ height, title }) {
      if (!isNumber(height)) return;
      frame.style.height = `${Math.min(MOST, Math.max(LEAST, Math.ceil(height)))}px`;
      if (typeof title === "string" && title && !box.dataset.title) frame.title = title.slice(0, LONGEST);
      link.hidden = true;
    }
    function takePlace({ top }) {
      if (!isNumber(top)) return;
      const { top: start, height } = frame.getBoundingClientRect();
      window.scrollTo({ top: window.scrollY + start + Math.min(top, height) });
    }

    window.addEventListener("message", ({ source, origin, data }) => {
      if (source !== frame.contentWindow || origin !== site || !data || typeof data !== "object" || data.congkhai !== 1) return;
      if ("height" in data) takeHeight(data);
      if ("top" in data) takePlace(data);
    });
    frame.addEventListener("load", () => {
      pages += 1;
      // A page of the frame begins at its top, not as far down as the link that led there.
      if (pages > 1 && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
      tell({ hello: true });
    });
    window.addEventListener("hashchange", () => { const id = wanted(); if (id) tell({ anchor: id }); });
    box.append(frame);
  }

  for (const box of document.querySelectorAll("[data-congkhai]")) embed(box);
})();
