import * as tf from "@tensorflow/tfjs";
import { deepStrictEqual } from "node:assert/strict";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

type Image = tf.Tensor4D;

/** Scale and shift, then ReLU: an expression that waits, and is read by a convolution and by a sum. */
function block(x: Image, filter: Image, scale: tf.Tensor, again: boolean): Image {
  const normalised = tf.add(tf.mul(tf.conv2d(x, filter, 1, "same"), scale), 0.1);
  const sum = again ? tf.add(normalised, x) : tf.add(x, normalised);
  return tf.relu(sum) as Image;
}

async function answers(prefer: "cpu" | "native"): Promise<Float32Array[]> {
  await chooseEngine({ prefer, threads: 2, smallest: 1 });
  const x = tf.randomUniform([3, 9, 10, 16], -1, 1, "float32", 1) as Image;
  const filters = [2, 3, 4].map((seed) =>
    tf.randomNormal([3, 3, 16, 16], 0, 0.1, "float32", seed) as Image
  );
  const scale = tf.randomUniform([16], 0.5, 1.5, "float32", 5);
  const net = (x: Image) => filters.reduce((y, f, i) => block(y, f, scale, i % 2 === 0), x);
  const pooled = (x: Image) => tf.maxPool(net(x), 2, 2, "valid");
  const results = [
    net(x),
    pooled(x),
    tf.sum(net(x), [0, 1, 2]),
    tf.grad((x) => pooled(x as Image))(x),
  ].map((result) => result.dataSync<"float32">().slice());
  closeEngine();
  return results;
}

Deno.test("what goes past a convolution and through it, as in a residual network, is the cpu backend's", async () => {
  const expected = await answers("cpu");
  const found = await answers("native");
  for (const [i, values] of expected.entries()) {
    assertAllClose(found[i], values, { absolute: 2e-5 * Math.max(...values.map(Math.abs)) });
  }
});

Deno.test("a product that is added to what became of it is there when that is computed first", async () => {
  await chooseEngine({ threads: 1, smallest: 1 });
  const found = tf.tidy(() => {
    const [a, b] = [tf.fill([64], 2), tf.fill([64], 3)];
    const product = tf.mul(a, b);
    // Nobody else has the factors, and the sum takes them over from the product.
    tf.dispose([a, b]);
    let long: tf.Tensor = product;
    // As long as an expression may be, so that one step more has it computed, and the product with it.
    for (let step = 1; step < 32; step++) long = tf.sub(long, 1);
    return tf.add(product, long).dataSync().slice();
  });
  deepStrictEqual(found, new Float32Array(64).fill(6 + 6 - 31));
  closeEngine();
});
