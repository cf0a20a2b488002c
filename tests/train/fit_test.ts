import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { BatchLog, TrainingHistory } from "#lib/core/results.ts";
import { Rng } from "#lib/core/rng.ts";
import { Dropout } from "#lib/keras/layers/dropout.ts";
import { RANDOM_IMAGE_RULES } from "#lib/keras/layers/random_images.ts";
import { fit } from "#lib/train/fit.ts";
import type { FitOptions } from "#lib/train/fit_options.ts";
import { memoryStore } from "#lib/train/memory_store.ts";
import { constant } from "#lib/train/schedules/constant.ts";
import { reduceOnPlateau } from "#lib/train/schedules/reduce_on_plateau.ts";
import { warmUpCosine } from "#lib/train/schedules/warm_up_cosine.ts";
import { validate } from "#lib/train/validate.ts";
import { readWeights } from "#lib/train/weights.ts";
import { assertAllClose } from "../support/assert_all_close.ts";
import { fixedSource, toyModel, toySource } from "./toy.ts";

const { training } = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/train/keras.json", import.meta.url)),
);

/** What must be equal in equal runs: everything but the time taken. */
function timeless({ epochs, ...rest }: TrainingHistory) {
  return { ...rest, epochs: epochs.map((log) => ({ ...log, seconds: 0 })) };
}

for (const reference of training) {
  const name = reference.batchNormalization ? "with batch normalisation" : "without";
  Deno.test(`training goes as in Keras from equal weights and batches, ${name}`, async () => {
    const layers = [
      tf.layers.conv2d({
        inputShape: [6, 6, 2],
        filters: 4,
        kernelSize: 3,
        activation: reference.batchNormalization ? undefined : "relu",
        useBias: !reference.batchNormalization,
      }),
      ...(reference.batchNormalization
        ? [tf.layers.batchNormalization({}), tf.layers.reLU({})]
        : []),
      tf.layers.maxPooling2d({ poolSize: 3, strides: 1 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 8, activation: "relu" }),
      tf.layers.dense({ units: 7, activation: "softmax" }),
    ];
    const model = tf.sequential({ layers });
    // Both order a layer's weights alike: gamma, beta, then the moving statistics.
    const inOrder = model.layers.flatMap((layer) => layer.weights);
    tf.tidy(() =>
      inOrder.forEach((weight, i) => {
        weight.write(tf.tensor(reference.weights[i], weight.shape as number[]));
      })
    );
    const x = Float32Array.from(reference.x as number[]);
    const source = fixedSource({ x, y: reference.y, itemShape: [6, 6, 2], batchSize: 8 });
    const history = await fit(model, source, { epochs: 4, seed: 1, schedule: constant(0.01) });
    assertAllClose(history.epochs.map(({ loss }) => loss), reference.losses, { relative: 1e-5 });
    assertAllClose(history.epochs.map(({ accuracy }) => accuracy), reference.accuracies);
    const after = tf.tidy(() =>
      (model.predict(tf.tensor(x, [20, 6, 6, 2])) as tf.Tensor).dataSync()
    );
    assertAllClose(after, reference.after, { absolute: 2e-5, relative: 0 });
    model.dispose();
  });
}

const setups: Record<string, Partial<FitOptions>> = {
  "Adam": {},
  "Nesterov, cosine, averaged weights": {
    optimizer: { name: "sgd", momentum: 0.9, nesterov: true, weightDecay: 1e-3 },
    schedule: warmUpCosine(0.1, { warmUpEpochs: 1 }),
    average: { decay: 0.9 },
    labelSmoothing: 0.1,
  },
  "early stopping on a plateau": {
    schedule: reduceOnPlateau(0.05, { monitor: "validationLoss", patience: 1, factor: 0.5 }),
    earlyStopping: { patience: 2 },
    average: { decay: 0.5 },
  },
};

for (const [name, setup] of Object.entries(setups)) {
  Deno.test(`a run interrupted anywhere and resumed equals the uninterrupted one: ${name}`, async () => {
    const train = async (interruptions: number[]) => {
      const model = toyModel();
      const store = memoryStore();
      let batches = 0;
      let history: TrainingHistory | undefined;
      do {
        const stop = new AbortController();
        const resumed = history ? toyModel({ seed: 99 }) : model;
        history = await fit(resumed, toySource(), {
          epochs: 5,
          seed: 7,
          validation: toySource({ seed: 2 }),
          store,
          resume: true,
          signal: stop.signal,
          onBatch: () => interruptions.includes(++batches) ? stop.abort() : undefined,
          ...setup,
        });
        if (history.stopped !== "interrupted") {
          return {
            history: timeless(history),
            weights: await readWeights(resumed),
            last: (await store.load("last"))!.state.arrays,
          };
        }
      } while (true);
    };
    const whole = await train([]);
    // In the middle of an epoch, at its last batch, after its first, and several times.
    for (const interruptions of [[1], [3], [4], [8], [2, 5, 6, 9]]) {
      deepStrictEqual(await train(interruptions), whole, `interrupted after ${interruptions}`);
    }
  });
}

Deno.test("two runs with one seed are equal, another seed drops other units", async () => {
  const train = async (seed: number) => {
    const model = toyModel();
    await fit(model, toySource(), { epochs: 1, seed });
    return await readWeights(model);
  };
  const first = await train(1);
  deepStrictEqual(await train(1), first);
  ok((await train(2)).some((weights, i) => weights.some((value, k) => value !== first[i][k])));
});

Deno.test("dropout draws a new mask at every step", async () => {
  const model = tf.sequential({
    layers: [
      tf.layers.dropout({ rate: 0.5, inputShape: [40] }),
      tf.layers.dense({ units: 7, kernelInitializer: "zeros", activation: "softmax" }),
    ],
  });
  // Equal batches of ones, no bias correction in the way: the kernel moves where a unit was kept.
  const x = new Float32Array(40).fill(1);
  const kept: string[] = [];
  let before = new Float32Array(280);
  await fit(model, fixedSource({ x, y: [0], itemShape: [40], batchSize: 1 }), {
    epochs: 3,
    seed: 1,
    optimizer: { name: "sgd" },
    onBatch: () => {
      const kernel = model.layers[1].getWeights()[0].dataSync<"float32">().slice();
      const moved = Array.from({ length: 40 }, (_, i) => Number(kernel[i * 7] !== before[i * 7]));
      kept.push(moved.join(""));
      before = kernel;
    },
  });
  strictEqual(new Set(kept).size, 3);
  ok(kept.every((mask) => mask.includes("0") && mask.includes("1")));
  strictEqual(model.layers[0].getConfig().seed, undefined);
});

Deno.test("random layers of Keras files repeat their draws too, and need a seed", async () => {
  const build = (seed?: number) =>
    tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [4, 4, 1] }),
        RANDOM_IMAGE_RULES.RandomFlip.create({ seed, name: "flip" }),
        tf.layers.flatten(),
        new Dropout({ rate: 0.5, name: "drop" }),
        tf.layers.dense({ units: 7, activation: "softmax", kernelInitializer: "zeros" }),
      ],
    });
  const rng = new Rng(3);
  const x = Float32Array.from({ length: 24 * 16 }, () => rng.next());
  const y = Array.from({ length: 24 }, () => rng.integer(7));
  const source = fixedSource({ x, y, itemShape: [4, 4, 1], batchSize: 8 });
  const train = async (stopAt: number) => {
    const store = memoryStore();
    for (let batches = 0;;) {
      const stop = new AbortController();
      const model = build(5);
      const history = await fit(model, source, {
        epochs: 2,
        seed: 1,
        store,
        resume: true,
        signal: stop.signal,
        onBatch: () => ++batches === stopAt ? stop.abort() : undefined,
      });
      if (history.stopped === "finished") return await readWeights(model);
    }
  };
  deepStrictEqual(await train(4), await train(Infinity));
  await rejects(fit(build(), source, { epochs: 1, seed: 1 }), /"flip" .* are not seeded/);
});

Deno.test("layers whose noise cannot be seeded are refused", async () => {
  const model = tf.sequential({
    layers: [
      tf.layers.gaussianNoise({ stddev: 1, inputShape: [6] }),
      tf.layers.dense({ units: 7, activation: "softmax" }),
    ],
  });
  await rejects(fit(model, toySource(), { epochs: 1, seed: 1 }), /GaussianNoise.*are not seeded/);
});

Deno.test("a checkpoint of another setup is refused with what differs, and nothing is changed", async () => {
  const store = memoryStore();
  await fit(toyModel(), toySource(), { epochs: 1, seed: 1, store });
  const model = toyModel({ seed: 5 });
  const before = await readWeights(model);
  const again = (options: Partial<FitOptions>, source = toySource()) =>
    fit(model, source, { epochs: 2, seed: 1, store, resume: true, ...options });
  await rejects(again({ seed: 2 }), {
    name: "RangeError",
    message: /another setup \(seed was "1", is "2"\)/,
  });
  await rejects(again({ schedule: constant(0.1) }), /schedule was .*0\.001.* is .*0\.1/);
  await rejects(again({}, toySource({ seed: 3 })), /first batch was/);
  await rejects(again({}, toySource({ samples: 23 })), /number of samples was 22, is 23/);
  await rejects(again({ setup: { augmentation: "flip" } }), /augmentation was not set, is "flip"/);
  const other = toyModel({ dropout: 0.4 });
  await rejects(
    fit(other, toySource(), { epochs: 2, seed: 1, store, resume: true }),
    /model was/,
  );
  deepStrictEqual(await readWeights(model), before);
  // A constant rate does not care how long the run is: it may be prolonged.
  strictEqual((await again({})).epochs.length, 2);
});

Deno.test("early stopping leaves the best epoch's weights in the model", async () => {
  const model = toyModel();
  const validation = toySource({ samples: 70, seed: 2 });
  const store = memoryStore();
  const history = await fit(model, toySource(), {
    epochs: 40,
    seed: 1,
    validation,
    store,
    schedule: constant(0.1),
    earlyStopping: { patience: 3 },
  });
  strictEqual(history.stopped, "early stopping");
  const best = history.epochs[history.bestEpoch - 1];
  strictEqual(history.epochs.length, history.bestEpoch + 3);
  const score = await validate(model, validation);
  strictEqual(score.loss, best.validationLoss);
  strictEqual(score.accuracy, best.validationAccuracy);
  const kept = await store.load("best");
  strictEqual(kept?.state.json.epoch, history.bestEpoch);
  const reloaded = toyModel({ seed: 3 });
  await kept.restore(reloaded);
  deepStrictEqual(await readWeights(reloaded), await readWeights(model));
});

Deno.test("averaged weights are judged and kept, and are not the last step's", async () => {
  const model = toyModel();
  const store = memoryStore();
  const validation = toySource({ seed: 2 });
  const history = await fit(model, toySource(), {
    epochs: 3,
    seed: 1,
    validation,
    store,
    average: { decay: 0.9 },
  });
  strictEqual((await validate(model, validation)).loss, history.epochs[2].validationLoss);
  const raw = toyModel({ seed: 3 });
  await (await store.load("last"))!.restore(raw);
  ok((await validate(raw, validation)).loss !== history.epochs[2].validationLoss);
});

Deno.test("a loss that is not finite stops with epoch and batch", async () => {
  const source = toySource();
  const bad = {
    ...source,
    batch: async (epoch: number, index: number) => {
      const batch = await source.batch(epoch, index);
      if (epoch === 1 && index === 1) batch.x[3] = NaN;
      return batch;
    },
  };
  const tensors = tf.memory().numTensors;
  const model = toyModel();
  await rejects(fit(model, bad, { epochs: 3, seed: 1 }), {
    name: "RangeError",
    message: /the loss became NaN in epoch 2, batch 2/,
  });
  model.dispose();
  strictEqual(tf.memory().numTensors, tensors);
});

Deno.test("training leaves no tensor behind and does not grow", async () => {
  const model = toyModel();
  const before = tf.memory().numTensors;
  const during: number[] = [];
  await fit(model, toySource(), {
    epochs: 3,
    seed: 1,
    validation: toySource({ seed: 2 }),
    average: { decay: 0.9 },
    restoreBest: true,
    store: memoryStore(),
    onBatch: () => void during.push(tf.memory().numTensors),
  });
  strictEqual(new Set(during).size, 1);
  strictEqual(tf.memory().numTensors, before);
});

Deno.test("progress counts up to the end, and its figures are those of the epoch", async () => {
  const logs: BatchLog[] = [];
  const history = await fit(toyModel(), toySource(), {
    epochs: 2,
    seed: 1,
    onBatch: (log) => void logs.push(log),
  });
  deepStrictEqual(logs.map(({ epoch, batch }) => [epoch, batch]), [
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 1],
    [2, 2],
    [2, 3],
  ]);
  strictEqual(logs[5].loss, history.epochs[1].loss);
  strictEqual(logs[5].accuracy, history.epochs[1].accuracy);
  strictEqual(logs[5].secondsLeft, 0);
  ok(logs[0].secondsLeft > 0);
});

Deno.test("events get in while training runs", async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  let slow = 0;
  await fit(toyModel(), toySource({ samples: 80 }), {
    epochs: 1,
    seed: 1,
    onBatch: () => {
      // Stands for a long step on a backend that computes synchronously.
      for (const end = performance.now() + 25; performance.now() < end;) slow++;
    },
  });
  clearInterval(timer);
  ok(slow > 0 && ticks >= 8, `${ticks} timer ticks in 10 batches`);
});

Deno.test("a model that does not fit its source is refused", async () => {
  await rejects(fit(toyModel({ width: 5 }), toySource(), { epochs: 1, seed: 1 }), {
    name: "RangeError",
    message: /input of .*expected shape \[n, 6\], got \[null, 5\]/,
  });
  await rejects(fit(toyModel(), toySource(), { epochs: 0, seed: 1 }), /epochs must be/);
});
