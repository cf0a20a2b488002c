import * as tf from "@tensorflow/tfjs";
import { NativeBackend } from "#lib/engine/backend/native_backend.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { HotExpressions } from "#lib/engine/compile/hot_expressions.ts";
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";

type Net = (x: tf.Tensor, y: tf.Tensor, vector: tf.Tensor) => tf.Tensor[];

const ARITHMETIC: Net = (x, y, vector) => [
  tf.add(tf.mul(x, y), vector),
  tf.div(tf.sub(x, 0.3), tf.add(tf.square(y), 1)),
  tf.minimum(tf.maximum(x, vector), tf.neg(y)),
  tf.squaredDifference(tf.abs(x), y),
];

const ROOTS: Net = (x, y) => [
  tf.sqrt(tf.abs(x)),
  tf.rsqrt(tf.add(tf.square(x), 0.1)),
  tf.mul(tf.reciprocal(tf.add(tf.abs(y), 2)), x),
];

const GATES: Net = (x, y) => [tf.relu(tf.sub(x, y)), tf.step(x), tf.mul(y, tf.step(tf.add(x, y)))];

const SUMS: Net = (x, y, vector) => [
  tf.sum(tf.mul(x, y), 0),
  tf.mean(tf.square(tf.sub(x, vector)), 0),
  tf.sum(y, 0),
];

/** Bits, so that NaN equals NaN and 0 does not equal -0. */
function bitsOf(tensors: readonly tf.Tensor[]): Uint32Array[] {
  return tensors.map((tensor) => {
    const { buffer, byteOffset, length } = tensor.dataSync() as Float32Array;
    return new Uint32Array(buffer.slice(byteOffset, byteOffset + length * 4));
  });
}

for (const [name, net] of Object.entries({ ARITHMETIC, ROOTS, GATES, SUMS })) {
  for (const columns of [32, 20, 33]) {
    Deno.test(`compiled ${name.toLowerCase()} are as evaluated by strips, ${columns} columns`, async () => {
      await chooseEngine({ threads: 2 });
      const shape = [1301, columns];
      const numbers = (step: number) =>
        Float32Array.from({ length: 1301 * columns }, (_, i) => Math.sin(i * step) * 3);
      const values = numbers(0.7);
      values[77] = NaN;
      values[1300 * columns] = Infinity;
      const x = tf.tensor(values, shape);
      const y = tf.tensor(numbers(1.9), shape);
      const vector = tf.tensor(numbers(0.1).slice(0, columns));
      const evaluate = () => bitsOf(tf.tidy(() => net(x, y, vector)));
      const byStrips = evaluate();
      for (let i = 0; i < 4; i++) deepStrictEqual(evaluate(), byStrips);
      const backend = tf.backend();
      ok(backend instanceof NativeBackend);
      // Rows of 33 columns are not whole vectors: their sums stay with the strips.
      strictEqual(backend.team.hotExpressions.count > 0, name !== "SUMS" || columns !== 33);
      closeEngine();
    });
  }
}

Deno.test("an expression is compiled when it comes for the third time, and once", () => {
  const hot = new HotExpressions();
  const shape = { kinds: [1, 1], steps: [9, 0, 0, 0, 1], sums: [] };
  deepStrictEqual([hot.get(shape), hot.get(shape)], [null, null]);
  const found = hot.get(shape);
  ok(found && WebAssembly.validate(found.bytes as Uint8Array<ArrayBuffer>));
  strictEqual(hot.get(shape), found);
  strictEqual(hot.get({ ...shape, steps: [8, 0, 0, 0, 1] }), null);
});
