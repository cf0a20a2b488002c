import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { Rng } from "#lib/core/rng.ts";
import { scaleTemperature } from "#lib/eval/temperature.ts";
import { copyWeights } from "#lib/models/copy_weights.ts";
import { foldNormalization } from "#lib/models/fold_normalization.ts";
import { foldTemperature } from "#lib/models/fold_temperature.ts";
import { layerSeed } from "#lib/models/layer_seed.ts";
import { model1 } from "#lib/models/model_1.ts";
import { model2 } from "#lib/models/model_2.ts";
import { model2Pair } from "#lib/models/model_2_pair.ts";
import { model2Residual } from "#lib/models/model_2_residual.ts";
import { MODEL_NAMES, modelByName } from "#lib/models/model_by_name.ts";
import { modelTiny } from "#lib/models/model_tiny.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

Deno.test("model_1 has the assignment's layers and sizes", () => {
  const model = model1({ seed: 1 });
  deepStrictEqual(
    model.layers.map((layer) => [layer.getClassName(), layer.outputShape, layer.countParams()]),
    [
      ["Conv2D", [null, 44, 44, 64], 1664],
      ["MaxPooling2D", [null, 20, 20, 64], 0],
      ["Flatten", [null, 25600], 0],
      ["Dense", [null, 1024], 26215424],
      ["Dense", [null, 7], 7175],
    ],
  );
  const activation = (i: number) => model.layers[i].getConfig().activation;
  deepStrictEqual([0, 3, 4].map(activation), ["relu", "relu", "softmax"]);
  const { poolSize, strides, padding } = model.layers[1].getConfig();
  deepStrictEqual([poolSize, strides, padding], [[5, 5], [2, 2], "valid"]);
  model.dispose();
});

const small = { inputShape: [16, 16, 1] };

Deno.test("kernels start Glorot uniform as in Keras, biases at zero", () => {
  const model = model1({ seed: 1, ...small });
  for (const [layer, fan] of [[0, 25 * (1 + 64)], [3, 1024 + 1024], [4, 1024 + 7]]) {
    const [kernel, bias] = model.layers[layer].getWeights().map((weight) =>
      weight.dataSync<"float32">()
    );
    const limit = Math.sqrt(6 / fan);
    ok(kernel.every((value) => Math.abs(value) <= limit));
    // A uniform distribution on [-limit, limit]; Glorot normal would exceed the limit.
    ok(Math.max(...kernel.slice(0, 1600)) > 0.95 * limit);
    const variance = kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length;
    ok(Math.abs(variance / (limit ** 2 / 3) - 1) < 0.1);
    ok(bias.every((value) => value === 0));
  }
  model.dispose();
});

Deno.test("one seed gives one model, another seed another", () => {
  const kernels = (seed: number | string) => {
    const model = model1({ seed, ...small });
    const values = model.getWeights().map((weight) => weight.dataSync().slice());
    model.dispose();
    return values;
  };
  deepStrictEqual(kernels(0), kernels(0));
  ok(kernels(0)[0].some((value, i) => value !== kernels(1)[0][i]));
});

Deno.test("every layer has a seed of its own, never 0", () => {
  const seeds = ["a", "b", "c"].flatMap((layer) => [0, 1, "x"].map((s) => layerSeed(s, layer)));
  strictEqual(new Set(seeds).size, 9);
  ok(seeds.every((seed) => Number.isInteger(seed) && seed >= 1 && seed < 2 ** 31));
});

Deno.test("models are found by name", () => {
  ok(MODEL_NAMES.includes("model_1"));
  strictEqual(modelByName("model_1", { seed: 1, ...small }).name, "model_1");
  throws(() => modelByName("toString", { seed: 1 }), {
    name: "RangeError",
    message: /no model is called "toString": there is model_1/,
  });
});

Deno.test("model_2 is small, has no bias under a normalisation, and looks at the middle of an image", () => {
  const [crops, whole] = [[44, 44, 1], [48, 48, 1]].map((inputShape) =>
    model2({ seed: 1, inputShape })
  );
  ok(crops.countParams() < 2_000_000);
  strictEqual(crops.layers.filter((layer) => layer.getClassName() === "Conv2D").length, 9);
  for (const layer of crops.layers.filter((layer) => layer.getClassName() === "Conv2D")) {
    strictEqual(layer.getWeights().length, 1, layer.name);
  }
  whole.setWeights(crops.getWeights());
  deepStrictEqual(whole.getLayer("window").outputShape, [null, 44, 44, 1]);
  tf.tidy(() => {
    const x = tf.randomUniform([2, 48, 48, 1], 0, 1, "float32", 5);
    const middle = x.slice([0, 2, 2, 0], [2, 44, 44, 1]);
    const [a, b] = [whole.predict(x), crops.predict(middle)] as tf.Tensor[];
    assertAllClose(a.dataSync(), b.dataSync());
  });
  crops.dispose();
  whole.dispose();
});

Deno.test("a residual convolution adds what it read to what it found", async () => {
  const model = model2Residual({ seed: 1, inputShape: [16, 16, 1] });
  const sums = model.layers.filter((layer) => layer.getClassName() === "Add");
  deepStrictEqual(
    sums.map((layer) => layer.name),
    ["conv2_2", "conv3_2", "conv4_2", "conv4_3"].map((name) => `residual_${name}_sum`),
  );
  // A normalisation that scales everything to nothing leaves what goes past it.
  const names = ["residual_conv2_1_relu", "residual_conv2_2_relu"];
  const norm = model.getLayer("residual_conv2_2_norm");
  norm.setWeights(norm.getWeights().map((weight, i) => i < 2 ? tf.zerosLike(weight) : weight));
  const [read, found] = tf.tidy(() => {
    const outputs = names.map((name) => model.getLayer(name).output as tf.SymbolicTensor);
    const x = tf.randomUniform([2, 16, 16, 1], 0, 1, "float32", 5);
    return tf.model({ inputs: model.inputs, outputs }).predict(x) as tf.Tensor[];
  });
  assertAllClose(await found.data(), await read.data());
  tf.dispose([read, found]);
  model.dispose();
});

Deno.test("a pair answers with the geometric mean of both networks' probabilities", () => {
  const inputShape = [48, 48, 1];
  const [plain, residual] = [model2, model2Residual].map((build, seed) => {
    const model = build({ seed, inputShape });
    // Statistics of its own, and a bias, so that a weight put in the wrong place shows.
    const rng = new Rng(`weights ${seed}`);
    model.setWeights(
      model.getWeights().map((weight) =>
        weight.rank > 1 ? weight : tf.tensor(
          Array.from({ length: weight.size }, () => rng.uniform(0.5, 1.5)),
          weight.shape,
        )
      ),
    );
    return model;
  });
  const pair = model2Pair(plain, residual);
  strictEqual(pair.layers.at(-1)!.getClassName(), "Dense");
  ok(pair.countParams() * 4 < 15e6 - 200_000, "the file stays under 15 MB");
  tf.tidy(() => {
    const x = tf.randomUniform([3, ...inputShape], 0, 1, "float32", 5);
    const [a, b, both] = [plain, residual, pair].map((model) => model.predict(x) as tf.Tensor);
    const mean = tf.sqrt(tf.mul(a, b));
    const wanted = tf.div(mean, tf.sum(mean, 1, true));
    ok(tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] > 0.05, "the two differ");
    assertAllClose(both.dataSync(), wanted.dataSync(), { absolute: 1e-5 });
  });
  const votes = model2({ seed: 1, inputShape, classes: 14 });
  throws(
    () => model2Pair(votes, residual),
    /model_2 ends in probabilities with weights \[256,14\] and \[14\], not \[256,7\] and \[7\]/,
  );
  for (const model of [plain, residual, pair, votes]) model.dispose();
});

Deno.test("model_tiny answers the same with its normalisations folded in", async () => {
  const inputShape = [24, 24, 1];
  const trained = modelTiny({ seed: 1, inputShape });
  const folded = modelTiny({ seed: 2, inputShape, folded: true });
  const rng = new Rng("running statistics");
  for (const layer of trained.layers.filter(({ name }) => name.endsWith("_norm"))) {
    const random = (shape: number[]) =>
      tf.tensor(Array.from({ length: shape[0] }, () => rng.uniform(0.5, 2)), shape);
    layer.setWeights(layer.getWeights().map(({ shape }) => random(shape)));
  }
  foldNormalization(trained, folded);
  const x = tf.tensor(Array.from({ length: 3 * 576 }, () => rng.uniform(0, 1)), [3, ...inputShape]);
  const [wanted, found] = [trained, folded].map((model) => model.predict(x) as tf.Tensor);
  assertAllClose(await found.data(), await wanted.data(), { absolute: 1e-6 });
  throws(() => foldNormalization(folded, model1({ seed: 1, inputShape })), /layer "conv2d"/);
});

Deno.test("a folded temperature divides the logits", async () => {
  const model = modelTiny({ seed: 1, inputShape: [16, 16, 1] });
  const rng = new Rng("greys");
  const x = tf.tensor(Array.from({ length: 2 * 256 }, () => rng.uniform(0, 9)), [2, 16, 16, 1]);
  const before = await (model.predict(x) as tf.Tensor).data<"float32">();
  foldTemperature(model, 2.5);
  const after = await (model.predict(x) as tf.Tensor).data();
  assertAllClose(after, scaleTemperature(before, 2.5), { absolute: 1e-6 });
  for (const wrong of [0, -1, NaN, Infinity]) {
    throws(() => foldTemperature(model, wrong), RangeError);
  }
  const noSoftmax = tf.sequential({ layers: [tf.layers.dense({ units: 7, inputShape: [2] })] });
  throws(() => foldTemperature(noSoftmax, 2), /Dense \(linear\)/);
});

Deno.test("weights go from labels to labels and votes, and back", () => {
  const seven = modelTiny({ seed: 1, ...small });
  const both = modelTiny({ seed: 2, ...small, classes: 14 });
  copyWeights(seven, both);
  const image = tf.randomUniform([3, 16, 16, 1], 0, 1, "float32", 5);
  const answer = (model: tf.LayersModel) =>
    (model.predict(image) as tf.Tensor).arraySync() as number[][];
  answer(both).forEach((row, i) => {
    // Two equal answers share one softmax.
    assertAllClose(row, [...answer(seven)[i], ...answer(seven)[i]].map((p) => p / 2), {
      absolute: 1e-6,
    });
  });
  const back = modelTiny({ seed: 3, ...small });
  copyWeights(both, back);
  deepStrictEqual(answer(back), answer(seven));
  const other = modelTiny({ seed: 3, ...small, classes: 5 });
  throws(
    () => copyWeights(other, seven),
    /"probabilities\/kernel" of model_tiny is \[64,7\], but \[64,5\]/,
  );
  throws(() => copyWeights(model1({ seed: 1, ...small }), seven), /not of the same layers/);
  image.dispose();
  for (const model of [seven, both, back, other]) model.dispose();
});
