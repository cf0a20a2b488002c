import type { Rng } from "../core/rng.ts";
import { applyImageTransform } from "./augment_image_apply.ts";
import { checkAugmentImage } from "./augment_image_check.ts";
import {
  fitImageStatistics,
  type ImageStatistics,
  normaliseImage,
} from "./augment_image_normalise.ts";
import type { AugmentImageOptions } from "./augment_image_options.ts";
import { randomImageTransform } from "./augment_image_random.ts";
import type { ImageTransform } from "./augment_image_transform.ts";

/** One image: `data` is row-major `[height, width, channels]`. */
export interface Image<Data extends Uint8Array | Float32Array = Uint8Array | Float32Array> {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly data: Data;
}

/**
 * Varies images as Keras's `ImageDataGenerator` does: the same settings, the same ranges, and for
 * the same parameters the same picture, within float32 rounding. Random numbers come from an `Rng`.
 * Training takes its batches from `imageBatches`, which does this ahead of time on workers.
 *
 * @example
 * ```ts
 * import { Rng } from "#lib/core/rng.ts";
 * import { ImageDataGenerator } from "#lib/preprocess/augment_image.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const generator = new ImageDataGenerator({ rotationRange: 20, horizontalFlip: true });
 * const face = { shape: [2, 2, 1], data: Uint8Array.of(10, 20, 30, 40) } as const;
 * deepStrictEqual([...generator.applyTransform(face, { flipHorizontal: true }).data], [20, 10, 40, 30]);
 * const varied = generator.applyTransform(face, generator.randomTransform(face.shape, new Rng(1)));
 * deepStrictEqual(varied.shape, [2, 2, 1]);
 * ```
 */
export class ImageDataGenerator {
  readonly #options: AugmentImageOptions;
  #statistics?: ImageStatistics;

  /** @throws {TypeError | RangeError} as {@link checkAugmentImage}. */
  constructor(options: AugmentImageOptions = {}) {
    checkAugmentImage(options);
    this.#options = options;
  }

  /** What {@link ImageDataGenerator.fit} found. */
  get statistics(): ImageStatistics | undefined {
    return this.#statistics;
  }

  /** Draws one variation within the ranges: Keras's `get_random_transform`. */
  randomTransform(shape: readonly number[], rng: Rng): ImageTransform {
    return randomImageTransform(this.#options, shape, rng);
  }

  /**
   * A new image, varied as the parameters say, in the unit of the source: Keras's `apply_transform`.
   * The source is not changed.
   */
  applyTransform(image: Image, transform: ImageTransform): Image<Float32Array> {
    const { height, width } = transform.crop ?? { height: image.shape[0], width: image.shape[1] };
    const channels = image.shape[2];
    const data = new Float32Array(height * width * channels);
    applyImageTransform(image.data, data, image.shape, transform, this.#options);
    return { shape: [height, width, channels], data };
  }

  /** A new image, rescaled and normalised as asked for: Keras's `standardize`. */
  standardize(image: Image): Image<Float32Array> {
    const data = Float32Array.from(image.data);
    normaliseImage(data, image.shape[2], this.#options, this.#statistics);
    return { shape: image.shape, data };
  }

  /** Finds the statistics that featurewise normalisation needs: Keras's `fit`, not augmented. */
  fit(images: Uint8Array | Float32Array, channels: number): void {
    this.#statistics = fitImageStatistics(images, channels, this.#options);
  }
}
