import type { NativeBackend } from "../backend/native_backend.ts";
import { type Geometry, outputRows, withGeometries } from "../kernels/geometry.ts";
import { winograd } from "../tasks/winograd.ts";
import { WINOGRAD_SUM_PIECES, winogradFilterGradient } from "../tasks/winograd_filter_gradient.ts";
import { roundUp } from "./tile.ts";

/** Fewest channels, in and out, for which the transforms cost less than they save. */
const FEWEST_CHANNELS = 16;

/**
 * Floats of a group of transformed tiles and their products. With small filters they should stay in
 * the second cache; large ones come from the last cache for each group, so that groups should be large.
 */
const GROUP_FLOATS = { smallFilters: 400_000, largeFilters: 2_400_000 };

/** Most weights, of the 36 places each, that count as small. */
const SMALL_FILTERS = 8192;

/** Bytes that all threads' sums of a filter's gradient may take. */
const MOST_SUM_BYTES = 1 << 29;

/** Whether the gradient of the filter can go the same way: the sums need room. */
export function canSumWinograd(backend: NativeBackend, g: Geometry, outputs: number): boolean {
  const bytes = 36 * g.kernelDepth * g.channels * outputs * 4;
  const sums = WINOGRAD_SUM_PIECES + backend.team.threads;
  return canUseWinograd(backend, g, outputs) && sums * bytes <= MOST_SUM_BYTES;
}

/**
 * Whether a convolution can go by Winograd's F(4x4, 3x3): kernel 3x3 in height and width (any depth),
 * strides and dilations 1, channels in fours.
 *
 * Its rounding error is larger than that of the direct way: some 1e-5 of the largest output in
 * single precision. `chooseEngine({ winograd: false })` switches it off.
 */
export function canUseWinograd(backend: NativeBackend, g: Geometry, outputs: number): boolean {
  return backend.winograd && g.kernelHeight === 3 && g.kernelWidth === 3 &&
    [g.strideDepth, g.strideHeight, g.strideWidth].every((stride) => stride === 1) &&
    [g.dilationDepth, g.dilationHeight, g.dilationWidth].every((dilation) => dilation === 1) &&
    Math.min(g.channels, outputs) >= FEWEST_CHANNELS && g.channels % 4 === 0 && outputs % 4 === 0;
}

/**
 * What Winograd's way costs beside the direct one, in multiplications of a weight: transforming the
 * weight, whatever the number of tiles, and taking a tile through the transforms and its 36 products.
 * Fitted to times of one Zen 4 core, 16 to 256 channels, 4 to 128 tiles (decision 0110).
 */
const COST = { weight: 1800, tile: 45 };

/** Multiplications of a weight for an output of the direct way. */
const TAPS = 9;

/**
 * Whether a convolution should go by Winograd's transforms: not where there is so little of the image
 * that transforming the filter would cost more than is saved, as in the last layers for a single image.
 */
export function shouldUseWinograd(backend: NativeBackend, g: Geometry, outputs: number): boolean {
  return canUseWinograd(backend, g, outputs) &&
    TAPS * outputRows(g) > COST.tile * tilesOf(g) + COST.weight;
}

/** The geometry of the convolution that gives the input's gradient from the output's. */
export function turnedGeometry(g: Geometry, outputs: number): Geometry {
  return {
    ...g,
    inDepth: g.outDepth,
    inHeight: g.outHeight,
    inWidth: g.outWidth,
    channels: outputs,
    outDepth: g.inDepth,
    outHeight: g.inHeight,
    outWidth: g.inWidth,
    front: g.kernelDepth - 1 - g.front,
    top: g.kernelHeight - 1 - g.top,
    left: g.kernelWidth - 1 - g.left,
  };
}

/** Convolution, with the filter turned for the gradient of an input. */
export function runWinograd(
  backend: NativeBackend,
  { geometry, input, filter, output, outputs, turn = false, bias = 0, flags = 0 }: {
    geometry: Geometry;
    input: number;
    filter: number;
    output: number;
    outputs: number;
    turn?: boolean;
    bias?: number;
    flags?: number;
  },
): void {
  const { kernelDepth, channels } = geometry;
  const rows = kernelDepth * channels;
  const tiles = tilesOf(geometry);
  const group = Math.min(groupOf(rows, outputs), fairShare(tiles, backend.team.threads));
  const inputBytes = roundUp(36 * group * rows * 4);
  const productBytes = roundUp(36 * group * outputs * 4);
  const scratchBytes = inputBytes + productBytes + roomBytes(Math.max(channels, outputs));
  const filterBytes = roundUp(36 * rows * outputs * 4);
  withGeometries(backend.heap, [geometry], (shape) => {
    backend.withScratch(filterBytes + scratchBytes * backend.team.threads, (filters) => {
      backend.run(winograd, [
        shape,
        input,
        filter,
        output,
        kernelDepth,
        channels,
        outputs,
        turn ? 1 : 0,
        tiles,
        group,
        bias,
        flags,
        filters,
        filters + filterBytes,
        scratchBytes,
        inputBytes,
        productBytes,
      ]);
    });
  });
}

/** Gradient of the filter. */
export function runWinogradFilterGradient(
  backend: NativeBackend,
  { geometry, input, outputGradient, result, outputs }: {
    geometry: Geometry;
    input: number;
    outputGradient: number;
    result: number;
    outputs: number;
  },
): void {
  const { kernelDepth, channels } = geometry;
  const rows = kernelDepth * channels;
  const group = groupOf(rows, outputs);
  const sumBytes = roundUp(36 * rows * outputs * 4);
  const inputBytes = roundUp(36 * group * rows * 4);
  const gradientBytes = roundUp(36 * group * outputs * 4);
  const room = roomBytes(Math.max(channels, outputs));
  const scratchBytes = sumBytes + inputBytes + gradientBytes + room;
  const threadBytes = scratchBytes * backend.team.threads;
  withGeometries(backend.heap, [geometry], (shape) => {
    backend.withScratch(threadBytes + sumBytes * WINOGRAD_SUM_PIECES, (scratch) => {
      backend.run(winogradFilterGradient, [
        shape,
        input,
        outputGradient,
        result,
        kernelDepth,
        channels,
        outputs,
        tilesOf(geometry),
        group,
        scratch,
        scratchBytes,
        scratch + threadBytes,
        sumBytes,
        inputBytes,
        gradientBytes,
      ]);
    });
  });
}

function tilesOf({ batch, outDepth, outHeight, outWidth }: Geometry): number {
  return batch * outDepth * Math.ceil(outHeight / 4) * Math.ceil(outWidth / 4);
}

/**
 * Tiles of a group, one less than a multiple of the twelve rows that the products' kernels take: an
 * odd number, so that the 36 places of a tile do not lie powers of two apart, where they would share
 * a few lines of the cache.
 */
function groupOf(rows: number, outputs: number): number {
  const { smallFilters, largeFilters } = GROUP_FLOATS;
  const floats = rows * outputs <= SMALL_FILTERS ? smallFilters : largeFilters;
  const fits = Math.floor(floats / (36 * (rows + outputs)));
  return Math.floor(Math.max(48, Math.min(252, fits)) / 12) * 12 - 1;
}

/** Few tiles are divided among the threads, as an odd number each, for the reason given above. */
function fairShare(tiles: number, threads: number): number {
  return threads === 1 ? tiles : Math.ceil(tiles / threads) | 1;
}

/** A tile of cells, and one of vectors a cache line wide. */
function roomBytes(channels: number): number {
  return roundUp(36 * channels * 4 + 36 * 64);
}
