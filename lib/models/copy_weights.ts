import * as tf from "@tensorflow/tfjs";

/**
 * Gives a model the weights of another of the same layers, which may answer more or fewer classes.
 *
 * Where a weight's last axis is longer, the first part is taken; where it is half as long, it is taken
 * twice. So a network that learned labels and votes (14 classes) becomes one of labels (7), and one
 * of labels the start of the other.
 *
 * @param from stays as it is
 * @param to its weights are overwritten
 * @throws {RangeError} for models whose weights do not fit; `to` is then unchanged.
 *
 * @example
 * ```ts
 * import { copyWeights } from "#lib/models/copy_weights.ts";
 * import { modelTiny } from "#lib/models/model_tiny.ts";
 * const from = modelTiny({ seed: 1, inputShape: [16, 16, 1], classes: 14 });
 * copyWeights(from, modelTiny({ seed: 2, inputShape: [16, 16, 1] }));
 * ```
 */
export function copyWeights(from: tf.LayersModel, to: tf.LayersModel): void {
  if (from.weights.length !== to.weights.length) {
    throw new RangeError(
      `${from.name} has ${from.weights.length} weights, ${to.name} ${to.weights.length}: ` +
        "they are not of the same layers",
    );
  }
  tf.tidy(() => {
    to.setWeights(to.weights.map(({ shape, originalName }, i) => {
      const source = from.weights[i].read();
      const fitted = fit(source, shape as number[]);
      if (!fitted) {
        throw new RangeError(
          `"${originalName}" of ${to.name} is [${shape}], but [${source.shape}] in ${from.name}`,
        );
      }
      return fitted;
    }));
  });
}

function fit(source: tf.Tensor, shape: readonly number[]): tf.Tensor | undefined {
  const [has, wanted] = [source.shape.at(-1)!, shape.at(-1)!];
  if (`${source.shape.slice(0, -1)}` !== `${shape.slice(0, -1)}`) return undefined;
  if (has === wanted) return source;
  if (2 * has === wanted) return tf.concat([source, source], -1);
  return has > wanted ? tf.slice(source, shape.map(() => 0), [...shape]) : undefined;
}
