import * as tf from "@tensorflow/tfjs";
import { faultMessage } from "../core/errors.ts";
import type { ModelDescription } from "./config/description.ts";
import { textAttribute } from "./hdf5/attributes.ts";
import { h5wasm } from "./hdf5/h5.ts";
import { readArray } from "./hdf5/read_array.ts";
import { assignWeight } from "./weights.ts";

/**
 * Fills a model from the weights of a `.keras` archive, where a layer's group is named after its
 * class and a counter, not after the layer.
 *
 * @param options `sameNames`: each layer must have the name that the file gives it;
 *   `dry`: only check that everything fits.
 * @throws {SyntaxError} where a weight is missing, of another shape, or another layer's.
 */
export function fillFromArchive(
  model: tf.LayersModel,
  description: ModelDescription,
  group: h5wasm.Group,
  file: string,
  { sameNames = true, dry = false } = {},
): void {
  const layers = child(group, "layers", { file, layer: model.name });
  const counts = new Map<string, number>();
  for (const { className, name, model: inner } of description.layers) {
    const kind = inner?.kind ?? className;
    const used = counts.get(kind) ?? 0;
    counts.set(kind, used + 1);
    if (className === "InputLayer") continue;
    const layer = model.getLayer(name);
    const where = { file, layer: name };
    const folder = snakeCase(kind) + (used === 0 ? "" : `_${used}`);
    if (inner) {
      fillFromArchive(layer as tf.LayersModel, inner, child(layers, folder, where), file, {
        sameNames,
        dry,
      });
    } else if (layer.weights.length > 0) {
      const own = child(layers, folder, where);
      const vars = own.keys().includes("vars") ? own.get("vars") : null;
      const stored = vars instanceof h5wasm.Group ? textAttribute(vars, "name") : undefined;
      if (sameNames && stored !== undefined && stored !== name) {
        throw fault(`the group ${folder} holds the weights of ${stored}`, where);
      }
      fillPart(layer, own, where, dry);
    }
  }
}

interface Place {
  readonly file: string;
  readonly layer: string;
}

function fillPart(layer: tf.layers.Layer, group: h5wasm.Group, where: Place, dry: boolean): void {
  const parts = layer as unknown as Record<string, tf.layers.Layer | undefined>;
  if (parts.forwardLayer && parts.backwardLayer) {
    fillPart(parts.forwardLayer, child(group, "forward_layer", where), where, dry);
    fillPart(parts.backwardLayer, child(group, "backward_layer", where), where, dry);
    return;
  }
  if (parts.layer) return fillPart(parts.layer, child(group, "layer", where), where, dry);
  if (parts.cell) return fillPart(parts.cell, child(group, "cell", where), where, dry);
  const vars = child(group, "vars", where);
  const variables = [...layer.trainableWeights, ...layer.nonTrainableWeights];
  const stored = vars.keys().length;
  if (stored !== variables.length) {
    throw fault(`${stored} weights instead of ${variables.length}`, where);
  }
  variables.forEach((variable, i) => {
    const dataset = vars.get(String(i));
    if (!(dataset instanceof h5wasm.Dataset)) throw fault(`weight ${i} is missing`, where);
    if (dataset.shape?.join() !== variable.shape.join()) {
      throw fault(
        `weight ${variable.originalName} has the shape [${dataset.shape}] instead of [${variable.shape}]`,
        where,
      );
    }
    if (!dry) assignWeight(variable, readArray(dataset, where).data);
  });
}

function child(group: h5wasm.Group, name: string, where: Place): h5wasm.Group {
  const found = group.keys().includes(name) ? group.get(name) : null;
  if (!(found instanceof h5wasm.Group)) {
    throw fault(`the group of weights ${name} is missing`, where);
  }
  return found;
}

function fault(what: string, where: Place): SyntaxError {
  return new SyntaxError(faultMessage(what, where, "Save the model again in Keras."));
}

/** Keras's own way: `MaxPooling2D` → `max_pooling2d`, `PReLU` → `p_re_lu`. */
function snakeCase(name: string): string {
  return name.replace(/(.)([A-Z][a-z]+)/g, "$1_$2").replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}
