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

/** The geometry as words on the heap; the caller frees the block. */
export function placeGeometry(heap: Heap, geometry: Geometry): Block {
  const words = Object.values(geometry);
  const block = heap.allocate(words.length * 4);
  new Int32Array(heap.memory.buffer, block.address, words.length).set(words);
  return block;
}
