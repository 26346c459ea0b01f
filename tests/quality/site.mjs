// The site that outside tools judge: the real one with two whole laws and one on several pages beside it, at an address it knows, so that every
// kind of page is there. Served packed, as a portal's server would.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { serve } from "../bench/search-server.mjs";
import { project } from "../browser/site.mjs";

const program = process.env.CONGKHAI ?? join(project, "target/release/congkhai");

/** A law of 61 articles and the one with the most, 510. */
const LAW = "luat-bao-chi-2016-280645", LONGEST_LAW = "bo-luat-to-tung-hinh-su-2015-296884";

/** A page of each kind, by what the reader knows it as. */
export const PAGES = {
  home: "index.html",
  plan: "ke-hoach/ke-hoach-kh-nv-dan-van-2025.html",
  law: `van-ban/${LAW}.html`,
  longest: `van-ban/${LONGEST_LAW}.html`,
  divided: "van-ban/bo-luat-thu.html",
  part: "van-ban/bo-luat-thu-chuong-iii.html",
  outline: "van-ban/nghi-dinh-59-2023-nd-cp.html",
  list: "danh-muc/index.html",
  kind: "danh-muc/loai/quyet-dinh.html",
  further: "danh-muc/van-ban-khac.html",
  search: "tim-kiem.html",
  accuracy: "do-chinh-xac.html",
  page: "gioi-thieu.html",
  help: "tro-giup.html",
  accessibility: "tiep-can.html",
  integrity: "kiem-tra.html",
  map: "so-do.html",
  data: "du-lieu.html",
  changes: "thay-doi-hieu-luc.html",
  texts: `phien-ban/${LAW}.html`,
  old_text: `van-ban/${LAW}-cu.html`,
  ledger: "so-cong-khai.html",
  log: "nhat-ky.html",
  withdrawn: "van-ban/ke-hoach-da-go.html",
  gone: "van-ban/quyet-dinh-da-xoa.html",
  history: "lich-su/luat-10-2022-qh15.html",
  home_in_english: "en/index.html",
  list_in_english: "en/danh-muc/index.html",
  search_in_english: "en/tim-kiem.html",
  help_in_english: "en/tro-giup.html",
  accessibility_in_english: "en/tiep-can.html",
  offline: "ngoai-tuyen.html",
  unsaved: "chua-luu.html",
  missing: "404.html",
};

/** Writes the site's sources into a folder: those of the real site, and the laws as the evaluator of the search makes them. */
export function sources(folder) {
  const laws = join(folder, "laws"), made = join(folder, "made"), source = join(folder, "source");
  mkdirSync(laws, { recursive: true });
  for (const law of [LAW, LONGEST_LAW]) cpSync(join(project, "../shared/corpus/laws", `${law}.txt`), join(laws, `${law}.txt`));
  run("python3", [join(project, "../shared/search/evaluate.py"), "--laws", laws, "--needs", "none", "--site-only", made]);
  cpSync(join(project, "content"), join(source, "content"), { recursive: true });
  cpSync(join(made, "content/van-ban"), join(source, "content/van-ban"), { recursive: true });
  run("python3", [join(project, "tests/long-law.py"), join(project, "../shared/corpus/laws"), join(folder, "long")]);
  cpSync(join(folder, "long/content/van-ban/bo-luat-thu.md"), join(source, "content/van-ban/bo-luat-thu.md"));
  // A page that only sends on.
  const moved = join(source, `content/van-ban/${LAW}.md`);
  writeFileSync(moved, readFileSync(moved, "utf8").replace(/\n/, "\nredirect_from: [cu/luat-bao-chi.html]\n"));
  // A former text of a law, and an end of it that is to come.
  const text = readFileSync(moved, "utf8").replace(/\nredirect_from:.*/, "");
  writeFileSync(moved, readFileSync(moved, "utf8").replace(/\n---\n/, "\neffective: 2017-01-01\nexpires: 2027-07-01\n---\n"));
  const former = text.replace(/\n---\n/, `\neffective: 2017-01-01\nexpires: 2019-01-01\nversion_of: ${LAW}\nversion: trước khi sửa\n---\n`);
  writeFileSync(join(source, `content/van-ban/${LAW}-cu.md`), former.replace("báo chí", "báo in"));
  published(source);
  past(source, "content/van-ban/luat-10-2022-qh15.md");
  return source;
}

/** A register that says since when some pages are public and that one is gone, and a page that was withdrawn. */
function published(source) {
  const page = (path, more) => `  - {path: van-ban/${path}.html, document: ${path}, ${more}}\n`;
  mkdirSync(join(source, "content/data"), { recursive: true });
  writeFileSync(join(source, "content/data/published.yaml"), "pages:\n"
    + page("luat-10-2022-qh15", "first: 2026-10-05, changes: [2026-11-02, 2026-11-20]")
    + page("quyet-dinh-129-qd-ubnd-2025", "first: 2026-11-20")
    + page("quyet-dinh-da-xoa", 'title: "Về việc đã xóa (thử)", first: 2026-10-05, gone: {date: 2026-11-21, reason: Đăng trùng (thử), by: quyet-dinh-129-qd-ubnd-2025}'));
  writeFileSync(join(source, "content/van-ban/ke-hoach-da-go.md"), "---\nkind: Kế hoạch\nnumber: 901/KH-SNV\ntitle: Việc đã gỡ (thử)\nissued: 2025-03-04\n"
    + "withdrawn: {date: 2026-11-22, reason: Công bố nhầm bản (thử)}\nrelations:\n  - {type: replaced_by, target: quyet-dinh-129-qd-ubnd-2025}\n"
    + "corrections:\n  - {at: chữ, note: Chưa rõ khi nào}\n---\n\nĐiều 1. Chữ.\n");
}

/** Gives one document a past, and no other: changed words, a chapter that came and one that went, a version that cannot be read,
 * and what is in no commit yet. */
function past(source, path) {
  const file = join(source, path), now = readFileSync(file, "utf8");
  const git = (...args) => run("git", ["-C", source, "-c", "user.name=A", "-c", "user.email=a@example.test", "-c", "commit.gpgsign=false", ...args]);
  const commit = (text, message) => {
    writeFileSync(file, text);
    git("add", path);
    git("commit", "-q", "-m", message);
  };
  git("init", "-q", "-b", "main");
  commit(now.replaceAll("91 điều", "90 điều").replace(/^### Chương III?\..*\n/mg, "") + "\n### Chương VII. Bỏ\n", "Đăng thông tin của luật");
  commit(now.replace("kind:", "knd:"), "Gõ nhầm <khóa>");
  commit(now, "Thêm hai chương, sửa số điều");
  writeFileSync(file, `${now}\nMột đoạn chưa ghi.\n`);
}

/** Builds and serves the site. Its address is known only once it is served, so the folder is served before it is filled. */
export async function publish() {
  const scratch = mkdtempSync(join(tmpdir(), "congkhai-quality-")), out = join(scratch, "public");
  const server = await serve(out);
  const close = () => {
    server.close();
    rmSync(scratch, { recursive: true, force: true });
  };
  try {
    run(program, ["build", "--site", sources(scratch), "--out", out, "--today", "2026-11-24", "--base-url", server.base]);
  } catch (error) {
    close();
    throw error;
  }
  return { out, base: server.base, sent: server.sent, close };
}

/** Every HTML file below a folder. */
export function pages(folder, prefix = "") {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return pages(join(folder, entry.name), `${prefix}${entry.name}/`);
    return entry.name.endsWith(".html") ? [prefix + entry.name] : [];
  }).sort();
}

/** What a program prints; its own words where it fails. */
export function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw error ?? new Error(`${command} ended with ${status}: ${stderr}${stdout}`);
  return stdout;
}
