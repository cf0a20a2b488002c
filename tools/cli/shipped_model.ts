import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { LayersModel } from "@tensorflow/tfjs";
import type { Dataset } from "#lib/data/dataset.ts";
import { copyWeights } from "#lib/models/copy_weights.ts";
import { foldNormalization } from "#lib/models/fold_normalization.ts";
import { meanWeights } from "#lib/models/mean_weights.ts";
import { model2Pair } from "#lib/models/model_2_pair.ts";
import { modelByName } from "#lib/models/model_by_name.ts";
import { loadModel, modelFile } from "./load_model.ts";
import { RESIDUAL, type Settings } from "./train_settings.ts";

/** A model that training starts from or joins: the file, and what identifies its content. */
export interface FileIdentity {
  readonly file: string;
  readonly sha256: string;
}

/** Gives `model` the weights of a trained one. */
export async function startFrom(name: string, model: LayersModel): Promise<FileIdentity> {
  const trained = await loadModel(modelFile(name));
  copyWeights(trained, model);
  trained.dispose();
  return await identify(name);
}

/** Fails before the training, not hours later, for a file that no network can be put beside. */
export async function checkBeside(
  name: string,
  inputShape: readonly number[],
): Promise<FileIdentity> {
  const residual = modelByName(RESIDUAL, { seed: 0, inputShape });
  const plain = await loadModel(modelFile(name));
  try {
    model2Pair(plain, residual).dispose();
    return await identify(name);
  } finally {
    plain.dispose();
    residual.dispose();
  }
}

async function identify(name: string): Promise<FileIdentity> {
  const path = modelFile(name);
  const digest = createHash("sha256").update(await Deno.readFile(path)).digest("hex");
  return { file: basename(path), sha256: digest };
}

/**
 * A model that was trained on crops, or on votes as well, as one that gives whole images their seven
 * probabilities; its normalisations folded in, its weights averaged with the start's, or a trained network
 * put beside it, if wished.
 */
export async function asShipped(
  model: LayersModel,
  { name, recipe, from, beside }: Settings,
  data: Dataset,
): Promise<LayersModel> {
  const { itemShape: inputShape } = data;
  const folded = recipe.foldNormalization ?? false;
  const isAsTrained = `${model.inputs[0].shape.slice(1)}` === `${inputShape}` && !recipe.targets;
  if (!folded && !recipe.meanWithStart && !beside && isAsTrained) return model;
  const shipped = modelByName(name, { seed: 0, inputShape, folded });
  if (folded) foldNormalization(model, shipped);
  else copyWeights(model, shipped);
  if (recipe.meanWithStart) {
    const start = await loadModel(modelFile(from!));
    meanWeights(shipped, start);
    start.dispose();
  }
  if (beside) {
    const plain = await loadModel(modelFile(beside));
    const pair = model2Pair(plain, shipped);
    plain.dispose();
    shipped.dispose();
    return pair;
  }
  return shipped;
}
