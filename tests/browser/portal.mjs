// A server of an origin with several sites below it, which can be stopped, started again at its port, and given other folders.

import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json",
  ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json",
};
/** The policy of theme/server-headers.txt, which holds for the worker too. */
const [, POLICY] = readFileSync(new URL("../../theme/server-headers.txt", import.meta.url), "utf8").match(/Content-Security-Policy "([^"]+)"/);

/**
 * Serves folders at paths: `{ "/a/": folder }`. `strip` leaves the ending of pages out of addresses, as some servers do;
 * `sent` has the path of every answer; `hold` keeps answers back until it is resolved.
 */
export async function portal(mounts) {
  const state = { mounts, strip: false, hold: null, status: 0, sent: [] };
  const find = (path) => {
    const mount = Object.keys(state.mounts).find((one) => path.startsWith(one));
    if (!mount) return null;
    const wanted = join(state.mounts[mount], normalize(`/${decodeURIComponent(path.slice(mount.length))}`));
    const tries = path.endsWith("/") ? [`${wanted}index.html`] : state.strip ? [wanted, `${wanted}.html`] : [wanted];
    return tries.find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  };
  const answer = async (request, response) => {
    const { pathname } = new URL(request.url, "http://x"), file = find(pathname);
    state.sent.push(pathname);
    await state.hold;
    if (state.status) return void response.writeHead(state.status, { "content-type": "text/html" }).end("<p>cổng không trả lời");
    if (state.strip && pathname.endsWith(".html")) return void response.writeHead(301, { location: pathname.slice(0, -5) }).end();
    if (!file) return void response.writeHead(404, { "content-type": "text/html; charset=utf-8" }).end("<p>không có");
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": POLICY, "cache-control": "no-cache" });
    response.end(readFileSync(file));
  };
  let server, port = 0;
  const start = () => new Promise((done) => {
    server = createServer(answer).listen(port, "127.0.0.1", () => { ({ port } = server.address()); done(); });
  });
  const stop = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  await start();
  return Object.assign(state, { base: `http://127.0.0.1:${port}`, start, stop });
}
