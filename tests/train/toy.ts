import * as tf from "@tensorflow/tfjs";
import { Rng } from "#lib/core/rng.ts";
import type { BatchSource } from "#lib/data/batches.ts";

/** Batches of noise around seven centres, drawn anew for each epoch and index. */
export function toySource(
  { samples = 22, batchSize = 8, width = 6, seed = 1 as number | string } = {},
): BatchSource {
  const centres = new Rng("centres");
  const centre = Array.from({ length: 7 * width }, () => centres.normal());
  return {
    itemShape: [width],
    classes: 7,
    samples,
    batchesPerEpoch: Math.ceil(samples / batchSize),
    batch(epoch, index) {
      const rng = new Rng(seed).split(`${epoch}/${index}`);
      const n = Math.min(batchSize, samples - index * batchSize);
      const y = new Float32Array(n * 7);
      const x = new Float32Array(n * width);
      for (let i = 0; i < n; i++) {
        const label = rng.integer(7);
        y[i * 7 + label] = 1;
        for (let k = 0; k < width; k++) x[i * width + k] = centre[label * width + k] + rng.normal();
      }
      return Promise.resolve({ x, y, n });
    },
    close() {},
  };
}

/** A small net with batch normalisation and dropout, so that every kind of state takes part. */
export function toyModel({ seed = 1, width = 6, dropout = 0.3 } = {}): tf.LayersModel {
  const kernel = (k: number) => tf.initializers.glorotUniform({ seed: seed * 10 + k });
  return tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [width], units: 9, kernelInitializer: kernel(1) }),
      tf.layers.batchNormalization({ momentum: 0.8 }),
      tf.layers.reLU(),
      tf.layers.dropout({ rate: dropout }),
      tf.layers.dense({ units: 7, kernelInitializer: kernel(2), activation: "softmax" }),
    ],
  });
}

/** A row of fixed batches. */
export function fixedSource(
  { x, y, itemShape, batchSize }: {
    x: Float32Array;
    y: readonly number[];
    itemShape: readonly number[];
    batchSize: number;
  },
): BatchSource {
  const width = itemShape.reduce((a, b) => a * b, 1);
  return {
    itemShape,
    classes: 7,
    samples: y.length,
    batchesPerEpoch: Math.ceil(y.length / batchSize),
    batch(_epoch, index) {
      const labels = y.slice(index * batchSize, (index + 1) * batchSize);
      const from = index * batchSize * width;
      const oneHot = new Float32Array(labels.length * 7);
      labels.forEach((label, i) => oneHot[i * 7 + label] = 1);
      return Promise.resolve({
        x: x.slice(from, from + labels.length * width),
        y: oneHot,
        n: labels.length,
      });
    },
    close() {},
  };
}
