import { EMOTION_COUNT } from "../core/emotions.ts";
import { sizeOf } from "../core/shapes.ts";
import { checkAugmentImage } from "../preprocess/augment_image_check.ts";
import type { ImageStatistics } from "../preprocess/augment_image_normalise.ts";
import type { AugmentImageOptions } from "../preprocess/augment_image_options.ts";
import type { Batch, BatchSource } from "./batches.ts";
import { type Dataset, indicesOf, type Role } from "./dataset.ts";
import { type BatchPlan, createBatchFiller } from "./image_batch_filler.ts";
import { BatchPool } from "./image_batch_pool.ts";
import { type ImageTargets, imageTargets, targetClasses } from "./image_targets.ts";

/** Settings of {@link imageBatches}. */
export interface ImageBatchesOptions {
  readonly role: Role;
  /** The assignment trains with 256. */
  readonly batchSize: number;
  /** Order and variations follow from it. */
  readonly seed: number | string;
  /**
   * How images are varied, anew in every epoch. For the training role only; of the other roles,
   * rescaled and normalised alike, a crop is taken from the middle.
   */
  readonly augment?: AugmentImageOptions;
  /**
   * Images and targets are mixed in pairs by weights from Beta(mixup, mixup), in (0, 1]; see
   * `mixPairs`. For the training role only. Default 0: they stay apart.
   */
  readonly mixup?: number;
  /** A new order in every epoch. Default true. */
  readonly shuffle?: boolean;
  /**
   * How many workers make batches ahead; 0 makes each when it is asked for, on the caller's thread.
   * The batches are the same. Default 1 with augmentation, 0 without, which is but a copy.
   */
  readonly workers?: number;
  /** One-hot labels, the raters' votes where the data set has them, or both. Default `"labels"`. */
  readonly targets?: ImageTargets;
  /** Share of each target that is spread over all classes, in [0, 1). Default 0. */
  readonly labelSmoothing?: number;
  /** Default 7, or 14 for labels and votes. */
  readonly classes?: number;
  /** For featurewise normalisation, from `fitImageStatistics`; after rescaling. */
  readonly statistics?: ImageStatistics;
}

/**
 * Batches of images for training: shuffled, varied and rescaled, made ahead of the training step.
 *
 * uint8 images come out as float32 in [0, 1] (unless `augment.rescale` says otherwise), float32
 * images in their own unit. The pixels are held once, in shared memory, whatever the number of
 * workers. The receiver calls `close()` in the end.
 *
 * @throws {RangeError} for a data set that holds no images, an empty role, augmentation outside the
 * training role, or settings out of range.
 *
 * @example
 * ```ts
 * import { imageBatches } from "#lib/data/image_batches.ts";
 * import type { Dataset } from "#lib/data/dataset.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const dots: Dataset = {
 *   name: "dots",
 *   synthetic: true,
 *   itemShape: [1, 2, 1],
 *   ids: ["dot/0", "dot/1", "dot/2"],
 *   x: Uint8Array.of(0, 255, 51, 0, 255, 255),
 *   y: Uint8Array.of(3, 0, 6),
 *   role: Uint8Array.of(0, 0, 1),
 * };
 * const source = imageBatches(dots, { role: "train", batchSize: 2, seed: 1, shuffle: false });
 * const { x, y, n } = await source.batch(0, 0);
 * deepStrictEqual([n, ...x], [2, ...Float32Array.of(0, 1, 0.2, 0)]);
 * deepStrictEqual([...y.subarray(0, 7)], [0, 0, 0, 1, 0, 0, 0]);
 * source.close();
 * ```
 */
export function imageBatches(dataset: Dataset, options: ImageBatchesOptions): BatchSource {
  const { batchSize, augment = {}, mixup = 0, shuffle = true, seed, statistics } = options;
  const vary = options.role === "train" && variations(augment).length > 0;
  const { workers = vary ? 1 : 0, targets = "labels", classes = targetClasses(targets) } = options;
  const rows = indicesOf(dataset, options.role);
  checkOptions(dataset, options, rows.length, workers);
  const itemShape = dataset.itemShape;
  const outputShape = augment.crop ? [...augment.crop.size, itemShape[2]] : itemShape;
  const plan: BatchPlan = {
    seed,
    shuffle,
    batchSize,
    itemShape,
    outputShape,
    pixels: dataset.x,
    rows,
    classes,
    targets: imageTargets(dataset, rows, { ...options, classes }),
    augment,
    vary,
    mixup,
    rescale: augment.rescale ?? (dataset.x instanceof Uint8Array ? 1 / 255 : 1),
    statistics,
  };
  const batchesPerEpoch = Math.ceil(rows.length / batchSize);
  const { make, close } = workers > 0
    ? onWorkers(plan, workers, batchesPerEpoch)
    : onCallersThread(plan);
  return {
    itemShape: outputShape,
    classes,
    ...(targets === "labels and votes" && { judgedClasses: EMOTION_COUNT }),
    samples: rows.length,
    batchesPerEpoch,
    // deno-lint-ignore require-await -- faults in the arguments reject too
    async batch(epoch, index) {
      if (!Number.isInteger(epoch) || epoch < 0) {
        throw new RangeError(`epoch must be a whole number from 0 on, not ${epoch}`);
      }
      if (!Number.isInteger(index) || index < 0 || index >= batchesPerEpoch) {
        throw new RangeError(`batch ${index} does not exist: an epoch has ${batchesPerEpoch}`);
      }
      return make(epoch, index);
    },
    close,
  };
}

interface Maker {
  make(epoch: number, index: number): Batch | Promise<Batch>;
  close(): void;
}

function onWorkers(plan: BatchPlan, workers: number, batchesPerEpoch: number): Maker {
  const pool = new BatchPool(plan, workers);
  return {
    make: (epoch, index) => pool.batch(epoch, index, batchesPerEpoch),
    close: () => pool.close(),
  };
}

function onCallersThread(plan: BatchPlan): Maker {
  const fill = createBatchFiller(plan);
  const width = sizeOf(plan.outputShape);
  const x = new Float32Array(plan.batchSize * width);
  const y = new Float32Array(plan.batchSize * plan.classes);
  let closed = false;
  return {
    make(epoch, index) {
      if (closed) throw new Error("the image batches are closed: make a new source");
      const n = fill(epoch, index, x, y);
      return { x: x.subarray(0, n * width), y: y.subarray(0, n * plan.classes), n };
    },
    close: () => void (closed = true),
  };
}

function checkOptions(
  { itemShape, name }: Dataset,
  { role, batchSize, augment = {}, mixup = 0, statistics }: ImageBatchesOptions,
  samples: number,
  workers: number,
): void {
  if (itemShape.length !== 3) {
    throw new RangeError(
      `image batches need images of [height, width, channels]; an item of ${name} is [${itemShape}]`,
    );
  }
  if (samples === 0) throw new RangeError(`${name} has no samples in the role "${role}"`);
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`batchSize must be a whole number from 1 on, not ${batchSize}`);
  }
  if (!Number.isInteger(workers) || workers < 0) {
    throw new RangeError(`workers must be a whole number from 0 on, not ${workers}`);
  }
  checkAugmentImage(augment);
  const banned = role === "train" ? [] : variations(augment).filter((name) => name !== "crop");
  if (banned.length > 0) {
    throw new RangeError(
      `augmentation is for the training role only: leave ${banned.join(", ")} out for "${role}"`,
    );
  }
  if (!(mixup >= 0 && mixup <= 1)) throw new RangeError(`mixup must lie in [0, 1], not ${mixup}`);
  if (mixup > 0 && role !== "train") {
    throw new RangeError(`mixup is for the training role only: leave it out for "${role}"`);
  }
  const { size, padding = 0 } = augment.crop ?? { size: [1, 1] };
  if (size.some((side, axis) => side > itemShape[axis] + 2 * padding)) {
    throw new RangeError(
      `a crop of [${size}] does not fit into images of [${itemShape}] padded by ${padding}`,
    );
  }
  if ((augment.featurewiseCenter || augment.featurewiseStdNormalization) && !statistics) {
    throw new RangeError("featurewise normalisation needs statistics: see fitImageStatistics");
  }
}

/** The settings that vary images. The others, rescaling and normalising, are for every role. */
function variations(augment: AugmentImageOptions): string[] {
  const { rescale: _r, fillMode: _f, cval: _c, ...rest } = augment;
  return Object.entries(rest)
    .filter(([name, value]) => value && !/^(sample|feature)wise/.test(name))
    .map(([name]) => name);
}
