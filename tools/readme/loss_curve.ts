import { markdownTable } from "./markdown_table.ts";

/** `bench/results/engine/loss_curve.json`, as `tests/reference/loss_curve.ts` writes it. */
export interface LossCurveFile {
  readonly steps: number;
  readonly batch: number;
  readonly rows: readonly {
    readonly name: string;
    /** Distance from the mean of Keras's (other) runs over all steps, nats. */
    readonly rootMeanSquare: number;
    readonly largest: number;
    /** Mean loss of the last ten steps. */
    readonly lastTen: number;
  }[];
}

/** How closely this engine's losses follow Keras's, in words and as a table. */
export function lossCurvePart({ steps, batch, rows }: LossCurveFile): string[] {
  const [keras, ours] = [true, false].map((wanted) =>
    rows.filter(({ name }) => name.startsWith("Keras") === wanted)
      .map(({ rootMeanSquare }) => rootMeanSquare)
  );
  const range = (values: readonly number[]) =>
    [...new Set([Math.min(...values), Math.max(...values)].map((value) => value.toFixed(4)))]
      .join(" to ");
  return [
    `model_1, trained for ${steps} steps of ${batch} images of FER2013 from equal weights on equal ` +
    "batches. Keras was repeated with sums added in other orders (threads; oneDNN, Eigen). Its runs " +
    `lie ${
      range(keras)
    } nats from the mean of the other three (root mean square over the steps), ` +
    `this engine's ${range(ours)} from the mean of Keras's.`,
    markdownTable(
      ["Run", "Off by, root mean square", "Largest", "Loss of the last ten steps"],
      rows.map(({ name, rootMeanSquare, largest, lastTen }) => [
        name,
        ...[rootMeanSquare, largest, lastTen].map((value) => value.toFixed(4)),
      ]),
    ),
  ];
}
