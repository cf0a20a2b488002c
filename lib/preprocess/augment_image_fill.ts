import type { FillMode } from "./augment_image_options.ts";

/** What {@link foldCoordinate} gives for a place that has no source pixel. */
export const OUTSIDE = -2;

/**
 * Brings a coordinate outside an axis of `size` pixels back to it, as SciPy's `map_coordinate` does.
 *
 * @returns a coordinate in [0, size - 1]; for `reflect` in [-1, size], where the half pixels at the
 * edge lie between an edge pixel and its own mirror image; {@link OUTSIDE} for `constant`.
 */
export function foldCoordinate(coordinate: number, size: number, mode: FillMode): number {
  const last = size - 1;
  if (coordinate >= 0 && coordinate <= last) return coordinate;
  switch (mode) {
    case "nearest":
      return coordinate < 0 ? 0 : last;
    case "constant":
      return OUTSIDE;
    case "reflect":
      return size <= 1 ? 0 : reflect(coordinate, size);
    case "wrap":
      if (size <= 1) return 0;
      return coordinate < 0
        ? coordinate + last * (Math.trunc(-coordinate / last) + 1)
        : coordinate - last * Math.trunc(coordinate / last);
  }
}

function reflect(coordinate: number, size: number): number {
  const period = 2 * size;
  if (coordinate < 0) {
    let folded = coordinate;
    if (folded < -period) folded += period * Math.trunc(-folded / period);
    return folded < -size ? folded + period : -folded - 1;
  }
  const folded = coordinate - period * Math.trunc(coordinate / period);
  return folded >= size ? period - folded - 1 : folded;
}
