/**
 * The machine's own SGEMM peak: `sgemm.ts THREADS`. A run answers with the seconds of
 * {@linkcode SGEMM_OPERATIONS}, as products of 256 x 256 x 256 and the like reach them on all threads.
 */
import * as tf from "@tensorflow/tfjs";
import { NativeBackend } from "#lib/engine/backend/native_backend.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { answerRuns } from "./answer_runs.ts";
import { SGEMM_OPERATIONS, SGEMM_SIZES } from "./sgemm_peak.ts";

const info = await chooseEngine({ threads: Number(Deno.args[0]) });
const backend = tf.backend();
if (!(backend instanceof NativeBackend)) console.log(`missing: ${info.reason}`);
else {
  const { rows, depth, columns } = SGEMM_SIZES;
  const a = tf.randomUniform([rows, depth], -1, 1, "float32", 1);
  const b = tf.randomUniform([depth, columns], -1, 1, "float32", 2);
  const times = SGEMM_OPERATIONS / (2 * rows * depth * columns);
  await answerRuns(() => {
    const start = performance.now();
    for (let i = 0; i < times; i++) tf.tidy(() => backend.address(tf.matMul(a, b)));
    return (performance.now() - start) / 1000;
  });
}
closeEngine();
