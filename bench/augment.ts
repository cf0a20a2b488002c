import { Rng } from "#lib/core/rng.ts";
import type { Dataset } from "#lib/data/dataset.ts";
import { imageBatches } from "#lib/data/image_batches.ts";
import type { AugmentImageOptions } from "#lib/preprocess/augment_image_options.ts";
import type { Bench, Contestant } from "./harness.ts";
import { pythonContestant } from "./python_contestant.ts";

/** The variations of the assignment's generator; bench/python/augment.py has the same. */
export const AUGMENT: AugmentImageOptions = {
  rotationRange: 20,
  widthShiftRange: 0.1,
  heightShiftRange: 0.1,
  shearRange: 10,
  zoomRange: 0.1,
  horizontalFlip: true,
};

const BATCH = 256;
const BATCHES = 16;

/** Images of noise: what a picture shows does not change the work. */
export function noiseImages(count: number): Dataset<Uint8Array> {
  const rng = new Rng("noise images");
  return {
    name: "noise",
    synthetic: true,
    itemShape: [48, 48, 1],
    ids: Array.from({ length: count }, (_, i) => `noise/${i}`),
    x: Uint8Array.from({ length: count * 48 * 48 }, () => rng.uint32() & 255),
    y: Uint8Array.from({ length: count }, (_, i) => i % 7),
    role: new Uint8Array(count),
  };
}

/** One thread makes every batch when it is asked for: what the transforms themselves cost. */
const mien: Contestant = {
  system: "mien",
  threads: 1,
  async start() {
    const source = imageBatches(noiseImages(BATCH * BATCHES), {
      role: "train",
      batchSize: BATCH,
      seed: 1,
      augment: AUGMENT,
      workers: 0,
    });
    let epoch = 0;
    const run = async () => {
      const start = performance.now();
      for (let i = 0; i < BATCHES; i++) await source.batch(epoch, i);
      epoch++;
      return (performance.now() - start) / 1000;
    };
    await run();
    return { run, close: () => source.close() };
  },
};

const size = [`${BATCH}`, `${BATCHES}`];

export const bench: Bench = {
  work: "augment",
  description:
    `${BATCH * BATCHES} images of 48x48 through rotation, shifts, shear, zoom, flip and ` +
    `rescaling, in batches of ${BATCH}`,
  repetitions: 7,
  contestants: [
    mien,
    pythonContestant("augment.py", { system: "keras", threads: 1, args: size }),
    pythonContestant("augment.py", {
      system: "keras-2",
      threads: 1,
      args: size,
      interpreter: "MIEN_PYTHON_KERAS2",
    }),
  ],
};
