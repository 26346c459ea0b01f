// Every page, the style sheet and the pictures by the validator of the W3C (vnu): no errors.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { pages, publish } from "./site.mjs";

const VNU = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
let site;
before(async () => { site = await publish(); });
after(() => site?.close());

/** What the validator says is wrong, a line each. Without --errors-only it would tell of its own requests that the pages' policy blocks. */
function errors(kind, files) {
  const { stderr, error } = spawnSync("java", ["-Xss8m", "-jar", VNU, "--errors-only", "--format", "json", ...kind, ...files], { encoding: "utf8", cwd: site.out, maxBuffer: 1 << 28 });
  if (error) throw error;
  const { messages } = JSON.parse(stderr);
  return messages.map((one) => `${one.url.split("/public/").pop()}:${one.lastLine}: ${one.message} ${one.extract ?? ""}`);
}

const assets = (ending) => readdirSync(join(site.out, "theme")).filter((name) => name.endsWith(ending)).map((name) => join("theme", name));

describe("vnu", () => {
  test("every page", () => {
    const all = pages(site.out);
    assert.ok(all.length > 80 && all.includes("cu/luat-bao-chi.html"), all.join(" "));
    assert.deepEqual(errors([], all), []);
  });

  test("the style sheet", () => {
    const sheets = assets(".css");
    assert.ok(sheets.length > 0);
    assert.deepEqual(errors(["--css"], sheets), []);
  });

  test("the pictures", () => {
    const pictures = assets(".svg");
    assert.ok(pictures.length > 0);
    assert.deepEqual(errors(["--svg"], pictures), []);
  });

  test("finds what is wrong", () => {
    writeFileSync(join(site.out, "wrong.html"), "<!doctype html><html lang=vi><title>x</title><p id=a><p id=a>");
    writeFileSync(join(site.out, "wrong.css"), "p { colour: red; }");
    assert.match(errors([], ["wrong.html"]).join(), /Duplicate ID/);
    assert.match(errors(["--css"], ["wrong.css"]).join(), /colour/);
  });
});
