import type { LayerWriter } from "./layer_writer.ts";

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

const groupNormalization: LayerWriter = (context) => {
  const { graph, settings, inputs, shapes, weight } = context;
  const channels = shapes[0].at(-1)!;
  const groups = settings.groups === -1 ? channels : Number(settings.groups);
  const space = shapes[0].slice(1, -1);
  if (space.includes(null)) throw new TypeError("an input of unknown size");
  const rows = (space as number[]).reduce((a, b) => a * b, 1);
  const x = graph.op("Reshape", [inputs[0], graph.integers([-1, rows, groups, channels / groups])]);
  const centred = graph.op("Sub", [x, graph.op("ReduceMean", [x], { axes: [1, 3] })]);
  const variance = graph.op("ReduceMean", [graph.op("Mul", [centred, centred])], { axes: [1, 3] });
  const sum = graph.op("Add", [variance, graph.number(Number(settings.epsilon))]);
  const even = graph.op("Div", [centred, graph.op("Sqrt", [sum])]);
  let y = graph.op("Reshape", [even, graph.integers([-1, ...space as number[], channels])]);
  const [gamma, beta] = [weight("gamma"), weight("beta")];
  if (gamma) y = graph.op("Mul", [y, graph.numbers(gamma.data, gamma.shape, "gamma")]);
  return beta ? graph.op("Add", [y, graph.numbers(beta.data, beta.shape, "beta")]) : y;
};

const unitNormalization: LayerWriter = ({ graph, settings, inputs: [x] }) => {
  const axes = graph.integers([settings.axis].flat().map(Number));
  const sum = graph.op("ReduceSum", [graph.op("Mul", [x, x]), axes]);
  const length = graph.op("Sqrt", [graph.op("Max", [sum, graph.number(1e-12)])]);
  return graph.op("Div", [x, length]);
};

/** Normalisations, by Keras's class name. */
export const NORMALIZATION_WRITERS: Readonly<Record<string, LayerWriter>> = {
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  GroupNormalization: groupNormalization,
  UnitNormalization: unitNormalization,
  Normalization: normalization,
};
