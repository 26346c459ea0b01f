// At a former address: on to the new one, to the same place of the text. Without this the page itself leads on, to the
// beginning of the text.
(function () {
  "use strict";
  const { to } = document.currentScript.dataset;
  location.replace(to + location.hash);
})();
