import type { JsonObject } from "../config/json.ts";
import { perAxis, perSide } from "../layers/spatial.ts";
import { activate } from "./activate.ts";
import type { GraphBuilder } from "./graph_builder.ts";

/** What a layer's writer works with. */
export interface LayerContext {
  readonly graph: GraphBuilder;
  readonly settings: JsonObject;
  /** Names of the inputs, and their shapes, batch first. */
  readonly inputs: readonly string[];
  readonly shapes: readonly (readonly (number | null)[])[];
  readonly outputShape: readonly (number | null)[];
  /** The numbers of a weight, its axes in another order if asked for; adds nothing to the file. */
  weight(
    name: string,
    order?: readonly number[],
  ): { data: Float32Array; shape: number[] } | undefined;
}

/** Adds a layer's operations to the graph; returns its output. */
export type LayerWriter = (context: LayerContext) => string;

/** `[0, n + 1, 1, …, n]`: channels to the front, where ONNX wants them. */
function toFirst(n: number): number[] {
  return [0, n + 1, ...Array.from({ length: n }, (_, i) => i + 1)];
}

/** Back to the end. */
function toLast(n: number): number[] {
  return [0, ...Array.from({ length: n }, (_, i) => i + 2), 1];
}

/** Runs `write` with channels in front. */
function channelsFirst(
  { graph, settings }: LayerContext,
  x: string,
  n: number,
  write: (x: string) => string,
): string {
  if (settings.data_format === "channels_first") return write(x);
  const y = write(graph.op("Transpose", [x], { perm: toFirst(n) }));
  return graph.op("Transpose", [y], { perm: toLast(n) });
}

/** Keras's `same`: the odd row of zeros comes last. */
function pads(
  padding: unknown,
  sizes: readonly (number | null)[],
  kernel: number[],
  strides: number[],
  dilations: number[],
): { auto_pad: string } | { pads: number[] } {
  if (padding === "valid") return { pads: Array(2 * kernel.length).fill(0) };
  if (padding === "causal") return { pads: [(kernel[0] - 1) * dilations[0], 0] };
  if (sizes.includes(null)) return { auto_pad: "SAME_UPPER" };
  const totals = kernel.map((size, i) => {
    const extent = (size - 1) * dilations[i] + 1;
    const old = sizes[i]!;
    return Math.max((Math.ceil(old / strides[i]) - 1) * strides[i] + extent - old, 0);
  });
  const before = totals.map((total) => Math.floor(total / 2));
  return { pads: [...before, ...totals.map((total, i) => total - before[i])] };
}

function space({ settings, shapes }: LayerContext): (number | null)[] {
  const shape = shapes[0];
  return settings.data_format === "channels_first" ? shape.slice(2) : shape.slice(1, -1);
}

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

/** In prediction a normalisation with fixed figures is one product and one sum. */
const batchNormalization: LayerWriter = ({ graph, settings, inputs, shapes, weight }) => {
  const mean = weight("moving_mean")!.data;
  const variance = weight("moving_variance")!.data;
  const [gamma, beta] = [weight("gamma")?.data, weight("beta")?.data];
  const scale = Float64Array.from(
    variance,
    (value, i) => (gamma?.[i] ?? 1) / Math.sqrt(value + Number(settings.epsilon)),
  );
  const shift = scale.map((value, i) => (beta?.[i] ?? 0) - mean[i] * value);
  const rank = shapes[0].length;
  const at = [settings.axis].flat().map(Number)[0];
  const shape = Array(rank).fill(1);
  shape[at < 0 ? at + rank : at] = mean.length;
  const product = graph.op("Mul", [inputs[0], graph.numbers(scale, shape, "scale")]);
  return graph.op("Add", [product, graph.numbers(shift, shape, "shift")]);
};

const layerNormalization: LayerWriter = ({ graph, settings, inputs, shapes, weight }) => {
  const rank = shapes[0].length;
  const axes = [settings.axis].flat().map((axis) =>
    Number(axis) < 0 ? Number(axis) + rank : Number(axis)
  );
  const mean = graph.op("ReduceMean", [inputs[0]], { axes });
  const centred = graph.op("Sub", [inputs[0], mean]);
  const variance = graph.op("ReduceMean", [graph.op("Mul", [centred, centred])], { axes });
  const spread = graph.op("Sqrt", [
    graph.op("Add", [variance, graph.number(Number(settings.epsilon))]),
  ]);
  const shape = shapes[0].map((size, axis) => axes.includes(axis) ? size! : 1);
  let y = graph.op("Div", [centred, spread]);
  const [gamma, beta] = [weight("gamma"), weight("beta")];
  if (gamma) y = graph.op("Mul", [y, graph.numbers(gamma.data, shape, "gamma")]);
  return beta ? graph.op("Add", [y, graph.numbers(beta.data, shape, "beta")]) : y;
};

const normalization: LayerWriter = ({ graph, settings, inputs, shapes, weight }) => {
  const rank = shapes[0].length;
  const axes = [settings.axis].flat().filter((axis) => axis !== null)
    .map((axis) => Number(axis) < 0 ? Number(axis) + rank : Number(axis));
  const shape = shapes[0].map((size, axis) => axes.includes(axis) ? size! : 1);
  const figures = (name: string) => {
    const data = weight(name)?.data ?? Float32Array.from([settings[name]].flat() as number[]);
    return { data, shape: data.length === 1 ? [] : shape };
  };
  const [mean, variance] = [figures("mean"), figures("variance")];
  const deviation = variance.data.map((value) => Math.max(Math.sqrt(value), 1e-7));
  const [centre, spread] = [
    graph.numbers(mean.data, mean.shape, "mean"),
    graph.numbers(deviation, variance.shape, "deviation"),
  ];
  return settings.invert
    ? graph.op("Add", [graph.op("Mul", [inputs[0], spread]), centre])
    : graph.op("Div", [graph.op("Sub", [inputs[0], centre]), spread]);
};

/** To a shape in which at most the batch is free. */
const reshape: LayerWriter = ({ graph, settings, inputs, outputShape }) => {
  const x = settings.data_format === "channels_first"
    ? graph.op("Transpose", inputs.slice(), { perm: toLast(outputShape.length) })
    : inputs[0];
  if (outputShape.slice(1).includes(null)) throw new TypeError("an output of unknown shape");
  return graph.op("Reshape", [x, graph.integers([-1, ...outputShape.slice(1) as number[]])]);
};

const flatten: LayerWriter = (context) => {
  const { graph, settings, inputs, shapes } = context;
  const n = shapes[0].length - 2;
  const x = settings.data_format === "channels_first"
    ? graph.op("Transpose", [inputs[0]], { perm: toLast(n) })
    : inputs[0];
  return graph.op("Flatten", [x], { axis: { int: 1 } });
};

function chain(type: string): LayerWriter {
  return ({ graph, inputs }) => inputs.slice(1).reduce((a, b) => graph.op(type, [a, b]), inputs[0]);
}

function axesOf({ settings, shapes }: LayerContext): number[] {
  const from = settings.data_format === "channels_first" ? 2 : 1;
  return shapes[0].slice(2).map((_, i) => from + i);
}

const zeroPadding: LayerWriter = (context) => {
  const { graph, settings, inputs, shapes } = context;
  const axes = axesOf(context);
  const sides = perSide(settings.padding as number, axes.length);
  const at = (side: 0 | 1) => shapes[0].map((_, axis) => sides[axes.indexOf(axis)]?.[side] ?? 0);
  return graph.op("Pad", [inputs[0], graph.integers([...at(0), ...at(1)])]);
};

const cropping: LayerWriter = (context) => {
  const { graph, settings, inputs } = context;
  const axes = axesOf(context);
  const sides = perSide(settings.cropping as number, axes.length);
  const starts = sides.map(([before]) => before);
  const ends = sides.map(([, after]) => after === 0 ? 2 ** 31 - 1 : -after);
  return graph.op("Slice", [
    inputs[0],
    graph.integers(starts),
    graph.integers(ends),
    graph.integers(axes),
  ]);
};

const centerCrop: LayerWriter = ({ graph, settings, inputs, shapes }) => {
  const [height, width] = [Number(settings.height), Number(settings.width)];
  const top = Math.floor((shapes[0][1]! - height) / 2);
  const left = Math.floor((shapes[0][2]! - width) / 2);
  return graph.op("Slice", [
    inputs[0],
    graph.integers([top, left]),
    graph.integers([top + height, left + width]),
    graph.integers([1, 2]),
  ]);
};

/** To known sizes of the space, pixel centres at half coordinates. */
const resize: LayerWriter = (context) => {
  const { graph, settings, inputs, shapes, outputShape } = context;
  const n = shapes[0].length - 2;
  const nearest = (settings.interpolation ?? "nearest") === "nearest" && "size" in settings ||
    settings.interpolation === "nearest";
  const scales = axesOf(context).map((axis) => outputShape[axis]! / shapes[0][axis]!);
  return channelsFirst(
    context,
    inputs[0],
    n,
    (x) =>
      graph.op("Resize", [x, "", graph.numbers([1, 1, ...scales], [n + 2], "scales")], {
        mode: nearest ? "nearest" : "linear",
        coordinate_transformation_mode: "half_pixel",
        ...(nearest ? { nearest_mode: "round_prefer_ceil" } : {}),
      }),
  );
};

const relu: LayerWriter = ({ graph, settings, inputs }) => {
  const [x] = inputs;
  const { max_value: most, negative_slope: slope, threshold } = settings;
  const start = graph.number(Number(threshold ?? 0));
  const above = typeof most === "number" ? graph.op("Min", [x, graph.number(most)]) : x;
  const below = graph.op("Mul", [graph.op("Sub", [x, start]), graph.number(Number(slope ?? 0))]);
  return graph.op("Where", [graph.op("GreaterOrEqual", [x, start]), above, below]);
};

const prelu: LayerWriter = ({ graph, inputs, weight }) => {
  const { data, shape } = weight("alpha")!;
  const negative = graph.op("Min", [inputs[0], graph.number(0)]);
  const product = graph.op("Mul", [negative, graph.numbers(data, shape, "alpha")]);
  return graph.op("Add", [graph.op("Relu", [inputs[0]]), product]);
};

const nothing: LayerWriter = ({ inputs }) => inputs[0];

/** Writers by Keras's class name. */
export const LAYER_WRITERS: Readonly<Record<string, LayerWriter>> = {
  Dense: dense,
  Conv1D: convolution(1),
  Conv2D: convolution(2),
  Conv3D: convolution(3),
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
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  Normalization: normalization,
  Flatten: flatten,
  Reshape: reshape,
  Permute: ({ graph, settings, inputs }) =>
    graph.op("Transpose", [inputs[0]], { perm: [0, ...settings.dims as number[]] }),
  Activation: ({ graph, settings, inputs }) => activate(graph, inputs[0], settings.activation),
  ReLU: relu,
  LeakyReLU: ({ graph, settings, inputs }) =>
    graph.op("LeakyRelu", [inputs[0]], { alpha: { float: Number(settings.alpha) } }),
  ELU: ({ graph, settings, inputs }) =>
    graph.op("Elu", [inputs[0]], { alpha: { float: Number(settings.alpha) } }),
  PReLU: prelu,
  Softmax: ({ graph, settings, inputs }) =>
    graph.op("Softmax", [inputs[0]], { axis: { int: Number([settings.axis].flat()[0]) } }),
  Add: chain("Add"),
  Subtract: chain("Sub"),
  Multiply: chain("Mul"),
  Maximum: chain("Max"),
  Minimum: chain("Min"),
  Average: (context) =>
    context.graph.op("Div", [
      chain("Add")(context),
      context.graph.number(context.inputs.length),
    ]),
  Concatenate: ({ graph, settings, inputs }) =>
    graph.op("Concat", [...inputs], { axis: { int: Number(settings.axis) } }),
  ZeroPadding1D: zeroPadding,
  ZeroPadding2D: zeroPadding,
  ZeroPadding3D: zeroPadding,
  Cropping1D: cropping,
  Cropping2D: cropping,
  Cropping3D: cropping,
  CenterCrop: centerCrop,
  UpSampling1D: resize,
  UpSampling2D: resize,
  UpSampling3D: resize,
  Resizing: resize,
  Rescaling: ({ graph, settings, inputs }) =>
    graph.op("Add", [
      graph.op("Mul", [inputs[0], graph.number(Number(settings.scale))]),
      graph.number(Number(settings.offset)),
    ]),
  Embedding: ({ graph, inputs, weight }) => {
    const { data, shape } = weight("embeddings")!;
    return graph.op("Gather", [graph.numbers(data, shape, "embeddings"), inputs[0]]);
  },
  // These act in training only.
  ...Object.fromEntries(
    ("Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D GaussianNoise GaussianDropout " +
      "AlphaDropout RandomFlip RandomTranslation RandomRotation RandomZoom RandomContrast " +
      "RandomBrightness Identity").split(" ").map((name) => [name, nothing]),
  ),
};
