import * as tf from "@tensorflow/tfjs";
import { argMax } from "../core/arg_max.ts";
import { logLoss } from "../core/log_loss.ts";
import type { BatchSource } from "../data/batches.ts";
import { yieldToEvents } from "../core/yield_to_events.ts";

/** Mean loss (nats) and accuracy over a whole source. */
export interface ValidationScore {
  readonly loss: number;
  readonly accuracy: number;
}

/**
 * Loss and accuracy of a model over one pass of a source, in inference mode: no dropout, no
 * augmentation beyond the source's own, no label smoothing, no weight penalties.
 */
export async function validate(
  model: tf.LayersModel,
  source: BatchSource,
): Promise<ValidationScore> {
  const { classes, judgedClasses = classes } = source;
  let [loss, correct, seen] = [0, 0, 0];
  for (let index = 0; index < source.batchesPerEpoch; index++) {
    const { x, y, n } = await source.batch(0, index);
    const output = tf.tidy(() =>
      model.predictOnBatch(tf.tensor(x.slice(), [n, ...source.itemShape]))
    ) as tf.Tensor;
    const probabilities = await output.data<"float32">();
    for (const value of logLoss(probabilities, y, classes)) loss += value;
    for (let row = 0; row < n * classes; row += classes) {
      correct += Number(
        argMax(probabilities, row, judgedClasses) === argMax(y, row, judgedClasses),
      );
    }
    output.dispose();
    seen += n;
    await yieldToEvents();
  }
  return { loss: loss / seen, accuracy: correct / seen };
}
