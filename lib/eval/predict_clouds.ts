import type { LayersModel } from "@tensorflow/tfjs";
import { cloudVoxels } from "../data/cloud_voxels.ts";
import type { Dataset } from "../data/dataset.ts";
import { predict } from "./predict.ts";

/** Where a grid lies, in voxels aside of its box. */
export type GridShift = readonly [number, number, number];

/** The box as it is. */
export const ONE_GRID: readonly GridShift[] = [[0, 0, 0]];

const QUARTERS = [-0.25, 0.25];

/** A quarter of a voxel aside to either side along each axis: twice as fine together as one alone. */
export const EIGHT_GRIDS: readonly GridShift[] = QUARTERS.flatMap((x) =>
  QUARTERS.flatMap((y) => QUARTERS.map((z): GridShift => [x, y, z]))
);

/**
 * The probabilities that a model of voxels gives to clouds: the mean over several grids.
 *
 * A point close to the side of a voxel falls into one or the other by less than a camera's noise. Over
 * grids that lie in several places such chances cancel out.
 *
 * @param model `[n, 24, 24, 24, 1]` counts to `[n, classes]` probabilities
 * @param clouds aligned ones, as of `alignClouds`
 * @param grids by default eight, see {@link EIGHT_GRIDS}
 * @returns `[n, classes]`, row-major
 */
export async function predictClouds(
  model: LayersModel,
  clouds: Dataset<Float32Array>,
  grids: readonly GridShift[] = EIGHT_GRIDS,
): Promise<Float32Array> {
  let sum: Float32Array | undefined;
  for (const shift of grids) {
    const found = await predict(model, cloudVoxels(clouds, shift).x, { batchSize: 32 });
    sum = sum ? sum.map((total, i) => total + found[i]) : found;
  }
  if (!sum) throw new RangeError("clouds need at least one grid to be counted in");
  return sum.map((total) => total / grids.length);
}
