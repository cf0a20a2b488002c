import { Rng } from "../core/rng.ts";
import { sizeOf } from "../core/shapes.ts";
import { centreCrop } from "../preprocess/augment_image_crop.ts";
import { applyImageTransform } from "../preprocess/augment_image_apply.ts";
import { type ImageStatistics, normaliseImage } from "../preprocess/augment_image_normalise.ts";
import type { AugmentImageOptions } from "../preprocess/augment_image_options.ts";
import { randomImageTransform } from "../preprocess/augment_image_random.ts";
import { mixPairs } from "./mixup.ts";

/** All that determines the batches of a source. Plain data: it travels to the workers. */
export interface BatchPlan {
  readonly seed: number | string;
  readonly shuffle: boolean;
  readonly batchSize: number;
  readonly itemShape: readonly number[];
  readonly outputShape: readonly number[];
  /** The pixels of the whole data set. */
  readonly pixels: Uint8Array | Float32Array;
  /** `[samples]` which rows of the data set belong to the source. */
  readonly rows: Uint32Array;
  readonly classes: number;
  /** `[samples, classes]` targets, in the order of `rows`. */
  readonly targets: Float32Array;
  readonly augment: AugmentImageOptions;
  /** Draw variations; otherwise a crop is taken from the middle and nothing else is done. */
  readonly vary: boolean;
  /** `alpha` of mixup; 0: images stay apart. */
  readonly mixup: number;
  readonly rescale: number;
  readonly statistics?: ImageStatistics;
}

/** Writes one batch into `x` and `y` and returns how many samples it holds. */
export type BatchFiller = (
  epoch: number,
  index: number,
  x: Float32Array,
  y: Float32Array,
) => number;

/**
 * The function that makes the batches of a plan. What it writes depends on the plan, the epoch and
 * the index alone: the order of an epoch is drawn from (seed, epoch), the variations of a batch from
 * (seed, epoch, index).
 */
export function createBatchFiller(plan: BatchPlan): BatchFiller {
  const { pixels, rows, targets, classes, batchSize, itemShape, outputShape } = plan;
  const options = { ...plan.augment, rescale: plan.rescale };
  const source = new Rng(plan.seed).split("image batches");
  const width = sizeOf(itemShape);
  const outputWidth = sizeOf(outputShape);
  const scratch = new Float32Array(width);
  const apply = { fillMode: options.fillMode, cval: options.cval, scratch };
  const images = Array.from(
    rows,
    (row) => pixels.subarray(row * width, (row + 1) * width),
  );
  const still = { crop: options.crop && centreCrop(options.crop, itemShape) };
  const orders = new Map<number, Uint32Array>();

  function orderOf(epoch: number): Uint32Array {
    const known = orders.get(epoch);
    if (known) return known;
    const order = plan.shuffle
      ? source.split(`order/${epoch}`).permutation(rows.length)
      : Uint32Array.from(rows, (_, i) => i);
    // Batches are made ahead across the border of two epochs: keep both, and no more.
    if (orders.size > 1) orders.delete(orders.keys().next().value!);
    orders.set(epoch, order);
    return order;
  }

  return function fill(epoch, index, x, y) {
    const order = orderOf(epoch);
    const start = index * batchSize;
    const n = Math.min(batchSize, order.length - start);
    const rng = source.split(`augment/${epoch}/${index}`);
    for (let i = 0; i < n; i++) {
      const sample = order[start + i];
      const image = x.subarray(i * outputWidth, (i + 1) * outputWidth);
      const transform = plan.vary ? randomImageTransform(plan.augment, itemShape, rng) : still;
      applyImageTransform(images[sample], image, itemShape, transform, apply);
      normaliseImage(image, outputShape[2], options, plan.statistics);
      for (let k = 0; k < classes; k++) y[i * classes + k] = targets[sample * classes + k];
    }
    if (plan.mixup > 0) {
      const [images, answers] = [x.subarray(0, n * outputWidth), y.subarray(0, n * classes)];
      mixPairs(images, answers, { n, alpha: plan.mixup, rng: rng.split("mixup") });
    }
    return n;
  };
}
