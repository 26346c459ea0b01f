// How a page looks, known before it is first painted: text size and colours that a reader chose on this device
// (page/comfort.js), and whether its frame is in English (page/language.js). The class says that scripts run.
(function () {
  const page = document.documentElement, { en } = document.currentScript.dataset;
  page.classList.add("js");
  try {
    const { size, scheme, lang } = JSON.parse(localStorage.getItem("congkhai-hien-thi")) || {};
    if (/^[23]$/.test(size)) page.dataset.size = size;
    if (/^(light|dark)$/.test(scheme)) page.dataset.scheme = scheme;
    if (lang === "en" && en) document.head.append(Object.assign(document.createElement("script"), { src: en, async: false }));
  } catch { /* As the browser has it. */ }
})();
