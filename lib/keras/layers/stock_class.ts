import * as tf from "@tensorflow/tfjs";
import type { LayerArguments } from "./rule.ts";

/** A layer class that can be extended and registered, its inner parts untyped. */
export interface StockLayer {
  // deno-lint-ignore no-explicit-any
  new (settings: LayerArguments): tf.layers.Layer & Record<string, any>;
  // deno-lint-ignore no-explicit-any
  fromConfig: tf.serialization.FromConfigMethod<any>;
}

/** A class of TensorFlow.js's own layers, to build a corrected one upon; it exports none of them. */
export function stockClass(name: string): StockLayer {
  const found = tf.serialization.SerializationMap.getMap().classNameMap[name];
  if (!found) throw new TypeError(`TensorFlow.js has no class ${name}`);
  return found[0] as unknown as StockLayer;
}
