/**
 * Trains one net on one of TensorFlow.js's backends: `train.ts WORK SYSTEM THREADS`.
 *
 * A run is one step of `trainOnBatch`. Stock TensorFlow.js takes many minutes for a batch, so it
 * trains on {@linkcode FEW} sample and its time is multiplied.
 */
import * as tf from "@tensorflow/tfjs";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { answerRuns } from "./answer_runs.ts";
import { compiledModel, TRAINING_WORKS } from "./works.ts";

const FEW = 1;
const WARM_UP_STEPS = 4;

const [workName, system, threads] = Deno.args;
const work = TRAINING_WORKS[workName];
const native = system === "engine";
const info = await chooseEngine({
  threads: Number(threads),
  prefer: native ? "native" : system === "tfjs-wasm" ? "wasm" : "cpu",
});

if (native && info.backend !== "native") console.log(`missing: ${info.reason}`);
else if (info.backend === "wasm") {
  console.log("missing: this backend has no kernel for a convolution's filter gradient");
} else {
  const n = native ? work.batchSize : FEW;
  const model = compiledModel(work);
  const x = tf.randomUniform([n, ...work.inShape], 0, 1, "float32", 1);
  const labels = tf.tensor1d(Array.from({ length: n }, (_, i) => i % 7), "int32");
  const y = tf.oneHot(labels, 7).toFloat();
  const step = async () => {
    const start = performance.now();
    await model.trainOnBatch(x, y);
    return ((performance.now() - start) / 1000) * (work.batchSize / n);
  };
  for (let i = 0; native && i < WARM_UP_STEPS; i++) await step();
  await answerRuns(step, { whole: n === work.batchSize });
}
closeEngine();
