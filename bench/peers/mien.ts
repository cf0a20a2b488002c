import type * as tf from "@tensorflow/tfjs";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import type { Peer } from "./peer.ts";

/** One of this project's own models, as it is shipped; `undefined` where it is not there. */
export async function mien(name: string): Promise<Peer | undefined> {
  const file = new URL(`../../models/${name}/model.h5`, import.meta.url);
  try {
    await Deno.stat(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const network = await loadModelH5(file.pathname);
  return {
    name: `Mien ${name}`,
    origin: `models/${name}/model.h5`,
    bytes: (await Deno.stat(file)).size,
    parameters: network.countParams(),
    predict: (x) => network.predict(x) as tf.Tensor2D,
  };
}
