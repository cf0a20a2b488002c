import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { unzipSync } from "fflate";
import { h5wasm, hdf5 } from "#lib/keras/hdf5/h5.ts";
import { inspectH5 } from "#lib/keras/inspect_h5.ts";
import { loadModel } from "#lib/keras/load_model.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { loadWeightsH5 } from "#lib/keras/load_weights_h5.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/keras/", import.meta.url));
const GOOD = `${FOLDER}model_1.k3.h5`;
const good = Deno.readFileSync(GOOD);

await tf.setBackend("cpu");
await hdf5();

async function written(bytes: Uint8Array): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".h5" });
  await Deno.writeFile(path, bytes);
  return path;
}

/** A copy of a good file, changed by the library beneath. */
async function changed(change: (file: h5wasm.File) => void): Promise<string> {
  const path = await written(good);
  const file = new h5wasm.File(path, "a");
  change(file);
  file.close();
  return path;
}

function withConfig(edit: (text: string) => string): Promise<string> {
  return changed((file) => {
    const text = edit(file.attrs.model_config.value as string);
    file.delete_attribute("model_config");
    file.create_attribute("model_config", text, [], "S");
  });
}

const CASES: Record<string, { file: () => Promise<string>; message: RegExp }> = {
  "a truncated file": {
    file: () => written(good.slice(0, good.length / 2)),
    message: /truncated HDF5 file .*\.h5/,
  },
  "an empty file": { file: () => written(new Uint8Array(0)), message: /empty file/ },
  "a file that is not HDF5": {
    file: () => written(new TextEncoder().encode("emotion,pixels,Usage\n")),
    message: /not an HDF5 file.*byte 0/,
  },
  "a .keras archive given as .h5": {
    file: () => written(Deno.readFileSync(`${FOLDER}model_1.k3.keras`)),
    message: /\.keras format.*loadModel/,
  },
  "weights only": {
    file: () => changed((file) => file.delete_attribute("model_config")),
    message: /weights only.*loadWeightsH5/,
  },
  "HDF5 without a model": {
    file: () => {
      const path = Deno.makeTempFileSync({ suffix: ".h5" });
      const file = new h5wasm.File(path, "w");
      file.create_dataset({ name: "x", data: new Float32Array(3) });
      file.close();
      return Promise.resolve(path);
    },
    message: /no Keras model inside/,
  },
  "a missing weight": {
    file: () =>
      changed((file) => {
        const group = file.get("model_weights/dense") as h5wasm.Group;
        group.delete_attribute("weight_names");
        group.create_attribute("weight_names", ["model_1/dense/lost", "x"], [2], "A");
      }),
    message: /weight model_1\/dense\/lost is missing .*layer dense/,
  },
  "a missing layer": {
    file: () =>
      changed((file) => {
        const group = file.get("model_weights") as h5wasm.Group;
        group.delete_attribute("layer_names");
        group.create_attribute("layer_names", ["dense_77"], [1], "A");
      }),
    message: /its group is missing .*layer dense_77/,
  },
  "a misshapen weight": {
    file: () => withConfig((text) => text.replace('"units": 16', '"units": 17')),
    message: /weight model_1\/dense\/kernel has the shape \[64, 16\] instead of \[64, 17\].*dense/,
  },
  "an unknown layer": {
    file: () =>
      withConfig((text) => text.replace('"class_name": "Flatten"', '"class_name": "Lambda"')),
    message: /Lambda is of a class that cannot be rebuilt here \(layer flatten\)/,
  },
  "a setting that would change what is computed": {
    file: () =>
      withConfig((text) => text.replace('"padding": "valid"', '"padding": "valid", "blur": 2')),
    message: /Conv2D has blur = 2, which cannot be computed here \(layer conv2d\)/,
  },
  "an unknown activation": {
    file: () => withConfig((text) => text.replace('"activation": "relu"', '"activation": "snake"')),
    message: /unknown activation "snake" \(layer conv2d\)/,
  },
  "bad JSON": {
    file: () => withConfig((text) => text.slice(0, 100)),
    message: /the model configuration is bad JSON/,
  },
  "a model class of one's own": {
    file: () => withConfig((text) => text.replace('"Sequential"', '"MyModel"')),
    message: /of the class MyModel, whose code is not in the file/,
  },
  "LZF": {
    file: () => Promise.resolve(`${FOLDER}odd_lzf.h5`),
    message: /data packed with lzf.*h5repack/,
  },
  "weights that are text": {
    file: () => Promise.resolve(`${FOLDER}odd_text.h5`),
    message: /no numbers but "A\d+" in .*layer dense/,
  },
};

for (const [name, { file, message }] of Object.entries(CASES)) {
  Deno.test(`${name} gets its own error and leaves nothing behind`, async () => {
    const path = await file();
    const before = tf.memory().numTensors;
    await rejects(loadModelH5(path), (error: Error) => {
      strictEqual(error.name, "SyntaxError");
      strictEqual(message.test(error.message), true, error.message);
      strictEqual(error.message.includes(path), true, error.message);
      return true;
    });
    strictEqual(tf.memory().numTensors, before);
  });
}

Deno.test("a mixed-precision layer is refused unless float32 is asked for", async () => {
  const path = await withConfig((text) =>
    text.replaceAll('"config": {"name": "float32"}', '"config": {"name": "mixed_float16"}')
  );
  await rejects(loadModelH5(path), /computes in mixed_float16.*asFloat32/);
  (await loadModelH5(path, { asFloat32: true })).dispose();
});

Deno.test("a corrupt packed weight is noticed", async () => {
  const bytes = Deno.readFileSync(`${FOLDER}odd_gzip.h5`);
  const start = bytes.findIndex((byte, i) => byte === 0x78 && bytes[i + 1] === 0x5e);
  for (let i = start + 10; i < start + 40; i++) bytes[i] ^= 0x55;
  const path = await written(bytes);
  await rejects(loadModelH5(path), { name: "SyntaxError", message: /damaged/ });
});

Deno.test("a .keras archive that is cut short, or no .keras at all, is refused", async () => {
  const bytes = Deno.readFileSync(`${FOLDER}model_1.k3.keras`);
  await rejects(loadModel(await written(bytes.slice(0, 2000))), {
    name: "SyntaxError",
    message: /no readable zip archive/,
  });
});

Deno.test("inspectH5 says what is in a file", async () => {
  const found = await inspectH5(GOOD);
  deepStrictEqual(found.model, { kind: "Sequential", name: "model_1" });
  strictEqual(found.kerasVersion?.split(".")[0], "3");
  strictEqual(found.hasTrainingState, false);
  const dense = found.layers.find(({ name }) => name === "dense");
  deepStrictEqual(dense?.weights.map(({ shape }) => shape), [[64, 16], [16]]);
  strictEqual(found.parameters, 4 * 26 + 65 * 16 + 17 * 7);
  const weights = await changed((file) => file.delete_attribute("model_config"));
  strictEqual((await inspectH5(weights)).model, null);
});

Deno.test("weights go into a model built here, by order or by name", async () => {
  const build = (names: [string, string]) =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [16, 16, 1], filters: 4, kernelSize: 5, name: "own" }),
        tf.layers.maxPooling2d({ poolSize: 5, strides: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 16, name: names[0] }),
        tf.layers.dense({ units: 7, name: names[1] }),
      ],
    });
  const source = await loadModelH5(GOOD);
  const expected = source.getLayer("dense").getWeights()[0].dataSync();
  const byOrder = build(["a", "b"]);
  deepStrictEqual(await loadWeightsH5(byOrder, GOOD), ["own", "a", "b"]);
  deepStrictEqual(byOrder.getLayer("a").getWeights()[0].dataSync(), expected);
  const byName = build(["dense", "head"]);
  deepStrictEqual(await loadWeightsH5(byName, GOOD, { match: "name" }), ["dense"]);
  deepStrictEqual(byName.getLayer("dense").getWeights()[0].dataSync(), expected);
  await rejects(loadWeightsH5(build(["a", "b"]), GOOD, { match: "name" }), RangeError);
  const small = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
  await rejects(loadWeightsH5(small, GOOD), /3 layers with weights, and the model has 1/);
});

Deno.test("Keras 3's .weights.h5 goes into a model built here", async () => {
  const archive = Deno.readFileSync(`${FOLDER}model_1.k3.keras`);
  const path = await written(unzipSync(archive)["model.weights.h5"]);
  await rejects(loadModelH5(path), /weights only/);
  const source = await loadModelH5(GOOD);
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [16, 16, 1], filters: 4, kernelSize: 5 }),
      tf.layers.maxPooling2d({ poolSize: 5, strides: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 16 }),
      tf.layers.dense({ units: 7 }),
    ],
  });
  strictEqual((await loadWeightsH5(model, path)).length, 3);
  const all = (m: tf.LayersModel) => m.getWeights().map((weight) => weight.dataSync());
  deepStrictEqual(all(model), all(source));
  await rejects(loadWeightsH5(model, path, { match: "name" }), RangeError);
});

Deno.test("a layer that Keras lacks, or computes otherwise, is not saved", async () => {
  const path = await Deno.makeTempFile({ suffix: ".h5" });
  const crop = tf.sequential({
    layers: [tf.layers.resizing({ height: 3, width: 3, batchInputShape: [null, 8, 8, 1] })],
  });
  await rejects(saveModelH5(crop, path), { name: "TypeError", message: /Resizing is no layer/ });
  const lstm = tf.sequential({ layers: [tf.layers.lstm({ units: 2, inputShape: [3, 1] })] });
  await rejects(saveModelH5(lstm, path), { name: "TypeError", message: /hard_sigmoid/ });
  await saveModelH5(lstm, path, { reader: 2 });
});
