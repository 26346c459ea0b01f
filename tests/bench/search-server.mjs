// Offers a built site as a portal's server would, packed with Brotli, and notes what it sends. Each file is read and
// packed once, before it is measured: a real server has it at hand.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml", ".xml": "application/xml",
};
/** What servers use for answers that they pack themselves; the files of a site packed ahead are a little smaller. */
const QUALITY = 5;
/** Bytes of a response beside its body, about what Chromium counts. */
const HEAD = 200;

/** A key and a certificate that nobody trusts: browsers speak HTTP/2 with TLS only. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), "congkhai-key-")), key = join(folder, "key.pem"), cert = join(folder, "cert.pem");
  try {
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-keyout", key, "-out", cert], { stdio: "ignore" });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads and packs a file of the site; nothing where there is none. */
function packed(folder, path) {
  const file = join(folder, normalize(path));
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return null;
  return brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
}

/**
 * Serves a folder on a free port, by HTTP/1.1 or, with `h2`, by HTTP/2. `sent` has a line for each answer since it was
 * last emptied.
 */
export async function serve(folder, { h2 = false } = {}) {
  const files = new Map(), sent = [];
  const answer = (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (!files.has(path)) files.set(path, packed(folder, path));
    const body = files.get(path);
    sent.push({ path, bytes: HEAD + (body?.length ?? 0), at: performance.now() });
    if (!body) return void response.writeHead(404).end();
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-encoding": "br", "content-length": body.length, "cache-control": "max-age=3600" });
    response.end(body);
  };
  const server = h2 ? createSecureServer(certificate(), answer) : createServer({ keepAliveTimeout: 60_000 }, answer);
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  return {
    base: `${h2 ? "https" : "http"}://127.0.0.1:${server.address().port}/`,
    sent,
    close() {
      server.close();
      server.closeAllConnections?.();
    },
  };
}
