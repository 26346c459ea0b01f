// Waits for what a page does in its own time.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** Asks until the answer is not empty. */
export async function wait(ask, what) {
  for (let round = 0; round < 100; round += 1) {
    const answer = await ask();
    if (answer && answer.length !== 0) return answer;
    await sleep(50);
  }
  assert.fail(`${what} did not come`);
}
