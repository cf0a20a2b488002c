import type * as tf from "@tensorflow/tfjs";
import { layerSettings } from "./layer_settings.ts";
import type { LayerDescription, ModelDescription } from "./model_description.ts";

/** What is read of a layer beyond its public type. */
type Layer = tf.layers.Layer & {
  readonly layers?: tf.layers.Layer[];
  readonly inboundNodes: { readonly inboundLayers: tf.layers.Layer[] }[];
};

/** What is read of a model beyond its public type. */
type Model = tf.LayersModel & { readonly containerNodes?: Set<string> };

/**
 * Describes a built TensorFlow.js model in plain data: sequential, functional with branches, models
 * within models. Only reads; the model stays as it is.
 *
 * @throws {RangeError} for a model without input shape: its sizes are not known yet.
 */
export function describeModel(model: tf.LayersModel): ModelDescription {
  if (!model.outputs?.length) {
    throw new RangeError(`model "${model.name}" has no input shape yet: give one, or call it once`);
  }
  const sequential = model.getClassName() === "Sequential";
  const found = (sequential ? inARow : byGraph)(model as Model);
  const layers = model.trainable ? found : found.map(frozen);
  return {
    name: model.name,
    layers,
    parameters: model.countParams(),
    trainableParameters: sizeOf(model.trainableWeights),
    outputs: sequential
      ? [layers[layers.length - 1].name]
      : [...new Set(model.outputs.map((output) => output.sourceLayer.name))],
  };
}

/** Each layer takes what the one before gives; the input, which such models leave out, is first. */
function inARow(model: Model): LayerDescription[] {
  const layers: LayerDescription[] = [];
  const [first] = model.layers;
  if (first.getClassName() !== "InputLayer") {
    layers.push({
      name: "input",
      kind: "InputLayer",
      settings: "",
      outputShape: model.inputs[0].shape,
      parameters: 0,
      trainable: false,
      inbound: [],
    });
  }
  for (const layer of model.layers) {
    const before = layers.length ? [layers[layers.length - 1].name] : [];
    layers.push(describeLayer(layer as Layer, before));
  }
  return layers;
}

/** Each layer takes what its nodes within this model say. */
function byGraph(model: Model): LayerDescription[] {
  return (model.layers as Layer[]).map((layer) => {
    const nodes = layer.inboundNodes.filter((_, i) =>
      model.containerNodes?.has(`${layer.name}_ib-${i}`) ?? true
    );
    const names = nodes.flatMap((node) => node.inboundLayers.map((from) => from.name));
    return describeLayer(layer, [...new Set(names)]);
  });
}

function describeLayer(layer: Layer, inbound: readonly string[]): LayerDescription {
  const shape = layer.outputShape;
  const outputShape = (Array.isArray(shape[0]) ? shape[0] : shape) as (number | null)[];
  const isModel = Array.isArray(layer.layers);
  // Layers that stand in for TensorFlow.js's own, as those of a loaded file do, go by their names.
  const kind = layer.getClassName().replace(/^Keras(?=[A-Z])/, "");
  return {
    name: layer.name,
    kind,
    settings: isModel ? "" : layerSettings(kind, layer.getConfig()),
    outputShape,
    parameters: layer.countParams(),
    trainable: layer.trainable,
    inbound,
    ...(isModel && { inner: describeModel(layer as unknown as tf.LayersModel) }),
  };
}

/** A frozen model freezes all that it is made of. */
function frozen(layer: LayerDescription): LayerDescription {
  const { inner } = layer;
  return {
    ...layer,
    trainable: false,
    ...(inner && { inner: { ...inner, layers: inner.layers.map(frozen), trainableParameters: 0 } }),
  };
}

function sizeOf(weights: readonly { readonly shape: readonly (number | null)[] }[]): number {
  return weights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((product, size) => product * (size ?? 1), 1),
    0,
  );
}
