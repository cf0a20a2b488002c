import type { LayersModel } from "@tensorflow/tfjs";
import { Rng } from "../core/rng.ts";
import { allLayers } from "./all_layers.ts";

/** Layers that draw random numbers in training and offer no way to seed them. */
const UNSEEDED = ["GaussianNoise", "GaussianDropout", "AlphaDropout"];

/** What a layer that draws random numbers lets one set. */
interface RandomLayer {
  seed?: unknown;
  /** How often it has drawn; its next numbers follow from that. */
  draws?: number;
}

/**
 * Gives every random layer numbers of its own at every step, all of them from one seed.
 *
 * In TensorFlow.js a Dropout layer with a seed drops the same units at every step, and one without a
 * seed drops other units in every run. So its seed is set before each step, as a pure function of
 * the run's seed, the step and the layer's place, and put back afterwards. A layer that has a seed
 * for good and counts its draws, such as RandomFlip, is told the step instead.
 *
 * @returns a function that runs one step with its seeds.
 * @throws {RangeError} for a layer whose random numbers cannot be seeded.
 */
export function stepSeeds(
  model: LayersModel,
  seed: number | string,
): <T>(step: number, run: () => Promise<T>) => Promise<T> {
  const layers = allLayers(model);
  for (const layer of layers) {
    const { dropout = 0, recurrentDropout = 0 } = layer as unknown as Record<string, number>;
    const unseeded = UNSEEDED.includes(layer.getClassName()) ||
      "draws" in layer && !("seed" in layer) && typeof layer.getConfig().seed !== "number";
    if (unseeded || dropout > 0 || recurrentDropout > 0) {
      throw new RangeError(
        `layer "${layer.name}" (${layer.getClassName()}) draws random numbers that are not ` +
          "seeded, so its training could not be repeated. Give it a seed where it takes one, or " +
          "use a Dropout layer instead.",
      );
    }
  }
  const random = layers.filter((layer) => "seed" in layer || "draws" in layer) as RandomLayer[];
  const rng = new Rng(seed).split("dropout");
  return async (step, run) => {
    const before = random.map(({ seed, draws }) => ({ seed, draws }));
    const stepRng = rng.split(step);
    random.forEach((layer, i) => {
      if ("draws" in layer) layer.draws = "seed" in layer ? 0 : step;
      // Never 0: TensorFlow.js takes that for "no seed".
      if ("seed" in layer) layer.seed = 1 + stepRng.split(i).integer(0x7fffffff);
    });
    try {
      return await run();
    } finally {
      random.forEach((layer, i) => {
        if ("seed" in layer) layer.seed = before[i].seed;
        if ("draws" in layer) layer.draws = before[i].draws;
      });
    }
  };
}
