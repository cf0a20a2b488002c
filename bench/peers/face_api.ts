import type * as tf from "@tensorflow/tfjs";
// For its types, and so that the version that deno.json pins is fetched.
import type { FaceExpressionNet } from "@vladmandic/face-api";
import { inOurOrder, type Peer } from "./peer.ts";

const NAMES = ["neutral", "happy", "sad", "angry", "fear", "disgust", "surprise"];

/** The expression network of npm's `@vladmandic/face-api`. */
export async function faceApi(): Promise<Peer> {
  const file = (path: string) => new URL(`../${path}`, import.meta.resolve("@vladmandic/face-api"));
  const { version } = JSON.parse(Deno.readTextFileSync(file("package.json")));
  const model = file("model/face_expression_model.bin");
  const { FaceExpressionNet, NetInput } = await onOurTensorFlow(
    file("dist/face-api.esm-nobundle.js"),
  );
  const network: FaceExpressionNet = new FaceExpressionNet();
  const manifest = JSON.parse(
    Deno.readTextFileSync(file("model/face_expression_model-weights_manifest.json")),
  );
  const { io } = await import("@tensorflow/tfjs");
  const specs = manifest.flatMap((group: { weights: tf.io.WeightsManifestEntry[] }) =>
    group.weights
  );
  const weights = io.decodeWeights(Deno.readFileSync(model).buffer, specs);
  network.loadFromWeightMap(weights as never);
  return {
    name: "face-api",
    origin: `npm:@vladmandic/face-api@${version}, face_expression_model`,
    bytes: Deno.statSync(model).size,
    parameters: Object.values(weights).reduce((sum, { size }) => sum + size, 0),
    predict(x) {
      // It scales to its own 112 x 112.
      const colours = x.mul(255).tile([1, 1, 1, 3]).unstack();
      const scores = network.forwardInput(new NetInput(colours, true));
      return inOurOrder(scores as unknown as tf.Tensor2D, NAMES);
    },
  };
}

/**
 * The package's own code, but on the TensorFlow.js that is running: the package names files of
 * TensorFlow.js that it does not list as its dependencies.
 */
async function onOurTensorFlow(path: URL) {
  const code = Deno.readTextFileSync(path)
    .replaceAll(/from ?"@tensorflow\/tfjs\/dist\/index.js"/g, 'from"@tensorflow/tfjs"')
    .replaceAll(/from ?"@tensorflow\/tfjs-backend-\w+\/dist\/index.js"/g, 'from"@tensorflow/tfjs"');
  const copy = new URL("../../out/peers/face_api.js", import.meta.url);
  Deno.mkdirSync(new URL(".", copy), { recursive: true });
  Deno.writeTextFileSync(copy, code);
  return await import(copy.href);
}
