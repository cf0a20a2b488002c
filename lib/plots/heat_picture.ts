import type { Picture } from "./picture.ts";

/** Values on a coarse grid over a picture, as `occlusionMap` gives them. */
export interface HeatGrid {
  /** `[rows, columns]` row-major. */
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  /** The pixel that the first value is centred on, and pixels from one to the next. */
  readonly offset: number;
  readonly stride: number;
}

/** Blue and orange, apart for every kind of colour vision; what is near 0 stays grey. */
const [AGAINST, FOR] = [[11, 83, 148], [214, 104, 0]] as const;

/**
 * A grey picture with a map laid over it: orange where values are above 0, blue where they are below,
 * the stronger the farther from 0. Between the grid's points values are interpolated.
 *
 * @param most value that is shown at full strength; by default the largest of the map
 * @returns `[height, width, 3]`
 */
export function heatPicture(
  { pixels, width, height }: Picture,
  grid: HeatGrid,
  { most = Math.max(...Array.from(grid.values, Math.abs)) }: { readonly most?: number } = {},
): Picture {
  const coloured = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = most > 0 ? valueAt(grid, x, y) / most : 0;
      const strength = 0.75 * Math.min(1, Math.abs(value));
      const tint = value > 0 ? FOR : AGAINST;
      const at = y * width + x;
      for (let c = 0; c < 3; c++) {
        coloured[at * 3 + c] = Math.round(pixels[at] * (1 - strength) + tint[c] * strength);
      }
    }
  }
  return { pixels: coloured, width, height };
}

function valueAt(
  { values, rows, columns, offset, stride }: HeatGrid,
  x: number,
  y: number,
): number {
  const place = (at: number, count: number) =>
    Math.max(0, Math.min(count - 1, (at + 0.5 - offset) / stride));
  const [row, column] = [place(y, rows), place(x, columns)];
  const [top, left] = [Math.floor(row), Math.floor(column)];
  const [bottom, right] = [Math.min(top + 1, rows - 1), Math.min(left + 1, columns - 1)];
  const mix = (a: number, b: number, share: number) => a + (b - a) * share;
  return mix(
    mix(values[top * columns + left], values[top * columns + right], column - left),
    mix(values[bottom * columns + left], values[bottom * columns + right], column - left),
    row - top,
  );
}
