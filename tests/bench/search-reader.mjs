// A reader of the search page on a slow phone: waits for titles, types letter by letter, and tells how long it took.

import { setTimeout as sleep } from "node:timers/promises";

/**
 * Slow 4G: round trips in milliseconds, kilobits a second down and up. `lighthouse` are the network that Lighthouse
 * simulates for phones; `devtools` the values that DevTools applies to each request in its place, under the same name.
 */
export const NETWORKS = {
  lighthouse: { latency: 150, down: 1.6 * 1024 * 0.9, up: 750 * 0.9 },
  devtools: { latency: 562.5, down: 1.6 * 1000 * 0.9, up: 750 * 0.9 },
};
const ENTER = "\uE007", SHIFT = "\uE008", MOST = 30_000;
/** Milliseconds without a change after which a key has had its effect: longer than the pauses of the page and the dialog. */
const QUIET = 500;

// Runs ahead of the page's own scripts. Times are those of the page's clock, which begins with the navigation.
const WATCH = `(() => {
  if (window.measured) return;
  const measured = window.measured = { from: 0, longest: 0, changed: 0 };
  const finished = new Promise((resolve) => { measured.finish = resolve; });
  measured.finished = finished.then(() => ({ from: measured.from, titles: measured.titles, done: measured.done }));
  addEventListener("keydown", (event) => { if (event.key === "Enter") measured.from = event.timeStamp; }, true);
  const observer = new MutationObserver(() => {
    const now = measured.changed = performance.now(), list = document.querySelector(".ket-qua");
    if (!list) return;
    if (!measured.titles && list.querySelector("li")) measured.titles = now;
    if (list.getAttribute("aria-busy") !== "false" || measured.done) return;
    measured.done = now;
    measured.finish();
  });
  // The head, where scripts come and go, is none of its concern; deferred scripts run after this event.
  document.addEventListener("readystatechange", () => {
    observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-busy", "hidden"] });
  }, { once: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) measured.longest = Math.max(measured.longest, duration);
  }).observe({ type: "longtask" });
})()`;

/** Resolves once nothing of the page changed and nothing came for a while. */
const SETTLED = `new Promise((resolve) => {
  const since = performance.now();
  const look = () => {
    const came = performance.getEntriesByType("resource").reduce((last, { responseEnd }) => Math.max(last, responseEnd), 0);
    const left = Math.max(since, measured.changed, came) + ${QUIET} - performance.now();
    if (left > 0) setTimeout(look, left); else resolve(measured.longest);
  };
  look();
})`;

/** Resolves once what the focus of the field asks for is there: the reader, the filters, the tables of words and rules. */
const PRELOADED = `new Promise((resolve) => {
  const look = () => {
    const names = performance.getEntriesByType("resource").filter(({ responseEnd }) => responseEnd).map(({ name }) => name);
    const all = ["/search\\\\.", "/search-filters\\\\.", "/chi-muc/w\\\\.js", "/chi-muc/r\\\\.js"];
    if (all.every((part) => names.some((name) => new RegExp(part).test(name)))) setTimeout(resolve, ${QUIET}); else setTimeout(look, 100);
  };
  look();
})`;

/** What a measurement does with a page of the driver and the server that it asks. */
export async function reader(page, server) {
  const evaluate = async (expression) => {
    const late = `new Promise((_, reject) => setTimeout(() => reject(new Error("nothing came")), ${MOST}))`;
    const { result, exceptionDetails } = await page.cdp("Runtime.evaluate",
      { expression: `Promise.race([${expression}, ${late}])`, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(`${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    return result.value;
  };
  await page.cdp("Network.enable");
  // Time on the processor: other programs on the machine do not count.
  await page.cdp("Performance.enable", { timeDomain: "threadTicks" });
  if (server.base.startsWith("https")) await page.cdp("Security.setIgnoreCertificateErrors", { ignore: true });
  await page.ahead(WATCH);

  /** As one who never was here: nothing is kept in memory or on the disk. */
  async function fresh() {
    await page.goto("about:blank");
    await page.cdp("Network.clearBrowserCache");
    // Switching it off also empties what the page's process keeps.
    for (const cacheDisabled of [true, false]) await page.cdp("Network.setCacheDisabled", { cacheDisabled });
    server.sent.length = 0;
  }

  const taken = ({ from, titles, done }, files) => ({
    titles: titles && titles - from, done: done - from, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  });

  async function throttle(network, cpu) {
    const { latency, down, up } = network ?? { latency: 0, down: -1, up: -1 };
    const bytes = (kilobits) => (kilobits < 0 ? -1 : kilobits * 1000 / 8);
    await page.cdp("Network.emulateNetworkConditions",
      { offline: false, latency, downloadThroughput: bytes(down), uploadThroughput: bytes(up) });
    await page.cdp("Emulation.setCPUThrottlingRate", { rate: cpu });
  }

  /** From the way to the page with a query to its titles. */
  async function cold(query) {
    await fresh();
    await page.goto(`${server.base}tim-kiem.html?${new URLSearchParams({ q: query })}`);
    return taken(await evaluate("measured.finished"), server.sent);
  }

  /** Focuses the field of the search page, and waits for what that loads. */
  async function ready() {
    await page.goto(`${server.base}tim-kiem.html`);
    await evaluate("document.getElementById('_q').focus()");
    await evaluate(PRELOADED);
  }

  /** From Enter to the titles, by one who typed so fast that no search began before. */
  async function submitted(query) {
    await fresh();
    await ready();
    await evaluate(`document.getElementById("_q").value = ${JSON.stringify(query)}`);
    server.sent.length = 0;
    await page.press(ENTER);
    return taken(await evaluate("measured.finished"), server.sent);
  }

  const busy = async () => {
    const { metrics } = await page.cdp("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
  };

  /** What a key costs the main thread until all is quiet: all tasks together, and the longest where it has 50 ms. */
  async function key(letter) {
    await evaluate("void (measured.longest = 0)");
    const before = await busy();
    await page.press(letter);
    const longest = await evaluate(SETTLED);
    return { letter, total: await busy() - before, longest };
  }

  /** Types a query; what a key costs that does nothing is the measurement's own and is taken off. */
  async function typed(query) {
    const idle = [], keys = [];
    for (let round = 0; round < 3; round += 1) idle.push((await key(SHIFT)).total);
    const [, own] = idle.sort((a, b) => a - b);
    for (const letter of query.normalize("NFC")) {
      const { total, ...others } = await key(letter);
      keys.push({ ...others, total: Math.max(0, total - own) });
    }
    return keys;
  }

  /** Types a query into the field of the search page. */
  async function typedInPage(query) {
    await fresh();
    await ready();
    return typed(query);
  }

  /** Types it into the dialog of the home page. */
  async function typedInDialog(query) {
    await fresh();
    await page.goto(`${server.base}index.html`);
    await page.press("/");
    await evaluate(SETTLED);
    await sleep(QUIET);
    return typed(query);
  }

  return { throttle, cold, submitted, typedInPage, typedInDialog, evaluate };
}
