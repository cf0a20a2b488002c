import { Rng } from "../core/rng.ts";

/**
 * The seed of one layer's initial weights, 1 to 2^31 - 1, from the seed of the whole model.
 *
 * TensorFlow.js takes seed 0 for "draw at random", and two layers of one shape that share a seed
 * start equal. So every layer gets a seed of its own, by its name, and never 0.
 */
export function layerSeed(seed: number | string, layer: string): number {
  return 1 + new Rng(seed).split(`initial weights of ${layer}`).integer(0x7fffffff);
}
