// The page on reading offline: what can be saved and how large it is, what is saved and of when, how far saving has come.
// Nothing is registered or kept before a button is pressed. Without it the page says what it would need.
(function () {
  "use strict";
  const { addManifest, element, today } = window.CongkhaiUi, offline = window.CongkhaiOffline, place = document.getElementById("_ngoai-tuyen");
  if (!place || !offline) return;
  const words = place.dataset, by = (id) => document.getElementById(id);
  const packs = [...place.querySelectorAll("[data-goi]")];
  let versions = null, stop = null;

  // ---- Words.
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const number = (value, digits = 0) => value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits });
  const size = (bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1e3))} KB` : bytes < 1e9 ? `${number(bytes / 1e6, 1)} MB` : `${number(bytes / 1e9, 1)} GB`);
  const day = (date) => today(Date.parse(date)).split("-").reverse().join("/");
  const say = (text) => { by("_loi-bao").textContent = text; };

  // ---- What is offered and what is there.
  /** Files and bytes of a pack, with those of the frame that it needs. */
  function measured(id) {
    const [own, frame] = [versions[id], id === offline.FRAME ? null : versions[offline.FRAME]];
    return { n: number(own[1] + (frame?.[1] ?? 0)), size: size(own[2] + (frame?.[2] ?? 0)) };
  }

  function button(label, item, ids) {
    const made = element("button", { type: "button", class: "nut" }, label);
    made.id = `_luu-${item.dataset.goi}`;
    made.setAttribute("aria-describedby", `_goi-${item.dataset.goi}`);
    made.addEventListener("click", () => run(ids));
    return made;
  }

  function draw(item, saved) {
    const id = item.dataset.goi, whole = Boolean(saved?.date), newer = whole && versions && versions[id] && versions[id][0] !== saved.version;
    const focused = item.contains(document.activeElement);
    item.querySelectorAll(".them").forEach((one) => one.remove());
    const state = saved ? (whole ? fill(words.saved, { date: day(saved.date) }) : words.partly) : "";
    const line = element("p", { class: "phu them" }, versions?.[id] ? fill(words.size, measured(id)) : "");
    if (state) line.append(`${line.textContent ? ". " : ""}${state}`);
    if (newer) line.append(" ", element("span", { class: "moi" }, words.newer));
    item.append(line);
    const label = newer ? words.update : saved ? (whole ? "" : words.resume) : words.save;
    if (label && versions?.[id]) item.append(element("p", { class: "them" }, button(label, item, [id])));
    // Who pressed the button that is gone goes on from what it was about.
    if (focused && !item.contains(document.activeElement)) item.querySelector("button, a")?.focus();
  }

  async function state() {
    const known = await offline.record(), lines = [];
    for (const item of packs) draw(item, known.packs[item.dataset.goi]);
    const some = Object.keys(known.packs).length > 0;
    by("_da-luu").hidden = !some;
    if (!some) return;
    if (navigator.storage?.persisted) lines.push(await navigator.storage.persisted() ? words.persistent : words.fleeting);
    const room = await navigator.storage?.estimate?.();
    if (room?.quota) lines.push(fill(words.room, { size: size(room.usage), quota: size(room.quota) }));
    lines.push(fill(words.read, { n: number(await offline.pagesRead()) }));
    by("_tinh-hinh").replaceChildren(...lines.map((text) => element("li", {}, text)));
  }

  async function look() {
    try { versions = await offline.offered(); } catch { versions = null; say(words.unreachable); }
    await state();
  }

  // ---- Saving.
  function tell({ done, count, bytes, all }) {
    by("_thanh-tien-do").value = all ? bytes / all : 1;
    by("_so-lieu").textContent = fill(words.progress, { n: number(done), all: number(count), size: size(bytes), allsize: size(all) });
  }

  function problem(error) {
    if (error.name === "AbortError") return words.stopped;
    if (error.name === "QuotaExceededError") return words.full;
    return error.name === "InvalidStateError" ? words.elsewhere : words.failed;
  }

  async function run(ids) {
    if (stop) return;
    stop = new AbortController();
    const cancel = element("button", { type: "button", class: "nut" }, words.stop);
    cancel.addEventListener("click", () => stop.abort());
    by("_tien-do").append(cancel);
    by("_tien-do").hidden = false;
    // One at a time; they are drawn anew at the end.
    for (const other of place.querySelectorAll(".goi button")) other.disabled = true;
    say(words.busy);
    cancel.focus();
    let last;
    try {
      const { fetched, same } = await offline.save(ids, tell, stop.signal);
      last = fill(words.done, { n: number(fetched), same: number(same) });
    } catch (error) { last = problem(error); }
    stop = null;
    by("_tien-do").hidden = true;
    cancel.remove();
    await look();
    say(last);
    by(`_luu-${ids[0]}`)?.focus();
  }

  by("_go-bo").addEventListener("click", async () => {
    stop?.abort();
    await offline.remove();
    await state();
    say(words.removed);
    packs[0]?.querySelector("button")?.focus();
  });

  const why = offline.reason();
  if (why) document.querySelector(`[data-khong="${why}"]`).hidden = false;
  else {
    place.hidden = false;
    if (!navigator.serviceWorker.controller) addManifest();
    look();
  }
})();
