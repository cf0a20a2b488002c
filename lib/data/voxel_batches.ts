import { EMOTION_COUNT } from "../core/emotions.ts";
import { Rng } from "../core/rng.ts";
import { augmentCloud, type AugmentCloudOptions } from "../preprocess/augment_cloud.ts";
import { voxelize, VOXELS } from "../preprocess/voxelize.ts";
import type { BatchSource } from "./batches.ts";
import { cloudAt } from "./cloud_at.ts";
import { FACE_BOX } from "./cloud_voxels.ts";
import { type Dataset, indicesOf, type Role } from "./dataset.ts";

/** Settings of {@link voxelBatches}. */
export interface VoxelBatchesOptions {
  readonly role: Role;
  readonly batchSize: number;
  /** Order and variations follow from it. */
  readonly seed: number | string;
  /** How clouds are varied before they are counted, anew in every epoch. For training alone. */
  readonly augment?: AugmentCloudOptions;
  /** A new order in every epoch. Default true. */
  readonly shuffle?: boolean;
}

/**
 * Batches of voxel grids for a 3-D CNN, made of aligned clouds as they are asked for: counting 1220
 * points takes microseconds, so that no worker is worth its memory.
 *
 * @param clouds aligned ones, as of `alignClouds`.
 * @throws {RangeError} for an empty role, or augmentation outside the training role.
 */
export function voxelBatches(
  clouds: Dataset<Float32Array>,
  { role, batchSize, seed, augment, shuffle = true }: VoxelBatchesOptions,
): BatchSource {
  const rows = indicesOf(clouds, role);
  if (rows.length === 0) throw new RangeError(`${clouds.name} has no clouds for ${role}`);
  if (augment && role !== "train") throw new RangeError(`clouds for ${role} are not varied`);
  const rng = new Rng(seed).split(`voxels of ${role}`);
  const width = VOXELS ** 3;
  return {
    itemShape: [VOXELS, VOXELS, VOXELS, 1],
    classes: EMOTION_COUNT,
    samples: rows.length,
    batchesPerEpoch: Math.ceil(rows.length / batchSize),
    batch(epoch, index) {
      const order = shuffle ? rng.split(`order ${epoch}`).permutation(rows.length) : undefined;
      const start = index * batchSize;
      const n = Math.min(batchSize, rows.length - start);
      const x = new Float32Array(n * width);
      const y = new Float32Array(n * EMOTION_COUNT);
      for (let k = 0; k < n; k++) {
        const row = rows[order ? order[start + k] : start + k];
        const cloud = cloudAt(clouds, row);
        const varied = augment
          ? augmentCloud(cloud, rng.split(`epoch ${epoch}, row ${row}`), augment)
          : cloud;
        voxelize(varied, { box: FACE_BOX, into: x.subarray(k * width, (k + 1) * width) });
        y[k * EMOTION_COUNT + clouds.y[row]] = 1;
      }
      return Promise.resolve({ x, y, n });
    },
    close() {},
  };
}
