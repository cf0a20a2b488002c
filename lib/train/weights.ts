import * as tf from "@tensorflow/tfjs";

/** A copy of all weights of a model, trained and not, in the model's order. */
export async function readWeights(model: tf.LayersModel): Promise<Float32Array[]> {
  return await Promise.all(
    model.weights.map(async (weight) => Float32Array.from(await weight.read().data<"float32">())),
  );
}

/** Puts back what {@link readWeights} gave. */
export function writeWeights(model: tf.LayersModel, values: readonly Float32Array[]): void {
  model.weights.forEach((weight, i) =>
    tf.tidy(() => {
      weight.write(tf.tensor(values[i].slice(), weight.shape as number[]));
    })
  );
}
