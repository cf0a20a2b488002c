import { ok, rejects, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import * as ort from "onnxruntime-node";
import { buildLayer } from "#lib/keras/config/build_layer.ts";
import { exportOnnx } from "#lib/keras/export_onnx.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import {
  largestDifference,
  referenceInputs,
  referencePredictions,
} from "#tools/keras/reference.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/keras/", import.meta.url));
const told: Record<string, number[][]> = JSON.parse(
  Deno.readTextFileSync(`${FOLDER}predictions.k3.json`),
);
// Layers that no ONNX is written for.
const REFUSED: Record<string, RegExp> = {
  recurrent: /LSTM has no equal in ONNX here \(layer lstm\)/,
  words: /LSTM has no equal/,
  shared: /Dot has no equal/,
};

await tf.setBackend("cpu");

async function runOnnx(path: string, model: tf.LayersModel): Promise<number[][]> {
  const session = await ort.InferenceSession.create(path);
  const inputs = referenceInputs(model);
  const feeds = session.inputNames.map((name, i) => {
    const data = inputs[i].dataSync();
    const type = inputs[i].dtype === "int32" ? "int32" : "float32";
    return [name, new ort.Tensor(type, data as Float32Array, inputs[i].shape)] as const;
  });
  const results = await session.run(Object.fromEntries(feeds));
  const rows = session.outputNames.map((name) => Array.from(results[name].data as Float32Array));
  await session.release();
  tf.dispose(inputs);
  return rows;
}

for (const [kind, expected] of Object.entries(told)) {
  Deno.test(`${kind}: ONNX Runtime predicts what Keras said, or the layer is named`, async () => {
    const model = await loadModelH5(`${FOLDER}${kind}.k3.h5`);
    const path = await Deno.makeTempFile({ suffix: ".onnx" });
    if (REFUSED[kind]) {
      await rejects(exportOnnx(model, path), { name: "TypeError", message: REFUSED[kind] });
      return;
    }
    const before = tf.memory().numTensors;
    await exportOnnx(model, path);
    strictEqual(tf.memory().numTensors, before);
    const rows = await runOnnx(path, model);
    const difference = largestDifference(rows, expected);
    ok(difference <= 1e-6, `${difference}`);
    model.dispose();
    await Deno.remove(path);
  });
}

Deno.test("merging layers, permuted axes and whole-number inputs in ONNX", async () => {
  const a = tf.input({ shape: [4, 3], name: "a" });
  const b = tf.input({ shape: [4], dtype: "int32", name: "b" });
  const embedded = tf.layers.embedding({ inputDim: 9, outputDim: 3 }).apply(b) as tf.SymbolicTensor;
  const merged = [tf.layers.maximum, tf.layers.minimum, tf.layers.average, tf.layers.multiply]
    .map((make) => make().apply([a, embedded]) as tf.SymbolicTensor);
  const joined = tf.layers.concatenate({ axis: 1 }).apply(merged) as tf.SymbolicTensor;
  const turned = tf.layers.permute({ dims: [2, 1] }).apply(joined) as tf.SymbolicTensor;
  const out = tf.layers.reshape({ targetShape: [6, 8] }).apply(turned) as tf.SymbolicTensor;
  const softmax = buildLayer({
    className: "Softmax",
    name: "soft",
    settings: { axis: 1 },
    trainable: true,
    dtype: "float32",
    calls: [],
  });
  const soft = softmax.apply(out) as tf.SymbolicTensor;
  const model = tf.model({ inputs: [a, b], outputs: [soft, joined] });
  const path = await Deno.makeTempFile({ suffix: ".onnx" });
  await exportOnnx(model, path);
  const difference = largestDifference(
    await runOnnx(path, model),
    await referencePredictions(model),
  );
  ok(difference <= 1e-6, `${difference}`);
  model.dispose();
});
