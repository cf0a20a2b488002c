import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { buildLayer } from "#lib/keras/config/build_layer.ts";
import type { JsonObject } from "#lib/keras/config/json.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/keras/", import.meta.url));

await tf.setBackend("cpu");

function layer(className: string, settings: JsonObject, name = "layer"): tf.layers.Layer {
  return buildLayer({
    className,
    name,
    settings,
    trainable: true,
    dtype: "float32",
    calls: [],
  });
}

function numbers(shape: number[], seed = 1): tf.Tensor {
  const n = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: n }, (_, i) => Math.sin(seed * 1.7 * i + 0.3)),
    shape,
  );
}

const training = { training: true };

Deno.test("BatchNormalization: training takes the batch's figures and moves the averages", () => {
  for (const shape of [[6, 3], [4, 5, 3], [2, 4, 4, 3], [2, 2, 3, 2, 3]]) {
    const normalize = layer("BatchNormalization", { axis: -1, momentum: 0.9, epsilon: 1e-3 });
    const x = numbers(shape);
    const flat = x.reshape([-1, 3]);
    const { mean, variance } = tf.moments(flat, 0);
    const y = normalize.apply(x, training) as tf.Tensor;
    // Weights are zero as in a file being read, so the scale is 0: give it 1.
    normalize.setWeights([tf.ones([3]), tf.zeros([3]), tf.zeros([3]), tf.ones([3])]);
    const z = normalize.apply(x, training) as tf.Tensor;
    const expected = flat.sub(mean).div(variance.add(1e-3).sqrt());
    deepStrictEqual(y.shape, shape);
    assertAllClose(z.dataSync(), expected.dataSync(), { absolute: 1e-5 });
    const [, , movingMean, movingVariance] = normalize.getWeights();
    assertAllClose(movingMean.dataSync(), mean.mul(0.1).dataSync(), { absolute: 1e-6 });
    assertAllClose(movingVariance.dataSync(), variance.mul(0.1).add(0.9).dataSync());
  }
});

Deno.test("BatchNormalization trains without scale and without center", () => {
  for (const [scale, center] of [[false, true], [true, false], [false, false]]) {
    const normalize = layer("BatchNormalization", { axis: -1, scale, center });
    const x = numbers([4, 3]);
    const gradient = tf.grad((v) => (normalize.apply(v, training) as tf.Tensor).square().sum())(x);
    ok(gradient.dataSync().every(Number.isFinite));
    strictEqual(normalize.trainableWeights.length, Number(scale) + Number(center));
  }
});

Deno.test("a frozen BatchNormalization neither learns nor moves, alone or in a frozen model", async () => {
  const x = numbers([3, 10, 10, 1]);
  const model = await loadModelH5(`${FOLDER}transfer.k3.h5`);
  const base = model.getLayer("base") as tf.LayersModel;
  const before = base.getWeights().map((weight) => weight.dataSync().slice());
  const predicted = (model.predict(x) as tf.Tensor).dataSync();
  model.compile({ optimizer: tf.train.sgd(0.1), loss: "categoricalCrossentropy" });
  await model.fit(x, tf.oneHot([1, 2, 3], 7), { epochs: 1, verbose: 0 });
  deepStrictEqual(base.getWeights().map((weight) => weight.dataSync()), before);
  notDeepStrictEqual((model.predict(x) as tf.Tensor).dataSync(), predicted);

  const alone = layer("BatchNormalization", { axis: -1 });
  alone.apply(x);
  alone.trainable = false;
  const figures = alone.getWeights().map((weight) => weight.dataSync().slice());
  alone.apply(x, training);
  deepStrictEqual(alone.getWeights().map((weight) => weight.dataSync()), figures);
});

Deno.test("Dropout with a seed draws a new mask each call, the same row of masks each time", () => {
  const x = tf.ones([200]);
  const row = () => {
    const dropout = layer("Dropout", { rate: 0.25, seed: 7 });
    return [1, 2, 3].map(() => Array.from((dropout.apply(x, training) as tf.Tensor).dataSync()));
  };
  const first = row();
  deepStrictEqual(row(), first);
  notDeepStrictEqual(first[0], first[1]);
  const kept = first.flat().filter((value) => value > 0);
  ok(Math.abs(kept.length / 600 - 0.75) < 0.06);
  ok(kept.every((value) => Math.abs(value - 1 / 0.75) < 1e-6));
});

Deno.test("SpatialDropout2D drops whole channels", () => {
  const dropout = layer("SpatialDropout2D", { rate: 0.5, seed: 1 });
  const y = dropout.apply(tf.ones([4, 3, 3, 8]), training) as tf.Tensor4D;
  const spread = y.max([1, 2]).sub(y.min([1, 2])).max().dataSync()[0];
  strictEqual(spread, 0);
  const mean = y.mean().dataSync()[0];
  ok(mean > 0.2 && mean < 1.8);
});

Deno.test("Conv3DTranspose has the gradient of the sum it is", () => {
  const transpose = layer("Conv3DTranspose", {
    filters: 2,
    kernel_size: [2, 2, 2],
    strides: [1, 2, 1],
    padding: "valid",
  });
  const x = numbers([1, 2, 2, 2, 3]);
  transpose.apply(x);
  transpose.setWeights([numbers([2, 2, 2, 2, 3], 2), numbers([2], 3)]);
  const weights = numbers([1, 3, 4, 3, 2], 5);
  const value = (v: tf.Tensor) => (transpose.apply(v) as tf.Tensor).mul(weights).sum();
  const gradient = tf.grad(value)(x).dataSync();
  // The layer is linear: a step of 1 tells the derivative.
  const base = value(x).dataSync()[0];
  const numeric = Array.from({ length: x.size }, (_, i) => {
    const step = tf.oneHot(i, x.size).reshape(x.shape);
    return value(x.add(step)).dataSync()[0] - base;
  });
  assertAllClose(gradient, numeric, { absolute: 1e-4 });
  const kernel = transpose.trainableWeights[0];
  const loss = () => (transpose.apply(x) as tf.Tensor).mul(weights).sum() as tf.Scalar;
  const { grads } = tf.variableGrads(loss);
  const found = Object.values(grads).find((grad) => grad.size === kernel.read().size)!.dataSync();
  const old = kernel.read().clone();
  const start = loss().dataSync()[0];
  const steps = Array.from({ length: old.size }, (_, i) => {
    kernel.write(old.add(tf.oneHot(i, old.size).reshape(old.shape)));
    return loss().dataSync()[0] - start;
  });
  assertAllClose(found, steps, { absolute: 1e-4 });
});

Deno.test("UpSampling2D, bilinear: the gradient of its sum counts how often a pixel is used", () => {
  const up = layer("UpSampling2D", { size: [2, 2], interpolation: "bilinear" });
  const gradient = tf.grad((v) => (up.apply(v) as tf.Tensor).sum())(numbers([1, 3, 3, 1]));
  // Each row of the interpolation sums to 1, and by symmetry each pixel weighs 4 of the 36.
  assertAllClose(gradient.dataSync(), Array(9).fill(4), { absolute: 1e-5 });
});

interface RandomCase {
  layer: string;
  settings: JsonObject;
  y: number[];
}
const cases: RandomCase[] = JSON.parse(Deno.readTextFileSync(`${FOLDER}random_layers.json`));

for (const [i, { layer: className, settings, y }] of cases.entries()) {
  Deno.test(`${className} ${i} moves images as Keras's does, and lets them pass in prediction`, () => {
    const x = tf.tensor(Array.from({ length: 144 }, (_, k) => k * 37 % 101), [2, 6, 6, 2]);
    const random = layer(className, { ...settings, seed: 1 });
    // Keras rounds sums in another order: bilinear weights of values up to 100.
    const moved = random.apply(x, training) as tf.Tensor;
    assertAllClose(moved.dataSync(), y, { absolute: 2e-3 });
    deepStrictEqual((random.apply(x) as tf.Tensor).dataSync(), x.dataSync());
  });
}

Deno.test("RandomFlip turns about half of the images, and RandomContrast keeps each mean", () => {
  const x = numbers([400, 2, 3, 1]);
  const flipped = layer("RandomFlip", { mode: "horizontal", seed: 3 }).apply(
    x,
    training,
  ) as tf.Tensor;
  const same = flipped.equal(x).all([1, 2, 3]).cast("int32").sum().dataSync()[0];
  ok(same > 150 && same < 250, `${same} of 400 as they were`);
  const settings = { factor: [0.5, 0.2], seed: 3, value_range: [-10, 10] };
  const contrast = layer("RandomContrast", settings).apply(x, training) as tf.Tensor;
  assertAllClose(contrast.mean([1, 2, 3]).dataSync(), x.mean([1, 2, 3]).dataSync(), {
    absolute: 1e-5,
  });
  notDeepStrictEqual(contrast.dataSync(), x.dataSync());
});
