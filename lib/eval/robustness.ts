import type { LayersModel } from "@tensorflow/tfjs";
import type { Corruption } from "../core/corruption.ts";
import type { RobustnessCurve, RobustnessPoint } from "../core/results.ts";
import { Rng } from "../core/rng.ts";
import { sizeOf } from "../core/shapes.ts";
import type { Dataset } from "../data/dataset.ts";
import { countRight } from "./count_right.ts";
import { predict, type PredictOptions } from "./predict.ts";
import { wilsonInterval } from "./wilson_interval.ts";

/** Settings of {@link robustness}. */
export interface RobustnessOptions extends Omit<PredictOptions, "itemShape" | "onProgress"> {
  /** Chance in the corruptions follows from it. */
  readonly seed: number | string;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * How accuracy falls as images get worse, one curve a corruption, each with the untouched images in
 * its place among the levels. Every level is judged on all samples.
 *
 * @param samples images to judge on, uint8: a part of a data set, as `pick` gives it
 */
export async function robustness(
  model: LayersModel,
  samples: Dataset<Uint8Array>,
  corruptions: readonly Corruption[],
  options: RobustnessOptions,
): Promise<RobustnessCurve[]> {
  const { seed, onProgress, ...predicting } = options;
  const { itemShape, x, y } = samples;
  if (y.length === 0) throw new RangeError(`there is nothing to judge in ${samples.name}`);
  const size = sizeOf(itemShape);
  const total = 1 + corruptions.reduce((sum, { levels }) => sum + levels.length, 0);
  let done = 0;
  const judge = async (images: Uint8Array): Promise<Omit<RobustnessPoint, "level">> => {
    const probabilities = await predict(model, images, { ...predicting, itemShape });
    const right = countRight(probabilities, y);
    onProgress?.(++done, total);
    return { accuracy: right / y.length, interval: wilsonInterval(right, y.length) };
  };
  const untouched = await judge(x);
  const curves: RobustnessCurve[] = [];
  for (const { name, unit, levels, neutral, apply } of corruptions) {
    const points: RobustnessPoint[] = [{ level: neutral, ...untouched }];
    for (const level of levels) {
      const rng = new Rng(seed).split(name).split(level);
      const worse = new Uint8Array(x.length);
      for (let at = 0; at < x.length; at += size) {
        worse.set(apply(x.subarray(at, at + size), itemShape, level, rng), at);
      }
      points.push({ level, ...await judge(worse) });
    }
    curves.push({ name, unit, neutral, points: points.sort((a, b) => a.level - b.level) });
  }
  return curves;
}
