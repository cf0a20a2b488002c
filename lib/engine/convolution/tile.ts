import { type Geometry, outputRows, patchDepth } from "../kernels/geometry.ts";

/** Floats of a tile of patches: with its part of the filter and the output it fits the second cache. */
const TILE_FLOATS = 96 * 1024;

/** Bytes behind the last patch that may be written. */
const SLACK = 16;

/** Rows of patches that are gathered and multiplied at a time. */
export interface Tile {
  readonly rows: number;
  /** 1 if patches are gathered as `[depth, rows]`, 0 if as `[rows, depth]`. */
  readonly turned: number;
  readonly bytes: number;
}

export function tileOf(geometry: Geometry): Tile {
  const depth = patchDepth(geometry);
  const most = Math.max(16, Math.min(2048, Math.floor(TILE_FLOATS / depth / 16) * 16));
  const perImage = rowsPerImage(geometry);
  const turned = turnsPatches(geometry);
  // Tiles of an image, all about equally high; of whole lines where patches are turned.
  const unit = turned ? geometry.outWidth : 1;
  const units = perImage / unit;
  const rows = perImage <= most ? perImage : Math.ceil(units / Math.ceil(perImage / most)) * unit;
  return { rows, turned: turned ? 1 : 0, bytes: roundUp(rows * depth * 4 + SLACK) };
}

/** Fewest rows of patches that are worth a multiplication of their own. */
const FEWEST_ROWS = 8;

/**
 * Rows of a tile where `rows` of patches are divided among threads: as many tiles for each of them, so
 * that a single image does not leave threads idle.
 */
export function sharedRows({ rows: most, turned }: Tile, rows: number, threads: number): number {
  const tiles = Math.ceil(rows / most);
  const fair = Math.ceil(rows / (Math.ceil(tiles / threads) * threads));
  return turned || tiles >= 4 * threads || fair < FEWEST_ROWS ? most : fair;
}

/**
 * Whether patches are gathered transposed: with one channel and steps of one cell, what a tap of the
 * kernel sees are pieces of the input's lines, copied several times quicker than patch by patch.
 */
function turnsPatches({ channels, strideWidth }: Geometry): boolean {
  return channels === 1 && strideWidth === 1;
}

export function rowsPerImage(geometry: Geometry): number {
  return outputRows(geometry) / geometry.batch;
}

/** To whole cache lines. */
export function roundUp(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}
