import type { Corruption } from "../core/corruption.ts";
import type { Rng } from "../core/rng.ts";
import { applyImageTransform } from "./augment_image_apply.ts";
import type { ImageTransform } from "./augment_image_transform.ts";
import { blurImage } from "./blur_image.ts";

/**
 * What happens to pictures of faces outside a data set: a lens out of focus, poor light, a tilted
 * head, a crop that is off, something in front of the face. In the spirit of Hendrycks & Dietterich
 * 2019, with levels in units one can picture.
 *
 * @example
 * ```ts
 * import { CORRUPTIONS } from "#lib/preprocess/corruptions.ts";
 * import { Rng } from "#lib/core/rng.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 * const brightness = CORRUPTIONS.find(({ name }) => name === "brightness")!;
 * const image = Uint8Array.of(100, 200);
 * deepStrictEqual([...brightness.apply(image, [1, 2, 1], 0.5, new Rng(1))], [50, 100]);
 * ```
 */
export const CORRUPTIONS: readonly Corruption[] = [
  {
    name: "blur",
    unit: "standard deviation, pixels",
    levels: [0.5, 1, 1.5, 2, 3],
    neutral: 0,
    apply: (image, shape, sigma) => blurImage(image, shape, sigma),
  },
  {
    name: "brightness",
    unit: "factor",
    levels: [0.25, 0.5, 0.75, 1.33, 2, 3],
    neutral: 1,
    // Not Keras's brightness, which stretches each image to the whole range of greys first.
    apply: (image, _shape, factor) => greys(image, (grey) => grey * factor),
  },
  byTransform({
    name: "rotation",
    unit: "degrees",
    levels: [-40, -25, -10, 10, 25, 40],
    neutral: 0,
    transform: (theta) => ({ theta }),
  }),
  byTransform({
    name: "shift",
    unit: "pixels, in a random direction",
    levels: [2, 4, 6, 8],
    neutral: 0,
    transform(length, _shape, rng) {
      const angle = rng.uniform(0, 2 * Math.PI);
      return { tx: length * Math.sin(angle), ty: length * Math.cos(angle) };
    },
  }),
  byTransform({
    name: "occlusion",
    unit: "side of a grey square, pixels",
    levels: [6, 12, 18, 24],
    neutral: 0,
    transform(side, [height, width], rng) {
      const [top, left] = [height, width].map((room) => rng.integer(room - side + 1));
      return { erase: { top, left, height: side, width: side, fill: 128 } };
    },
  }),
];

function byTransform(
  { transform, ...rest }: Omit<Corruption, "apply"> & {
    transform(level: number, shape: readonly number[], rng: Rng): ImageTransform;
  },
): Corruption {
  return {
    ...rest,
    apply(image, shape, level, rng) {
      const target = new Float32Array(image.length);
      applyImageTransform(image, target, shape, transform(level, shape, rng));
      return greys(target, (grey) => grey);
    },
  };
}

/** New greys for old, as whole numbers from 0 to 255. */
function greys(image: Uint8Array | Float32Array, change: (grey: number) => number): Uint8Array {
  return Uint8Array.from(image, (grey) => Math.round(Math.min(Math.max(change(grey), 0), 255)));
}
