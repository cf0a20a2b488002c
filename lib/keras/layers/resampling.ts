import * as tf from "@tensorflow/tfjs";
import { oneShape, oneTensor } from "./one_tensor.ts";
import type { LayerArguments, LayerRule } from "./rule.ts";
import { SpaceLayer } from "./space_layer.ts";
import { perAxis, repeatAlong, resizeAlong, spaceAxes } from "./spatial.ts";

/** Keras's `UpSampling1D`, `2D` and `3D`; TensorFlow.js's bilinear one puts pixel centres elsewhere. */
abstract class UpSampling extends SpaceLayer {
  private readonly size: number[];
  private readonly interpolation: "nearest" | "bilinear";

  constructor(settings: LayerArguments, dimensions: number) {
    super(settings);
    this.size = perAxis(settings.size ?? 2, dimensions);
    this.interpolation = settings.interpolation ?? "nearest";
  }

  protected override newSize(old: number, i: number): number {
    return old * this.size[i];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs);
      return spaceAxes(x.rank, this.dataFormat).reduce(
        (y, axis, i) =>
          this.interpolation === "nearest"
            ? repeatAlong(y, axis, this.size[i])
            : resizeAlong(y, axis, y.shape[axis] * this.size[i], "bilinear"),
        x,
      );
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { size, interpolation, dataFormat } = this;
    return {
      ...super.getConfig(),
      size: size.length === 1 ? size[0] : size,
      dataFormat,
      ...(size.length === 2 ? { interpolation } : {}),
    };
  }
}

class UpSampling1D extends UpSampling {
  static readonly className = "UpSampling1D";
  constructor(settings: LayerArguments) {
    super(settings, 1);
  }
}
class UpSampling2D extends UpSampling {
  static readonly className = "KerasUpSampling2D";
  constructor(settings: LayerArguments) {
    super(settings, 2);
  }
}
class UpSampling3D extends UpSampling {
  static readonly className = "UpSampling3D";
  constructor(settings: LayerArguments) {
    super(settings, 3);
  }
}

/** Keras's `Resizing` of `[n, height, width, channels]`; TensorFlow.js's own aligns corners. */
class Resizing extends tf.layers.Layer {
  static readonly className = "KerasResizing";
  private readonly size: [number, number];
  private readonly interpolation: "nearest" | "bilinear";

  constructor(settings: LayerArguments) {
    super(settings);
    this.size = [settings.height, settings.width];
    this.interpolation = settings.interpolation ?? "bilinear";
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n, , , channels] = oneShape(inputShape);
    return [n, ...this.size, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() =>
      this.size.reduce(
        (x, size, i) => resizeAlong(x, i + 1, size, this.interpolation),
        oneTensor(inputs),
      )
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { size: [height, width], interpolation } = this;
    return { ...super.getConfig(), height, width, interpolation };
  }
}

/** Keras's `CenterCrop` of images no smaller than the crop. */
class CenterCrop extends tf.layers.Layer {
  static readonly className = "KerasCenterCrop";
  private readonly size: [number, number];

  constructor(settings: LayerArguments) {
    super(settings);
    this.size = [settings.height, settings.width];
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n, height, width, channels] = oneShape(inputShape);
    if (height! < this.size[0] || width! < this.size[1]) {
      throw new RangeError(`CenterCrop ${this.name}: the image is smaller than the crop`);
    }
    return [n, ...this.size, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = oneTensor(inputs);
    const [n, height, width, channels] = x.shape;
    const [top, left] = [height - this.size[0], width - this.size[1]].map((d) => Math.floor(d / 2));
    return tf.slice(x, [0, top, left, 0], [n, ...this.size, channels]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const [height, width] = this.size;
    return { ...super.getConfig(), height, width };
  }
}

for (const Class of [UpSampling1D, UpSampling2D, UpSampling3D, Resizing, CenterCrop]) {
  tf.serialization.registerClass<tf.layers.Layer>(Class);
}

const interpolationOnlyFine = (value: unknown) =>
  value === undefined || value === "bilinear" || value === "nearest"
    ? undefined
    : `interpolation ${value}`;
const CHANNELS_LAST = ["channels_last", null];

/** Their rules. */
export const RESAMPLING_RULES: Readonly<Record<string, LayerRule>> = {
  UpSampling1D: {
    keep: ["size"],
    drop: ["data_format"],
    create: (settings) => new UpSampling1D(settings),
  },
  UpSampling2D: {
    keep: ["size", "data_format", "interpolation"],
    refuse: ({ settings }) => interpolationOnlyFine(settings.interpolation),
    tfjs: ["KerasUpSampling2D", "UpSampling2D"],
    write: (settings, layer) => {
      if (!(layer instanceof UpSampling2D) && settings.interpolation === "bilinear") {
        throw new TypeError(
          `UpSampling2D ${layer.name}: TensorFlow.js's bilinear interpolation is not Keras's. ` +
            "Use nearest.",
        );
      }
      return settings;
    },
    create: (settings) => new UpSampling2D(settings),
  },
  UpSampling3D: { keep: ["size", "data_format"], create: (settings) => new UpSampling3D(settings) },
  Resizing: {
    keep: ["height", "width", "interpolation"],
    only: {
      crop_to_aspect_ratio: [false],
      pad_to_aspect_ratio: [false],
      antialias: [false],
      data_format: CHANNELS_LAST,
    },
    // What the border would be filled with, were there one.
    ignore: ["fill_mode", "fill_value"],
    refuse: ({ settings }) => interpolationOnlyFine(settings.interpolation),
    tfjs: ["KerasResizing"],
    create: (settings) => new Resizing(settings),
  },
  CenterCrop: {
    keep: ["height", "width"],
    only: { data_format: CHANNELS_LAST },
    tfjs: ["KerasCenterCrop"],
    create: (settings) => new CenterCrop(settings),
  },
};
