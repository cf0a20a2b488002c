import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { readStateH5 } from "#lib/keras/read_state_h5.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";

await tf.setBackend("cpu");

function sequential(): tf.LayersModel {
  return tf.sequential({
    name: "small_model_1",
    layers: [
      tf.layers.conv2d({ inputShape: [12, 12, 1], filters: 4, kernelSize: 5, activation: "relu" }),
      tf.layers.maxPooling2d({ poolSize: 5, strides: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 16, activation: "relu", kernelRegularizer: "l1l2" }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: 7, activation: "softmax" }),
    ],
  });
}

/** Two inputs, a shared layer, a nested model used twice, a residual sum. */
function functional(): tf.LayersModel {
  const shared = tf.layers.dense({ units: 5, activation: "tanh", name: "shared" });
  const inner = tf.sequential({
    name: "inner",
    layers: [tf.layers.dense({ units: 5, inputShape: [5], name: "inside" })],
  });
  const a = tf.input({ shape: [5], name: "a" });
  const b = tf.input({ shape: [5], name: "b" });
  const left = inner.apply(shared.apply(a)) as tf.SymbolicTensor;
  const right = inner.apply(shared.apply(b)) as tf.SymbolicTensor;
  const sum = tf.layers.add({ name: "sum" }).apply([left, right, a]) as tf.SymbolicTensor;
  const out = tf.layers.dense({ units: 2, name: "out" }).apply(sum) as tf.SymbolicTensor;
  return tf.model({ inputs: [a, b], outputs: [out, right], name: "two_ways" });
}

async function temporary(): Promise<string> {
  return `${await Deno.makeTempDir({ prefix: "keras" })}/model.h5`;
}

for (const make of [sequential, functional]) {
  Deno.test(`${make.name}: a saved model comes back to the last bit`, async () => {
    const model = make();
    const path = await temporary();
    await saveModelH5(model, path);
    const before = tf.memory().numTensors;
    const again = await loadModelH5(path);
    strictEqual(again.name, model.name);
    deepStrictEqual(again.layers.map((layer) => layer.name), model.layers.map((l) => l.name));
    const x = model.inputs.map((input) =>
      tf.randomNormal([3, ...input.shape.slice(1) as number[]])
    );
    const predict = (m: tf.LayersModel) => [m.predict(x.length === 1 ? x[0] : x)].flat();
    const [expected, actual] = [predict(model), predict(again)];
    for (let i = 0; i < expected.length; i++) {
      deepStrictEqual(await actual[i].data(), await expected[i].data());
    }
    tf.dispose([x, expected, actual]);
    again.dispose();
    strictEqual(tf.memory().numTensors, before);
    model.dispose();
  });
}

Deno.test("a training state comes back to the last bit, and a file without one says so", async () => {
  const model = sequential();
  const path = await temporary();
  await saveModelH5(model, path);
  strictEqual(await readStateH5(path), null);
  const state = {
    arrays: {
      "conv/kernel/m": Float32Array.of(1 / 3, -0, 1e-38),
      empty: new Float32Array(0),
    },
    json: { epoch: 3, seed: "seven", rng: [1, 2, 3, 4294967295], rate: 0.1, note: "ü {}" },
  };
  await saveModelH5(model, path, { state });
  deepStrictEqual(await readStateH5(path), state);
  model.dispose();
  (await loadModelH5(path)).dispose();
});

Deno.test("a training state that JSON cannot hold is refused and the old file stays", async () => {
  const model = sequential();
  const path = await temporary();
  await saveModelH5(model, path);
  const before = await Deno.readFile(path);
  await rejects(
    saveModelH5(model, path, { state: { arrays: {}, json: { best: [1, NaN] } } }),
    { name: "RangeError", message: /json\.best\[1\] is NaN/ },
  );
  deepStrictEqual(await Deno.readFile(path), before);
  deepStrictEqual([...Deno.readDirSync(path.replace("/model.h5", ""))].map((f) => f.name), [
    "model.h5",
  ]);
  model.dispose();
});
