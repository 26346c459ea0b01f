// Drives Debian's Chromium through chromedriver: WebDriver is plain HTTP and JSON, so no client library is needed.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Chromedriver at a port that is free; one taken by another the moment before is no reason to fail. */
async function start(tries = 3) {
  const driver = spawn("chromedriver", ["--port=0"], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const port = await new Promise((resolve, reject) => {
      let seen = "";
      driver.stdout.on("data", (data) => {
        seen += data;
        const found = seen.match(/started successfully on port (\d+)/);
        if (found) resolve(found[1]);
      });
      driver.on("error", reject);
      driver.on("exit", () => reject(new Error("chromedriver ended: " + seen)));
    });
    return { driver, port };
  } catch (problem) {
    if (tries > 1 && /port not available/.test(problem.message)) return start(tries - 1);
    throw problem;
  }
}

/** Starts chromedriver and one browser. `scripts: false` switches off the page's JavaScript. */
export async function open({ width = 360, height = 740, scripts = true } = {}) {
  const profile = mkdtempSync(join(tmpdir(), "congkhai-browser-"));
  const { driver, port } = await start();
  const call = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message.split("\n")[0]}`);
    return value;
  };
  const args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", `--user-data-dir=${profile}`];
  // A long script is no mistake of the page: checks of a whole law take a minute where other work runs beside them.
  const timeouts = { script: 240_000 };
  const capabilities = { alwaysMatch: { browserName: "chrome", timeouts, "goog:loggingPrefs": { browser: "ALL" }, "goog:chromeOptions": { args } } };
  const { sessionId } = await call("POST", "/session", { capabilities });
  const at = (path) => `/session/${sessionId}${path}`;
  const cdp = (cmd, params = {}) => call("POST", at("/goog/cdp/execute"), { cmd, params });
  await cdp("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 600 });
  if (!scripts) await cdp("Emulation.setScriptExecutionDisabled", { value: true });
  const find = async (using, value) => (await call("POST", at("/elements"), { using, value })).map((element) => element[ELEMENT]);
  const page = {
    /** A command of Chrome's own protocol. */
    cdp,
    goto: (url) => call("POST", at("/url"), { url }),
    url: () => call("GET", at("/url")),
    title: () => call("GET", at("/title")),
    css: (selector) => find("css selector", selector),
    /** Links with exactly these words. */
    links: (text) => find("link text", text),
    text: (element) => call("GET", at(`/element/${element}/text`)),
    style: (element, name) => call("GET", at(`/element/${element}/css/${name}`)),
    rect: (element) => call("GET", at(`/element/${element}/rect`)),
    /** Follows a link as a keyboard does: a link broken over two lines has no middle to click. */
    follow: (element) => call("POST", at(`/element/${element}/value`), { text: "\uE007" }),
    /** Types into an element; keys without a letter are code points of WebDriver, such as `\uE007` for Enter. */
    type: (element, text) => call("POST", at(`/element/${element}/value`), { text }),
    active: async () => (await call("GET", at("/element/active")))[ELEMENT],
    /** What a function's body gives in the page. */
    script: (code, ...args) => call("POST", at("/execute/sync"), { script: code, args }),
    /** Presses keys wherever the focus is, one after the other; `hold` are keys held down meanwhile. */
    press(keys, hold = []) {
      const down = (value) => ({ type: "keyDown", value }), up = (value) => ({ type: "keyUp", value });
      const actions = [...hold.map(down), ...[...keys].flatMap((key) => [down(key), up(key)]), ...hold.map(up)];
      return call("POST", at("/actions"), { actions: [{ type: "key", id: "keyboard", actions }] });
    },
    click: (element) => call("POST", at(`/element/${element}/click`), {}),
    back: () => call("POST", at("/back"), {}),
    /** Whether the page reaches the network; files from the disk are no network. */
    async offline(offline) {
      await cdp("Network.enable");
      await cdp("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    },
    /** Into the first frame that a selector names, and back to the page around it. */
    async enter(selector) { await call("POST", at("/frame"), { id: { [ELEMENT]: (await find("css selector", selector))[0] } }); },
    leave: () => call("POST", at("/frame"), { id: null }),
    /** Code that runs in every page before its own scripts. */
    ahead: (source) => cdp("Page.addScriptToEvaluateOnNewDocument", { source }),
    /** How wide the page is and how wide it shows, in CSS pixels. */
    async widths() {
      const { cssContentSize, cssLayoutViewport } = await cdp("Page.getLayoutMetrics");
      return { content: cssContentSize.width, view: cssLayoutViewport.clientWidth };
    },
    resize: (w, h) => cdp("Emulation.setDeviceMetricsOverride", { width: w, height: h, deviceScaleFactor: 1, mobile: w < 600 }),
    scheme: (value) => cdp("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] }),
    /** Messages of the console since the last call; violations of the content policy are among them. */
    log: () => call("POST", at("/se/log"), { type: "browser" }),
    /**
     * What the pages did wrong since the last call. Pages of the browser's own, as the one of a new tab, may be left while their
     * scripts run and complain of that; a site without an icon is no mistake.
     */
    async complaints() {
      const wrong = (await page.log()).filter(({ level }) => level === "SEVERE");
      return wrong.filter(({ message }) => !/^chrome(-untrusted)?:\/\//.test(message) && !/favicon\.ico/.test(message));
    },
    screenshot: () => call("GET", at("/screenshot")),
    async close() {
      await call("DELETE", at("")).catch(() => {});
      driver.removeAllListeners("exit");
      driver.kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
  return page;
}
