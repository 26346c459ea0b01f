// Text size and colours, chosen by the reader and kept on this device alone; display.js puts them on before the first paint.
(function () {
  "use strict";
  const { element, keep, words } = window.CongkhaiUi, page = document.documentElement, place = document.querySelector(".cuoi-trang .khung");
  const CHOICES = [
    ["size", words.size, [["", words.size_usual], ["2", words.size_large], ["3", words.size_largest]]],
    ["scheme", words.scheme, [["", words.scheme_auto], ["light", words.scheme_light], ["dark", words.scheme_dark]]],
  ];
  if (!place) return;

  function choose(name, value) {
    if (value) page.dataset[name] = value; else delete page.dataset[name];
    keep(name, value);
  }

  function group([name, legend, values]) {
    const set = element("fieldset", {}, element("legend", {}, legend));
    for (const [value, text] of values) {
      const input = element("input", { type: "radio", name: `_${name}`, value, id: `_${name}${value}` });
      input.checked = (page.dataset[name] || "") === value;
      input.addEventListener("change", () => choose(name, value));
      set.append(element("label", { for: input.id }, input, text));
    }
    return set;
  }

  // Last, so that nothing moves.
  place.append(element("div", { class: "hien-thi" }, ...CHOICES.map(group)));
})();
