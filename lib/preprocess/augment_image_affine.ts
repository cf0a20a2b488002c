import { foldCoordinate, OUTSIDE } from "./augment_image_fill.ts";
import type { AffineMatrix } from "./augment_image_matrix.ts";
import type { FillMode } from "./augment_image_options.ts";

/** Settings of {@link warpImage}. The flips are applied to the result of the warp. */
export interface WarpOptions {
  readonly fillMode: FillMode;
  /** For `"constant"`, in the unit of the source. */
  readonly cval: number;
  readonly flipHorizontal: boolean;
  readonly flipVertical: boolean;
}

/**
 * Reads an image through an affine map with linear interpolation, then flips it: what
 * `scipy.ndimage.affine_transform(…, order=1)` does for Keras, channel by channel.
 *
 * Coordinates are computed in float64 in SciPy's own order of operations, so that a pixel which
 * lies exactly on an edge falls on the same side of it. In each row, the stretch of pixels whose
 * four neighbours all exist is found first; it needs no check of bounds.
 *
 * @param source `[height, width, channels]`, any unit.
 * @param target the same size, overwritten; must not share memory with `source`.
 */
export function warpImage(
  source: Uint8Array | Float32Array,
  target: Float32Array,
  shape: readonly number[],
  matrix: AffineMatrix,
  options: WarpOptions,
): void {
  const [height, width, channels] = shape;
  const [a, b, c, d, e, f] = matrix;
  const { flipHorizontal, flipVertical } = options;
  const step = flipHorizontal ? -channels : channels;
  for (let row = 0; row < height; row++) {
    const outRow = flipVertical ? height - 1 - row : row;
    const out = (outRow * width + (flipHorizontal ? width - 1 : 0)) * channels;
    const [ar, dr] = [a * row, d * row];
    let start = Math.max(firstInside(b, ar + c, height), firstInside(e, dr + f, width));
    let end = Math.min(endInside(b, ar + c, height, width), endInside(e, dr + f, width, width));
    // The estimate may be a pixel off, by rounding; the coordinates themselves decide. They are
    // monotonic along a row, so both ends inside means that all between are.
    while (start < end && !inside(ar + b * start + c, dr + e * start + f, height, width)) start++;
    while (start < end && !inside(ar + b * (end - 1) + c, dr + e * (end - 1) + f, height, width)) {
      end--;
    }
    if (start >= end) start = end = width;
    warpEdge(source, target, shape, ar, dr, matrix, 0, start, out, step, options);
    if (channels === 1) {
      for (let column = start, to = out + start * step; column < end; column++, to += step) {
        const y = ar + b * column + c;
        const x = dr + e * column + f;
        const top = y | 0;
        const left = x | 0;
        const right = x - left;
        const from = top * width + left;
        const p = source[from];
        const r = source[from + width];
        const upper = p + (source[from + 1] - p) * right;
        const lower = r + (source[from + width + 1] - r) * right;
        target[to] = upper + (lower - upper) * (y - top);
      }
    } else {
      for (let column = start, to = out + start * step; column < end; column++, to += step) {
        const y = ar + b * column + c;
        const x = dr + e * column + f;
        const top = y | 0;
        const left = x | 0;
        const from = (top * width + left) * channels;
        blend(source, target, channels, from, channels, width * channels, y - top, x - left, to);
      }
    }
    warpEdge(source, target, shape, ar, dr, matrix, end, width, out, step, options);
  }
}

/** Pixels of one row, from column `start` to before `end`, whose neighbours may not exist. */
function warpEdge(
  source: Uint8Array | Float32Array,
  target: Float32Array,
  [height, width, channels]: readonly number[],
  ar: number,
  dr: number,
  [, b, c, , e, f]: AffineMatrix,
  start: number,
  end: number,
  out: number,
  step: number,
  { fillMode, cval }: WarpOptions,
): void {
  for (let column = start; column < end; column++) {
    const to = out + column * step;
    const y = foldCoordinate(ar + b * column + c, height, fillMode);
    const x = foldCoordinate(dr + e * column + f, width, fillMode);
    if (y === OUTSIDE || x === OUTSIDE) {
      for (let channel = 0; channel < channels; channel++) target[to + channel] = cval;
      continue;
    }
    const top = Math.floor(y);
    const left = Math.floor(x);
    const row0 = top < 0 ? 0 : top;
    const column0 = left < 0 ? 0 : left;
    const row1 = top + 1 < height ? top + 1 : height - 1;
    const column1 = left + 1 < width ? left + 1 : width - 1;
    const from = (row0 * width + column0) * channels;
    const across = (column1 - column0) * channels;
    blend(
      source,
      target,
      channels,
      from,
      across,
      (row1 - row0) * width * channels,
      y - top,
      x - left,
      to,
    );
  }
}

/** Linear interpolation between four neighbours, every channel of one pixel. */
function blend(
  source: Uint8Array | Float32Array,
  target: Float32Array,
  channels: number,
  from: number,
  across: number,
  down: number,
  below: number,
  right: number,
  to: number,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const at = from + channel;
    const upper = source[at] + (source[at + across] - source[at]) * right;
    const r = source[at + down];
    const lower = r + (source[at + down + across] - r) * right;
    target[to + channel] = upper + (lower - upper) * below;
  }
}

function inside(y: number, x: number, height: number, width: number): boolean {
  return y >= 0 && y < height - 1 && x >= 0 && x < width - 1;
}

/** About the first column at which `slope * column + start` has both neighbours in [0, size). */
function firstInside(slope: number, start: number, size: number): number {
  if (slope > 0) return Math.max(0, Math.floor(-start / slope));
  if (slope < 0) return Math.max(0, Math.floor((size - 1 - start) / slope));
  return start >= 0 && start < size - 1 ? 0 : Infinity;
}

/** About one past the last such column. */
function endInside(slope: number, start: number, size: number, width: number): number {
  if (slope > 0) return Math.min(width, Math.ceil((size - 1 - start) / slope) + 1);
  if (slope < 0) return Math.min(width, Math.ceil(-start / slope) + 1);
  return start >= 0 && start < size - 1 ? width : -Infinity;
}
