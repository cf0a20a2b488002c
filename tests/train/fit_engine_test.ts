import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { Rng } from "#lib/core/rng.ts";
import type { TrainingHistory } from "#lib/core/results.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { fit } from "#lib/train/fit.ts";
import { memoryStore } from "#lib/train/memory_store.ts";
import { readWeights } from "#lib/train/weights.ts";
import { assertAllClose } from "../support/assert_all_close.ts";
import { fixedSource } from "./toy.ts";

const SHAPE = [12, 12, 1];

function images(n: number) {
  const rng = new Rng(4);
  return fixedSource({
    x: Float32Array.from({ length: n * 144 }, () => rng.next()),
    y: Array.from({ length: n }, () => rng.integer(7)),
    itemShape: SHAPE,
    batchSize: 32,
  });
}

/** The kinds of layers that this project's models have. */
function smallNet(): tf.LayersModel {
  const seeded = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
  return tf.sequential({
    layers: [
      // No bias: before a batch normalisation its gradient is rounding noise, which Adam makes large.
      tf.layers.conv2d({
        inputShape: SHAPE,
        filters: 8,
        kernelSize: 3,
        useBias: false,
        ...seeded(1),
      }),
      tf.layers.batchNormalization({}),
      tf.layers.reLU({}),
      tf.layers.conv2d({ filters: 8, kernelSize: 3, activation: "relu", ...seeded(2) }),
      tf.layers.maxPooling2d({ poolSize: 3, strides: 2 }),
      tf.layers.flatten(),
      tf.layers.dropout({ rate: 0.25 }),
      tf.layers.dense({ units: 32, activation: "relu", ...seeded(3) }),
      tf.layers.dense({ units: 7, activation: "softmax", ...seeded(4) }),
    ],
  });
}

async function train({ interruptAt = [] as number[], samples = 150 } = {}) {
  const store = memoryStore();
  let batches = 0;
  let [history, model]: [TrainingHistory | undefined, tf.LayersModel] = [undefined, smallNet()];
  do {
    if (history) [model] = [smallNet(), model.dispose()];
    const stop = new AbortController();
    history = await fit(model, images(samples), {
      epochs: 3,
      seed: 1,
      store,
      resume: true,
      average: { decay: 0.9 },
      validation: images(40),
      signal: stop.signal,
      onBatch: () => interruptAt.includes(++batches) ? stop.abort() : undefined,
    });
  } while (history.stopped === "interrupted");
  const weights = await readWeights(model);
  model.dispose();
  return {
    losses: history.epochs.map(({ loss, validationLoss }) => [loss, validationLoss]),
    weights,
  };
}

const { backend, reason } = await chooseEngine({ threads: 2, warn: () => {} });
closeEngine();
const ignore = backend !== "native";
const why = ignore ? ` (skipped: no native engine here, ${reason})` : "";

Deno.test({
  name: `a run on two threads repeats itself, interrupted or not, to the last bit${why}`,
  ignore,
  async fn() {
    await chooseEngine({ threads: 2 });
    const tensors = tf.memory().numTensors;
    const whole = await train();
    deepStrictEqual(await train(), whole);
    deepStrictEqual(await train({ interruptAt: [1, 5, 12] }), whole);
    strictEqual(tf.memory().numTensors, tensors);
    closeEngine();
  },
});

Deno.test({
  name: `training on the engine goes as on TensorFlow.js's cpu backend${why}`,
  ignore,
  async fn() {
    await chooseEngine({ threads: 2 });
    const here = await train({ samples: 40 });
    await chooseEngine({ prefer: "cpu" });
    const there = await train({ samples: 40 });
    closeEngine();
    assertAllClose(here.losses.flat() as number[], there.losses.flat() as number[], {
      relative: 1e-4,
    });
    ok(here.losses[2][0]! < here.losses[0][0]!);
  },
});

Deno.test({
  name: `a loss that is not finite is noticed on the engine too${why}`,
  ignore,
  async fn() {
    await chooseEngine({ threads: 2 });
    const source = images(40);
    const { batch } = source;
    const model = smallNet();
    const bad = {
      ...source,
      batch: async (epoch: number, index: number) => {
        const found = await batch(epoch, index);
        found.x[5] = Infinity;
        return found;
      },
    };
    let message = "";
    await fit(model, bad, { epochs: 1, seed: 1 }).catch((error) => message = error.message);
    ok(/the loss became .* in epoch 1, batch 1/.test(message), message);
    closeEngine();
  },
});
