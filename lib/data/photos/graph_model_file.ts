import * as tf from "@tensorflow/tfjs";

/**
 * Loads a TensorFlow.js graph model (`<name>.json` with its weights in one `<name>.bin`) from disk.
 * The caller disposes.
 */
export async function loadGraphModelFile(json: URL): Promise<tf.GraphModel> {
  const [text, weights] = await Promise.all([
    Deno.readTextFile(json),
    Deno.readFile(new URL(json.href.replace(/\.json$/, ".bin"))),
  ]);
  const { modelTopology, weightsManifest, signature, userDefinedMetadata } = JSON.parse(text);
  return await tf.loadGraphModel(tf.io.fromMemory({
    modelTopology,
    signature,
    userDefinedMetadata,
    weightSpecs: weightsManifest.flatMap(({ weights }: WeightsGroup) => weights),
    weightData: weights.buffer,
  }));
}

/** Weights that lie in one file, in the order in which they are listed. */
interface WeightsGroup {
  readonly weights: tf.io.WeightsManifestEntry[];
}
