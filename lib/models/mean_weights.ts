import * as tf from "@tensorflow/tfjs";

/**
 * Gives a model the mean of its own weights and those of another of the same layers.
 *
 * Where one was trained on from the other, such a mean often does better on new data than either: it
 * keeps what the start knew, and half of what came after (WiSE-FT, Wortsman et al. 2022). Moving means and
 * variances of normalisations are averaged as well.
 *
 * @param model its weights are overwritten
 * @param other stays as it is
 * @throws {RangeError} for models whose weights have not the same shapes; `model` is then unchanged.
 */
export function meanWeights(model: tf.LayersModel, other: tf.LayersModel): void {
  const shapes = [model, other].map(({ weights }) =>
    weights.map(({ shape }) => `[${shape}]`).join()
  );
  if (shapes[0] !== shapes[1]) {
    throw new RangeError(`${model.name} and ${other.name} are not of the same layers`);
  }
  tf.tidy(() => {
    const theirs = other.getWeights();
    model.setWeights(model.getWeights().map((weight, i) => tf.mul(tf.add(weight, theirs[i]), 0.5)));
  });
}
