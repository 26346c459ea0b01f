// The diagrams in a real browser: read at their own size on a phone, reached by the keyboard, leading where they say.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { open } from "./driver.mjs";
import { publish } from "./site.mjs";

const LAW = "van-ban/luat-10-2022-qh15.html";
const PAGES = [LAW, "ke-hoach/ke-hoach-kh-nv-dan-van-2025.html", "so-do.html"];
let site;
before(async () => { site = await publish(); });
after(() => site?.close());

async function on(path, settings, act) {
  const page = await open({ width: 360, ...settings });
  try {
    await page.goto(site.bases[2][1] + path);
    await act(page);
    assert.deepEqual(await page.complaints(), []);
  } finally {
    await page.close();
  }
}

/** Of each text in the drawing: its size in CSS pixels, and how far its lines reach beyond the box it stands in. */
const texts = (page) => page.script(`
  const svg = document.querySelector(".sd"), scale = svg.getScreenCTM().a;
  return [...svg.querySelectorAll("text")].map((text) => {
    const box = text.previousElementSibling?.matches("rect") ? text.previousElementSibling : svg;
    const inner = text.getBoundingClientRect(), outer = box.getBoundingClientRect();
    return { words: text.textContent, size: parseFloat(getComputedStyle(text).fontSize) * scale,
      beyond: Math.max(outer.left - inner.left, inner.right - outer.right, outer.top - inner.top, inner.bottom - outer.bottom) };
  })`);

describe("a diagram", () => {
  for (const path of PAGES) {
    for (const [width, least] of [[360, 12], [320, 12], [1280, 12]]) {
      test(`${path} is read at ${width} px`, () => on(path, { width }, async (page) => {
        const found = await texts(page);
        assert.ok(found.length > 5, `${found.length} texts`);
        for (const { words, size, beyond } of found) {
          assert.ok(size >= least, `${words}: ${size} px`);
          assert.ok(beyond <= 1, `${words}: ${beyond} px beyond its box`);
        }
        // The widest font that a reader may have.
        await page.script(`document.documentElement.style.setProperty("--body", "DejaVu Sans")`);
        for (const { words, beyond } of await texts(page)) assert.ok(beyond <= 1, `${words}: ${beyond} px beyond its box in a wide font`);
        const { content, view } = await page.widths();
        assert.ok(content <= view, `${content} px in ${view} px`);
      }));
    }

    test(`${path} keeps its links big enough for a thumb and in reach of the keyboard`, () => on(path, {}, async (page) => {
      const links = await page.script(`return [...document.querySelectorAll(".sd a")].map((link) => {
        link.focus();
        const { height, width } = link.getBoundingClientRect();
        return { words: link.textContent, height, width, focused: document.activeElement === link,
          named: link.textContent.trim() !== "", seen: getComputedStyle(link).outlineStyle }
      })`);
      assert.ok(links.length > 0);
      for (const link of links) {
        assert.ok(link.focused && link.named && link.height >= 24 && link.width >= 24, JSON.stringify(link));
      }
      // The keyboard goes on from link to link, and shows where it is.
      await page.script(`document.querySelector(".sd a").focus()`);
      await page.press("\uE004");
      const [at, outline] = await page.script(`return [[...document.querySelectorAll(".sd a")].indexOf(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]`);
      assert.deepEqual([at, outline], [1, "solid"]);
    }));
  }

  test("leads to the page that a box names, and that page leads back", () => on(LAW, {}, async (page) => {
    const [link] = await page.css(".sd a[href='nghi-dinh-59-2023-nd-cp.html']");
    await page.follow(link);
    assert.match(await page.url(), /nghi-dinh-59-2023-nd-cp\.html$/);
    const [back] = await page.css(".sd a[href='luat-10-2022-qh15.html']");
    await page.follow(back);
    assert.match(await page.url(), /luat-10-2022-qh15\.html$/);
  }));

  test("is a group that has a name and says what it holds", () => on(LAW, { scripts: false }, async (page) => {
    const tree = (await page.cdp("Accessibility.getFullAXTree")).nodes.filter((node) => !node.ignored);
    const group = tree.find((node) => /^Sơ đồ quan hệ: Luật/.test(node.name?.value ?? ""));
    assert.equal(group?.role.value, "group");
    assert.match(group.description?.value ?? "", /^10 quan hệ, viện dẫn với 10 văn bản/);
    const links = tree.filter((node) => node.role?.value === "link" && node.name.value === "Kế hoạch triển khai công tác dân vận năm 2025");
    assert.ok(links.length > 0, "lines of one name are read as one");
  }));

  test("shows what is not certain by its form", () => on(LAW, {}, async (page) => {
    const dashes = await page.script(`return [...document.querySelectorAll(".sd rect, .sd path")].map((one) => [one.matches(".u"), getComputedStyle(one).strokeDasharray])`);
    assert.ok(dashes.some(([uncertain]) => uncertain));
    for (const [uncertain, dash] of dashes) assert.equal(dash !== "none", uncertain);
  }));

  for (const scheme of ["light", "dark"]) {
    test(`is seen in ${scheme} and in forced colours`, () => on("so-do.html", {}, async (page) => {
      for (const forced of ["none", "active"]) {
        await page.cdp("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }, { name: "forced-colors", value: forced }] });
        const [paper, ...ink] = await page.script(`return [getComputedStyle(document.documentElement).backgroundColor,
          ...[...document.querySelectorAll(".sd text")].map((one) => getComputedStyle(one).fill),
          ...[...document.querySelectorAll(".sd rect, .sd path:not(.h)")].map((one) => getComputedStyle(one).stroke),
          getComputedStyle(document.querySelector(".sd .h")).fill]`);
        const light = (colour) => {
          const [r, g, b] = colour.match(/[\d.]+/g).slice(0, 3).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        for (const colour of new Set(ink)) {
          const [low, high] = [light(paper), light(colour)].sort((a, b) => a - b);
          assert.ok((high + 0.05) / (low + 0.05) >= 4.5, `${colour} on ${paper}, forced ${forced}`);
        }
      }
    }));
  }
});
