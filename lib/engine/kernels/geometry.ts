import type { backend_util } from "@tensorflow/tfjs-core";
import type { Heap } from "../memory/heap.ts";
import type { Block } from "../memory/heap.ts";

/**
 * A convolution or pooling over depth, height and width; two-dimensional ones have a depth of 1. The
 * order of the fields is that of `assembly/geometry.ts`.
 */
export interface Geometry {
  readonly batch: number;
  readonly inDepth: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly channels: number;
  readonly outDepth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernelDepth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideDepth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationDepth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
  readonly front: number;
  readonly top: number;
  readonly left: number;
}

export function geometry2d(info: backend_util.Conv2DInfo): Geometry {
  return {
    batch: info.batchSize,
    inDepth: 1,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    channels: info.inChannels,
    outDepth: 1,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    kernelDepth: 1,
    kernelHeight: info.filterHeight,
    kernelWidth: info.filterWidth,
    strideDepth: 1,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    dilationDepth: 1,
    dilationHeight: info.dilationHeight,
    dilationWidth: info.dilationWidth,
    front: 0,
    top: info.padInfo.top,
    left: info.padInfo.left,
  };
}

export function geometry3d(info: backend_util.Conv3DInfo): Geometry {
  return {
    batch: info.batchSize,
    inDepth: info.inDepth,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    channels: info.inChannels,
    outDepth: info.outDepth,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    kernelDepth: info.filterDepth,
    kernelHeight: info.filterHeight,
    kernelWidth: info.filterWidth,
    strideDepth: info.strideDepth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    dilationDepth: info.dilationDepth,
    dilationHeight: info.dilationHeight,
    dilationWidth: info.dilationWidth,
    front: info.padInfo.front,
    top: info.padInfo.top,
    left: info.padInfo.left,
  };
}

/** Output positions over the whole batch. */
export function outputRows(g: Geometry): number {
  return g.batch * g.outDepth * g.outHeight * g.outWidth;
}

/** Cells that the kernel sees from one position, channels included. */
export function patchDepth(g: Geometry): number {
  return g.kernelDepth * g.kernelHeight * g.kernelWidth * g.channels;
}

/** Words from a geometry to the table of its window's cells, as in `assembly/pooling/gradient.ts`. */
const CELL_TABLE = 32;

/** Windows with more cells have no table. */
const MOST_CELLS = 255;

/**
 * The geometry as words on the heap, and behind it, for windows of up to 255 cells, how many bytes
 * each cell of the window lies from the first. The caller frees the block.
 */
export function placeGeometry(heap: Heap, geometry: Geometry): Block {
  const words = Object.values(geometry);
  const cells = windowOffsets(geometry);
  const length = CELL_TABLE + cells.length;
  const block = heap.allocate(length * 4);
  const target = new Int32Array(heap.memory.buffer, block.address, length);
  target.set(words);
  target.set(cells, CELL_TABLE);
  return block;
}

function windowOffsets(g: Geometry): number[] {
  const offsets: number[] = [];
  if (g.kernelDepth * g.kernelHeight * g.kernelWidth > MOST_CELLS) return offsets;
  for (let z = 0; z < g.kernelDepth; z++) {
    for (let y = 0; y < g.kernelHeight; y++) {
      for (let x = 0; x < g.kernelWidth; x++) {
        const plane = (z * g.dilationDepth * g.inHeight + y * g.dilationHeight) * g.inWidth;
        offsets.push((plane + x * g.dilationWidth) * g.channels * 4);
      }
    }
  }
  return offsets;
}

/** Geometries on the heap for the time of a call. */
export function withGeometries<Result>(
  heap: Heap,
  geometries: readonly Geometry[],
  use: (...addresses: number[]) => Result,
): Result {
  const blocks = geometries.map((geometry) => placeGeometry(heap, geometry));
  try {
    return use(...blocks.map(({ address }) => address));
  } finally {
    for (const block of blocks) heap.free(block);
  }
}
