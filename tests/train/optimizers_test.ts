import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { makeOptimizer, type OptimizerConfig } from "#lib/train/optimizers/make_optimizer.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

interface Steps {
  config: OptimizerConfig;
  start: number[];
  rates: number[];
  gradients: number[][];
  after: number[][];
}
const cases: Record<string, Steps> =
  JSON.parse(Deno.readTextFileSync(new URL("../fixtures/train/keras.json", import.meta.url)))
    .optimizers;

function run({ config, start, rates, gradients }: Steps): number[][] {
  const variable = tf.tidy(() => tf.variable(tf.tensor2d(start, [3, 2])));
  const optimizer = makeOptimizer(config, [variable]);
  const after = rates.map((rate, i) => {
    optimizer.learningRate = rate;
    tf.tidy(() =>
      optimizer.applyGradients([{ name: variable.name, tensor: tf.tensor2d(gradients[i], [3, 2]) }])
    );
    return [...variable.dataSync()];
  });
  optimizer.dispose();
  variable.dispose();
  return after;
}

for (const [name, steps] of Object.entries(cases)) {
  Deno.test(`${name} steps as Keras does`, () => {
    const tensors = tf.memory().numTensors;
    run(steps).forEach((weights, i) =>
      assertAllClose(weights, steps.after[i], { absolute: 2e-7, relative: 1e-6 })
    );
    strictEqual(tf.memory().numTensors, tensors);
  });
}

Deno.test("an optimizer put together from its slots goes on to the last bit", async () => {
  const { start, gradients } = cases.adam;
  const weights = async (handOver: boolean) => {
    const variable = tf.tidy(() => tf.variable(tf.tensor2d(start, [3, 2])));
    let optimizer = makeOptimizer({ name: "adam" }, [variable]);
    for (const [i, gradient] of gradients.entries()) {
      if (handOver && i === 3) {
        const next = makeOptimizer({ name: "adam" }, [variable]);
        next.writeSlots(await optimizer.readSlots());
        next.steps = optimizer.steps;
        optimizer.dispose();
        optimizer = next;
      }
      optimizer.learningRate = 0.01;
      const tensor = tf.tensor2d(gradient, [3, 2]);
      optimizer.applyGradients([{ name: variable.name, tensor }]);
      tensor.dispose();
    }
    optimizer.dispose();
    const result = [...variable.dataSync()];
    variable.dispose();
    return result;
  };
  deepStrictEqual(await weights(true), await weights(false));
});

Deno.test("an optimizer refuses a variable that it was not made for", () => {
  const [mine, other] = [tf.variable(tf.zeros([2])), tf.variable(tf.zeros([2]))];
  const optimizer = makeOptimizer({ name: "sgd" }, [mine]);
  throws(
    () => optimizer.applyGradients([{ name: other.name, tensor: tf.ones([2]) }]),
    /not among the variables/,
  );
  throws(() => makeOptimizer({ name: "lion" } as never, [mine]), /no optimizer is called "lion"/);
  tf.dispose([mine, other]);
});
