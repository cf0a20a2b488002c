import { imageBatches } from "#lib/data/image_batches.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { model1 } from "#lib/models/model_1.ts";
import { fit } from "#lib/train/fit.ts";
import { AUGMENT, noiseImages } from "./augment.ts";
import type { Bench, Contestant } from "./harness.ts";

const BATCH = 256;
const STEPS = 8;
const THREADS = navigator.hardwareConcurrency;

let using = 0;

/** The same training steps of model_1, fed in different ways. */
function training(system: string, augmented: boolean, workers: number): Contestant {
  return {
    system,
    threads: THREADS,
    async start() {
      const { backend, reason } = await chooseEngine({ threads: THREADS, warn: () => {} });
      if (backend !== "native") return { missing: `the engine does not run here: ${reason}` };
      using++;
      const model = model1({ seed: 1 });
      const source = imageBatches(noiseImages(BATCH * STEPS), {
        role: "train",
        batchSize: BATCH,
        seed: 1,
        ...(augmented && { augment: AUGMENT }),
        workers,
      });
      const run = async () => {
        const start = performance.now();
        await fit(model, source, { epochs: 1, seed: 1 });
        return (performance.now() - start) / 1000;
      };
      const close = () => {
        source.close();
        model.dispose();
        if (--using === 0) closeEngine();
      };
      await run();
      return { run, close };
    },
  };
}

export const bench: Bench = {
  work: "augment_training",
  description: `${STEPS} training steps of model_1 on ${BATCH} images: as they are, varied ahead ` +
    "on a worker, varied between the steps",
  repetitions: 5,
  contestants: [
    training("mien, not varied", false, 0),
    training("mien, varied ahead", true, 1),
    training("mien, varied between", true, 0),
  ],
};
