// Builds a site once, the real one or that of the laws, and offers it over http, under a sub-path and as files.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const project = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.CONGKHAI ?? join(project, "target/release/congkhai");

/** Writes the site of the 136 laws, whose whole texts it holds. */
export function laws(folder) {
  const shared = join(project, "../shared"), search = join(shared, "search");
  const made = spawnSync("python3", [join(search, "evaluate.py"), "--laws", join(shared, "corpus/laws"), "--needs", join(search, "needs-dev.jsonl"), "--site-only", folder], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  return folder;
}

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json", ".ics": "text/calendar", ".md": "text/markdown", ".txt": "text/plain", ".xml": "application/xml" };

/** A server of files and nothing else: connections are kept, as servers of sites do. */
async function files(folder) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname).replace(/\/$/, "/index.html");
    try {
      const body = readFileSync(join(folder, path));
      response.writeHead(200, { "content-type": `${TYPES[extname(path)] ?? "application/octet-stream"}; charset=utf-8`, "content-length": body.length }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  return server;
}

/**
 * The three ways a reader meets a site: at the server's root, below a folder of a portal, from a USB stick. `of` writes
 * the site to build into a folder and gives where it is.
 */
export async function publish(of = () => project) {
  const scratch = mkdtempSync(join(tmpdir(), "congkhai-site-")), source = of(join(scratch, "source"));
  const out = join(scratch, "cong/a/b");
  const built = spawnSync(program, ["build", "--site", source, "--out", out, "--today", "2026-11-24"], { encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr);
  const servers = [];
  const start = async (command, args, pattern, stream) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, PYTHONUNBUFFERED: "1" } });
    servers.push(child);
    return new Promise((resolve, reject) => {
      let seen = "";
      child[stream].on("data", (data) => {
        seen += data;
        const found = seen.match(pattern);
        if (found) resolve(found[1]);
      });
      child.on("exit", () => reject(new Error(`${command} ended: ${seen}`)));
    });
  };
  // Plain servers: the preview adds a script of its own (preview.test.mjs).
  const root = await files(out);
  const port = await start("python3", ["-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", join(scratch, "cong")], /port (\d+)/, "stdout");
  return {
    out,
    bases: [["at the root", `http://127.0.0.1:${root.address().port}/`], ["below a folder", `http://127.0.0.1:${port}/a/b/`], ["from files", pathToFileURL(out).href + "/"]],
    close() {
      root.close();
      root.closeAllConnections();
      for (const server of servers) {
        server.removeAllListeners("exit");
        server.kill();
      }
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
