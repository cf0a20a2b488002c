import * as tf from "@tensorflow/tfjs";
import { weightSettings } from "./rule.ts";
import type { LayerRule } from "./rule.ts";

const CHANNELS_LAST = ["channels_last", null];
const AFFINE = [
  "activation",
  "use_bias",
  ...weightSettings("kernel", "bias"),
];
const CONVOLUTION = [
  "filters",
  "kernel_size",
  "strides",
  "padding",
  "data_format",
  "dilation_rate",
  ...AFFINE,
];
const POOLING = ["pool_size", "strides", "padding", "data_format"];
const RECURRENT = [
  "units",
  "activation",
  "use_bias",
  "dropout",
  "recurrent_dropout",
  "return_sequences",
  "return_state",
  "go_backwards",
  "stateful",
  "unroll",
  ...weightSettings("kernel", "recurrent", "bias"),
];
const RECURRENT_ONLY = { time_major: [false] };
// How the work is done, not what comes out.
const RECURRENT_IGNORE = ["implementation", "use_cudnn", "seed", "zero_output_for_mask"];
const RECURRENT_DROP = ["implementation", "num_constants", "cell"];
const NOT_QUANTIZED = { quantization_config: [null], lora_rank: [null], lora_alpha: [null] };

/** Layers that TensorFlow.js has and gets right, by Keras's class name. */
export const STOCK_LAYERS: Readonly<Record<string, LayerRule>> = {
  Dense: { keep: ["units", ...AFFINE], only: NOT_QUANTIZED, create: tf.layers.dense },
  Activation: { keep: ["activation"], create: tf.layers.activation },
  Flatten: { keep: ["data_format"], create: tf.layers.flatten },
  Reshape: { keep: ["target_shape"], create: tf.layers.reshape },
  Permute: { keep: ["dims"], create: tf.layers.permute },
  RepeatVector: { keep: ["n"], create: tf.layers.repeatVector },
  Masking: { keep: ["mask_value"], create: tf.layers.masking },
  Embedding: {
    keep: [
      "input_dim",
      "output_dim",
      ...weightSettings("embeddings"),
      "mask_zero",
      "input_length",
    ],
    only: { ...NOT_QUANTIZED, sparse: [false] },
    create: tf.layers.embedding,
  },
  Conv3D: { keep: CONVOLUTION, only: { groups: [1], ...NOT_QUANTIZED }, create: tf.layers.conv3d },
  Conv2DTranspose: {
    keep: CONVOLUTION.filter((name) => name !== "dilation_rate"),
    only: { dilation_rate: [1, [1, 1]], output_padding: [null], groups: [1] },
    create: tf.layers.conv2dTranspose,
  },
  SeparableConv2D: {
    keep: [
      ...CONVOLUTION.filter((name) => !name.startsWith("kernel_") && name !== "data_format"),
      "kernel_size",
      "depth_multiplier",
      ...weightSettings("depthwise", "pointwise"),
    ],
    only: { groups: [1], data_format: CHANNELS_LAST },
    // Keras 2 writes these from the class above it, where they have no effect.
    ignore: weightSettings("kernel"),
    create: tf.layers.separableConv2d,
    drop: ["data_format"],
    write: (settings, layer) => ({
      ...settings,
      // TensorFlow.js forgets it.
      depth_multiplier: (layer as unknown as { depthMultiplier: number }).depthMultiplier,
    }),
  },
  MaxPooling1D: {
    keep: POOLING.slice(0, 3),
    only: { data_format: CHANNELS_LAST },
    create: tf.layers.maxPooling1d,
  },
  MaxPooling2D: { keep: POOLING, create: tf.layers.maxPooling2d },
  MaxPooling3D: { keep: POOLING, create: tf.layers.maxPooling3d },
  AveragePooling1D: {
    keep: POOLING.slice(0, 3),
    only: { data_format: CHANNELS_LAST },
    create: tf.layers.averagePooling1d,
  },
  AveragePooling2D: { keep: POOLING, create: tf.layers.averagePooling2d },
  AveragePooling3D: { keep: POOLING, create: tf.layers.averagePooling3d },
  Add: { keep: [], create: tf.layers.add },
  Multiply: { keep: [], create: tf.layers.multiply },
  Average: { keep: [], create: tf.layers.average },
  Maximum: { keep: [], create: tf.layers.maximum },
  Minimum: { keep: [], create: tf.layers.minimum },
  Concatenate: { keep: ["axis"], create: tf.layers.concatenate },
  Dot: { keep: ["axes", "normalize"], create: tf.layers.dot },
  LayerNormalization: {
    keep: ["axis", "epsilon", "center", "scale", ...weightSettings("beta", "gamma")],
    only: { rms_scaling: [false], beta_constraint: [null], gamma_constraint: [null] },
    create: tf.layers.layerNormalization,
  },
  ZeroPadding2D: { keep: ["padding", "data_format"], create: tf.layers.zeroPadding2d },
  Cropping2D: { keep: ["cropping", "data_format"], create: tf.layers.cropping2D },
  GaussianNoise: { keep: ["stddev"], ignore: ["seed"], create: tf.layers.gaussianNoise },
  GaussianDropout: { keep: ["rate"], ignore: ["seed"], create: tf.layers.gaussianDropout },
  AlphaDropout: {
    keep: ["rate"],
    ignore: ["seed"],
    only: { noise_shape: [null] },
    create: tf.layers.alphaDropout,
  },
  Rescaling: { keep: ["scale", "offset"], create: tf.layers.rescaling },
  PReLU: { keep: [...weightSettings("alpha"), "shared_axes"], create: tf.layers.prelu },
  ThresholdedReLU: { keep: ["theta"], create: tf.layers.thresholdedReLU },
  LeakyReLU: {
    // Keras 3 calls it negative_slope.
    keep: ["alpha", "negative_slope"],
    create: ({ negativeSlope, alpha, ...settings }) =>
      tf.layers.leakyReLU({ ...settings, alpha: alpha ?? negativeSlope }),
  },
  SimpleRNN: {
    keep: RECURRENT,
    only: RECURRENT_ONLY,
    ignore: RECURRENT_IGNORE,
    drop: RECURRENT_DROP,
    create: tf.layers.simpleRNN,
  },
  LSTM: {
    keep: [...RECURRENT, "recurrent_activation", "unit_forget_bias"],
    only: RECURRENT_ONLY,
    ignore: RECURRENT_IGNORE,
    drop: RECURRENT_DROP,
    create: tf.layers.lstm,
  },
};

/** What the recurrent layers of every kind share. */
export const RECURRENT_RULE = {
  keep: [...RECURRENT, "recurrent_activation"],
  only: RECURRENT_ONLY,
  ignore: RECURRENT_IGNORE,
  drop: RECURRENT_DROP,
} as const;

/** What the convolutions of every kind share. */
export const CONVOLUTION_SETTINGS: readonly string[] = CONVOLUTION;
