import * as tf from "@tensorflow/tfjs";
import { oneShape, oneTensor } from "./one_tensor.ts";
import type { LayerArguments, LayerRule } from "./rule.ts";
import { perAxis, perSide, repeatAlong, resizeAlong, spaceAxes } from "./spatial.ts";

/** A layer that changes the extent of space and nothing else. */
abstract class SpaceLayer extends tf.layers.Layer {
  protected readonly dataFormat: string;

  constructor(settings: LayerArguments) {
    super(settings);
    this.dataFormat = settings.dataFormat ?? "channelsLast";
  }

  protected abstract newSize(old: number, i: number): number;

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const shape = oneShape(inputShape);
    const axes = spaceAxes(shape.length, this.dataFormat);
    return shape.map((old, axis) => {
      const i = axes.indexOf(axis);
      return i < 0 || old === null ? old : this.newSize(old, i);
    });
  }
}

/** Keras's `ZeroPadding1D` and `ZeroPadding3D`. */
abstract class ZeroPadding extends SpaceLayer {
  private readonly padding: [number, number][];

  constructor(settings: LayerArguments, dimensions: number) {
    super(settings);
    this.padding = perSide(settings.padding ?? 1, dimensions);
  }

  protected override newSize(old: number, i: number): number {
    return old + this.padding[i][0] + this.padding[i][1];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = oneTensor(inputs);
    const axes = spaceAxes(x.rank, this.dataFormat);
    return tf.pad(x, x.shape.map((_, axis) => this.padding[axes.indexOf(axis)] ?? [0, 0]));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), padding: this.padding, dataFormat: this.dataFormat };
  }
}

class ZeroPadding1D extends ZeroPadding {
  static readonly className = "ZeroPadding1D";
  constructor(settings: LayerArguments) {
    super(settings, 1);
  }
}
class ZeroPadding3D extends ZeroPadding {
  static readonly className = "ZeroPadding3D";
  constructor(settings: LayerArguments) {
    super(settings, 3);
  }
}

/** Keras's `Cropping1D` and `Cropping3D`. */
abstract class Cropping extends SpaceLayer {
  private readonly cropping: [number, number][];

  constructor(settings: LayerArguments, dimensions: number) {
    super(settings);
    this.cropping = perSide(settings.cropping ?? 1, dimensions);
  }

  protected override newSize(old: number, i: number): number {
    return old - this.cropping[i][0] - this.cropping[i][1];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = oneTensor(inputs);
    const axes = spaceAxes(x.rank, this.dataFormat);
    const begin = x.shape.map((_, axis) => this.cropping[axes.indexOf(axis)]?.[0] ?? 0);
    return tf.slice(x, begin, this.computeOutputShape(x.shape) as number[]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), cropping: this.cropping, dataFormat: this.dataFormat };
  }
}

class Cropping1D extends Cropping {
  static readonly className = "Cropping1D";
  constructor(settings: LayerArguments) {
    super(settings, 1);
  }
}
class Cropping3D extends Cropping {
  static readonly className = "Cropping3D";
  constructor(settings: LayerArguments) {
    super(settings, 3);
  }
}

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

for (
  const Class of [
    ZeroPadding1D,
    ZeroPadding3D,
    Cropping1D,
    Cropping3D,
    UpSampling1D,
    UpSampling2D,
    UpSampling3D,
    Resizing,
    CenterCrop,
  ]
) tf.serialization.registerClass<tf.layers.Layer>(Class);

const interpolationOnlyFine = (value: unknown) =>
  value === undefined || value === "bilinear" || value === "nearest"
    ? undefined
    : `interpolation ${value}`;
const CHANNELS_LAST = ["channels_last", null];

/** Their rules. */
export const RESAMPLING_RULES: Readonly<Record<string, LayerRule>> = {
  ZeroPadding1D: {
    keep: ["padding"],
    only: { data_format: CHANNELS_LAST },
    // One axis, so its two sides stand alone.
    write: ({ padding, ...rest }) => ({ ...rest, padding: (padding as number[][])[0] }),
    create: (settings) => new ZeroPadding1D(settings),
  },
  ZeroPadding3D: {
    keep: ["padding", "data_format"],
    create: (settings) => new ZeroPadding3D(settings),
  },
  Cropping1D: {
    keep: ["cropping"],
    drop: ["data_format"],
    write: ({ cropping, ...rest }) => ({ ...rest, cropping: (cropping as number[][])[0] }),
    create: (settings) => new Cropping1D(settings),
  },
  Cropping3D: { keep: ["cropping", "data_format"], create: (settings) => new Cropping3D(settings) },
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
