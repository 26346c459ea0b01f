// The documents of a built site with their texts, read from the files of its index.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { payload } from "./engine.mjs";

const files = (site, folder) => readdirSync(join(site, "chi-muc", folder)).filter((name) => name.endsWith(".js"))
  .map((name) => payload(site, `${folder}/${name.slice(0, -3)}`));

/** Documents in the order of their addresses: what results show of them, and their units; unit 0 is the document itself. */
export function documents(site) {
  const all = files(site, "d").flat().map(([slot, url, title, number, kind, issuer, date, , , , anchors]) => {
    const texts = anchors.split(";").flatMap((_, part) => payload(site, `t/${slot.toString(16)}-${part}`)[1]);
    const units = texts.map(([, anchor, label, heading, paragraphs]) => ({ anchor, label, heading, text: paragraphs.map(([, text]) => text).join("\n") }));
    return { slot, url, title, number, kind, issuer, date, units };
  });
  return all.sort((a, b) => (a.url < b.url ? -1 : 1));
}

/** Numbers that are looked up: serial, year or 0, symbol, kind, slot. */
export const numbers = (site) => files(site, "n").flat()
  .map(([serial, year, symbol, kind, slot]) => ({ serial, year, symbol, kind, slot }));
