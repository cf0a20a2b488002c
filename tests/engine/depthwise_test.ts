import * as tf from "@tensorflow/tfjs";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { ok } from "node:assert/strict";

type Image = tf.Tensor4D;

function values(shape: number[], step: number): Float32Array {
  const length = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, i) => Math.sin(i * step));
}

const tensor = (shape: number[], step: number) =>
  tf.tensor4d(values(shape, step), shape as [number, number, number, number]);

function nearlyEqual(found: readonly number[], expected: readonly number[]): void {
  const largest = Math.max(...expected.map(Math.abs));
  const error = Math.max(...expected.map((value, i) => Math.abs(value - found[i])));
  ok(error <= 1e-5 * largest, `${error} of ${largest}`);
}

async function depthwise(
  backend: "cpu" | "native",
  { strides, pad, dilation }: { strides: number; pad: "same" | "valid"; dilation: number },
): Promise<number[][]> {
  await chooseEngine({ prefer: backend, threads: 2, smallest: 1 });
  const x = tensor([3, 11, 10, 8], 0.7);
  const filter = tensor([3, 2, 8, 1], 1.1);
  const net = (x: Image, filter: Image) =>
    tf.depthwiseConv2d(x, filter, strides, pad, "NHWC", dilation);
  const y = net(x, filter);
  const results: tf.Tensor[] = [y];
  if (dilation === 1) {
    const dy = tensor(y.shape, 0.3);
    results.push(...tf.grads((x, filter) => net(x as Image, filter as Image))([x, filter], dy));
  }
  const numbers = results.map((result) => Array.from(result.dataSync()));
  closeEngine();
  return numbers;
}

for (
  const each of [
    { strides: 1, pad: "same", dilation: 1 },
    { strides: 2, pad: "valid", dilation: 1 },
    { strides: 2, pad: "same", dilation: 1 },
    { strides: 1, pad: "valid", dilation: 2 },
  ] as const
) {
  Deno.test(`depthwise convolution is the cpu backend's: ${JSON.stringify(each)}`, async () => {
    const expected = await depthwise("cpu", each);
    const found = await depthwise("native", each);
    expected.forEach((numbers, i) => nearlyEqual(found[i], numbers));
  });
}

for (const channels of [8, 5]) {
  for (const pad of ["same", "valid"] as const) {
    Deno.test(`average pooling: mean and gradient, ${pad}, ${channels} channels`, async () => {
      const pool = (x: Image) => tf.avgPool(x, [3, 2], 2, pad);
      const shape = [2, 9, 7, channels];
      await chooseEngine({ prefer: "cpu" });
      const expected = Array.from(pool(tensor(shape, 0.7)).dataSync());
      closeEngine();
      await chooseEngine({ threads: 2, smallest: 1 });
      const x = tensor(shape, 0.7);
      const y = pool(x);
      nearlyEqual(Array.from(y.dataSync()), expected);
      // Pooling is linear: <pool(x), dy> = <x, gradient of dy>. TensorFlow.js's own gradient of
      // "same" fails this at the border.
      const dy = tensor(y.shape, 0.3);
      const gradient = tf.grad((x) => pool(x as Image))(x, dy);
      const [left] = tf.sum(tf.mul(y, dy)).dataSync();
      const [right] = tf.sum(tf.mul(x, gradient)).dataSync();
      ok(Math.abs(left - right) <= 1e-4 * Math.abs(left), `${left} and ${right}`);
      closeEngine();
    });
  }
}
