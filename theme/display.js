// How a page looks, known before it is first painted: text size and colours that a reader chose on this device
// (page/comfort.js). The class says that scripts run.
(function () {
  const page = document.documentElement;
  page.classList.add("js");
  try {
    const { size, scheme } = JSON.parse(localStorage.getItem("congkhai-hien-thi")) || {};
    if (/^[23]$/.test(size)) page.dataset.size = size;
    if (/^(light|dark)$/.test(scheme)) page.dataset.scheme = scheme;
  } catch { /* As the browser has it. */ }
})();
