import type { BatchSource } from "./batches.ts";

/**
 * A source without end, cut into epochs of as many batches as wished: what Keras does with a
 * generator and `steps_per_epoch`. The batches are those of the source, pass after pass, so an epoch
 * may hold several passes over the samples, or a part of one.
 *
 * @param source is closed with the result
 * @param batchesPerEpoch at least 1
 *
 * @example
 * ```ts
 * import { endlessBatches } from "#lib/data/endless_batches.ts";
 * import { imageBatches } from "#lib/data/image_batches.ts";
 * import { syntheticImages } from "#lib/data/synthetic/render.ts";
 * import { strictEqual } from "node:assert/strict";
 * const faces = syntheticImages({ people: 3, seed: 1 });
 * const once = imageBatches(faces, { role: "train", batchSize: 4, seed: 1 });
 * const batches = endlessBatches(once, 100);
 * strictEqual((await batches.batch(4, 99)).n <= 4, true);
 * batches.close();
 * ```
 */
export function endlessBatches(source: BatchSource, batchesPerEpoch: number): BatchSource {
  if (!(Number.isInteger(batchesPerEpoch) && batchesPerEpoch >= 1)) {
    throw new RangeError(
      `an epoch has a whole number of batches from 1 on, not ${batchesPerEpoch}`,
    );
  }
  const { itemShape, classes, judgedClasses, samples, batchesPerEpoch: perPass } = source;
  // Passes differ in their last batch, so this is a mean where an epoch cuts through one.
  const perEpoch = Math.round(samples * batchesPerEpoch / perPass);
  return {
    itemShape,
    classes,
    judgedClasses,
    samples: perEpoch,
    batchesPerEpoch,
    batch(epoch, index) {
      const number = epoch * batchesPerEpoch + index;
      return source.batch(Math.floor(number / perPass), number % perPass);
    },
    close: () => source.close(),
  };
}
