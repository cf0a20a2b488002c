import type * as tf from "@tensorflow/tfjs";
import type { LayerDescription } from "../config/description.ts";
import type { Json, JsonObject } from "../config/json.ts";

/** Settings of a layer in TensorFlow.js's spelling, ready for its constructor. */
// deno-lint-ignore no-explicit-any
export type LayerArguments = any;

/** How one Keras layer is made here and written back. */
export interface LayerRule {
  /** Keras's settings that mean the same here. Any other is refused, unless `only` lets it pass. */
  readonly keep: readonly string[];
  /** Settings that have no effect here, with the values for which that is right. */
  readonly only?: Readonly<Record<string, readonly Json[]>>;
  /** Settings without influence on what the layer computes. */
  readonly ignore?: readonly string[];
  /** Makes the layer. */
  create(settings: LayerArguments): tf.layers.Layer;
  /** Says why settings that are fine one by one cannot be had together. */
  refuse?(description: LayerDescription): string | undefined;
  /** TensorFlow.js's class names for it, where they are not Keras's. */
  readonly tfjs?: readonly string[];
  /** Last touch to the settings (Keras's spelling) before they are written. */
  write?(settings: JsonObject, layer: tf.layers.Layer): JsonObject;
  /** TensorFlow.js's settings that Keras does not know and does not need. */
  readonly drop?: readonly string[];
}

/** `kernel` → its initialiser, regulariser and constraint. */
export function weightSettings(...names: string[]): string[] {
  return names.flatMap((name) =>
    ["initializer", "regularizer", "constraint"].map((part) => `${name}_${part}`)
  );
}
