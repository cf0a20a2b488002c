import * as tf from "@tensorflow/tfjs";
import { oneTensor } from "./one_tensor.ts";
import type { LayerArguments, LayerRule } from "./rule.ts";
import { SpaceLayer } from "./space_layer.ts";
import { perSide, spaceAxes } from "./spatial.ts";

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

for (const Class of [ZeroPadding1D, ZeroPadding3D, Cropping1D, Cropping3D]) {
  tf.serialization.registerClass<tf.layers.Layer>(Class);
}

/** Their rules. */
export const PADDING_RULES: Readonly<Record<string, LayerRule>> = {
  ZeroPadding1D: {
    keep: ["padding"],
    only: { data_format: ["channels_last", null] },
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
};
