import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { File as JsFile } from "jsfive";
import { parsePythonJson, stringifyPythonJson } from "#lib/keras/config/json.ts";
import type { Json } from "#lib/keras/config/json.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";

await tf.setBackend("cpu");

Deno.test("JSON with Python's NaN and infinities comes back, in texts too", () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0));
  const text = fc.oneof(fc.string(), fc.constantFrom("NaN", '"Infinity"', "-Infinity, NaN]"));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      number,
      text,
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(value, (item) => {
      const plain = JSON.parse(JSON.stringify({ item }, (_, v) => v === 0 ? 0 : v));
      const again = parsePythonJson(stringifyPythonJson({ item } as Json));
      // JSON has no minus zero, and JSON.stringify no NaN: compare what each can hold.
      deepStrictEqual(JSON.parse(JSON.stringify(again)), plain);
    }),
  );
  deepStrictEqual(parsePythonJson('{"a": [NaN, -Infinity, Infinity, "NaN"]}'), {
    a: [NaN, -Infinity, Infinity, "NaN"],
  });
});

/** A chain of layers drawn at random, each fitting the one before. */
const layers = fc.record({
  filters: fc.integer({ min: 1, max: 4 }),
  kernel: fc.integer({ min: 1, max: 3 }),
  padding: fc.constantFrom("same" as const, "valid" as const),
  strides: fc.integer({ min: 1, max: 2 }),
  activation: fc.constantFrom("relu" as const, "elu" as const, "tanh" as const, "swish" as const),
  normalize: fc.boolean(),
  pool: fc.boolean(),
  frozen: fc.boolean(),
  units: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
});

Deno.test("models drawn at random come back to the last bit", async () => {
  await fc.assert(
    fc.asyncProperty(layers, async (draw) => {
      const model = tf.sequential();
      model.add(tf.layers.conv2d({
        inputShape: [8, 7, 2],
        filters: draw.filters,
        kernelSize: draw.kernel,
        padding: draw.padding,
        strides: draw.strides,
        activation: draw.activation,
        trainable: !draw.frozen,
      }));
      if (draw.normalize) model.add(tf.layers.batchNormalization());
      if (draw.pool) model.add(tf.layers.maxPooling2d({ poolSize: 2, padding: "same" }));
      model.add(tf.layers.flatten());
      for (const units of draw.units) model.add(tf.layers.dense({ units, useBias: units > 2 }));
      const path = await Deno.makeTempFile({ suffix: ".h5" });
      await saveModelH5(model, path);
      const again = await loadModelH5(path);
      strictEqual(again.countParams(), model.countParams());
      deepStrictEqual(
        again.layers.map(({ name, trainable }) => [name, trainable]),
        model.layers.map(({ name, trainable }) => [name, trainable]),
      );
      const x = tf.randomUniform([2, 8, 7, 2], -1, 1, "float32", 5);
      const [y, z] = [model, again].map((m) => (m.predict(x) as tf.Tensor).dataSync());
      deepStrictEqual(z, y);
      tf.dispose(x);
      model.dispose();
      again.dispose();
      await Deno.remove(path);
    }),
    { numRuns: 20 },
  );
});

Deno.test("another reader of HDF5 finds the same weights", async () => {
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 3, inputShape: [2], name: "only" })],
  });
  const path = await Deno.makeTempFile({ suffix: ".h5" });
  await saveModelH5(model, path);
  const { buffer } = await Deno.readFile(path);
  const file = new JsFile(buffer, "model.h5");
  ok(`${file.attrs.model_config}`.includes('"class_name":"Dense"'));
  const stored = file.get("model_weights/only/only/kernel:0");
  deepStrictEqual(stored.shape, [2, 3]);
  deepStrictEqual(
    Float32Array.from(stored.value),
    model.layers[0].getWeights()[0].dataSync(),
  );
});
