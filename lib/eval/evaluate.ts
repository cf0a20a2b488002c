import type { LayersModel } from "@tensorflow/tfjs";
import type { EvaluationReport } from "../core/results.ts";
import type { Dataset } from "../data/dataset.ts";
import { type Part, partOf } from "../data/part_of.ts";
import { predict, type PredictOptions } from "./predict.ts";
import { report } from "./report.ts";
import { scaleTemperature } from "./temperature.ts";

/** Which samples {@link evaluate} judges, and how. Exactly one of `role` and `usage`. */
export type EvaluateOptions =
  & Omit<PredictOptions, "itemShape">
  & Part
  & {
    /** Probabilities are softened (above 1) or sharpened by it; 1 by default. */
    readonly temperature?: number;
  };

/**
 * Judges a model on part of a data set: those samples with a role, or of one of FER2013's usages.
 *
 * For the predictions themselves, to look at the most wrong ones for instance, call `predict` and
 * `report`, which is all that this does.
 *
 * @throws {RangeError} when no sample is meant, or the model does not fit the samples.
 */
export async function evaluate(
  model: LayersModel,
  dataset: Dataset,
  options: EvaluateOptions,
): Promise<EvaluationReport> {
  const { temperature = 1 } = options;
  const { x, y, leaked, itemShape, name, synthetic } = partOf(dataset, options);
  const probabilities = await predict(model, x, { ...options, itemShape });
  const scaled = temperature === 1 ? probabilities : scaleTemperature(probabilities, temperature);
  return report(scaled, y, { data: name, synthetic, leaked });
}
