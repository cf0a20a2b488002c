import { resolve } from "node:path";
import type { LayersModel } from "@tensorflow/tfjs";
import { statIfThere } from "#lib/core/stat_if_there.ts";
import { loadModel as loadKerasModel } from "#lib/keras/load_model.ts";

const ROOT = resolve(import.meta.dirname!, "../..");

/** The model in an `.h5` or `.keras` file of Keras or of this project; see {@link modelFile}. */
export async function loadModel(path: string): Promise<LayersModel> {
  // The one folder that every task may write to.
  return await loadKerasModel(modelFile(path), { temporaryFolder: `${ROOT}/out` });
}

/**
 * The file that a model is asked for by. A bare name such as `model_1` stands for
 * `models/model_1/model.h5`, unless a file is called so.
 *
 * @throws {Deno.errors.NotFound} when there is no such file.
 */
export function modelFile(path: string): string {
  const trained = `${ROOT}/models/${path}/model.h5`;
  const found = isFile(path) ? path : /^\w+$/.test(path) && isFile(trained) ? trained : undefined;
  if (found === undefined) {
    throw new Deno.errors.NotFound(
      `there is no model file "${path}". deno task train --model model_1 makes one.`,
    );
  }
  return found;
}

function isFile(path: string): boolean {
  return statIfThere(path)?.isFile ?? false;
}
