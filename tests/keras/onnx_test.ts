import { ok, rejects, strictEqual } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import * as ort from "onnxruntime-node";
import { exportOnnx } from "#lib/keras/export_onnx.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { largestDifference, referenceInputs } from "#tools/keras/reference.ts";

const FOLDER = new URL("../fixtures/keras/", import.meta.url).pathname;
const told: Record<string, number[][]> = JSON.parse(
  Deno.readTextFileSync(`${FOLDER}predictions.k3.json`),
);
// Layers that no ONNX is written for.
const REFUSED: Record<string, RegExp> = {
  recurrent: /LSTM has no equal in ONNX here \(layer lstm\)/,
  words: /LSTM has no equal/,
  normalizations: /GroupNormalization has no equal/,
  transposed: /Conv2DTranspose has no equal/,
  shared: /Dot has no equal/,
};

await tf.setBackend("cpu");

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
    const session = await ort.InferenceSession.create(path);
    const inputs = referenceInputs(model);
    const feeds = session.inputNames.map((name, i) => {
      const data = inputs[i].dataSync();
      const type = inputs[i].dtype === "int32" ? "int32" : "float32";
      return [name, new ort.Tensor(type, data as Float32Array, inputs[i].shape)] as const;
    });
    const results = await session.run(Object.fromEntries(feeds));
    const rows = session.outputNames.map((name) => Array.from(results[name].data as Float32Array));
    const difference = largestDifference(rows, expected);
    ok(difference <= 1e-6, `${difference}`);
    await session.release();
    tf.dispose(inputs);
    model.dispose();
    await Deno.remove(path);
  });
}
