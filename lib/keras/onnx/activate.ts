import type { GraphBuilder } from "./graph_builder.ts";

type Write = (graph: GraphBuilder, x: string) => string;

function single(
  type: string,
  attributes: Record<string, { float: number } | { int: number }> = {},
) {
  return (graph: GraphBuilder, x: string) => graph.op(type, [x], attributes);
}

function clip(low: number, high: number): Write {
  return (graph, x) => graph.op("Clip", [x, graph.number(low), graph.number(high)]);
}

function timesItself(factor: Write): Write {
  return (graph, x) => graph.op("Mul", [x, factor(graph, x)]);
}

const KERAS_3_HARD_SIGMOID = single("HardSigmoid", {
  alpha: { float: 1 / 6 },
  beta: { float: 0.5 },
});

const ACTIVATIONS: Readonly<Record<string, Write>> = {
  linear: (_, x) => x,
  relu: single("Relu"),
  relu6: clip(0, 6),
  elu: single("Elu"),
  selu: single("Selu"),
  sigmoid: single("Sigmoid"),
  hard_sigmoid: single("HardSigmoid", { alpha: { float: 0.2 }, beta: { float: 0.5 } }),
  hard_sigmoid_3: KERAS_3_HARD_SIGMOID,
  softplus: single("Softplus"),
  softsign: single("Softsign"),
  tanh: single("Tanh"),
  softmax: single("Softmax", { axis: { int: -1 } }),
  log_softmax: single("LogSoftmax", { axis: { int: -1 } }),
  exponential: single("Exp"),
  leaky_relu: single("LeakyRelu", { alpha: { float: 0.2 } }),
  hard_tanh: clip(-1, 1),
  hard_silu: timesItself(KERAS_3_HARD_SIGMOID),
  swish: timesItself(single("Sigmoid")),
  mish: timesItself((graph, x) => graph.op("Tanh", [graph.op("Softplus", [x])])),
  gelu: timesItself((graph, x) => {
    const erf = graph.op("Erf", [graph.op("Mul", [x, graph.number(Math.SQRT1_2)])]);
    return graph.op("Mul", [graph.op("Add", [erf, graph.number(1)]), graph.number(0.5)]);
  }),
};

/** Writes a Keras activation function. @throws {TypeError} where there is no such operation. */
export function activate(graph: GraphBuilder, x: string, name: unknown): string {
  const write = ACTIVATIONS[String(name ?? "linear")];
  if (!write) throw new TypeError(`the activation ${name} has no equal in ONNX here`);
  return write(graph, x);
}
