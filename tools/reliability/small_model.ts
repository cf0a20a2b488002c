import * as tf from "@tensorflow/tfjs";
import type { BatchSource } from "#lib/data/batches.ts";

/** Convolution, normalisation, dropout, averaged weights: every kind of state there is to lose. */
export function smallModel(): tf.LayersModel {
  const kernelInitializer = (seed: number) => tf.initializers.glorotUniform({ seed });
  return tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [48, 48, 1],
        filters: 8,
        kernelSize: 3,
        strides: 2,
        kernelInitializer: kernelInitializer(1),
      }),
      tf.layers.batchNormalization({}),
      tf.layers.reLU({}),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 64, activation: "relu", kernelInitializer: kernelInitializer(2) }),
      tf.layers.dropout({ rate: 0.3 }),
      tf.layers.dense({ units: 7, activation: "softmax", kernelInitializer: kernelInitializer(3) }),
    ],
  });
}

/** As many batches of eight grey noise images an epoch. */
export function smallBatches(batchesPerEpoch: number): BatchSource {
  const x = Float32Array.from({ length: 8 * 48 * 48 }, (_, i) => i * 7919 % 1009 / 1009);
  const y = Float32Array.from({ length: 8 * 7 }, (_, i) => i % 8 === 0 ? 1 : 0);
  return {
    itemShape: [48, 48, 1],
    classes: 7,
    samples: 8 * batchesPerEpoch,
    batchesPerEpoch,
    batch: () => Promise.resolve({ x, y, n: 8 }),
    close() {},
  };
}
