import { strictEqual } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { Rng } from "#lib/core/rng.ts";
import type { NativeBackend } from "#lib/engine/backend/native_backend.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

type Image = tf.Tensor4D;

const CHANNELS = 16;
const SHAPE: [number, number, number, number] = [2, 7, 9, CHANNELS];
const STEPS = 14;

/** One step of a network: reads earlier values, and makes one of the same shape. */
type Step = (pick: () => Image, rng: Rng) => Image;

const seeded = (rng: Rng) => rng.integer(1 << 30);
const filter = (size: number, depth: number, rng: Rng) =>
  tf.randomNormal(
    [size, size, depth, CHANNELS],
    0,
    0.7 / size / 4,
    "float32",
    seeded(rng),
  ) as Image;
const vector = (rng: Rng) =>
  tf.randomUniform([CHANNELS], 0.5, 1.5, "float32", seeded(rng)) as tf.Tensor1D;

const KINDS: readonly Step[] = [
  (pick, rng) => tf.conv2d(pick(), filter(3, CHANNELS, rng), 1, "same"),
  (pick, rng) => tf.conv2d(pick(), filter(1, CHANNELS, rng), 1, "same"),
  (pick, rng) => tf.conv2d(tf.concat([pick(), pick()], 3), filter(3, 2 * CHANNELS, rng), 1, "same"),
  (pick, rng) => tf.add(tf.conv2d(pick(), filter(3, CHANNELS, rng), 1, "same"), vector(rng)),
  (pick) => tf.relu(pick()),
  (pick) => tf.add(pick(), pick()),
  (pick) => tf.add(pick(), pick()),
  (pick) => tf.sub(pick(), pick()),
  (pick) => tf.mul(pick(), tf.tanh(pick())),
  (pick, rng) => tf.add(tf.mul(pick(), vector(rng)), vector(rng)),
  (pick) => tf.mul(pick(), 0.5),
  (pick) => tf.sigmoid(pick()),
  (pick) => tf.square(tf.tanh(pick())),
  (pick) => tf.maxPool(pick(), 3, 1, "same"),
  (pick) => {
    const x = pick();
    return tf.mul(x, tf.sigmoid(tf.mean(pick(), [0, 1, 2])));
  },
  (pick) => {
    const x = pick();
    return tf.sub(x, tf.mean(x, [0, 1, 2]));
  },
  (pick) => tf.div(pick(), tf.add(1, tf.square(pick()))),
  (pick) => tf.reshape(tf.relu(tf.reshape(pick(), [-1, CHANNELS])), SHAPE),
  (pick) => tf.transpose(tf.mul(tf.transpose(pick(), [0, 2, 1, 3]), 0.9), [0, 2, 1, 3]),
  (pick) => {
    const x = pick();
    return tf.concat([tf.slice(x, [0, 2, 0, 0]), tf.slice(x, [0, 0, 0, 0], [-1, 2, -1, -1])], 1);
  },
  (pick, rng) => tf.batchNorm(pick(), vector(rng), vector(rng), vector(rng), vector(rng)),
  (pick, rng) =>
    tf.depthwiseConv2d(
      pick(),
      tf.randomNormal([3, 3, CHANNELS, 1], 0, 0.3, "float32", seeded(rng)) as Image,
      1,
      "same",
    ),
  (pick, rng) => {
    const weights = tf.randomNormal([CHANNELS, CHANNELS], 0, 0.25, "float32", seeded(rng));
    return tf.reshape(tf.matMul(tf.reshape(pick(), [-1, CHANNELS]), weights), SHAPE);
  },
  (pick) => tf.softmax(pick()),
  (pick) => tf.leakyRelu(pick(), 0.1),
  (pick) => tf.elu(pick()),
  (pick) => tf.clipByValue(pick(), -0.8, 0.9),
  (pick) => {
    const x = pick();
    return tf.minimum(pick(), tf.neg(x));
  },
  (pick) => {
    const x = pick();
    return tf.sub(x, tf.max(x, 3, true));
  },
  (pick) => {
    const x = pick();
    return tf.mul(x, tf.mean(x, [1, 2], true));
  },
  (pick) => tf.maximum(pick(), pick()),
  (pick) => tf.tidy(() => tf.add(tf.mul(pick(), pick()), tf.exp(tf.neg(tf.square(pick()))))),
];

/** A random network of `steps` over `x`. */
function grow(x: Image, steps: readonly Step[], rng: Rng): Image {
  const values = [x];
  // Late values are read more often, so that chains grow long; early ones as well, so that paths part.
  const pick = () => {
    const from = rng.next() < 0.7 ? Math.max(0, values.length - 3) : 0;
    return values[from + rng.integer(values.length - from)];
  };
  for (let step = 0; step < STEPS; step++) {
    const value = steps[rng.integer(steps.length)](pick, rng);
    // Somebody looks at a value in between: what waited is computed, and the rest goes on.
    if (rng.next() < 0.1) value.dataSync();
    values.push(value);
  }
  return values.slice(-3).reduce((sum, value) => tf.add(sum, value));
}

/** Values that a random network gives, their sums, and its gradient, on the backend that runs. */
function answer(seed: number): Float32Array[] {
  const network = (x: tf.Tensor) => grow(x as Image, KINDS, new Rng(`network ${seed}`));
  return tf.tidy(() => {
    const x = tf.randomUniform(SHAPE, -1, 1, "float32", seed + 1);
    const results = [network(x), tf.sum(network(x), [0, 1, 2]), tf.grad(network)(x)];
    return results.map((result) => result.dataSync<"float32">().slice());
  });
}

/** A large epsilon, since where a gradient is next to nothing its sign is rounding. */
const OPTIMIZERS = [
  () => tf.train.sgd(0.02),
  () => tf.train.momentum(0.02, 0.9),
  () => tf.train.adam(0.02, 0.9, 0.999, 1e-3),
  () => tf.train.rmsprop(0.02, 0.9, 0.5, 1e-3),
];

/** What is left of some variables when a random network of them has learned for three steps. */
function learn(seed: number): Float32Array[] {
  const rng = new Rng(`learner ${seed}`);
  const variables = tf.tidy(() =>
    [filter(3, CHANNELS, rng), filter(3, CHANNELS, rng), vector(rng)].map((start) =>
      tf.variable(start)
    )
  );
  const [first, second, scale] = variables;
  const steps: readonly Step[] = [
    (pick) => tf.conv2d(pick(), first as tf.Tensor as Image, 1, "same"),
    (pick) => tf.conv2d(pick(), second as tf.Tensor as Image, 1, "same"),
    (pick) => tf.mul(pick(), scale),
    (pick) => tf.add(pick(), scale),
    ...KINDS.slice(4),
  ];
  const optimizer = OPTIMIZERS[rng.integer(OPTIMIZERS.length)]();
  const x = tf.randomUniform(SHAPE, -1, 1, "float32", seed + 1) as Image;
  for (let step = 0; step < 3; step++) {
    optimizer.minimize(
      () => {
        const start = tf.mul<Image>(tf.conv2d(x, first as tf.Tensor as Image, 1, "same"), scale);
        const net = grow(start, steps, new Rng(`learner's network ${seed}`));
        return tf.mean(tf.square(tf.tanh(net)));
      },
      false,
      variables,
    );
    if (rng.next() < 0.3) scale.dataSync();
  }
  const results = variables.map((variable) => variable.dataSync<"float32">().slice());
  tf.dispose([...variables, x]);
  optimizer.dispose();
  return results;
}

for (const [what, networks, run] of [["answer", 200, answer], ["learn", 30, learn]] as const) {
  Deno.test(`${networks} random networks ${what} as on the cpu backend`, async () => {
    const seeds = Array.from({ length: networks }, (_, seed) => seed);
    await chooseEngine({ prefer: "cpu" });
    const expected = seeds.map(run);
    for (const threads of [1, 2]) {
      await chooseEngine({ threads, smallest: 1 });
      for (const seed of seeds) {
        let found: Float32Array[];
        try {
          found = run(seed);
        } catch (cause) {
          throw new Error(`network ${seed}, ${threads} threads`, { cause });
        }
        expected[seed].forEach((values, i) => {
          const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
          // Where all values cancel out, what is left is rounding.
          assertAllClose(found[i], values, { absolute: 1e-4 * largest + 1e-3 });
        });
      }
      const { heap } = tf.backend() as NativeBackend;
      strictEqual(heap.liveBytes, 0, "nothing stays behind");
      closeEngine();
    }
  });
}
