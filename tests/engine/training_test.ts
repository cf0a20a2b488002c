import * as tf from "@tensorflow/tfjs";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

/** Nets that between them use every kernel that the engine replaces, odd sizes included. */
const NETS: Record<string, () => tf.layers.Layer[]> = {
  "convolution, pooling, dense": () => [
    tf.layers.conv2d({ filters: 9, kernelSize: 5, activation: "relu", inputShape: [21, 19, 3] }),
    tf.layers.maxPooling2d({ poolSize: 5, strides: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 33, activation: "relu" }),
    tf.layers.dense({ units: 7, activation: "softmax" }),
  ],
  "batch normalisation, same padding, strides": () => [
    tf.layers.conv2d({
      filters: 8,
      kernelSize: 3,
      padding: "same",
      useBias: false,
      inputShape: [17, 23, 2],
    }),
    tf.layers.batchNormalization(),
    tf.layers.activation({ activation: "relu" }),
    tf.layers.conv2d({ filters: 12, kernelSize: 3, padding: "same", strides: 2 }),
    tf.layers.batchNormalization(),
    tf.layers.activation({ activation: "relu" }),
    tf.layers.conv2d({ filters: 12, kernelSize: 3, padding: "same", activation: "relu" }),
    tf.layers.globalAveragePooling2d({}),
    tf.layers.dense({ units: 7, activation: "softmax" }),
  ],
  "three dimensions": () => [
    tf.layers.conv3d({
      filters: 6,
      kernelSize: 3,
      padding: "same",
      activation: "relu",
      inputShape: [9, 11, 10, 2],
    }),
    tf.layers.maxPooling3d({ poolSize: 2 }),
    tf.layers.conv3d({ filters: 5, kernelSize: 3, activation: "relu" }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 7, activation: "softmax" }),
  ],
  "separable and depthwise": () => [
    tf.layers.separableConv2d({
      filters: 9,
      kernelSize: 3,
      activation: "relu",
      inputShape: [15, 14, 3],
    }),
    tf.layers.depthwiseConv2d({ kernelSize: 3, padding: "same", activation: "relu" }),
    tf.layers.averagePooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dropout({ rate: 0 }),
    tf.layers.dense({ units: 7, activation: "softmax" }),
  ],
};

const OPTIMIZERS: Record<string, () => tf.Optimizer> = {
  adam: () => tf.train.adam(0.01),
  sgd: () => tf.train.sgd(0.05),
  momentum: () => tf.train.momentum(0.05, 0.9),
  rmsprop: () => tf.train.rmsprop(0.005),
};

const BATCH = 12;

interface Trained {
  readonly losses: number[];
  readonly weights: Float32Array[];
}

/** Three steps from given weights on given samples, or from the initial ones if none are given. */
async function train(
  layers: () => tf.layers.Layer[],
  { optimizer, start }: { optimizer: () => tf.Optimizer; start?: readonly Float32Array[] },
): Promise<Trained & { start: Float32Array[] }> {
  const model = tf.sequential({ layers: layers() });
  if (start) {
    const tensors = model.getWeights().map((weight, i) => tf.tensor(start[i], weight.shape));
    model.setWeights(tensors);
    tf.dispose(tensors);
  }
  const initial = model.getWeights().map((weight) => weight.dataSync().slice() as Float32Array);
  model.compile({ optimizer: optimizer(), loss: "meanSquaredError" });
  const [, ...inShape] = model.inputs[0].shape as number[];
  const size = inShape.reduce((product, length) => product * length, BATCH);
  const values = Float32Array.from({ length: size }, (_, i) => Math.sin(i * 12.9898) * 0.9);
  const labels = Float32Array.from(
    { length: BATCH * 7 },
    (_, i) => i % 7 === Math.floor(i / 7) % 7 ? 1 : 0,
  );
  const x = tf.tensor(values, [BATCH, ...inShape]);
  const y = tf.tensor(labels, [BATCH, 7]);
  const losses: number[] = [];
  for (let step = 0; step < 3; step++) losses.push(await model.trainOnBatch(x, y) as number);
  const weights = model.getWeights().map((weight) => weight.dataSync().slice() as Float32Array);
  tf.dispose([x, y]);
  model.dispose();
  return { losses, weights, start: initial };
}

for (const [name, layers] of Object.entries(NETS)) {
  for (const threads of [1, 3]) {
    Deno.test(`trains as the cpu backend does: ${name}, ${threads} threads`, async () => {
      const optimizer = OPTIMIZERS[threads === 1 ? "sgd" : "momentum"];
      await chooseEngine({ prefer: "cpu" });
      const expected = await train(layers, { optimizer });
      const info = await chooseEngine({ threads });
      const got = await train(layers, { optimizer, start: expected.start });
      closeEngine();
      if (info.backend !== "native") throw new Error(info.description);
      assertAllClose(got.losses, expected.losses, { relative: 1e-5, absolute: 1e-6 });
      got.weights.forEach((weight, i) => {
        assertAllClose(weight, expected.weights[i], { relative: 1e-4, absolute: 1e-5 });
      });
    });
  }
}

for (const [name, optimizer] of Object.entries(OPTIMIZERS)) {
  Deno.test(`${name} updates large parameters as the cpu backend does`, async () => {
    const update = () => {
      const values = Float32Array.from({ length: 5001 }, (_, i) => Math.cos(i));
      const variable = tf.variable(tf.tensor1d(values));
      const target = tf.tensor1d(values.map((value, i) => value + Math.sin(i * 7)));
      const instance = optimizer();
      for (let step = 0; step < 5; step++) {
        instance.minimize(() =>
          tf.mean(tf.squaredDifference(variable, target).mul(5001)) as tf.Scalar
        );
      }
      const result = variable.dataSync().slice() as Float32Array;
      instance.dispose();
      tf.dispose([variable, target]);
      return result;
    };
    await chooseEngine({ prefer: "cpu" });
    const expected = update();
    await chooseEngine({ threads: 2 });
    const got = update();
    closeEngine();
    assertAllClose(got, expected, { relative: 1e-5, absolute: 1e-6 });
  });
}
