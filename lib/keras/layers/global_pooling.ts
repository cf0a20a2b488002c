import * as tf from "@tensorflow/tfjs";
import { oneShape, oneTensor } from "./one_tensor.ts";
import type { LayerArguments, LayerRule } from "./rule.ts";
import { spaceAxes } from "./spatial.ts";

/** Keras's `GlobalAveragePooling*` and `GlobalMaxPooling*`, with `keepdims` and in three dimensions. */
abstract class GlobalPooling extends tf.layers.Layer {
  private readonly dataFormat: string;
  private readonly keepdims: boolean;

  constructor(settings: LayerArguments) {
    super(settings);
    this.dataFormat = settings.dataFormat ?? "channelsLast";
    this.keepdims = settings.keepdims ?? false;
  }

  protected abstract pool(x: tf.Tensor, axes: number[], keepdims: boolean): tf.Tensor;

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const shape = oneShape(inputShape);
    const axes = spaceAxes(shape.length, this.dataFormat);
    if (this.keepdims) return shape.map((size, axis) => axes.includes(axis) ? 1 : size);
    return shape.filter((_, axis) => !axes.includes(axis));
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs);
      return this.pool(x, spaceAxes(x.rank, this.dataFormat), this.keepdims);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), dataFormat: this.dataFormat, keepdims: this.keepdims };
  }
}

abstract class GlobalAveragePooling extends GlobalPooling {
  protected override pool(x: tf.Tensor, axes: number[], keepdims: boolean): tf.Tensor {
    return x.mean(axes, keepdims);
  }
}

abstract class GlobalMaxPooling extends GlobalPooling {
  protected override pool(x: tf.Tensor, axes: number[], keepdims: boolean): tf.Tensor {
    return x.max(axes, keepdims);
  }
}

class GlobalAveragePooling1D extends GlobalAveragePooling {
  static readonly className = "KerasGlobalAveragePooling1D";
}
class GlobalAveragePooling2D extends GlobalAveragePooling {
  static readonly className = "KerasGlobalAveragePooling2D";
}
class GlobalAveragePooling3D extends GlobalAveragePooling {
  static readonly className = "GlobalAveragePooling3D";
}
class GlobalMaxPooling1D extends GlobalMaxPooling {
  static readonly className = "KerasGlobalMaxPooling1D";
}
class GlobalMaxPooling2D extends GlobalMaxPooling {
  static readonly className = "KerasGlobalMaxPooling2D";
}
class GlobalMaxPooling3D extends GlobalMaxPooling {
  static readonly className = "GlobalMaxPooling3D";
}

const CLASSES = {
  GlobalAveragePooling1D,
  GlobalAveragePooling2D,
  GlobalAveragePooling3D,
  GlobalMaxPooling1D,
  GlobalMaxPooling2D,
  GlobalMaxPooling3D,
};

/** Their rules. */
export const GLOBAL_POOLING_RULES: Readonly<Record<string, LayerRule>> = Object.fromEntries(
  Object.entries(CLASSES).map(([name, Class]) => {
    tf.serialization.registerClass(Class);
    return [name, {
      keep: ["data_format", "keepdims"],
      tfjs: [...new Set([Class.className, name])],
      create: (settings: LayerArguments) => new Class(settings),
    }];
  }),
);
