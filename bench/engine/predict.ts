/**
 * Predicts with a net on one of TensorFlow.js's backends: `predict.ts WORK BATCH SYSTEM THREADS`. A run
 * is one prediction, from an array to an array.
 */
import * as tf from "@tensorflow/tfjs";
import { sizeOf } from "#lib/core/shapes.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { answerRuns } from "./answer_runs.ts";
import { TRAINING_WORKS } from "./works.ts";

/** JavaScript is compiled while it runs: what takes milliseconds is steady after some dozens of runs. */
const WARM_UP_RUNS = { one: 50, many: 5 };

const [work, batch, system, threads] = Deno.args;
const native = system === "engine";
const info = await chooseEngine({
  threads: Number(threads),
  prefer: native ? "native" : system === "tfjs-wasm" ? "wasm" : "cpu",
});

if (native && info.backend !== "native") console.log(`missing: ${info.reason}`);
else {
  const { inShape, layers } = TRAINING_WORKS[work];
  const model = tf.sequential({ layers: layers() });
  const shape = [Number(batch), ...inShape];
  const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => (i % 256) / 255);
  const predict = () => {
    const start = performance.now();
    const result = tf.tidy(() => model.predictOnBatch(tf.tensor(values, shape)) as tf.Tensor);
    result.dataSync();
    result.dispose();
    return (performance.now() - start) / 1000;
  };
  const runs = batch === "1" ? WARM_UP_RUNS.one : native ? WARM_UP_RUNS.many : 0;
  for (let i = 0; i < runs; i++) predict();
  await answerRuns(predict);
}
closeEngine();
