import type { Point } from "./face.ts";

/** A picture of bytes with any number of channels, row-major. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** `[height, width, channels]` uint8. */
  readonly pixels: Uint8Array | Uint8ClampedArray;
}

/** Where a new picture lies on an old one: a shift, a turn and a scale. All in pixels of the old. */
export interface Placement {
  /** Where the new picture's upper left corner lies. */
  readonly corner: Point;
  /** The way from one new pixel to the next on its right. */
  readonly right: Point;
  /** The way from one new pixel to the next below it. */
  readonly down: Point;
  /** Pixels on each side of the new picture. */
  readonly size: number;
  /** What lies beyond the old picture's edge: its edge pixels again, or this value. */
  readonly beyond?: "edge" | number;
}

/**
 * A square picture cut out of another at any place, angle and scale. Where it shrinks, each pixel is
 * the mean of several samples of the area that it covers, so that no detail flickers or is skipped;
 * between pixels the value is interpolated.
 *
 * @returns `[size, size, channels]` float32, 0 to 255.
 */
export function resample(picture: Raster, placement: Placement): Float32Array {
  const { width, height, pixels } = picture;
  const { corner, right, down, size, beyond = "edge" } = placement;
  const channels = pixels.length / (width * height);
  const step = Math.max(Math.hypot(...right), Math.hypot(...down));
  const samples = Math.max(1, Math.min(16, Math.ceil(step)));
  const out = new Float32Array(size * size * channels);
  const share = 1 / (samples * samples);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = (row * size + column) * channels;
      for (let k = 0; k < samples * samples; k++) {
        const across = column + ((k % samples) + 0.5) / samples;
        const along = row + (Math.floor(k / samples) + 0.5) / samples;
        const x = corner[0] + across * right[0] + along * down[0] - 0.5;
        const y = corner[1] + across * right[1] + along * down[1] - 0.5;
        if (
          beyond !== "edge" && (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5)
        ) {
          for (let c = 0; c < channels; c++) out[at + c] += share * beyond;
          continue;
        }
        const left = Math.floor(x), top = Math.floor(y);
        const fx = x - left, fy = y - top;
        const x0 = clamp(left, width), x1 = clamp(left + 1, width);
        const y0 = clamp(top, height) * width, y1 = clamp(top + 1, height) * width;
        for (let c = 0; c < channels; c++) {
          const upper = pixels[(y0 + x0) * channels + c] * (1 - fx) +
            pixels[(y0 + x1) * channels + c] * fx;
          const lower = pixels[(y1 + x0) * channels + c] * (1 - fx) +
            pixels[(y1 + x1) * channels + c] * fx;
          out[at + c] += share * (upper * (1 - fy) + lower * fy);
        }
      }
    }
  }
  return out;
}

function clamp(index: number, size: number): number {
  return index < 0 ? 0 : index >= size ? size - 1 : index;
}

/** A placement by its middle: `span` old pixels wide, turned by `angle` radians clockwise. */
export function placeSquare(
  centre: Point,
  span: number,
  options: { readonly size: number; readonly angle?: number; readonly beyond?: "edge" | number },
): Placement {
  const { size, angle = 0, beyond } = options;
  const step = span / size;
  const right: Point = [step * Math.cos(angle), step * Math.sin(angle)];
  const down: Point = [-right[1], right[0]];
  const half = size / 2;
  const corner: Point = [
    centre[0] - half * (right[0] + down[0]),
    centre[1] - half * (right[1] + down[1]),
  ];
  return { corner, right, down, size, beyond };
}

/** Where a point of the new picture, in its pixels, lies on the old one. */
export function toOld({ corner, right, down }: Placement, [x, y]: Point): Point {
  return [
    corner[0] + x * right[0] + y * down[0],
    corner[1] + x * right[1] + y * down[1],
  ];
}
