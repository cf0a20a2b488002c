import { activate } from "./activate.ts";
import { CONVOLUTION_WRITERS } from "./convolution_writers.ts";
import type { LayerWriter } from "./layer_writer.ts";
import { NORMALIZATION_WRITERS } from "./normalization_writers.ts";
import { SHAPE_WRITERS } from "./shape_writers.ts";

function chain(type: string): LayerWriter {
  return ({ graph, inputs }) => inputs.slice(1).reduce((a, b) => graph.op(type, [a, b]), inputs[0]);
}

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
  ...CONVOLUTION_WRITERS,
  ...NORMALIZATION_WRITERS,
  ...SHAPE_WRITERS,
  Permute: ({ graph, settings, inputs }) =>
    graph.op("Transpose", [inputs[0]], { perm: [0, ...settings.dims as number[]] }),
  Activation: ({ graph, settings, inputs }) => activate(graph, inputs[0], settings.activation),
  ReLU: relu,
  LeakyReLU: ({ graph, settings, inputs }) =>
    graph.op("LeakyRelu", [inputs[0]], { alpha: { float: Number(settings.alpha) } }),
  ELU: ({ graph, settings, inputs }) =>
    graph.op("Elu", [inputs[0]], { alpha: { float: Number(settings.alpha) } }),
  PReLU: prelu,
  Softmax: ({ graph, settings, inputs }) => {
    const axes = [settings.axis].flat().map(Number);
    if (axes.length > 1) throw new TypeError("softmax along several axes");
    return graph.op("Softmax", [inputs[0]], { axis: { int: axes[0] } });
  },
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
