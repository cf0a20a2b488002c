import * as tf from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";

/** The places of a trained network that transfer learning builds on. */
export interface PersonalParts {
  /** `[n, cells * cells * channels]` maps from the middle of the network, averaged. */
  readonly pooled: tf.SymbolicTensor;
  /** The last layer: dense, with softmax. */
  readonly head: tf.layers.Layer;
  /** What goes into the head. */
  readonly features: tf.SymbolicTensor;
}

/** Cells on each side that maps must have, if they are to show where mouth and brows are. */
const FINE_ENOUGH = 12;

/**
 * Finds what a personal output layer is built on, in any network of images that ends in a dense layer
 * with softmax.
 *
 * @throws {RangeError} for a network without such an end, or without maps that are fine enough.
 */
export function findParts(
  base: tf.LayersModel,
  { layer, cells }: { readonly layer?: string; readonly cells: number },
): PersonalParts {
  const head = base.layers.at(-1)!;
  const { units, activation } = head.getConfig();
  if (head.getClassName() !== "Dense" || activation !== "softmax" || units !== EMOTION_COUNT) {
    throw new RangeError(
      `transfer needs a model that ends in a dense layer with softmax over ${EMOTION_COUNT} labels; ` +
        `the last layer of ${base.name} is ${head.name} (${head.getClassName()})`,
    );
  }
  const maps = layer === undefined ? finestLast(base) : outputOf(base.getLayer(layer));
  const side = maps.shape[1]!;
  if (maps.shape.length !== 4 || side < cells) {
    throw new RangeError(`maps of shape [${maps.shape}] cannot be averaged to ${cells}x${cells}`);
  }
  const size = Math.floor(side / cells);
  const averaged = tf.layers.averagePooling2d({ name: "cells", poolSize: size, strides: size })
    .apply(maps);
  const pooled = tf.layers.flatten({ name: "cells_flat" }).apply(averaged) as tf.SymbolicTensor;
  return { pooled, head, features: head.input as tf.SymbolicTensor };
}

function finestLast(base: tf.LayersModel): tf.SymbolicTensor {
  const fine = base.layers.map(outputOf).filter(({ shape }) =>
    shape.length === 4 && Math.min(shape[1]!, shape[2]!) >= FINE_ENOUGH
  );
  // The pictures themselves are no maps of features.
  if (fine.length < 2) {
    throw new RangeError(
      `${base.name} has no layer with maps of ${FINE_ENOUGH}x${FINE_ENOUGH} cells: name one`,
    );
  }
  return fine.at(-1)!;
}

const outputOf = (layer: tf.layers.Layer) => layer.output as tf.SymbolicTensor;
