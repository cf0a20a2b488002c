import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Dataset } from "#lib/data/dataset.ts";
import type { Corruption } from "#lib/core/corruption.ts";
import { robustness } from "#lib/eval/robustness.ts";

/** Says "class 1" for a bright pixel, else "class 0". */
function brightOrDark(): tf.LayersModel {
  const dense = tf.layers.dense({ units: 2, activation: "softmax", inputShape: [1] });
  const model = tf.sequential({ layers: [dense] });
  model.setWeights([tf.tensor([[-10, 10]]), tf.tensor([5, -5])]);
  return model;
}

const pixels: Dataset<Uint8Array> = {
  name: "pixels",
  synthetic: true,
  itemShape: [1],
  ids: ["a", "b", "c", "d"],
  x: Uint8Array.of(10, 20, 200, 250),
  y: Uint8Array.of(0, 0, 1, 1),
  role: Uint8Array.of(2, 2, 2, 2),
};

const darker: Corruption = {
  name: "darker",
  unit: "greys",
  levels: [200, -100, 100],
  neutral: 0,
  apply: (image, _, level) => image.map((grey) => Math.min(Math.max(grey - level, 0), 255)),
};

Deno.test("each level is judged on all images, the untouched ones in their place", async () => {
  const model = brightOrDark();
  const before = tf.memory().numTensors;
  const seen: number[] = [];
  const [curve] = await robustness(model, pixels, [darker], {
    seed: 1,
    onProgress: (done, total) => void seen.push(done / total),
  });
  deepStrictEqual(curve.points.map(({ level, accuracy }) => [level, accuracy]), [
    [-100, 1],
    [0, 1],
    [100, 0.75],
    [200, 0.5],
  ]);
  deepStrictEqual(seen, [0.25, 0.5, 0.75, 1]);
  strictEqual(tf.memory().numTensors, before);
  deepStrictEqual([...pixels.x], [10, 20, 200, 250]);
});

Deno.test("nothing to judge is said", async () => {
  const none = { ...pixels, ids: [], x: new Uint8Array(), y: new Uint8Array() };
  await rejects(robustness(brightOrDark(), none, [darker], { seed: 1 }), /nothing to judge/);
});
