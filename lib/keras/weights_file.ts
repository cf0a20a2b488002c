import type * as tf from "@tensorflow/tfjs";
import { faultMessage } from "../core/errors.ts";
import { namesAttribute } from "./hdf5/attributes.ts";
import { h5wasm } from "./hdf5/h5.ts";
import { readArray } from "./hdf5/read_array.ts";
import { assignWeight, layerWeights } from "./weights.ts";

/** The weights of one layer in a file, in Keras's order. */
export interface StoredLayer {
  readonly name: string;
  readonly weights: readonly { readonly path: string; readonly dataset: h5wasm.Dataset }[];
}

/**
 * Lists the weights of a Keras `.h5` file: of a whole model or of weights alone, Keras 2 or 3.
 *
 * @throws {SyntaxError} where it holds no weights in Keras's layout, or names one that is missing.
 */
export function storedLayers(file: h5wasm.File): StoredLayer[] {
  const where = { file: file.filename };
  const inside = file.keys().includes("model_weights") ? file.get("model_weights") : file;
  const names = inside instanceof h5wasm.Group ? namesAttribute(inside, "layer_names") : undefined;
  if (!(inside instanceof h5wasm.Group) || !names) {
    throw new SyntaxError(
      faultMessage("HDF5, but no Keras weights inside", where, "Give a file that Keras saved."),
    );
  }
  const groups = new Set(inside.keys());
  return names.map((name) => {
    const group = groups.has(name) ? inside.get(name) : null;
    if (!(group instanceof h5wasm.Group)) throw missing(file, name, "its group");
    const paths = namesAttribute(group, "weight_names") ?? [];
    const weights = paths.map((path) => ({ path, dataset: find(group, path) }));
    const lost = weights.find(({ dataset }) => dataset === undefined);
    if (lost) throw missing(file, name, `weight ${lost.path}`);
    return { name, weights: weights as StoredLayer["weights"] };
  });
}

/** A dataset below a group, or `undefined`; the library itself throws on a wrong path. */
function find(group: h5wasm.Group, path: string): h5wasm.Dataset | undefined {
  let node: unknown = group;
  for (const part of path.split("/")) {
    if (!(node instanceof h5wasm.Group) || !node.keys().includes(part)) return undefined;
    node = node.get(part);
  }
  return node instanceof h5wasm.Dataset ? node : undefined;
}

function missing(file: h5wasm.File, layer: string, what: string): SyntaxError {
  return new SyntaxError(
    faultMessage(`${what} is missing`, { file: file.filename, layer }, "Save the model again."),
  );
}

/** Reads the weights of one layer of the file into one of a model; `dry` only checks that they fit. */
export function fillLayer(
  layer: tf.layers.Layer,
  stored: StoredLayer,
  file: string,
  { dry = false } = {},
): void {
  const wanted = layerWeights(layer);
  const where = { file, layer: stored.name };
  if (wanted.length !== stored.weights.length) {
    throw new SyntaxError(
      faultMessage(
        `${stored.weights.length} weights instead of ${wanted.length}`,
        where,
        "The weights belong to another model.",
      ),
    );
  }
  wanted.forEach(({ variable }, i) => {
    const { path, dataset } = stored.weights[i];
    const found = dataset.shape ?? [];
    if (found.join() !== variable.shape.join()) {
      throw new SyntaxError(
        faultMessage(
          `weight ${path} has the shape [${found.join(", ")}] instead of [${
            variable.shape.join(", ")
          }]`,
          where,
          "The weights belong to another model.",
        ),
      );
    }
    if (!dry) assignWeight(variable, readArray(dataset, where).data);
  });
}
