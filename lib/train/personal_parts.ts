import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";

/** The places of a trained network that transfer learning builds on. */
export interface PersonalParts {
  /** Each `[n, cells * cells * channels]`: maps of the network, averaged. */
  readonly pooled: readonly tf.SymbolicTensor[];
  /** The last layer: dense, with softmax. */
  readonly head: tf.layers.Layer;
  /** What goes into the head. */
  readonly features: tf.SymbolicTensor;
}

/** Cells on each side that maps must have, if they are to show where mouth and brows are. */
const FINE_ENOUGH = 10;

/**
 * Finds what a personal output layer is built on, in any network of images that ends in a dense layer
 * with softmax. Of networks side by side, whose features a concatenation brings together, each gives
 * its own maps.
 *
 * @throws {RangeError} for a network without such an end, or without maps that are fine enough.
 */
export function findParts(
  base: tf.LayersModel,
  { layers, cells }: { readonly layers?: readonly string[]; readonly cells: number },
): PersonalParts {
  const head = base.layers.at(-1)!;
  const { units, activation } = head.getConfig();
  if (head.getClassName() !== "Dense" || activation !== "softmax" || units !== EMOTION_COUNT) {
    throw new RangeError(
      `transfer needs a model that ends in a dense layer with softmax over ${EMOTION_COUNT} labels; ` +
        `the last layer of ${base.name} is ${head.name} (${head.getClassName()})`,
    );
  }
  const features = head.input as tf.SymbolicTensor;
  const maps = layers
    ? layers.map((name) => outputOf(base.getLayer(name)))
    : sideBySide(features).flatMap((end) => placedMaps(base, layersBehind(end)));
  const pooled = maps.map((map, k) => poolMaps(map, cells, `cells_${k + 1}`));
  return { pooled, head, features };
}

function poolMaps(maps: tf.SymbolicTensor, cells: number, name: string): tf.SymbolicTensor {
  const side = Math.min(maps.shape[1] ?? 0, maps.shape[2] ?? 0);
  if (maps.shape.length !== 4 || side < cells) {
    throw new RangeError(`maps of shape [${maps.shape}] cannot be averaged to ${cells}x${cells}`);
  }
  const size = Math.floor(side / cells);
  const averaged = tf.layers.averagePooling2d({ name, poolSize: size, strides: size }).apply(maps);
  return tf.layers.flatten({ name: `${name}_flat` }).apply(averaged) as tf.SymbolicTensor;
}

/** The features of each network, where several are brought together; otherwise those of the one. */
function sideBySide(features: tf.SymbolicTensor): readonly tf.SymbolicTensor[] {
  const { sourceLayer, inputs, shape } = features;
  if (sourceLayer.getClassName() === "Concatenate" && shape.length === 2) return inputs;
  return inputs.length === 1 && shape.length === 2 ? sideBySide(inputs[0]) : [features];
}

/** Every layer that `end` is computed by. */
function layersBehind(end: tf.SymbolicTensor, found = new Set<tf.layers.Layer>()) {
  if (found.has(end.sourceLayer)) return found;
  found.add(end.sourceLayer);
  for (const input of end.inputs) layersBehind(input, found);
  return found;
}

/** Of these layers the last maps that are fine enough, and what the last convolution looks at. */
function placedMaps(
  base: tf.LayersModel,
  network: ReadonlySet<tf.layers.Layer>,
): tf.SymbolicTensor[] {
  const inner = base.layers.filter((layer) =>
    network.has(layer) && layer.getClassName() !== "InputLayer"
  );
  const fine = inner.map(outputOf).findLast(({ shape }) =>
    shape.length === 4 && Math.min(shape[1]!, shape[2]!) >= FINE_ENOUGH
  );
  if (!fine) {
    throw new RangeError(
      `${base.name} has no layer with maps of ${FINE_ENOUGH}x${FINE_ENOUGH} cells: name some`,
    );
  }
  const last = inner.findLast((layer) => /Conv2D/.test(layer.getClassName()));
  const before = last?.input as tf.SymbolicTensor | undefined;
  const more = before && before !== fine && !base.inputs.includes(before) ? [before] : [];
  return [fine, ...more];
}

const outputOf = (layer: tf.layers.Layer) => layer.output as tf.SymbolicTensor;
