// What is saved for reading offline: asks the site what belongs to a pack, fetches what is not there yet or no longer the
// same, and remembers it. The caches are those of worker/answer.js, which answers from them. For offline-page.js.
(function () {
  "use strict";
  const place = document.getElementById("_ngoai-tuyen");
  if (!place) return;
  const home = new URL("./", new URL(place.dataset.worker, location.href)), lists = new URL(place.dataset.lists, location.href);
  const own = `congkhai|${encodeURIComponent(home.pathname)}|`, PACKS = `${own}goi-1`, READ = `${own}doc-1`;
  const FETCHED = "x-congkhai-luu", RECORD = new URL("da-luu.json", lists).href, ASKED = new URL("da-hoi.json", lists).href;
  /** Fetches at a time; files after which what is there is written down, for a device that is switched off. */
  const AT_A_TIME = 6, OFTEN = 100;
  /** The pack that is part of every other. */
  const FRAME = "khung";

  /** Why nothing can be saved here; empty where it can. */
  function reason() {
    if (location.protocol === "file:") return "file";
    if (!window.isSecureContext) return "insecure";
    try { if (window.top !== window) void window.top.location.href; } catch { return "frame"; }
    return navigator.serviceWorker && window.caches ? "" : "unsupported";
  }

  // ---- What is there: { packs: { id: { version, date } }, files: { address: hash },
  // checked: when all files were last those of the site }.
  async function record() {
    const found = await caches.match(RECORD, { cacheName: PACKS }).catch(() => undefined);
    return found ? found.json() : { packs: {}, files: {} };
  }
  const write = (cache, known) => cache.put(RECORD, new Response(JSON.stringify(known), { headers: { "content-type": "application/json" } }));
  async function pagesRead() {
    if (!(await caches.has(READ))) return 0;
    const all = await (await caches.open(READ)).keys();
    return all.filter(({ url }) => !new URL(url).pathname.includes("/theme/")).length;
  }

  // ---- What the site has.
  async function ask(name) {
    const response = await fetch(new URL(`${name}.json`, lists), { cache: "no-store" });
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.json();
  }
  const offered = async () => (await ask("ban")).packs;

  /** In an order in which what is there at any time fits together: what others name by its bytes before those. */
  const rank = (path) => (path.startsWith("theme/") ? 0 : /^chi-muc\/[ls]\//.test(path) ? 1 : /^chi-muc\/[^/]+$/.test(path) ? 3 : 2);

  async function fetchInto(cache, [path], signal) {
    const address = new URL(path, home), response = await fetch(address, { cache: "no-cache", signal });
    // A page of somewhere else, to log in perhaps, is none of these.
    if (!response.ok || !response.url.startsWith(home.href)) throw new Error(`${path}: ${response.status}`);
    const headers = new Headers(response.headers);
    for (const name of ["content-encoding", "content-length"]) headers.delete(name);
    headers.set(FETCHED, new Date().toISOString());
    await cache.put(address.href, new Response(await response.blob(), { headers }));
  }

  /** Fetches some files, several at a time; the first that fails ends all. */
  async function fetchAll(cache, files, known, tell, signal) {
    let next = 0, done = 0, bytes = 0, problem = null;
    const all = files.reduce((sum, [, , size]) => sum + size, 0);
    async function work() {
      while (next < files.length && !problem) {
        const one = files[next++];
        try { await fetchInto(cache, one, signal); } catch (error) { problem ||= error; return; }
        known.files[one[0]] = one[1];
        done += 1;
        bytes += one[2];
        tell({ done, count: files.length, bytes, all });
        if (done % OFTEN === 0) await write(cache, known);
      }
    }
    tell({ done, count: files.length, bytes, all });
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    if (problem) throw problem;
  }

  /** Brings packs to the state of the site: those named and all that are there. Gives what was fetched and what was the same. */
  async function bring(ids, tell, signal) {
    const versions = await offered(), known = await record();
    const wanted = [...new Set([FRAME, ...Object.keys(known.packs), ...ids])].filter((id) => versions[id]);
    const files = new Map((await Promise.all(wanted.map(ask))).flat().map((file) => [file[0], file]));
    const cache = await caches.open(PACKS);
    // Begun is said first, so that a half is known as one.
    for (const id of ids) known.packs[id] ||= { version: "", date: "" };
    const missing = [...files.values()].filter(([path, hash]) => known.files[path] !== hash).sort((a, b) => rank(a[0]) - rank(b[0]));
    try {
      await fetchAll(cache, missing, known, tell, signal);
      for (const path of Object.keys(known.files)) if (!files.has(path) && rank(path)) await forget(cache, known, path);
      known.packs = Object.fromEntries(wanted.map((id) => [id, { version: versions[id][0], date: new Date().toISOString() }]));
      known.checked = new Date().toISOString();
      await cache.delete(ASKED);
    } finally {
      await write(cache, known);
    }
    return { fetched: missing.length, same: files.size - missing.length };
  }
  // Files of the theme stay: pages that were kept before still name them.
  async function forget(cache, known, path) {
    await cache.delete(new URL(path, home).href);
    delete known.files[path];
  }

  /** Saves packs; registers the worker first, which nothing else does. */
  async function save(ids, tell, signal) {
    const work = async (lock) => {
      if (lock === null) throw new DOMException("another tab is saving", "InvalidStateError");
      await offered();
      await navigator.storage?.persist?.();
      await navigator.serviceWorker.register(place.dataset.worker, { scope: home.pathname, updateViaCache: "none" });
      return bring(ids, tell, signal);
    };
    return navigator.locks ? navigator.locks.request(own, { ifAvailable: true }, work) : work();
  }

  /** Takes away all that this site saved, and the worker. */
  async function remove() {
    const registration = await navigator.serviceWorker.getRegistration(home.href);
    if (registration?.scope === home.href) await registration.unregister();
    for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  }

  window.CongkhaiOffline = { FRAME, reason, record, offered, pagesRead, save, remove };
})();
