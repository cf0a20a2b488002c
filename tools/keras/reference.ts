import * as tf from "@tensorflow/tfjs";

const BATCH = 3;

/** The inputs that `tests/reference/keras_models.py` makes for a model: its shapes say it all. */
export function referenceInputs(model: tf.LayersModel): tf.Tensor[] {
  return model.inputs.map((input, k) => {
    const shape = [BATCH, ...input.shape.slice(1).map((size) => size ?? 4)];
    const n = shape.reduce((a, b) => a * b, 1);
    const x = Float32Array.from(
      { length: n },
      (_, i) => ((i + 1000 * k) * 7919 + 13) % 1009 / 1009 - 0.5,
    );
    if (input.dtype !== "int32") return tf.tensor(x, shape);
    return tf.tensor(Int32Array.from(x, (value) => Math.floor((value + 0.5) * 8)), shape, "int32");
  });
}

/** What a model says of {@link referenceInputs}, one row of numbers per output. */
export async function referencePredictions(model: tf.LayersModel): Promise<number[][]> {
  const inputs = referenceInputs(model);
  const outputs = [model.predict(inputs.length === 1 ? inputs[0] : inputs)].flat();
  const rows = await Promise.all(outputs.map(async (output) => Array.from(await output.data())));
  tf.dispose([inputs, outputs]);
  return rows;
}

/** The largest absolute difference; Infinity where counts differ or a number is not one. */
export function largestDifference(actual: number[][], expected: number[][]): number {
  if (actual.length !== expected.length) return Infinity;
  return Math.max(...actual.map((row, i) => {
    if (row.length !== expected[i].length) return Infinity;
    const most = row.reduce((max, value, j) => Math.max(max, Math.abs(value - expected[i][j])), 0);
    return Number.isNaN(most) ? Infinity : most;
  }));
}
