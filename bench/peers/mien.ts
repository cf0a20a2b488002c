import { fileURLToPath } from "node:url";
import type * as tf from "@tensorflow/tfjs";
import { statIfThere } from "#lib/core/stat_if_there.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import type { Peer } from "./peer.ts";

/** One of this project's own models, as it is shipped; `undefined` where it is not there. */
export async function mien(name: string): Promise<Peer | undefined> {
  const file = new URL(`../../models/${name}/model.h5`, import.meta.url);
  const found = statIfThere(file);
  if (!found) return undefined;
  const network = await loadModelH5(fileURLToPath(file));
  return {
    name: `Mien ${name}`,
    origin: `models/${name}/model.h5`,
    bytes: found.size,
    parameters: network.countParams(),
    predict: (x) => network.predict(x) as tf.Tensor2D,
  };
}
