import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { cloudVoxels, FACE_BOX } from "#lib/data/cloud_voxels.ts";
import type { Dataset } from "#lib/data/dataset.ts";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { predict } from "#lib/eval/predict.ts";
import { EIGHT_GRIDS, ONE_GRID, predictClouds } from "#lib/eval/predict_clouds.ts";
import { VOXELS } from "#lib/preprocess/voxelize.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

function onePoint(...at: [number, number, number]): Dataset<Float32Array> {
  const x = Float32Array.from(at, (voxels, k) => {
    const { low, high } = FACE_BOX;
    return low[k] + voxels * (high[k] - low[k]) / VOXELS;
  });
  const rest = { ids: ["point"], y: new Uint8Array(1), role: new Uint8Array(1) };
  return { name: "a point", synthetic: true, itemShape: [1, 3], x, ...rest };
}

const placeOf = (x: Float32Array) => {
  const at = x.indexOf(1);
  return [Math.floor(at / VOXELS ** 2), Math.floor(at / VOXELS) % VOXELS, at % VOXELS];
};

Deno.test("a grid that lies aside counts a point elsewhere", () => {
  const point = onePoint(5.4, 7.6, 9.5);
  deepStrictEqual(placeOf(cloudVoxels(point).x), [5, 7, 9]);
  deepStrictEqual(placeOf(cloudVoxels(point, [0.25, 0, 0]).x), [5, 7, 9]);
  deepStrictEqual(placeOf(cloudVoxels(point, [0.5, -0.5, 0]).x), [4, 8, 9]);
  deepStrictEqual(placeOf(cloudVoxels(point, [0, 0, 2]).x), [5, 7, 7]);
});

Deno.test("eight grids lie a quarter of a voxel aside, about the one in the middle", () => {
  strictEqual(new Set(EIGHT_GRIDS.map(String)).size, 8);
  ok(EIGHT_GRIDS.flat().every((shift) => Math.abs(shift) === 0.25));
  for (const axis of [0, 1, 2]) {
    strictEqual(EIGHT_GRIDS.reduce((sum, shift) => sum + shift[axis], 0), 0);
  }
});

Deno.test("clouds get the mean of what a model says to each grid", async () => {
  const clouds = syntheticClouds({ people: 3, seed: 4 });
  const model = tf.sequential({
    layers: [
      tf.layers.averagePooling3d({ poolSize: 6, inputShape: [VOXELS, VOXELS, VOXELS, 1] } as never),
      tf.layers.flatten(),
      tf.layers.dense({
        units: 7,
        activation: "softmax",
        kernelInitializer: tf.initializers.randomNormal({ seed: 3, stddev: 20 }),
      }),
    ],
  });
  const alone = await predict(model, cloudVoxels(clouds).x);
  assertAllClose(await predictClouds(model, clouds, ONE_GRID), alone);
  const each: Float32Array[] = [];
  for (const shift of EIGHT_GRIDS) each.push(await predict(model, cloudVoxels(clouds, shift).x));
  ok(each[0].some((p, i) => Math.abs(p - each[7][i]) > 0.001), "grids differ");
  const mean = alone.map((_, i) => each.reduce((sum, p) => sum + p[i], 0) / 8);
  assertAllClose(await predictClouds(model, clouds), mean, { absolute: 1e-6 });
  await rejects(predictClouds(model, clouds, []), /at least one grid/);
  model.dispose();
});
