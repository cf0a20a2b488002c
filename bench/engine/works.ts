import * as tf from "@tensorflow/tfjs";
import { BATCH_SIZES } from "./batch_sizes.ts";

/** A net to train, and the batch it is trained on. The Python side is `bench/python/train.py`. */
export interface TrainingWork {
  readonly batchSize: number;
  readonly inShape: readonly number[];
  /** Floating-point operations of the products for one sample, forward, layer by layer. */
  readonly operations: readonly number[];
  layers(): tf.layers.Layer[];
}

/** Operations of a product: outputs, times the cells that each sees, a multiplication and an addition. */
const product = (outputs: number, seen: number) => 2 * outputs * seen;

/**
 * Operations of a training step, as the textbook counts them: a product forward and two back, but one
 * for the first layer, whose input needs no gradient. Transforms such as Winograd's do with fewer.
 */
export function trainingOperations({ batchSize, operations }: TrainingWork): number {
  const [first] = operations;
  return batchSize * (3 * operations.reduce((sum, each) => sum + each, 0) - first);
}

/** Operations of a prediction. */
export function predictionOperations({ operations }: TrainingWork, batch: number): number {
  return batch * operations.reduce((sum, each) => sum + each, 0);
}

const CLASSES = 7;

function block(filters: number, inputShape?: number[]): tf.layers.Layer[] {
  const convolve = (shape?: number[]) => [
    tf.layers.conv2d({
      filters,
      kernelSize: 3,
      padding: "same",
      useBias: false,
      ...(shape ? { inputShape: shape } : {}),
    }),
    tf.layers.batchNormalization(),
    tf.layers.activation({ activation: "relu" }),
  ];
  return [...convolve(inputShape), ...convolve(), tf.layers.maxPooling2d({ poolSize: 2 })];
}

export const TRAINING_WORKS: Readonly<Record<string, TrainingWork>> = {
  model_1: {
    batchSize: BATCH_SIZES.model_1,
    inShape: [48, 48, 1],
    operations: [
      product(44 * 44 * 64, 25),
      product(1024, 20 * 20 * 64),
      product(CLASSES, 1024),
    ],
    layers: () => [
      tf.layers.conv2d({ filters: 64, kernelSize: 5, activation: "relu", inputShape: [48, 48, 1] }),
      tf.layers.maxPooling2d({ poolSize: 5, strides: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 1024, activation: "relu" }),
      tf.layers.dense({ units: CLASSES, activation: "softmax" }),
    ],
  },
  vgg: {
    batchSize: BATCH_SIZES.vgg,
    inShape: [48, 48, 1],
    operations: [
      ...[product(48 * 48 * 32, 9), product(48 * 48 * 32, 9 * 32)],
      ...[product(24 * 24 * 64, 9 * 32), product(24 * 24 * 64, 9 * 64)],
      ...[product(12 * 12 * 128, 9 * 64), product(12 * 12 * 128, 9 * 128)],
      ...[product(6 * 6 * 256, 9 * 128), product(6 * 6 * 256, 9 * 256)],
      product(CLASSES, 256),
    ],
    layers: () => [
      ...block(32, [48, 48, 1]),
      ...block(64),
      ...block(128),
      ...block(256),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dense({ units: CLASSES, activation: "softmax" }),
    ],
  },
  cnn_3d: {
    batchSize: BATCH_SIZES.cnn_3d,
    inShape: [24, 24, 24, 1],
    operations: [
      product(24 ** 3 * 32, 27),
      product(12 ** 3 * 64, 27 * 32),
      product(128, 6 ** 3 * 64),
      product(CLASSES, 128),
    ],
    layers: () => [
      tf.layers.conv3d({
        filters: 32,
        kernelSize: 3,
        padding: "same",
        activation: "relu",
        inputShape: [24, 24, 24, 1],
      }),
      tf.layers.maxPooling3d({ poolSize: 2 }),
      tf.layers.conv3d({ filters: 64, kernelSize: 3, padding: "same", activation: "relu" }),
      tf.layers.maxPooling3d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 128, activation: "relu" }),
      tf.layers.dense({ units: CLASSES, activation: "softmax" }),
    ],
  },
};

/** The net, compiled as its users would: plain layers, Adam, cross-entropy. */
export function compiledModel({ layers }: TrainingWork): tf.LayersModel {
  const model = tf.sequential({ layers: layers() });
  model.compile({ optimizer: tf.train.adam(0.001), loss: "categoricalCrossentropy" });
  return model;
}
