import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import type { BatchSource } from "#lib/data/batches.ts";
import { endlessBatches } from "#lib/data/endless_batches.ts";

/** Ten samples in batches of 4, 4 and 2, each of which says where it comes from. */
function threeBatches(): BatchSource & { closed: number } {
  return {
    itemShape: [2],
    classes: 7,
    samples: 10,
    batchesPerEpoch: 3,
    batch: (epoch, index) =>
      Promise.resolve({
        x: Float32Array.of(epoch, index),
        y: new Float32Array(7),
        n: index === 2 ? 2 : 4,
      }),
    closed: 0,
    close() {
      this.closed++;
    },
  };
}

Deno.test("epochs of any length walk through pass after pass and leave no batch out", async () => {
  const batches = endlessBatches(threeBatches(), 4);
  strictEqual(batches.batchesPerEpoch, 4);
  strictEqual(batches.samples, 13);
  const seen = [];
  for (const epoch of [0, 1, 2]) {
    for (const index of [0, 1, 2, 3]) seen.push([...(await batches.batch(epoch, index)).x]);
  }
  const wanted = [0, 1, 2, 3].flatMap((pass) => [0, 1, 2].map((index) => [pass, index]));
  deepStrictEqual(seen, wanted);
});

Deno.test("an endless source closes what it is made of, and wants a whole number of batches", () => {
  const source = threeBatches();
  endlessBatches(source, 1).close();
  strictEqual(source.closed, 1);
  for (const wrong of [0, -1, 2.5, NaN]) throws(() => endlessBatches(source, wrong), RangeError);
});
