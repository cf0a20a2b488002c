import { type Geometry, outputRows, patchDepth } from "../kernels/geometry.ts";

/** Floats of a tile of patches: with its part of the filter and the output it fits the second cache. */
const TILE_FLOATS = 96 * 1024;

/** Bytes behind the last patch that may be written. */
const SLACK = 16;

/** Rows of patches that are gathered and multiplied at a time. */
export interface Tile {
  readonly rows: number;
  readonly bytes: number;
}

export function tileOf(geometry: Geometry): Tile {
  const depth = patchDepth(geometry);
  const most = Math.max(16, Math.min(2048, Math.floor(TILE_FLOATS / depth / 16) * 16));
  const perImage = rowsPerImage(geometry);
  // Tiles of an image, all about equally high.
  const rows = perImage <= most ? perImage : Math.ceil(perImage / Math.ceil(perImage / most));
  return { rows, bytes: roundUp(rows * depth * 4 + SLACK) };
}

export function rowsPerImage(geometry: Geometry): number {
  return outputRows(geometry) / geometry.batch;
}

/** To whole cache lines. */
export function roundUp(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
