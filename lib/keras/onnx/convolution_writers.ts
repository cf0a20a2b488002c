import { perAxis } from "../layers/spatial.ts";
import { activate } from "./activate.ts";
import type { LayerContext, LayerWriter } from "./layer_writer.ts";
import { channelsFirst, pads, space } from "./space.ts";

/** `kernel` is told with output channels first. */
function convolve(
  context: LayerContext,
  x: string,
  kernel: { data: Float32Array; shape: number[] },
  group: number,
  part: { strides?: number[]; dilations?: number[]; padding?: unknown } = {},
): string {
  const { graph, settings } = context;
  const size = kernel.shape.slice(2);
  const n = size.length;
  const strides = part.strides ?? perAxis(settings.strides as number | number[] ?? 1, n);
  const dilations = part.dilations ?? perAxis(settings.dilation_rate as number | number[] ?? 1, n);
  return graph.op("Conv", [x, graph.numbers(kernel.data, kernel.shape, "kernel")], {
    kernel_shape: size,
    strides,
    dilations,
    group: { int: group },
    ...pads(part.padding ?? settings.padding, space(context), size, strides, dilations),
  });
}

/** Bias along the channels, then the activation; channels last. */
function finish(context: LayerContext, y: string): string {
  const { graph, settings } = context;
  const bias = context.weight("bias");
  const first = settings.data_format === "channels_first";
  const shape = bias && first
    ? [bias.shape[0], ...Array(context.shapes[0].length - 2).fill(1)]
    : bias?.shape;
  const sum = bias ? graph.op("Add", [y, graph.numbers(bias.data, shape!, "bias")]) : y;
  return activate(graph, sum, settings.activation);
}

function convolution(n: number): LayerWriter {
  return (context) => {
    const kernel = context.weight("kernel", [n + 1, n, ...Array.from({ length: n }, (_, i) => i)])!;
    const groups = Number(context.settings.groups ?? 1);
    const y = channelsFirst(
      context,
      context.inputs[0],
      n,
      (x) => convolve(context, x, kernel, groups),
    );
    return finish(context, y);
  };
}

/** A depthwise kernel [h, w, c, m] as c groups of m outputs: [c m, 1, h, w]. */
function depthwiseKernel(context: LayerContext): { data: Float32Array; shape: number[] } {
  const { data, shape: [channels, multiplier, height, width] } = context.weight(
    "depthwise_kernel",
    [2, 3, 0, 1],
  )!;
  return { data, shape: [channels * multiplier, 1, height, width] };
}

const depthwise: LayerWriter = (context) => {
  const channels = context.shapes[0].at(-1)!;
  const y = channelsFirst(
    context,
    context.inputs[0],
    2,
    (x) => convolve(context, x, depthwiseKernel(context), channels),
  );
  return finish(context, y);
};

const separable: LayerWriter = (context) => {
  const channels = context.shapes[0].at(-1)!;
  const pointwise = context.weight("pointwise_kernel", [3, 2, 0, 1])!;
  const y = channelsFirst(context, context.inputs[0], 2, (x) => {
    const deep = convolve(context, x, depthwiseKernel(context), channels);
    return convolve(context, deep, pointwise, 1, {
      strides: [1, 1],
      dilations: [1, 1],
      padding: "valid",
    });
  });
  return finish(context, y);
};

/** A convolution run backwards; Keras cuts the `same` output on both sides alike. */
function transposed(n: number): LayerWriter {
  return (context) => {
    const { graph, settings, shapes, outputShape } = context;
    // [...space, outputs, inputs] → [inputs, outputs, ...space]
    const order = [n + 1, n, ...Array.from({ length: n }, (_, i) => i)];
    const kernel = context.weight("kernel", order)!;
    const size = kernel.shape.slice(2);
    const strides = perAxis(settings.strides as number | number[], n);
    const full = space(context).map((old, i) => (old! - 1) * strides[i] + size[i]);
    const wanted = outputShape.slice(1, -1) as number[];
    if (shapes[0].slice(1).includes(null)) throw new TypeError("an input of unknown size");
    if (settings.data_format === "channels_first") throw new TypeError("channels first");
    const cut = wanted.map((value, i) => full[i] - value);
    const before = cut.map((value) => value > 0 ? Math.floor(value / 2) : 0);
    const after = cut.map((value, i) => value > 0 ? value - before[i] : 0);
    const y = channelsFirst(
      context,
      context.inputs[0],
      n,
      (x) =>
        graph.op("ConvTranspose", [x, graph.numbers(kernel.data, kernel.shape, "kernel")], {
          kernel_shape: size,
          strides,
          pads: [...before, ...after],
          // Where the stride is larger than the kernel, zeros follow at the end.
          output_padding: cut.map((value) => value < 0 ? -value : 0),
        }),
    );
    return finish(context, y);
  };
}

function pooling(type: "MaxPool" | "AveragePool", n: number): LayerWriter {
  return (context) => {
    const { graph, settings } = context;
    const size = perAxis(settings.pool_size as number | number[], n);
    const strides = perAxis((settings.strides ?? settings.pool_size) as number | number[], n);
    const attributes = {
      kernel_shape: size,
      strides,
      ...pads(settings.padding, space(context), size, strides, Array(n).fill(1)),
    };
    return channelsFirst(context, context.inputs[0], n, (x) => graph.op(type, [x], attributes));
  };
}

function globalPooling(type: "ReduceMean" | "ReduceMax", n: number): LayerWriter {
  return ({ graph, settings, inputs }) => {
    const from = settings.data_format === "channels_first" ? 2 : 1;
    return graph.op(type, [inputs[0]], {
      axes: Array.from({ length: n }, (_, i) => from + i),
      keepdims: { int: settings.keepdims ? 1 : 0 },
    });
  };
}

const dense: LayerWriter = (context) => {
  const { graph, inputs } = context;
  const kernel = context.weight("kernel")!;
  return finish(
    context,
    graph.op("MatMul", [inputs[0], graph.numbers(kernel.data, kernel.shape, "kernel")]),
  );
};

/** Dense layers, convolutions and pooling, by Keras's class name. */
export const CONVOLUTION_WRITERS: Readonly<Record<string, LayerWriter>> = {
  Dense: dense,
  Conv1D: convolution(1),
  Conv2D: convolution(2),
  Conv3D: convolution(3),
  Conv2DTranspose: transposed(2),
  Conv3DTranspose: transposed(3),
  DepthwiseConv2D: depthwise,
  SeparableConv2D: separable,
  MaxPooling1D: pooling("MaxPool", 1),
  MaxPooling2D: pooling("MaxPool", 2),
  MaxPooling3D: pooling("MaxPool", 3),
  AveragePooling1D: pooling("AveragePool", 1),
  AveragePooling2D: pooling("AveragePool", 2),
  AveragePooling3D: pooling("AveragePool", 3),
  GlobalAveragePooling1D: globalPooling("ReduceMean", 1),
  GlobalAveragePooling2D: globalPooling("ReduceMean", 2),
  GlobalAveragePooling3D: globalPooling("ReduceMean", 3),
  GlobalMaxPooling1D: globalPooling("ReduceMax", 1),
  GlobalMaxPooling2D: globalPooling("ReduceMax", 2),
  GlobalMaxPooling3D: globalPooling("ReduceMax", 3),
};
