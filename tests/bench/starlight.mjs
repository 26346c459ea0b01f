// The same texts as pages of Starlight, for reader.mjs --starlight: a minimal site as its guide has one, of these versions.
// Built in a folder below the system's own for scratch, which stays, so that only the first run needs the network.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const VERSIONS = { astro: "7.3.5", "@astrojs/starlight": "0.42.4", node: "22.23.3" };

const CONFIG = `import { defineConfig } from "astro/config";
import starlight from "@astrojs/starlight";
export default defineConfig({ integrations: [starlight({ title: "Văn bản", locales: { root: { label: "Tiếng Việt", lang: "vi" } } })] });
`;
const COLLECTIONS = `import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`;

/** A page of ours as one of Starlight's: its title and its text, the lines that we read as headings marked as such. */
function page(source) {
  const [, front, text] = /^---\n(.*?)\n---\n(.*)$/s.exec(source);
  const title = /^title: *"?(.*?)"?$/m.exec(front)[1];
  const headed = text.replace(/^(?:PHẦN|Phần|CHƯƠNG|Chương) .*$/gm, "## $&").replace(/^Điều \d+[a-z]?\..*$/gm, "### $&");
  // Links to other pages of ours lead nowhere there, and braces and marks of mark-up are text.
  return `---\ntitle: ${JSON.stringify(title)}\n---\n${headed.replace(/\]\((?!https?:)[^)]*\)/g, "]").replace(/[<{]/g, "\\$&")}`;
}

function run(folder, command, args) {
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", PATH: `${join(folder, "node_modules/.bin")}:${process.env.PATH}` };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw error ?? new Error(`${command} ended with ${status}: ${stdout}${stderr}`);
}

/** Builds a site of texts by name; the folder it is in and the path of each page. */
export function starlight(texts) {
  const folder = join(tmpdir(), "congkhai-starlight"), docs = join(folder, "src/content/docs");
  mkdirSync(folder, { recursive: true });
  rmSync(join(folder, "src"), { recursive: true, force: true });
  mkdirSync(docs, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", dependencies: VERSIONS }));
  writeFileSync(join(folder, "astro.config.mjs"), CONFIG);
  writeFileSync(join(folder, "src/content.config.ts"), COLLECTIONS);
  // The template's own has one; without it a request fails.
  cpSync(fileURLToPath(new URL("../../theme/favicon.svg", import.meta.url)), join(folder, "public/favicon.svg"));
  writeFileSync(join(docs, "index.md"), "---\ntitle: Văn bản\n---\n");
  for (const [name, source] of Object.entries(texts)) writeFileSync(join(docs, `${name}.md`), page(source));
  run(folder, "npm", ["install", "--no-audit", "--no-fund"]);
  run(folder, join(folder, "node_modules/.bin/astro"), ["build"]);
  return { out: join(folder, "dist"), paths: Object.fromEntries(Object.keys(texts).map((name) => [name, `${name}/index.html`])) };
}
