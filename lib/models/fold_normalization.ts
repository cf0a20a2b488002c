import * as tf from "@tensorflow/tfjs";

/**
 * Moves a trained model's weights into the same model without batch normalisations: what the
 * normalisation named `NAME_norm` did behind the convolution `NAME`, the convolution then does
 * itself. With s = gamma / sqrt(variance + epsilon) its kernel becomes kernel · s and its bias
 * beta - mean · s (Jacob et al. 2018, section 3.2). All other weights are copied by layer name.
 *
 * @param trained convolutions without bias, each with its normalisation
 * @param folded its weights are overwritten; the two then give equal outputs, but for rounding
 * @throws {RangeError} for a layer of `folded` that `trained` lacks.
 *
 * @example
 * ```ts
 * import { foldNormalization } from "#lib/models/fold_normalization.ts";
 * import { modelTiny } from "#lib/models/model_tiny.ts";
 * const folded = modelTiny({ seed: 1, inputShape: [16, 16, 1], folded: true });
 * foldNormalization(modelTiny({ seed: 2, inputShape: [16, 16, 1] }), folded);
 * ```
 */
export function foldNormalization(trained: tf.LayersModel, folded: tf.LayersModel): void {
  const layers = new Map(trained.layers.map((layer) => [layer.name, layer]));
  for (const target of folded.layers.filter(({ weights }) => weights.length)) {
    const source = layers.get(target.name);
    if (!source) {
      throw new RangeError(
        `layer "${target.name}" takes weights, but the trained model has ${[...layers.keys()]}`,
      );
    }
    const normalisation = layers.get(`${target.name}_norm`);
    tf.tidy(() =>
      target.setWeights(normalisation ? fold(source, normalisation) : source.getWeights())
    );
  }
}

/** Kernel and bias of a convolution that includes its normalisation. */
function fold(convolution: tf.layers.Layer, normalisation: tf.layers.Layer): tf.Tensor[] {
  const [kernel] = convolution.getWeights();
  const [gamma, beta, mean, variance] = normalisation.getWeights();
  const { epsilon } = normalisation.getConfig() as { epsilon: number };
  const scale = tf.div(gamma, tf.sqrt(tf.add(variance, epsilon)));
  return [tf.mul(kernel, scale), tf.sub(beta, tf.mul(mean, scale))];
}
