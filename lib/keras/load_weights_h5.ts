import type * as tf from "@tensorflow/tfjs";
import { faultMessage } from "../core/errors.ts";
import { fillFromArchive } from "./archive_weights.ts";
import { describeModel } from "./config/describe_model.ts";
import type { h5wasm } from "./hdf5/h5.ts";
import { openHdf5 } from "./hdf5/open_hdf5.ts";
import { fillLayer, storedLayers } from "./weights_file.ts";
import type { StoredLayer } from "./weights_file.ts";
import { layerWeights } from "./weights.ts";

/** How layers of the file find theirs in the model. */
export interface LoadWeightsOptions {
  /**
   * `order` (default, as Keras): the n-th layer with weights gets the n-th. `name`: each layer of
   * the file whose name the model has; the others stay as they are.
   */
  readonly match?: "order" | "name";
}

/**
 * Loads weights into a model that was built here, from a `.h5` of a whole model or of weights alone
 * (`model.save_weights`), of Keras 2 or 3. Keras 3's `.weights.h5` knows layers by their class and a
 * counter: they are matched by that.
 *
 * All shapes are checked before the first weight is changed.
 *
 * @returns the names of the model's layers that were filled.
 * @throws {SyntaxError} where the numbers of layers or weights or a shape differ.
 * @throws {RangeError} where no layer has a name of the file's.
 */
export function loadWeightsH5(
  model: tf.LayersModel,
  path: string,
  { match = "order" }: LoadWeightsOptions = {},
): Promise<string[]> {
  return openHdf5(path, (file) => {
    if (isKeras3Weights(file)) {
      if (match === "name") {
        throw new RangeError(
          faultMessage("weights without names of layers", { file: path }, "Match by order."),
        );
      }
      for (const dry of [true, false]) {
        fillFromArchive(model, describeModel(model), file, path, { sameNames: false, dry });
      }
      return model.layers.filter((layer) => layer.weights.length > 0).map(({ name }) => name);
    }
    const stored = storedLayers(file).filter(({ weights }) => weights.length > 0);
    const layers = model.layers.filter((layer) => layerWeights(layer).length > 0);
    const pairs = match === "name" ? byName(layers, stored, path) : byOrder(layers, stored, path);
    for (const [layer, found] of pairs) fillLayer(layer, found, path, { dry: true });
    for (const [layer, found] of pairs) fillLayer(layer, found, path);
    return pairs.map(([layer]) => layer.name);
  });
}

function isKeras3Weights(file: h5wasm.File): boolean {
  return !("layer_names" in file.attrs) && file.keys().includes("layers");
}

type Pair = [layer: tf.layers.Layer, stored: StoredLayer];

function byOrder(layers: tf.layers.Layer[], stored: StoredLayer[], file: string): Pair[] {
  if (layers.length !== stored.length) {
    throw new SyntaxError(faultMessage(
      `${stored.length} layers with weights, and the model has ${layers.length}`,
      { file },
      'Build the model that the weights belong to, or use { match: "name" }.',
    ));
  }
  return layers.map((layer, i) => [layer, stored[i]]);
}

function byName(layers: tf.layers.Layer[], stored: StoredLayer[], file: string): Pair[] {
  const found = new Map(stored.map((layer) => [layer.name, layer]));
  const pairs = layers.filter(({ name }) => found.has(name))
    .map((layer): Pair => [layer, found.get(layer.name)!]);
  if (pairs.length === 0) {
    throw new RangeError(faultMessage(
      `no layer of the model has a name of the file's: ${[...found.keys()].join(", ")}`,
      { file },
      "Name the layers as in the file, or match by order.",
    ));
  }
  return pairs;
}
