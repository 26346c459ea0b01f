// Measures of search: needs as `{ type, query, relevant: [{ page, anchor }] }`, answers as lists of `{ url, anchor }`.
// The rules are those of ../shared/search/evaluate.py.
import { readFileSync } from "node:fs";

/** How many results count. */
export const SHOWN = 10;

/** Judged needs from a file: right is what answers, or a substantial part; where nothing does, what touches it. */
export function judged(path, field = "query") {
  return readFileSync(path, "utf8").split("\n").filter((line) => line.trim()).map((line) => {
    const { type, relevant, id, ...need } = JSON.parse(line), least = relevant.some(({ grade }) => grade >= 2) ? 2 : 1;
    const right = relevant.filter(({ grade }) => grade >= least);
    return { id, type, query: need[field], relevant: right.map(({ law, article }) => ({ page: law, anchor: article ? `dieu-${article}` : "" })) };
  });
}

/**
 * Whether a result is what a need asks for: a place names its page and, for an article, its id or one below it, or of a
 * page nothing but the document itself. A result may show several places at once (`anchors`).
 */
export const isRight = ({ url, anchor = "", anchors = [] }, { relevant }) => relevant.some((place) => {
  if (!url.includes(place.page)) return false;
  if (!place.anchor) return !place.itself || anchor === "";
  return [anchor, ...anchors].some((id) => id === place.anchor || id.startsWith(`${place.anchor}-`));
});

/** The place of the first right result from 1, or 0. */
export const rank = (results, need) => results.slice(0, SHOWN).findIndex((result) => isRight(result, need)) + 1;

/** Figures of ranks. */
export function figures(ranks) {
  const share = (most) => ranks.filter((rank) => rank > 0 && rank <= most).length / ranks.length;
  const mrr = ranks.reduce((sum, rank) => sum + (rank ? 1 / rank : 0), 0) / ranks.length;
  return { n: ranks.length, hit1: share(1), hit5: share(5), r10: share(SHOWN), mrr };
}

/** The values at the middle and at the 95th percentile. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b), at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p95: at(0.95) };
}

/**
 * Asks an engine: figures by type and over all (`all`), bytes and files in all of them, what was missed.
 * `ask(need)` gives `{ results, bytes, files }`.
 */
export async function asked(needs, ask) {
  const ranks = new Map(), every = [], bytes = [], files = [], missed = [];
  for (const need of needs) {
    const answer = await ask(need), place = rank(answer.results, need);
    every.push(place);
    ranks.set(need.type, [...(ranks.get(need.type) ?? []), place]);
    if (answer.bytes !== undefined) bytes.push(answer.bytes);
    if (answer.files !== undefined) files.push(answer.files);
    if (place !== 1) missed.push({ ...need, rank: place, got: answer.results.slice(0, 3).map(({ url, anchor }) => `${url}#${anchor ?? ""}`) });
  }
  const types = Object.fromEntries([...ranks].map(([type, ranks]) => [type, figures(ranks)]));
  return { types: { all: figures(every), ...types }, bytes: spread(bytes), files: spread(files), missed };
}

/** A table of figures as lines. */
export function table({ types, bytes, files }) {
  const width = Math.max(...Object.keys(types).map((type) => type.length));
  const lines = Object.entries(types).map(([type, { n, hit1, hit5, r10, mrr }]) =>
    `  ${type.padEnd(width)}  n ${String(n).padStart(4)}  hit@1 ${hit1.toFixed(3)}  hit@5 ${hit5.toFixed(3)}  r@10 ${r10.toFixed(3)}  MRR@10 ${mrr.toFixed(3)}`);
  if (bytes.p50 !== undefined) lines.push(`  bytes p50 ${bytes.p50}  p95 ${bytes.p95}   files p50 ${files.p50}  p95 ${files.p95}`);
  return lines.join("\n");
}
