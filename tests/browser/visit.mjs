// A visit of one page in a browser of its own.

import assert from "node:assert/strict";

import { open } from "./driver.mjs";

/**
 * Goes to an address, if there is one, and acts there. `ahead` is code that runs in every page before its own scripts; other
 * options are those of `open`. Nothing may be complained of meanwhile, as a blocked script or a file that is not there,
 * unless the visit is one that `complains`.
 */
export async function visit(address, act, { ahead, complains = false, ...options } = {}) {
  const page = await open({ width: 360, ...options });
  try {
    if (ahead) await page.ahead(ahead);
    if (address) await page.goto(address);
    await act(page);
    if (!complains) assert.deepEqual(await page.complaints(), []);
  } finally {
    await page.close();
  }
}
