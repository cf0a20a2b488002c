import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { loadModel } from "#lib/keras/load_model.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { largestDifference, referencePredictions } from "#tools/keras/reference.ts";

// Made by Keras 2.15 and Keras 3 with tests/reference/keras_models.py (`deno task cross-check
// --write`), the odd ones with keras_odd_files.py.
const FOLDER = fileURLToPath(new URL("../fixtures/keras/", import.meta.url));
const LIMIT = 1e-6;

await tf.setBackend("cpu");

const told: Record<string, Record<string, number[][]>> = {};
for (const version of ["k2", "k3"]) {
  told[version] = JSON.parse(Deno.readTextFileSync(`${FOLDER}predictions.${version}.json`));
}
const files = [...Deno.readDirSync(FOLDER)].map(({ name }) => name)
  .filter((name) => /\.k[23]\.(h5|keras)$/.test(name)).sort();

Deno.test("every kind of model is there from both versions of Keras", () => {
  for (const [version, kinds] of Object.entries(told)) {
    for (const kind of Object.keys(kinds)) ok(files.includes(`${kind}.${version}.h5`), kind);
  }
  ok(files.some((name) => name.endsWith(".keras")));
});

for (const name of files) {
  const [kind, version] = name.split(".");
  Deno.test(`${name} predicts here what Keras said, and so does what is saved of it`, async () => {
    const before = tf.memory().numTensors;
    const model = await loadModel(FOLDER + name);
    const predictions = await referencePredictions(model);
    const difference = largestDifference(predictions, told[version][kind]);
    ok(difference <= LIMIT, `${difference}`);
    const path = await Deno.makeTempFile({ suffix: ".h5" });
    const reader = kind === "hard_sigmoid" ? (version === "k2" ? 2 : 3) : undefined;
    await saveModelH5(model, path, { reader });
    const again = await loadModelH5(path);
    deepStrictEqual(await referencePredictions(again), predictions);
    deepStrictEqual(again.layers.map((layer) => layer.name), model.layers.map((l) => l.name));
    model.dispose();
    again.dispose();
    await Deno.remove(path);
    strictEqual(tf.memory().numTensors, before);
  });
}

for (const way of ["gzip", "float64", "big_endian", "float16"]) {
  Deno.test(`weights stored as ${way} are read`, async () => {
    const model = await loadModelH5(`${FOLDER}odd_${way}.h5`);
    const difference = largestDifference(await referencePredictions(model), told.k3.hard_sigmoid);
    // Half precision keeps 11 bits.
    ok(difference <= (way === "float16" ? 1e-3 : LIMIT), `${difference}`);
    model.dispose();
  });
}
