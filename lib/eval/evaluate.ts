import type { LayersModel } from "@tensorflow/tfjs";
import type { EvaluationReport } from "../core/results.ts";
import { type Dataset, indicesOf, pick, type Role } from "../data/dataset.ts";
import { indicesOfUsage } from "../data/indices_of_usage.ts";
import { predict, type PredictOptions } from "./predict.ts";
import { report } from "./report.ts";
import { scaleTemperature } from "./temperature.ts";

/** Which samples {@link evaluate} judges, and how. Exactly one of `role` and `usage`. */
export type EvaluateOptions =
  & Omit<PredictOptions, "itemShape">
  & ({ readonly role: Role } | { readonly usage: string })
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
  const [indices, part] = "usage" in options
    ? [indicesOfUsage(dataset, options.usage), ` ${options.usage}`]
    : [indicesOf(dataset, options.role), `, ${options.role}`];
  const { x, y, leaked, itemShape, name, synthetic } = pick(dataset, indices);
  if (y.length === 0) throw new RangeError(`there is nothing to judge in ${name}${part}`);
  const probabilities = await predict(model, x, { ...options, itemShape });
  const scaled = temperature === 1 ? probabilities : scaleTemperature(probabilities, temperature);
  return report(scaled, y, { data: `${name}${part}`, synthetic, leaked });
}
