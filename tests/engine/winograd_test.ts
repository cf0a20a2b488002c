import * as tf from "@tensorflow/tfjs";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { Rng } from "#lib/core/rng.ts";
import { ok } from "node:assert/strict";

/** Largest error that Winograd's transforms may add, in parts of the largest value. */
const BOUND = 2e-5;

const CASES: { x: number[]; filter: number[]; pad: "same" | "valid" }[] = [
  { x: [3, 13, 18, 16], filter: [3, 3, 16, 20], pad: "same" },
  { x: [8, 9, 10, 32], filter: [3, 3, 32, 16], pad: "valid" },
  { x: [40, 4, 4, 256], filter: [3, 3, 256, 64], pad: "same" },
  { x: [2, 5, 9, 10, 16], filter: [3, 3, 3, 16, 20], pad: "same" },
  { x: [2, 6, 9, 10, 16], filter: [2, 3, 3, 16, 20], pad: "valid" },
];

function random(shape: number[], seed: string): tf.Tensor {
  const rng = new Rng(seed);
  const count = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(Float32Array.from({ length: count }, () => rng.uniform(-0.5, 0.5)), shape);
}

/** Output and both gradients of a convolution. */
function run({ x: shape, filter, pad }: typeof CASES[number]): Float32Array[] {
  return tf.tidy(() => {
    const [x, w] = [random(shape, "x"), random(filter, "w")];
    const convolve = (x: tf.Tensor, w: tf.Tensor): tf.Tensor =>
      shape.length === 4
        ? tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, pad)
        : tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, pad);
    const y = convolve(x, w);
    const weights = random(y.shape, "dy");
    const gradients = tf.grads((x, w) => tf.sum(tf.mul(convolve(x, w), weights)))([x, w]);
    return [y, ...gradients].map((tensor) => tensor.dataSync() as Float32Array);
  });
}

for (const one of CASES) {
  Deno.test(`Winograd's rounding error is bounded: ${one.x} by ${one.filter}, ${one.pad}`, async () => {
    await chooseEngine({ threads: 2, winograd: false });
    const direct = run(one);
    closeEngine();
    await chooseEngine({ threads: 2 });
    const quick = run(one);
    closeEngine();
    direct.forEach((values, i) => {
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const error = values.reduce(
        (most, value, j) => Math.max(most, Math.abs(value - quick[i][j])),
        0,
      );
      ok(error <= BOUND * largest, `array ${i}: ${error} of ${largest}`);
      ok(quick[i].some((value, j) => value !== values[j]), `array ${i} did not go by Winograd`);
    });
  });
}
