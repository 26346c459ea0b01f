// The documents of a built site with their texts, read from the files of its index.
import { payload } from "./engine.mjs";

const names = (list) => (list.match(/.{4}/gs) ?? []).filter((name) => name !== "----");

/** Documents in the order of their addresses: what results show of them, and their units; unit 0 is the document itself. */
export function documents(site) {
  const records = names(payload(site, "d").names).flatMap((name) => payload(site, `d/${name}`));
  const all = records.map(([slot, url, title, number, kind, issuer, date, , , , , parts]) => {
    const texts = parts.split(",").flatMap((part) => payload(site, `t/${slot.toString(16)}/${part.split(":")[1]}`));
    const units = texts.map(([, anchor, label, heading, paragraphs]) => ({ anchor, label, heading, text: paragraphs.map(([, text]) => text).join("\n") }));
    return { slot, url, title, number, kind, issuer, date, units };
  });
  return all.sort((a, b) => (a.url < b.url ? -1 : 1));
}

/** Numbers that are looked up: serial, year or 0, symbol, kind, slot. */
export const numbers = (site) => names(payload(site, "n").names).flatMap((name) => payload(site, `n/${name}`))
  .map(([serial, year, symbol, kind, slot]) => ({ serial, year, symbol, kind, slot }));
