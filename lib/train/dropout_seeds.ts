import type { LayersModel } from "@tensorflow/tfjs";
import { Rng } from "../core/rng.ts";
import { allLayers } from "./all_layers.ts";

/** Layers that draw random numbers in training and offer no way to seed them. */
const UNSEEDED = ["GaussianNoise", "GaussianDropout", "AlphaDropout"];

/**
 * Gives every dropout layer a mask of its own at every step, all of them from one seed.
 *
 * In TensorFlow.js a Dropout layer with a seed drops the same units at every step, and one without a
 * seed drops other units in every run. So its seed is set before each step, as a pure function of
 * the run's seed, the step and the layer's place, and put back afterwards.
 *
 * @returns a function that runs one step with its seeds.
 * @throws {RangeError} for a layer whose random numbers cannot be seeded.
 */
export function dropoutSeeds(
  model: LayersModel,
  seed: number | string,
): <T>(step: number, run: () => Promise<T>) => Promise<T> {
  const layers = allLayers(model);
  for (const layer of layers) {
    const { dropout = 0, recurrentDropout = 0 } = layer as unknown as Record<string, number>;
    if (UNSEEDED.includes(layer.getClassName()) || dropout > 0 || recurrentDropout > 0) {
      throw new RangeError(
        `layer "${layer.name}" (${layer.getClassName()}) draws random numbers that cannot be ` +
          "seeded, so its training could not be repeated. Use Dropout layers instead.",
      );
    }
  }
  const seeded = layers.filter((layer) => "seed" in layer) as unknown as { seed: unknown }[];
  const rng = new Rng(seed).split("dropout");
  return async (step, run) => {
    const before = seeded.map(({ seed }) => seed);
    const stepRng = rng.split(step);
    // Never 0: TensorFlow.js takes that for "no seed".
    seeded.forEach((layer, i) => layer.seed = 1 + stepRng.split(i).integer(0x7fffffff));
    try {
      return await run();
    } finally {
      seeded.forEach((layer, i) => layer.seed = before[i]);
    }
  };
}
