import { deepStrictEqual, notDeepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { EMOTION_COUNT } from "#lib/core/emotions.ts";
import { cloudVoxels } from "#lib/data/cloud_voxels.ts";
import { indicesOf } from "#lib/data/dataset.ts";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { voxelBatches } from "#lib/data/voxel_batches.ts";
import { VOXELS } from "#lib/preprocess/voxelize.ts";

const POINTS = 1220;
const WIDTH = VOXELS ** 3;
// The grids count points wherever they lie, so these clouds need no alignment.
const clouds = syntheticClouds({ people: 3, seed: 2 });
const plain = { role: "train", batchSize: 4, seed: 1, shuffle: false } as const;

const sums = (x: Float32Array) =>
  Array.from(
    { length: x.length / WIDTH },
    (_, i) => x.subarray(i * WIDTH, (i + 1) * WIDTH).reduce((a, b) => a + b, 0),
  );

Deno.test("voxel batches: unshuffled, they are the role's grids in order, the last one short", async () => {
  const source = voxelBatches(clouds, plain);
  const rows = indicesOf(clouds, "train");
  deepStrictEqual([source.samples, source.batchesPerEpoch], [rows.length, 2]);
  const grids = cloudVoxels(clouds).x;
  let row = 0;
  for (let index = 0; index < source.batchesPerEpoch; index++) {
    const { x, y, n } = await source.batch(1, index);
    deepStrictEqual([x.length, y.length], [n * WIDTH, n * EMOTION_COUNT]);
    for (let k = 0; k < n; k++, row++) {
      const grid = grids.subarray(rows[row] * WIDTH, (rows[row] + 1) * WIDTH);
      deepStrictEqual(x.subarray(k * WIDTH, (k + 1) * WIDTH), grid);
      const target = y.subarray(k * EMOTION_COUNT, (k + 1) * EMOTION_COUNT);
      deepStrictEqual([target[clouds.y[rows[row]]], target.reduce((a, b) => a + b, 0)], [1, 1]);
    }
  }
  strictEqual(row, rows.length);
});

Deno.test("voxel batches: an epoch shows every cloud once, in an order of its own", async () => {
  const source = voxelBatches(clouds, { ...plain, batchSize: 7, shuffle: true });
  const epoch = async (number: number) => [...(await source.batch(number, 0)).y];
  const [first, second] = [await epoch(1), await epoch(2)];
  for (let label = 0; label < EMOTION_COUNT; label++) {
    strictEqual(first.filter((v, i) => i % EMOTION_COUNT === label && v === 1).length, 1);
  }
  notDeepStrictEqual(first, second);
  deepStrictEqual(await epoch(1), first);
});

Deno.test("voxel batches: variations are new in each epoch, equal for equal seeds, and lose no point", async () => {
  const augment = { turn: 2, shift: 0.003, mirror: true };
  const batch = async (seed: number, epoch: number) =>
    (await voxelBatches(clouds, { ...plain, seed, augment }).batch(epoch, 0)).x;
  const first = await batch(1, 1);
  deepStrictEqual(sums(first), [POINTS, POINTS, POINTS, POINTS]);
  deepStrictEqual(await batch(1, 1), first);
  notDeepStrictEqual(await batch(1, 2), first);
  notDeepStrictEqual(await batch(2, 1), first);
  const dropped = await voxelBatches(clouds, { ...plain, augment: { dropout: 0.5 } }).batch(1, 0);
  for (const sum of sums(dropped.x)) strictEqual(sum > POINTS * 0.4 && sum < POINTS, true);
});

Deno.test("voxel batches: other roles are not varied, and empty ones refused", () => {
  throws(
    () => voxelBatches(clouds, { ...plain, role: "test", augment: { turn: 1 } }),
    /clouds for test are not varied/,
  );
  const role = new Uint8Array(clouds.y.length);
  throws(
    () => voxelBatches({ ...clouds, role }, { ...plain, role: "validation" }),
    /has no clouds for validation/,
  );
});
