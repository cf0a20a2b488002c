import { deepStrictEqual, ok, rejects, strictEqual, throws } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { Rng } from "#lib/core/rng.ts";
import type { Dataset } from "#lib/data/dataset.ts";
import { applyView } from "#lib/eval/apply_view.ts";
import { evaluate } from "#lib/eval/evaluate.ts";
import { mostUnsure } from "#lib/eval/most_unsure.ts";
import { mostWrong } from "#lib/eval/most_wrong.ts";
import { predict } from "#lib/eval/predict.ts";
import { report } from "#lib/eval/report.ts";
import { scaleTemperature } from "#lib/eval/temperature.ts";
import { FLIP_VIEWS, TEN_CROP_VIEWS, TEN_SHIFT_VIEWS, THIRTY_VIEWS } from "#lib/eval/views.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

function smallModel(side = 4): tf.LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [side, side, 1] }),
      tf.layers.dense({
        units: 7,
        activation: "softmax",
        kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }),
      }),
    ],
  });
}

function noise(length: number): Uint8Array {
  const rng = new Rng(1);
  return Uint8Array.from({ length }, () => rng.integer(256));
}

Deno.test("predictions do not depend on the batch size, nor on uint8 or float32", async () => {
  const model = smallModel();
  const x = noise(11 * 16);
  const tensors = tf.memory().numTensors;
  const seen: [number, number][] = [];
  const whole = await predict(model, x);
  const inParts = await predict(model, x, {
    batchSize: 4,
    onProgress: (done, total) => void seen.push([done, total]),
  });
  deepStrictEqual(seen, [[4, 11], [8, 11], [11, 11]]);
  assertAllClose(inParts, whole, { absolute: 1e-7 });
  assertAllClose(await predict(model, Float32Array.from(x, (value) => value / 255)), whole);
  const direct = tf.tidy(() =>
    (model.predict(tf.tensor([...x], [11, 4, 4, 1]).div(255)) as tf.Tensor).dataSync()
  );
  assertAllClose(whole, direct);
  strictEqual(tf.memory().numTensors, tensors);
});

Deno.test("views are windows, mirrored or not", () => {
  const image = Float32Array.from({ length: 9 }, (_, i) => i);
  const shapes = { n: 1, from: [3, 3, 1], to: [2, 2, 1] } as const;
  const view = (place: [number, number], mirrored: boolean) => [
    ...applyView(image, { place, mirrored }, shapes),
  ];
  deepStrictEqual(view([0, 0], false), [0, 1, 3, 4]);
  deepStrictEqual(view([1, 0], true), [4, 3, 7, 6]);
  deepStrictEqual(view([0, 1], false), [1, 2, 4, 5]);
  const colours = applyView(Float32Array.of(1, 2, 3, 4), FLIP_VIEWS[1], {
    n: 1,
    from: [1, 2, 2],
    to: [1, 2, 2],
  });
  deepStrictEqual([...colours], [3, 4, 1, 2]);
  throws(() => applyView(image, FLIP_VIEWS[0], { ...shapes, to: [4, 4, 1] }), RangeError);
});

Deno.test("views are averaged, and ten crops of a larger image fit a smaller model", async () => {
  const model = smallModel();
  const x = Float32Array.from(noise(3 * 16), (value) => value / 255);
  const mirrored = applyView(x, FLIP_VIEWS[1], { n: 3, from: [4, 4, 1], to: [4, 4, 1] });
  const [plain, turned] = [await predict(model, x), await predict(model, mirrored)];
  const mean = plain.map((value, i) => (value + turned[i]) / 2);
  assertAllClose(await predict(model, x, { views: FLIP_VIEWS }), mean);
  const large = noise(2 * 36);
  const crops = await predict(model, large, { itemShape: [6, 6, 1], views: TEN_CROP_VIEWS });
  const each = TEN_CROP_VIEWS.map((view) => {
    const pixels = Float32Array.from(large, (value) => value / 255);
    return predict(model, applyView(pixels, view, { n: 2, from: [6, 6, 1], to: [4, 4, 1] }));
  });
  const sum = new Float64Array(14);
  for (const one of await Promise.all(each)) one.forEach((value, i) => sum[i] += value / 10);
  assertAllClose(crops, sum);
});

Deno.test("a moved view shows edge pixels where there is no image, and the ten leave no pixel out", () => {
  const image = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
  const shapes = { n: 1, from: [3, 3, 1], to: [3, 3, 1] } as const;
  const view = { place: [0.5, 0.5], mirrored: false, shift: [1, -2] } as const;
  deepStrictEqual([...applyView(image, view, shapes)], [4, 4, 4, 7, 7, 7, 7, 7, 7]);
  const mirrored = applyView(image, { ...view, mirrored: true, shift: [0, 1] }, shapes);
  deepStrictEqual([...mirrored], [3, 3, 2, 6, 6, 5, 9, 9, 8]);
  const shifts = TEN_SHIFT_VIEWS.map(({ mirrored, shift = [0, 0] }) => `${mirrored} ${shift}`);
  strictEqual(new Set(shifts).size, 10);
  ok(shifts.includes("false 0,0") && shifts.includes("true 2,-2"));
});

Deno.test("a zoomed view is bilinear about the middle of its window, and thirty views differ", () => {
  const image = Float32Array.from({ length: 25 }, (_, i) => 10 * Math.floor(i / 5) + i % 5);
  const shapes = { n: 1, from: [5, 5, 1], to: [3, 3, 1] } as const;
  const view = { place: [0.5, 0.5], mirrored: false, zoom: 2 } as const;
  // A plane stays a plane: half the distance from the middle, 22, in each direction.
  const wanted = [16.5, 17, 17.5, 21.5, 22, 22.5, 26.5, 27, 27.5];
  assertAllClose(applyView(image, view, shapes), wanted);
  const small = applyView(image, { ...view, zoom: 0.25, mirrored: true }, shapes);
  assertAllClose(small, [4, 2, 0, 24, 22, 20, 44, 42, 40]);
  throws(() => applyView(image, { ...view, zoom: 0 }, shapes), /zoom must be above 0, not 0/);
  strictEqual(new Set(THIRTY_VIEWS.map((view) => JSON.stringify(view))).size, 30);
});

Deno.test("samples that do not fit are refused", async () => {
  await rejects(predict(smallModel(), noise(17)), /17 values are not whole samples of \[4,4,1\]/);
  await rejects(predict(smallModel(), noise(9), { itemShape: [3, 3, 1] }), /does not fit/);
  await rejects(predict(smallModel(), noise(6), { itemShape: [3, 2] }), /do not fit a model/);
});

function toyData(): Dataset<Uint8Array> {
  return {
    name: "FER2013",
    synthetic: false,
    itemShape: [4, 4, 1],
    ids: ["Training/0", "PublicTest/0", "PublicTest/1", "PrivateTest/0"],
    x: noise(64),
    y: Uint8Array.of(0, 3, 6, 2),
    role: Uint8Array.of(0, 2, 2, 2),
    leaked: Uint8Array.of(0, 1, 0, 0),
  };
}

Deno.test("evaluate judges a role or a usage", async () => {
  const model = smallModel();
  const data = toyData();
  const all = await predict(model, data.x);
  const wanted = report(all.subarray(7, 21), [3, 6], {
    data: "FER2013 PublicTest",
    synthetic: false,
    leaked: [1, 0],
  });
  const found = await evaluate(model, data, { usage: "PublicTest" });
  strictEqual(found.data, "FER2013 PublicTest");
  assertAllClose([found.loss, found.accuracy], [wanted.loss, wanted.accuracy]);
  strictEqual(found.leakFree!.n, 1);
  const test = await evaluate(model, data, { role: "test", temperature: 2 });
  strictEqual(test.n, 3);
  const softer = report(scaleTemperature(all.subarray(7), 2), [3, 6, 2], wanted);
  assertAllClose([test.loss], [softer.loss]);
  await rejects(evaluate(model, data, { role: "validation" }), /nothing to judge/);
  await rejects(evaluate(model, data, { usage: "Other" }), RangeError);
});

Deno.test("galleries list the surest errors and the most unsure predictions", () => {
  const row = (label: number, p: number) =>
    Array.from({ length: 7 }, (_, k) => k === label ? p : (1 - p) / 6);
  const probabilities = [row(0, 0.9), row(1, 0.5), row(1, 0.7), row(2, 0.2)].flat();
  const labels = [0, 2, 2, 2];
  deepStrictEqual(mostWrong(probabilities, labels).map(({ index }) => index), [2, 1]);
  deepStrictEqual(mostUnsure(probabilities, labels, { count: 2 }).map(({ index }) => index), [
    3,
    1,
  ]);
  const [first] = mostWrong(probabilities, labels);
  deepStrictEqual([first.label, first.predicted, first.confidence], [2, 1, 0.7]);
});
