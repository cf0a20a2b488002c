import * as tf from "@tensorflow/tfjs";
import { oneShape, oneTensor } from "./one_tensor.ts";
import { weightSettings } from "./rule.ts";
import type { LayerArguments, LayerRule } from "./rule.ts";
import { CONVOLUTION_SETTINGS } from "./stock.ts";
import { stockClass } from "./stock_class.ts";

/** Keras's `Conv1D` with causal padding, which TensorFlow.js's own throws at. */
class CausalConv1D extends stockClass("Conv1D") {
  static readonly className = "KerasConv1D";

  constructor(settings: LayerArguments) {
    super({ ...settings, padding: "valid" });
  }

  /** Zeros before the first step, so that no output sees a later input. */
  private get lead(): number {
    return (this.kernelSize[0] - 1) * this.dilationRate[0];
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n, steps, channels] = oneShape(inputShape);
    return super.computeOutputShape([
      n,
      steps === null ? null : steps + this.lead,
      channels,
    ]) as tf.Shape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: LayerArguments): tf.Tensor | tf.Tensor[] {
    return tf.tidy(() =>
      super.call(tf.pad(oneTensor(inputs), [[0, 0], [this.lead, 0], [0, 0]]), kwargs)
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), padding: "causal" };
  }
}

/** Keras's `Conv2D` with `groups`, which TensorFlow.js ignores; channels last. */
class GroupedConv2D extends stockClass("Conv2D") {
  static readonly className = "KerasConv2D";
  private readonly groups: number;

  constructor(settings: LayerArguments) {
    super(settings);
    this.groups = settings.groups;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = oneShape(inputShape);
    super.build([...shape.slice(0, -1), shape.at(-1)! / this.groups]);
    this.inputSpec = [{ ndim: 4, axes: { [-1]: shape.at(-1)! } } as tf.InputSpec];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const parts = tf.split(oneTensor(inputs), this.groups, 3) as tf.Tensor4D[];
      const kernels = tf.split(this.kernel.read(), this.groups, 3) as tf.Tensor4D[];
      const y = tf.concat(
        parts.map((part, i) =>
          tf.conv2d(part, kernels[i], this.strides, this.padding, "NHWC", this.dilationRate)
        ),
        3,
      );
      return this.activation.apply(this.bias ? y.add(this.bias.read()) : y);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), groups: this.groups };
  }
}

/** Keras's `DepthwiseConv2D`, channels last; TensorFlow.js's own ignores `dilation_rate`. */
class DepthwiseConv2D extends stockClass("DepthwiseConv2D") {
  static readonly className = "KerasDepthwiseConv2D";

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [n, height, width, channels] = oneShape(inputShape);
    const out = [height, width].map((size, i) => {
      if (size === null) return null;
      const extent = this.padding === "same"
        ? 1
        : (this.kernelSize[i] - 1) * this.dilationRate[i] + 1;
      return Math.ceil((size - extent + 1) / this.strides[i]);
    });
    return [n, ...out, channels! * this.depthMultiplier];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs) as tf.Tensor4D;
      const kernel = this.depthwiseKernel.read();
      const { strides, padding, dilationRate } = this;
      const y = tf.depthwiseConv2d(x, kernel, strides, padding, "NHWC", dilationRate);
      return this.activation.apply(this.bias ? y.add(this.bias.read()) : y);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { depthwiseConstraint } = this;
    return {
      ...super.getConfig(),
      // TensorFlow.js writes the regulariser here.
      depthwiseConstraint: depthwiseConstraint && {
        className: depthwiseConstraint.getClassName(),
        config: depthwiseConstraint.getConfig(),
      },
    };
  }
}

/** Keras's `Conv3DTranspose`, channels last, with the gradient that TensorFlow.js lacks. */
class Conv3DTranspose extends stockClass("Conv3DTranspose") {
  static readonly className = "KerasConv3DTranspose";

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs) as tf.Tensor5D;
      const shape = this.computeOutputShape(x.shape) as tf.Tensor5D["shape"];
      const { strides, padding } = this;
      const transposed = tf.customGrad((a, b, save) => {
        const [value, kernel] = [a as tf.Tensor5D, b as tf.Tensor5D];
        (save as tf.GradSaveFunc)([value, kernel]);
        // The layer is the adjoint of a convolution: its gradients are that convolution's.
        const gradFunc = (dy: tf.Tensor5D, saved: tf.Tensor[]) => {
          const [value, kernel] = saved as tf.Tensor5D[];
          return [
            tf.conv3d(dy, kernel, strides, padding),
            tf.engine().runKernel(
              tf.Conv3DBackpropFilterV2,
              { x: dy, dy: value },
              { strides, pad: padding, filterShape: kernel.shape },
            ) as tf.Tensor,
          ];
        };
        return { value: tf.conv3dTranspose(value, kernel, shape, strides, padding), gradFunc };
      });
      const y = transposed(x, this.kernel.read());
      return this.activation.apply(this.bias ? y.add(this.bias.read()) : y);
    });
  }
}

for (const Class of [CausalConv1D, GroupedConv2D, DepthwiseConv2D, Conv3DTranspose]) {
  tf.serialization.registerClass(Class);
}

const CHANNELS_LAST = { data_format: ["channels_last", null] };
const WITHOUT_FORMAT = CONVOLUTION_SETTINGS.filter((name) => name !== "data_format");

/** Their rules. */
export const CONVOLUTION_RULES: Readonly<Record<string, LayerRule>> = {
  Conv1D: {
    keep: WITHOUT_FORMAT,
    only: { groups: [1], ...CHANNELS_LAST },
    tfjs: ["Conv1D", "KerasConv1D"],
    create: (settings) =>
      settings.padding === "causal" ? new CausalConv1D(settings) : tf.layers.conv1d(settings),
  },
  Conv2D: {
    keep: [...CONVOLUTION_SETTINGS, "groups"],
    refuse: ({ settings: { groups, data_format } }) =>
      groups !== undefined && groups !== 1 && data_format === "channels_first"
        ? "groups together with channels_first"
        : undefined,
    tfjs: ["Conv2D", "KerasConv2D"],
    create: ({ groups = 1, ...settings }) =>
      groups === 1 ? tf.layers.conv2d(settings) : new GroupedConv2D({ ...settings, groups }),
  },
  DepthwiseConv2D: {
    keep: [
      ...WITHOUT_FORMAT.filter((name) => name !== "filters" && !/^kernel_[irc]/.test(name)),
      "depth_multiplier",
      ...weightSettings("depthwise"),
    ],
    only: { ...CHANNELS_LAST, groups: [1], filters: [null] },
    // Keras 2 writes these from the class above it, where they have no effect.
    ignore: weightSettings("kernel"),
    tfjs: ["KerasDepthwiseConv2D", "DepthwiseConv2D"],
    create: (settings) => new DepthwiseConv2D(settings),
    // What TensorFlow.js's own layer computes, which is not what it says of itself.
    write: (settings, layer) =>
      layer instanceof DepthwiseConv2D
        ? settings
        : { ...settings, dilation_rate: [1, 1], depthwise_constraint: null },
  },
  Conv3DTranspose: {
    keep: WITHOUT_FORMAT.filter((name) => name !== "dilation_rate"),
    only: { ...CHANNELS_LAST, dilation_rate: [1, [1, 1, 1]], output_padding: [null], groups: [1] },
    tfjs: ["KerasConv3DTranspose", "Conv3DTranspose"],
    create: (settings) => new Conv3DTranspose(settings),
  },
};
