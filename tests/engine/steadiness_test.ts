import * as tf from "@tensorflow/tfjs";
import { NativeBackend } from "#lib/engine/backend/native_backend.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { pool } from "#lib/engine/tasks/pool.ts";
import { deepStrictEqual, ok, rejects, strictEqual, throws } from "node:assert/strict";

function smallModel(): tf.LayersModel {
  const kernel = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        ...kernel(1),
        filters: 16,
        kernelSize: 3,
        activation: "relu",
        inputShape: [20, 20, 3],
      }),
      tf.layers.maxPooling2d({ poolSize: 3, strides: 1 }),
      tf.layers.conv2d({ ...kernel(2), filters: 16, kernelSize: 3, padding: "same" }),
      tf.layers.batchNormalization(),
      tf.layers.activation({ activation: "relu" }),
      tf.layers.maxPooling2d({ poolSize: 3, strides: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ ...kernel(3), units: 64, activation: "relu" }),
      tf.layers.dense({ ...kernel(4), units: 7, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.003), loss: "meanSquaredError" });
  return model;
}

async function step(model: tf.LayersModel, n: number): Promise<void> {
  const values = Float32Array.from({ length: n * 1200 }, (_, i) => Math.sin(i * 0.37));
  const x = tf.tensor(values, [n, 20, 20, 3]);
  const y = tf.tensor(Float32Array.from({ length: n * 7 }, (_, i) => i % 8 === 0 ? 1 : 0), [n, 7]);
  await model.trainOnBatch(x, y);
  tf.dispose([x, y]);
}

async function trainedWeights(): Promise<Uint32Array[]> {
  const model = smallModel();
  for (let i = 0; i < 6; i++) await step(model, 33);
  const weights = model.getWeights().map((weight) => weight.dataSync() as Float32Array);
  model.dispose();
  return weights.map((values) => new Uint32Array(values.buffer, values.byteOffset, values.length));
}

function engine(): NativeBackend {
  const backend = tf.backend();
  ok(backend instanceof NativeBackend);
  return backend;
}

for (const threads of [1, 2, 3]) {
  Deno.test(`two trainings on ${threads} threads are equal to the last bit`, async () => {
    await chooseEngine({ threads });
    const first = await trainedWeights();
    closeEngine();
    await chooseEngine({ threads });
    const second = await trainedWeights();
    closeEngine();
    deepStrictEqual(second, first);
  });
}

Deno.test("memory stays where it is over many steps of changing batch size", async () => {
  await chooseEngine({ threads: 2 });
  const model = smallModel();
  const sizes = [32, 7, 20, 1, 32, 13];
  const round = async () => {
    for (const n of sizes) await step(model, n);
    tf.dispose(model.predict(tf.zeros([2, 20, 20, 3])));
  };
  for (let i = 0; i < 3; i++) await round();
  const before = {
    ...tf.memory(),
    live: engine().heap.liveBytes,
    reached: engine().heap.reachedBytes,
  };
  for (let i = 0; i < 30; i++) await round();
  const { heap } = engine();
  // The zeros given to predict are the only tensors that each round leaves.
  strictEqual(tf.memory().numTensors - before.numTensors, 30);
  ok(heap.liveBytes - before.live <= 30 * 2 * 1200 * 4, `${before.live} → ${heap.liveBytes} bytes`);
  ok(heap.reachedBytes <= before.reached * 1.25, `${before.reached} → ${heap.reachedBytes} bytes`);
  model.dispose();
  closeEngine();
});

Deno.test("all memory is given back when the last tensor is disposed", async () => {
  await chooseEngine({ threads: 2 });
  const model = smallModel();
  await step(model, 8);
  model.dispose();
  (model.optimizer as tf.Optimizer).dispose();
  tf.disposeVariables();
  strictEqual(engine().heap.liveBytes, 0);
  closeEngine();
});

Deno.test("a failure on any thread reaches the caller, and the engine goes on", async () => {
  await chooseEngine({ threads: 3 });
  const backend = engine();
  const outside = 2 ** 32 - 65536;
  throws(() => backend.run(pool, [outside, outside, outside, outside, 300]), /on thread \d: pool/);
  const y = tf.matMul(tf.ones([64, 100]), tf.ones([100, 64]));
  strictEqual(y.dataSync()[0], 100);
  closeEngine();
});

Deno.test({
  name: "a thread that has ended is noticed, and the caller is not left hanging",
  // Elsewhere it takes five minutes.
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await chooseEngine({ threads: 2 });
    engine().team.close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const product = () => tf.matMul(tf.ones([64, 100]), tf.ones([100, 64])).dataSync();
    throws(product, /Thread 1 of the engine has ended/);
    closeEngine();
  },
});

Deno.test({
  name: "closing waits until the threads have ended, so that none outlives native memory",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const workers = () =>
      [...Deno.readDirSync("/proc/self/task")].filter(({ name }) =>
        Deno.readTextFileSync(`/proc/self/task/${name}/comm`).startsWith("worker")
      ).length;
    const before = workers();
    await chooseEngine({ threads: 3 });
    tf.matMul(tf.ones([300, 300]), tf.ones([300, 300])).dataSync();
    strictEqual(workers(), before + 2);
    closeEngine();
    strictEqual(workers(), before);
  },
});

Deno.test("a waiting value is computed although its inputs are disposed of", async () => {
  await chooseEngine({ threads: 2 });
  const [a, b, c] = [tf.fill([80, 80], 2), tf.fill([80, 80], 3), tf.fill([80], 5)];
  const product = tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D);
  const sum = tf.add(product, c);
  const result = tf.tidy(() => tf.sub(tf.mul(tf.relu(sum), 2), a));
  tf.dispose([a, b, c, product, sum]);
  strictEqual(result.dataSync().every((value) => value === 2 * (80 * 6 + 5) - 2), true);
  result.dispose();
  strictEqual(engine().heap.liveBytes, 0);
  closeEngine();
});

Deno.test("a value that is still named is not overwritten by one computed from it", async () => {
  await chooseEngine({ threads: 2 });
  const a = tf.fill([100, 100], 3);
  const b = tf.tidy(() => tf.add(tf.mul(a, 2), 1));
  const kept = tf.clone(b);
  const c = tf.square(b);
  b.dispose();
  strictEqual(c.dataSync()[77], 49);
  strictEqual(kept.dataSync()[77], 7);
  strictEqual(a.dataSync()[77], 3);
  closeEngine();
});

Deno.test("values given to the caller are his own", async () => {
  await chooseEngine({ threads: 2 });
  const a = tf.mul(tf.fill([5000], 4), 2);
  const values = a.dataSync();
  a.dispose();
  const other = tf.mul(tf.fill([5000], 1), 9);
  strictEqual(other.dataSync()[0], 9);
  strictEqual(values[0], 8);
  other.dispose();
  closeEngine();
});

Deno.test("chooseEngine refuses counts of threads that do not exist", async () => {
  for (const threads of [0, -1, 1.5, NaN]) {
    await rejects(chooseEngine({ threads }), RangeError);
  }
});
