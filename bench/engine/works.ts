import * as tf from "@tensorflow/tfjs";

/** A net to train, and the batch it is trained on. The Python side is `bench/python/train.py`. */
export interface TrainingWork {
  readonly batchSize: number;
  readonly inShape: readonly number[];
  layers(): tf.layers.Layer[];
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
    batchSize: 256,
    inShape: [48, 48, 1],
    layers: () => [
      tf.layers.conv2d({ filters: 64, kernelSize: 5, activation: "relu", inputShape: [48, 48, 1] }),
      tf.layers.maxPooling2d({ poolSize: 5, strides: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 1024, activation: "relu" }),
      tf.layers.dense({ units: CLASSES, activation: "softmax" }),
    ],
  },
  vgg: {
    batchSize: 128,
    inShape: [48, 48, 1],
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
    batchSize: 32,
    inShape: [24, 24, 24, 1],
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
