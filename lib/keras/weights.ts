import * as tf from "@tensorflow/tfjs";

/** A weight with the path it has below its layer in a Keras file. */
export interface NamedWeight {
  readonly path: string;
  readonly variable: tf.LayerVariable;
}

interface Parts {
  readonly trainable: NamedWeight[];
  readonly fixed: NamedWeight[];
}

/**
 * The weights of a layer in Keras's order: what can be trained, then the rest, both in the order of
 * the layers inside. A layer inside a frozen model counts as frozen; TensorFlow.js's own order
 * differs there.
 */
export function layerWeights(layer: tf.layers.Layer): NamedWeight[] {
  const { trainable, fixed } = split(layer, false, "");
  return [...trainable, ...fixed];
}

function split(layer: tf.layers.Layer, frozenAbove: boolean, above: string): Parts {
  const frozen = frozenAbove || !layer.trainable;
  const path = above === "" ? layer.name : `${above}/${layer.name}`;
  const inside = insideOf(layer);
  if (inside) {
    const parts = inside.map((inner) => split(inner, frozen, path));
    return {
      trainable: parts.flatMap((part) => part.trainable),
      fixed: parts.flatMap((part) => part.fixed),
    };
  }
  const named = (variables: readonly tf.LayerVariable[]) =>
    variables.map((variable) => ({
      path: `${path}/${variable.originalName.split("/").at(-1)}:0`,
      variable,
    }));
  if (frozen) {
    return {
      trainable: [],
      fixed: named([...layer.trainableWeights, ...layer.nonTrainableWeights]),
    };
  }
  return { trainable: named(layer.trainableWeights), fixed: named(layer.nonTrainableWeights) };
}

function insideOf(layer: tf.layers.Layer): tf.layers.Layer[] | undefined {
  if (layer instanceof tf.LayersModel) return layer.layers;
  const { forwardLayer, backwardLayer, layer: inner } = layer as unknown as Record<string, unknown>;
  if (forwardLayer instanceof tf.layers.Layer && backwardLayer instanceof tf.layers.Layer) {
    return [forwardLayer, backwardLayer];
  }
  return inner instanceof tf.layers.Layer ? [inner] : undefined;
}

/** Puts numbers into a weight as they are; `LayerVariable.write` would apply its constraint. */
export function assignWeight(variable: tf.LayerVariable, data: Float32Array): void {
  const values = variable.dtype === "int32" ? Int32Array.from(data) : data;
  const tensor = tf.tensor(values, variable.shape as number[], variable.dtype);
  (variable as unknown as { val: tf.Variable }).val.assign(tensor);
  tensor.dispose();
}
