// The service worker of a reader who asked for reading offline: the network first, what was saved where it does not
// answer, and never one page for another. Without it the site is as it was; it is registered by offline-save.js alone.
//
// Saved are two caches: `goi`, what the reader saved in packs, and `doc`, pages that were opened since. Their names carry
// the folder of the site, for all sites of an origin share them. Each answer in them says when it was fetched.
const home = new URL(self.registration.scope), own = `congkhai|${encodeURIComponent(home.pathname)}|`;
const PACKS = `${own}goi-1`, READ = `${own}doc-1`;
/** When an answer was fetched: a header of its copy. */
const FETCHED = "x-congkhai-luu";
/** Milliseconds that a copy waits for the network; pages that are kept because they were opened; a day. */
const PATIENCE = 4000, MOST_READ = 200, DAY = 86_400_000;
/** The frame of every page of the site: other things of a portal below the same folder are not kept. */
const OURS = 'id="_noi-dung"';
/** Files whose names change with their bytes: a copy is as good as the network's. */
const NAMED_BY_BYTES = /\/theme\/[a-z-]+\.[0-9a-f]{8}\.(css|js)$|\/chi-muc\/[ls]\/[^/]+\.js$/;
/** Which windows were given a copy, and when that was fetched. */
const given = new Map();

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith(own) && name !== PACKS && name !== READ) await caches.delete(name);
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  // What a script asks for is for the script to keep; it wants to know what the network has.
  if (request.method !== "GET" || url.origin !== home.origin || !url.pathname.startsWith(home.pathname) || !(request.destination || request.mode === "navigate")) return;
  event.respondWith(request.mode === "navigate" ? page(event, url) : file(event, url));
});

// ---- What is saved.
/** Where a page may be saved: servers leave its ending out, or show the first page of a folder for the folder. */
function addresses(url) {
  const plain = url.origin + url.pathname, ending = `.${SITE.ending}`;
  if (plain.endsWith("/")) return [`${plain}index${ending}`];
  return plain.endsWith(ending) ? [plain] : [plain, plain + ending];
}
/** Where a page is kept; a name without any ending is one whose ending the server left out. */
const canonical = (url) => addresses(url)[/\.[^./]+$/.test(url.pathname) ? 0 : addresses(url).length - 1];

const match = (address, cacheName) => caches.match(address, { cacheName }).catch(() => undefined);
const record = () => match(new URL("ngoai-tuyen/da-luu.json", home).href, PACKS).then((kept) => kept?.json());
/** The newest copy of what an address names, and of when it is: of a pack, when all of it was last what the site had. */
async function newest(url) {
  for (const address of addresses(url)) {
    const [a, b] = await Promise.all([match(address, READ), match(address, PACKS)]);
    if (!a && !b) continue;
    const [read, packed] = [a?.headers.get(FETCHED) ?? "", b?.headers.get(FETCHED) ?? ""], checked = b && (await record())?.checked;
    const whole = checked > packed ? checked : packed;
    return a && (!b || read >= whole) ? { copy: a, date: read } : { copy: b, date: whole };
  }
  return {};
}
const saved = async (url) => (await newest(url)).copy;

/** An answer with the time it came: made anew, for one that was redirected is none for a page. */
async function dated(response) {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set(FETCHED, new Date().toISOString());
  return new Response(await response.blob(), { headers });
}

const isSound = (response) => response.status === 200 && response.type === "basic" && !response.redirected;
/** Keeps a page of the site that was opened, the oldest ones give way; of a reader who removed everything, nothing. */
async function keepPage(url, response) {
  if (!isSound(response) || !/^text\/html/.test(response.headers.get("content-type")) || !(await caches.has(PACKS))) return;
  const copy = await dated(response);
  if (!(await copy.clone().text()).includes(OURS)) return;
  const cache = await caches.open(READ);
  await cache.put(canonical(url), copy);
  const pages = (await cache.keys()).filter((request) => !NAMED_BY_BYTES.test(request.url));
  for (const old of pages.slice(0, Math.max(0, pages.length - MOST_READ))) await cache.delete(old);
}
async function keepFile(url, response) {
  if (!isSound(response) || !(await caches.has(PACKS))) return;
  const copy = await dated(response);
  await (await caches.open(READ)).put(url.origin + url.pathname, copy);
}

// ---- What is answered.
const later = (time) => new Promise((done) => { setTimeout(done, time, null); });

async function page(event, url) {
  const network = fetch(event.request);
  event.waitUntil(network.then((response) => keepPage(url, response.clone())).catch(() => {}));
  const answer = await Promise.race([network.catch(() => undefined), later(PATIENCE)]);
  if (answer && answer.status < 500) return answer;
  const { copy, date } = await newest(url);
  if (copy) {
    given.set(event.resultingClientId, date);
    return copy;
  }
  // Slow is better than nothing.
  const late = answer || await network.catch(() => undefined);
  return late || (await folder(url)) || unsaved(url);
}

/** The way to a folder that was asked for without its last mark: what is in it leads on from there. */
async function folder(url) {
  const inside = new URL(`${url.origin}${url.pathname}/`);
  return (await saved(inside)) ? Response.redirect(inside.href + url.search) : undefined;
}

async function file(event, url) {
  const named = NAMED_BY_BYTES.test(url.pathname), copy = named && await saved(url);
  if (copy) return copy;
  const network = fetch(event.request);
  if (named && url.pathname.includes("/theme/")) event.waitUntil(network.then((response) => keepFile(url, response.clone())).catch(() => {}));
  // A table that is asked for by its version is that of another file: an older one would be wrong, not just old.
  const tries = [network.catch(() => undefined)];
  if (!url.search) tries.push(later(PATIENCE));
  const answer = await Promise.race(tries);
  if (answer?.ok) return answer;
  return (await saved(url)) || answer || network.catch(() => Response.error());
}

const safe = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
const shown = (url) => { try { return decodeURI(url.pathname); } catch { return url.pathname; } };
/** The page that says that a page is not saved, at whatever address that was to be. */
async function unsaved(url) {
  const page = await saved(new URL(SITE.unsaved, home));
  if (!page) return Response.error();
  const whole = (await page.text())
    .replace(/ href="(?![a-z]+:)([^"]*)"/g, (_, to) => ` href="${safe(new URL(to, home).href)}"`)
    .replace('<code id="_dia-chi">', (code) => code + safe(shown(url)));
  return new Response(whole, { status: 503, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}

// ---- What pages ask (page/saved.js): whether they are copies and of when; whether there is something newer.
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (!port || event.data?.congkhai !== "ban-luu") return;
  const date = given.get(event.source.id) || "";
  port.postMessage({ date });
  if (!date) event.waitUntil(isNewer().then((newer) => port.postMessage({ newer })).catch(() => {}));
});

/** Whether the network has another state of what is saved; it is asked once a day. */
async function isNewer() {
  const at = (name) => new URL(`ngoai-tuyen/${name}`, home).href;
  const known = await record(), asked = await match(at("da-hoi.json"), PACKS);
  if (!known || (asked && Date.now() - Date.parse(asked.headers.get(FETCHED)) < DAY)) return false;
  const response = await fetch(at("ban.json"), { cache: "no-store" });
  if (!response.ok) return false;
  const { packs } = await response.clone().json();
  if (await caches.has(PACKS)) await (await caches.open(PACKS)).put(at("da-hoi.json"), await dated(response));
  return Object.entries(known.packs).some(([id, { version }]) => packs[id] && packs[id][0] !== version);
}
