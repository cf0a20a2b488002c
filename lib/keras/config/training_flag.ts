import type * as tf from "@tensorflow/tfjs";

/** Makes a layer compute as in inference even while the model trains: Keras's `training=False`. */
export function computeAsInInference(layer: tf.layers.Layer): void {
  const call = layer.call.bind(layer);
  layer.call = (inputs, kwargs) => call(inputs, { ...kwargs, training: false });
}
