// Builds the real site once and offers it over http, under a sub-path and as files.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const project = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.CONGKHAI ?? join(project, "target/release/congkhai");

/** The three ways a reader meets the site: at the server's root, below a folder of a portal, from a USB stick. */
export async function publish() {
  const scratch = mkdtempSync(join(tmpdir(), "congkhai-site-"));
  const out = join(scratch, "cong/a/b");
  const built = spawnSync(program, ["build", "--site", project, "--out", out, "--today", "2026-11-24"], { encoding: "utf8" });
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
  const root = await start(program, ["serve", "--site", project, "--out", join(scratch, "public"), "--port", "0", "--today", "2026-11-24"], /(http:\/\/[0-9.:]+\/)/, "stderr");
  const port = await start("python3", ["-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", join(scratch, "cong")], /port (\d+)/, "stdout");
  return {
    out,
    bases: [["at the root", root], ["below a folder", `http://127.0.0.1:${port}/a/b/`], ["from files", pathToFileURL(out).href + "/"]],
    close() {
      for (const server of servers) {
        server.removeAllListeners("exit");
        server.kill();
      }
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
