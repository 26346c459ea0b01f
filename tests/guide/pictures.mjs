// Takes the pictures of HUONG-DAN.md again: `CONGKHAI=<program> node tests/guide/pictures.mjs`.
//
// It does what the part «Năm việc thường làm» tells the officer to do, in a scratch copy of `content/` here, and takes each
// picture where the guide shows it. What the guide says is so what the pictures show. The same steps run in tests/it/guide.rs.
// The Word file beside this was made from the text beside it:
// `SOURCE_DATE_EPOCH=1767225600 pandoc -f markdown quyet-dinh-02.txt -o quyet-dinh-02.docx`.

import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { open } from "../browser/driver.mjs";
import { project } from "../browser/site.mjs";
import { wait } from "../browser/wait.mjs";

const WIDTH = 720, TODAY = "2026-11-24", HERE = join(project, "tests/guide");
const program = process.env.CONGKHAI ?? join(project, "target/release/congkhai");

const FIRST = "van-ban/quyet-dinh-01-qd-vd-2025.html", SECOND = "van-ban/quyet-dinh-02-qd-vd-2026.html";
const OLD_PLAN = "ke-hoach/ke-hoach-09-kh-vd-2025.html", PLAN = "ke-hoach/ke-hoach-03-kh-vd-2026.html";

/**
 * What each picture shows: the last command (until the first of `until`), or a page once it has these words, from the
 * element `from` (the top of the page without one) to `to` or at most `height` pixels.
 */
const PICTURES = {
  "1-nhap-tep-word.png": { command: true },
  "2-trang-moi.png": { page: SECOND, words: "Người ký (ví dụ)", height: 555 },
  "3-bao-loi.png": { page: SECOND, words: "efective", from: "article", height: 336 },
  "4-sua-tu-dong.png": { command: true },
  "5-het-hieu-luc.png": { page: FIRST, words: "Hết hiệu lực", from: "article", height: 340 },
  "6-thay-the.png": { page: SECOND, words: "thay thế Quyết định số 01", from: "#_quan-he", to: "#_can-cu", height: 500 },
  "7-can-cu.png": { command: true, until: "\n\n" },
  "8-ke-hoach.png": { page: PLAN, words: "ngày 15 tháng 01 năm 2026", from: "#_han", to: "#_so-do", height: 560 },
  "9-bang-can-cu.png": { page: PLAN, words: "02/QĐ-VD", from: "#_can-cu", to: "footer", height: 500 },
  "10-da-rut.png": { page: OLD_PLAN, words: "Công bố nhầm bản", from: "article", height: 325 },
};

/** The steps of a text: commands, what is added to a file, what is changed in it, pictures; in their order. */
function steps(text) {
  const pattern = /^( *)```(\w+)\n([^]*?)^ *```$|`(content\/[^`]+\.md)`|óa dòng `([^`]+)`|sửa `([^`]+)` thành `([^`]+)`|!\[[^\]]+\]\(([^)]+)\)/gm;
  return Array.from(text.matchAll(pattern), ([, indent, language, block, file, gone, from, to, picture]) => {
    if (language) return { [language]: block.replaceAll(new RegExp(`^${indent}`, "gm"), "").trimEnd() };
    if (file) return { file };
    if (gone) return { from: gone + "\n", to: "" };
    return picture ? { picture: basename(picture) } : { from, to };
  });
}

/** Sets the keys of a piece of YAML in the front matter of a page. */
function set(page, yaml) {
  let [, head, text] = page.match(/^---\n([^]*?)\n---\n?([^]*)$/);
  for (const [, key] of yaml.matchAll(/^(\w+):/gm)) head = head.replace(new RegExp(`^${key}:.*(\\n .*)*\\n?`, "m"), "");
  return `---\n${head.trimEnd()}\n${yaml}\n---\n${text}`;
}

/** Words of a command line, as a shell would take them. */
const words = (line) => Array.from(line.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain);

/** Runs a command of the guide and gives what is on the screen then. */
function run(folder, line) {
  const [name, command, ...rest] = words(line);
  if (name !== "congkhai") throw new Error(`not ours: ${line}`);
  // The day is fixed, so that the pictures do not change with the calendar.
  const today = ["check", "build", "register"].includes(command) ? ["--today", TODAY] : [];
  const { status, stdout, stderr } = spawnSync(program, [command, ...rest, ...today], { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${line}: ${stderr}`);
  return `> ${line}\n${stdout}${stderr}`;
}

function serve(folder) {
  const server = spawn(program, ["serve", "--site", folder, "--port", "0", "--today", TODAY], { stdio: ["ignore", "ignore", "pipe"] });
  const root = new Promise((resolve, reject) => {
    let seen = "";
    server.stderr.on("data", (data) => {
      seen += data;
      const found = seen.match(/(http:\/\/[0-9.:]+\/)/);
      if (found) resolve(found[1]);
    });
    server.on("exit", () => reject(new Error(`serve ended: ${seen}`)));
  });
  return { root, close: () => server.removeAllListeners("exit").kill() };
}

/** Saves a part of what the browser shows, `top` from the page's beginning. */
async function save(page, name, top, height) {
  const clip = { x: 0, y: top, width: WIDTH, height, scale: 1 };
  const { data } = await page.cdp("Page.captureScreenshot", { format: "png", clip, captureBeyondViewport: true });
  const bytes = Buffer.from(data, "base64");
  writeFileSync(join(HERE, name), bytes);
  process.stdout.write(`${name} ${height} px, ${(bytes.length / 1000).toFixed(0)} kB\n`);
}

async function screen(page, name, output) {
  const escaped = output.trimEnd().replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const html = `<!doctype html><meta charset="utf-8"><body style="margin:0;background:#1e1e1e"><pre style="margin:0;padding:14px 16px;
    font:12px/1.5 'Liberation Mono',monospace;color:#eee;white-space:pre-wrap;overflow-wrap:anywhere">${escaped}</pre>`;
  await page.goto("data:text/html;charset=utf-8," + encodeURIComponent(html));
  await save(page, name, 0, await page.script("return Math.ceil(document.querySelector('pre').getBoundingClientRect().height)"));
}

async function shown(page, name, root, { page: path, words: needed, from, to, height }) {
  // A page asked for while the site is made anew may be the old one: it is asked for until it has the words.
  await wait(async () => {
    await page.goto(root + path);
    await sleep(300);
    return page.script("return document.body.innerText.includes(arguments[0])", needed);
  }, `${name}: ${needed}`);
  const [top, end] = await page.script(`scrollTo(0, 0);
    const at = (selector, other) => selector ? document.querySelector(selector).getBoundingClientRect().top : other;
    return [at(arguments[0], 12), at(arguments[1], document.documentElement.scrollHeight)];`, from ?? "", to ?? "");
  const start = Math.floor(top) - 12;
  await save(page, name, start, Math.min(height, Math.floor(end) - start));
}

const [, part] = readFileSync(join(project, "HUONG-DAN.md"), "utf8").match(/^## Năm việc thường làm\n([^]*?)^## /m);
const folder = mkdtempSync(join(tmpdir(), "congkhai-huong-dan-"));
cpSync(join(HERE, "content"), join(folder, "content"), { recursive: true });
copyFileSync(join(HERE, "quyet-dinh-02.docx"), join(folder, "quyet-dinh-02.docx"));
const server = serve(folder), page = await open({ width: WIDTH, height: 640 });
try {
  // How many days are left is counted in the browser.
  await page.ahead(`const Now = Date; globalThis.Date = class extends Now {
    constructor(...parts) { super(...(parts.length ? parts : ["${TODAY}T08:00:00+07:00"])); }
    static now() { return new this().getTime(); }
  };`);
  const root = await server.root, wanted = new Set(Object.keys(PICTURES));
  let file, output = "";
  const change = (how) => writeFileSync(join(folder, file), how(readFileSync(join(folder, file), "utf8")));
  for (const step of steps(part)) {
    if (step.sh) output = run(folder, step.sh);
    if (step.file) file = step.file;
    if (step.yaml) change((text) => set(text, step.yaml));
    if (step.text) change((text) => `${text.trimEnd()}\n\n${step.text}\n`);
    if (step.from) change((text) => text.replace(step.from, step.to));
    if (!step.picture) continue;
    const what = PICTURES[step.picture];
    if (!wanted.delete(step.picture)) throw new Error(`nothing says what ${step.picture} shows`);
    if (what.command) await screen(page, step.picture, what.until ? output.split(what.until)[0] : output);
    else await shown(page, step.picture, root, what);
  }
  if (wanted.size > 0) throw new Error(`not in the guide: ${[...wanted]}`);
} finally {
  await page.close();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}
