// The ways in which readers see a page: widths and colours, set in a browser that stays open.

import { open } from "../browser/driver.mjs";

export const WIDTHS = [320, 360, 1280];
export const COLOURS = {
  light: [["prefers-color-scheme", "light"], ["forced-colors", "none"]],
  dark: [["prefers-color-scheme", "dark"], ["forced-colors", "none"]],
  forced: [["prefers-color-scheme", "dark"], ["forced-colors", "active"]],
};

/** Shows the page in a width and a set of colours. */
export async function look(page, width, colours) {
  await page.resize(width, 740);
  await page.cdp("Emulation.setEmulatedMedia", { features: COLOURS[colours].map(([name, value]) => ({ name, value })) });
}

/** Browsers that tests share: at most as many as tests run at once. `prepare` is called for each when it opens. */
export function browsers(prepare = () => {}) {
  const all = [], idle = [];
  return {
    async use(act) {
      let page = idle.pop();
      if (!page) {
        page = await open();
        all.push(page);
        await prepare(page);
      }
      try {
        return await act(page);
      } finally {
        // What one test chose is not the next one's.
        await page.script("try { localStorage.clear(); } catch { /* No page of a site. */ }").catch(() => {});
        idle.push(page);
      }
    },
    close: () => Promise.all(all.map((page) => page.close())),
  };
}
