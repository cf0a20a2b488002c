import type * as tf from "@tensorflow/tfjs";
import { loadGraphModelFile } from "#lib/data/photos/graph_model_file.ts";
// Imported so that `import.meta.resolve` below leads to the version that deno.json pins.
import type { Config as _Config } from "@vladmandic/human";
import { inOurOrder, type Peer, scaledAround } from "./peer.ts";

const NAMES = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];

/** The emotion network of npm's `@vladmandic/human`. */
export async function human(): Promise<Peer> {
  const json = new URL("../models/emotion.json", import.meta.resolve("@vladmandic/human"));
  const network = await loadGraphModelFile(json);
  const weights = new URL(json.href.replace(/json$/, "bin"));
  const { version } = JSON.parse(Deno.readTextFileSync(new URL("../package.json", json)));
  return {
    name: "human",
    origin: `npm:@vladmandic/human@${version}, emotion.json`,
    bytes: Deno.statSync(weights).size,
    parameters: Object.values(network.weights).flat().reduce((sum, { size }) => sum + size, 0),
    predict: (x) => inOurOrder(network.predict(scaledAround(x, 64)) as tf.Tensor2D, NAMES),
  };
}
