import * as tf from "@tensorflow/tfjs";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { deepStrictEqual, ok } from "node:assert/strict";

type Image = tf.Tensor4D;

/** Values with equals among them, so that the first of equals has to be found. */
function values(shape: number[], step: number): Float32Array {
  const length = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, i) => Math.round(Math.sin(i * step) * 40) / 8 + 0);
}

interface Case {
  readonly channels: number;
  readonly size: number;
  readonly strides: number;
  readonly pad: "valid" | "same";
}

const CASES: readonly Case[] = [
  { channels: 16, size: 5, strides: 2, pad: "valid" },
  { channels: 32, size: 3, strides: 2, pad: "same" },
  { channels: 16, size: 3, strides: 1, pad: "same" },
  { channels: 20, size: 3, strides: 2, pad: "valid" },
  { channels: 16, size: 2, strides: 2, pad: "same" },
];

async function pooled(backend: "cpu" | "native", { channels, size, strides, pad }: Case) {
  await chooseEngine({ prefer: backend, threads: 2, smallest: 1 });
  const shape = [3, 13, 11, channels] as [number, number, number, number];
  const x = tf.tensor4d(values(shape, 0.7), shape);
  const pool = (x: Image) => tf.maxPool(x, size, strides, pad);
  const y = pool(x);
  const dy = tf.tensor(values(y.shape, 1.3), y.shape) as Image;
  const gradient = tf.grad((x) => pool(x as Image))(x, dy);
  const results = [y.dataSync(), gradient.dataSync()].map((data) => Array.from(data));
  closeEngine();
  return results;
}

for (const each of CASES) {
  Deno.test(`max pooling is the cpu backend's: ${JSON.stringify(each)}`, async () => {
    deepStrictEqual(await pooled("native", each), await pooled("cpu", each));
  });
}

for (const size of [3, 5]) {
  Deno.test(`windows of ${size}x${size} in steps of two, asked for no gradient, share their pairs`, async () => {
    const shape = [5, 12, 15, 32] as [number, number, number, number];
    const numbers = values(shape, 0.7);
    // What pairs may lose: NaN first or last in one, and windows of nothing else.
    numbers.forEach((_, i) => (i * 7) % 11 < 3 && (numbers[i] = NaN));
    numbers.fill(NaN, 0, 12 * 15 * 32);
    const pool = async (prefer: "cpu" | "native") => {
      await chooseEngine({ prefer, threads: 2, smallest: 1 });
      const data = tf.maxPool(tf.tensor4d(numbers, shape), size, 2, "valid").dataSync();
      closeEngine();
      return data;
    };
    // The cpu backend answers nothing but NaN with its beginning.
    const expected = (await pool("cpu")).map((value) => value === -Infinity ? NaN : value);
    ok(expected.some(Number.isNaN), "there are windows of nothing else");
    deepStrictEqual(await pool("native"), expected);
  });
}

/** One channel in: the patches of such convolutions are gathered transposed. */
async function convolved(backend: "cpu" | "native", dilation: number) {
  await chooseEngine({ prefer: backend, threads: 2, smallest: 1 });
  const x = tf.tensor4d(values([3, 15, 14, 1], 0.9), [3, 15, 14, 1]);
  const filter = tf.tensor4d(values([5, 3, 1, 16], 0.31), [5, 3, 1, 16]);
  const bias = tf.tensor1d(values([16], 0.5));
  const net = (x: Image, filter: Image, bias: tf.Tensor) => {
    const product = tf.conv2d(x, filter, 1, "same", "NHWC", dilation);
    return tf.maxPool(tf.relu(tf.add(product, bias)) as Image, 3, 2, "valid");
  };
  const results = [net(x, filter, bias)];
  if (dilation === 1) {
    const gradients = tf.grads((x, filter, bias) => net(x as Image, filter as Image, bias));
    results.push(...gradients([x, filter, bias]) as Image[]);
  }
  const numbers = results.map((result) => Array.from(result.dataSync()));
  closeEngine();
  return numbers;
}

for (const dilation of [1, 2]) {
  Deno.test(`convolution of one channel, bias, ReLU, pooling; dilation ${dilation}`, async () => {
    const expected = await convolved("cpu", dilation);
    const found = await convolved("native", dilation);
    expected.forEach((values, i) => {
      const largest = Math.max(...values.map(Math.abs));
      const error = Math.max(...values.map((value, at) => Math.abs(value - found[i][at])));
      ok(error <= 1e-5 * largest, `result ${i}: ${error} of ${largest}`);
    });
  });
}

Deno.test("a pool leaves NaN out where there is anything else, wherever it stands", async () => {
  await chooseEngine({ threads: 2, smallest: 1 });
  for (const channels of [3, 16]) {
    for (const [size, strides] of [[2, 2], [3, 1]]) {
      for (let cell = 0; cell < size * size; cell++) {
        const window = Array.from({ length: size * size }, (_, i) => i === cell ? NaN : 5 - i);
        const image = tf.tensor(window, [1, size, size, 1]);
        const x = tf.tile(image, [1, 1, 1, channels]) as Image;
        const largest = cell === 0 ? 4 : 5;
        deepStrictEqual(
          [...tf.maxPool(x, size, strides, "valid").dataSync()],
          Array(channels).fill(largest),
        );
      }
    }
  }
  closeEngine();
});

Deno.test("a pool over nothing but NaN is NaN, so that a diverged training shows", async () => {
  await chooseEngine({ threads: 2, smallest: 1 });
  for (const channels of [3, 8, 16, 20]) {
    for (const [size, strides] of [[2, 2], [3, 2]]) {
      const x = tf.fill([2, 9, 9, channels], NaN) as Image;
      const found = [tf.maxPool(x, size, strides, "valid").dataSync()];
      found.push(
        tf.valueAndGrad((x) => tf.maxPool(x as Image, size, strides, "valid"))(x).value.dataSync(),
      );
      for (const data of found) {
        ok(data.every(Number.isNaN), `${channels} channels, ${size}x${size}`);
      }
    }
  }
  closeEngine();
});
