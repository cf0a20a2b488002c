import type { LayersModel } from "@tensorflow/tfjs";
import { model1 } from "./model_1.ts";
import { model2 } from "./model_2.ts";
import { model2Residual } from "./model_2_residual.ts";
import { model4 } from "./model_4.ts";
import { modelEc1 } from "./model_ec1.ts";
import { modelTiny } from "./model_tiny.ts";
import type { ModelOptions } from "./model_options.ts";

/** Every architecture that can be trained by name. */
const MODELS: Readonly<Record<string, (options: ModelOptions) => LayersModel>> = {
  model_1: model1,
  model_2: model2,
  model_2_residual: model2Residual,
  model_tiny: modelTiny,
  model_4: model4,
  model_ec1: modelEc1,
};

/** The names that {@link modelByName} knows. */
export const MODEL_NAMES: readonly string[] = Object.keys(MODELS);

/**
 * A new, untrained and uncompiled model of the named architecture.
 *
 * @throws {RangeError} for a name that is not known.
 *
 * @example
 * ```ts
 * import { modelByName } from "#lib/models/model_by_name.ts";
 * modelByName("model_1", { seed: 1, inputShape: [16, 16, 1] }).summary();
 * ```
 */
export function modelByName(name: string, options: ModelOptions): LayersModel {
  if (!Object.hasOwn(MODELS, name)) {
    throw new RangeError(`no model is called "${name}": there is ${MODEL_NAMES.join(", ")}`);
  }
  return MODELS[name](options);
}
