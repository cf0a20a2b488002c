import * as tf from "@tensorflow/tfjs";

/**
 * Divides a classifier's logits by a temperature, for good: kernel and bias of its last layer are
 * divided by it. The file that is saved then gives calibrated probabilities to whoever opens it, in
 * Keras too, and no temperature has to travel beside it (Guo et al. 2017). Which class is the most
 * probable does not change.
 *
 * @param model ends in a dense layer with softmax; changed in place
 * @param temperature above 0: above 1 softens, below 1 sharpens
 * @throws {RangeError} for another kind of last layer, or a temperature that is not above 0.
 *
 * @example
 * ```ts
 * import { foldTemperature } from "#lib/models/fold_temperature.ts";
 * import { modelTiny } from "#lib/models/model_tiny.ts";
 * foldTemperature(modelTiny({ seed: 1 }), 1.5);
 * ```
 */
export function foldTemperature(model: tf.LayersModel, temperature: number): void {
  if (!(temperature > 0 && temperature < Infinity)) {
    throw new RangeError(`a temperature is a number above 0, not ${temperature}`);
  }
  const last = model.layers.at(-1)!;
  const { activation } = last.getConfig();
  if (last.getClassName() !== "Dense" || activation !== "softmax") {
    throw new RangeError(
      `"${last.name}" is a ${last.getClassName()} (${activation}); a temperature goes into a ` +
        `dense layer with softmax at the end of a model`,
    );
  }
  tf.tidy(() => last.setWeights(last.getWeights().map((weight) => tf.div(weight, temperature))));
}
