import { resolve } from "node:path";
import type { LayersModel } from "@tensorflow/tfjs";
import { statIfThere } from "#lib/core/stat_if_there.ts";
import { loadModel as loadKerasModel } from "#lib/keras/load_model.ts";

const ROOT = resolve(import.meta.dirname!, "../..");

/**
 * The model in an `.h5` or `.keras` file of Keras or of this project. A bare name such as `model_1` stands for
 * `models/model_1/model.h5`, unless a file is called so.
 *
 * @throws {Deno.errors.NotFound} when there is no such file.
 */
export async function loadModel(path: string): Promise<LayersModel> {
  const trained = `${ROOT}/models/${path}/model.h5`;
  const found = isFile(path) ? path : /^\w+$/.test(path) && isFile(trained) ? trained : undefined;
  if (found === undefined) {
    throw new Deno.errors.NotFound(
      `there is no model file "${path}". deno task train --model model_1 makes one.`,
    );
  }
  // The one folder that every task may write to.
  return await loadKerasModel(found, { temporaryFolder: `${ROOT}/out` });
}

function isFile(path: string): boolean {
  return statIfThere(path)?.isFile ?? false;
}
