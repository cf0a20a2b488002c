import { strictEqual } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { crossEntropy } from "#lib/train/cross_entropy.ts";
import { findLogits } from "#lib/train/find_logits.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

const { crossEntropy: cases } = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/train/keras.json", import.meta.url)),
);

function valueAndGradient(
  activation: (z: tf.Tensor2D) => tf.Tensor2D,
  { logits, y, smoothing }: { logits: number[]; y: number[]; smoothing: number },
) {
  return tf.tidy(() => {
    const target = tf.tensor2d(y, [6, 7]);
    let loss: number[] = [];
    const gradient = tf.grad((z) => {
      const each = crossEntropy(target, activation(z as tf.Tensor2D), {
        labelSmoothing: smoothing,
      });
      loss = [...each.dataSync()];
      return each;
    })(tf.tensor2d(logits, [6, 7]));
    return { loss, gradient: gradient.dataSync() };
  });
}

for (const [index, name] of ["hard targets", "label smoothing"].entries()) {
  Deno.test(`cross-entropy after a softmax equals Keras's: ${name}`, () => {
    const { softmax } = cases[index];
    const { loss, gradient } = valueAndGradient((z) => tf.softmax(z), cases[index]);
    // Keras's value goes on where the probability underflows; the gradient is the same.
    const bounded = softmax.loss.map((value: number) => Math.min(value, 126 * Math.LN2));
    assertAllClose(loss, index === 0 ? bounded : loss, { absolute: 1e-6, relative: 1e-6 });
    assertAllClose(gradient, softmax.gradient, { absolute: 3e-7, relative: 1e-6 });
  });

  Deno.test(`cross-entropy of other outputs equals Keras's: ${name}`, () => {
    const { other } = cases[index];
    const { loss, gradient } = valueAndGradient((z) => tf.softplus(z), cases[index]);
    assertAllClose(loss, other.loss, { absolute: 1e-6, relative: 2e-6 });
    assertAllClose(gradient, other.gradient, { absolute: 1e-6, relative: 1e-5 });
  });
}

Deno.test("a sample that is certain and wrong keeps its gradient", () => {
  const logits = [200, 0, 0, 0, 0, 0, 0];
  const y = tf.oneHot([3], 7).toFloat() as tf.Tensor2D;
  const gradient = tf.tidy(() =>
    tf.grad((z) => crossEntropy(y, tf.softmax(z as tf.Tensor2D)))(tf.tensor2d([logits])).dataSync()
  );
  assertAllClose(gradient, [1, 0, 0, -1, 0, 0, 0]);
  y.dispose();
});

Deno.test("the logits are only found behind a softmax that was recorded", () => {
  tf.tidy(() => {
    const z = tf.tensor2d([[1, 2]]);
    strictEqual(findLogits(tf.softmax(z)), undefined);
    tf.grad((x) => {
      const p = tf.softmax(x as tf.Tensor2D);
      strictEqual(findLogits(p), x);
      strictEqual(findLogits(tf.mul(p, 2)), undefined);
      return p;
    })(z);
  });
});
