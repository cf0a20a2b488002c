import { BatchNormalization } from "./batch_normalization.ts";
import { Dropout } from "./dropout.ts";
import { SpatialDropout1D, SpatialDropout2D, SpatialDropout3D } from "./spatial_dropout.ts";
import { CONVOLUTION_RULES } from "./convolutions.ts";
import { ELEMENTWISE_RULES } from "./elementwise.ts";
import { GLOBAL_POOLING_RULES } from "./global_pooling.ts";
import { NORMALIZATION_RULES } from "./normalizations.ts";
import { PADDING_RULES } from "./padding.ts";
import { RANDOM_IMAGE_RULES } from "./random_images.ts";
import { RECURRENT_RULES } from "./recurrent.ts";
import { RESAMPLING_RULES } from "./resampling.ts";
import { weightSettings } from "./rule.ts";
import type { LayerRule } from "./rule.ts";

const SPATIAL_DROPOUT = { keep: ["rate", "seed", "data_format"] };

/** Layers that TensorFlow.js lacks or gets wrong, by Keras's class name. */
export const OWN_LAYERS: Readonly<Record<string, LayerRule>> = {
  ...CONVOLUTION_RULES,
  ...ELEMENTWISE_RULES,
  ...GLOBAL_POOLING_RULES,
  ...NORMALIZATION_RULES,
  ...PADDING_RULES,
  ...RANDOM_IMAGE_RULES,
  ...RECURRENT_RULES,
  ...RESAMPLING_RULES,
  BatchNormalization: {
    keep: [
      "axis",
      "momentum",
      "epsilon",
      "center",
      "scale",
      ...weightSettings("beta", "gamma"),
      "moving_mean_initializer",
      "moving_variance_initializer",
    ],
    only: { synchronized: [false], renorm: [false] },
    // These count only where renorm is on.
    ignore: ["renorm_clipping", "renorm_momentum"],
    tfjs: ["KerasBatchNormalization", "BatchNormalization"],
    // Keras 2 writes the axis in a list.
    create: ({ axis, ...settings }) =>
      new BatchNormalization({ ...settings, axis: Array.isArray(axis) ? axis[0] : axis }),
  },
  Dropout: {
    keep: ["rate", "seed", "noise_shape"],
    tfjs: ["KerasDropout", "Dropout"],
    create: (settings) => new Dropout(settings),
  },
  SpatialDropout1D: {
    keep: ["rate", "seed"],
    drop: ["data_format", "noise_shape"],
    tfjs: ["KerasSpatialDropout1D", "SpatialDropout1D"],
    create: (settings) => new SpatialDropout1D(settings),
  },
  SpatialDropout2D: {
    ...SPATIAL_DROPOUT,
    create: (settings) => new SpatialDropout2D(settings),
  },
  SpatialDropout3D: {
    ...SPATIAL_DROPOUT,
    create: (settings) => new SpatialDropout3D(settings),
  },
};
