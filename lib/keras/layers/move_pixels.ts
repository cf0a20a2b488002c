import * as tf from "@tensorflow/tfjs";

/** What lies outside an image. */
export type FillMode = "reflect" | "wrap" | "constant" | "nearest";

/** How {@link movePixels} reads between and beyond pixels. */
export interface MoveOptions {
  readonly interpolation: "bilinear" | "nearest";
  readonly fillMode: FillMode;
  /** What `constant` fills with. */
  readonly fillValue: number;
}

/**
 * Moves every image `[n, height, width, channels]` by its own map from output to input pixels:
 * `[a, b, c, d, e, f]` means x' = a x + b y + c, y' = d x + e y + f.
 *
 * As TensorFlow's `ImageProjectiveTransformV3`; the kernel that TensorFlow.js has for it is right for
 * the first image of a batch alone.
 */
export function movePixels(
  images: tf.Tensor4D,
  maps: readonly (readonly number[])[],
  options: MoveOptions,
): tf.Tensor4D {
  const [n, height, width, channels] = images.shape;
  const corners = options.interpolation === "nearest" ? 1 : 4;
  const at = Array.from({ length: corners }, () => new Int32Array(n * height * width));
  const weights = Array.from({ length: corners }, () => new Float32Array(n * height * width));
  let out = 0;
  for (let image = 0; image < n; image++) {
    const [a, b, c, d, e, f] = maps[image];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, out++) {
        const inX = inside(a * x + b * y + c, width, options.fillMode);
        const inY = inside(d * x + e * y + f, height, options.fillMode);
        for (let corner = 0; corner < corners; corner++) {
          const [column, weightX] = neighbour(inX, corner & 1, corners);
          const [row, weightY] = neighbour(inY, corner >> 1, corners);
          if (row < 0 || row >= height || column < 0 || column >= width) continue;
          at[corner][out] = (image * height + row) * width + column;
          weights[corner][out] = weightX * weightY;
        }
      }
    }
  }
  return tf.tidy(() => {
    const pixels = images.reshape([-1, channels]);
    let moved: tf.Tensor = tf.zerosLike(pixels);
    const rest = new Float32Array(n * height * width).fill(options.fillValue);
    weights.forEach((weight, corner) => {
      moved = moved.add(pixels.gather(tf.tensor1d(at[corner], "int32")).mul(weight2d(weight)));
      weight.forEach((value, i) => rest[i] -= options.fillValue * value);
    });
    return moved.add(weight2d(rest)).reshape(images.shape) as tf.Tensor4D;
  });
}

function weight2d(values: Float32Array): tf.Tensor2D {
  return tf.tensor2d(values, [values.length, 1]);
}

/** One of the pixels around a place, and its share. */
function neighbour(at: number, which: number, corners: number): [pixel: number, weight: number] {
  if (corners === 1) return [Math.round(at), 1];
  const low = Math.floor(at);
  return which === 0 ? [low, 1 - (at - low)] : [low + 1, at - low];
}

function inside(at: number, size: number, mode: FillMode): number {
  if (mode === "constant") return at;
  return Math.min(Math.max(bring(at, size, mode), 0), size - 1);
}

function bring(at: number, size: number, mode: FillMode): number {
  if (mode === "nearest" || size <= 1) return at;
  if (mode === "reflect") {
    const turn = 2 * size;
    if (at < 0) {
      const once = at < turn ? turn * Math.trunc(-at / turn) + at : at;
      return once < -size ? once + turn : -once - 1;
    }
    if (at <= size - 1) return at;
    const once = at - turn * Math.trunc(at / turn);
    return once >= size ? turn - once - 1 : once;
  }
  if (at < 0) return at + size * (Math.trunc(-at / (size - 1)) + 1);
  return at > size - 1 ? at - size * Math.trunc(at / (size - 1)) : at;
}
