import { resolve } from "node:path";
import { MODEL_NAMES } from "#lib/models/model_by_name.ts";
import { type Recipe, RECIPES } from "#lib/train/recipes.ts";
import { UsageError } from "./run_command.ts";
import { CLOUD_MODELS, type TrainValues } from "./train_clouds.ts";
import { wholeNumber } from "./whole_number.ts";

/** The network that is made to be put beside model_2. */
export const RESIDUAL = "model_2_residual";

/** The models that can be trained: those of images, then those of 3-D faces. */
export const TRAINABLE: readonly string[] = [...new Set([...MODEL_NAMES, ...CLOUD_MODELS])];

const ROOT = resolve(import.meta.dirname!, "../..");

/** A training of a model of images, as the command line asks for it. */
export interface Settings {
  readonly name: string;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** The model whose weights training starts from. */
  readonly from?: string;
  /** The trained model_2 that the new network is put beside. */
  readonly beside?: string;
  readonly out: string;
  readonly checkpoints: string;
}

/**
 * What the options and the model's recipe ask for together.
 *
 * @throws {UsageError} for a model, a round or a partner that there is not.
 */
export function readSettings(values: TrainValues): Settings {
  const name = values.model;
  if (!name) throw new UsageError(`--model NAME is needed: ${TRAINABLE.join(", ")}`);
  if (!MODEL_NAMES.includes(name)) {
    throw new UsageError(`no model is called "${name}": there is ${TRAINABLE.join(", ")}`);
  }
  if (values.beside && name !== RESIDUAL) {
    throw new UsageError(`--beside is for --model ${RESIDUAL}, not for ${name}`);
  }
  const round = recipeOfRound(values);
  // A fast run looks at each image once an epoch, however long the recipe's epochs are.
  const recipe = values.fast ? { ...round, batchesPerEpoch: undefined } : round;
  return {
    name,
    recipe,
    seed: wholeNumber("seed", values.seed) ?? 6835,
    epochs: wholeNumber("epochs", values.epochs, { from: 1 }) ?? (values.fast ? 2 : recipe.epochs),
    batchSize: wholeNumber("batch", values.batch, { from: 1 }) ?? recipe.batchSize,
    from: values.from,
    beside: values.beside,
    out: resolve(values.out ?? `${ROOT}/models/${name}`),
    checkpoints: values.out ? resolve(values.out, "checkpoints") : `${ROOT}/checkpoints/${name}`,
  };
}

/** The recipe of the round that is asked for: the first one, or a later one from trained weights. */
function recipeOfRound({ model, from, round }: TrainValues): Recipe {
  const { later, ...first } = RECIPES[model!];
  const number = wholeNumber("round", round, { from: 1 }) ?? (from && later ? 2 : 1);
  if (number === 1) return first;
  const change = later?.[number - 2];
  if (!change) {
    throw new UsageError(`${model} has no round ${number}: ${1 + (later?.length ?? 0)} at most`);
  }
  if (!from) throw new UsageError(`round ${number} starts from a trained model: add --from FILE`);
  const { schedule, ...rest } = change;
  return { ...first, ...rest, fit: { ...first.fit, schedule } };
}
