import * as tf from "@tensorflow/tfjs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";

/** Sets TensorFlow.js's wasm backend on one thread; null if it does not start. */
export async function startWasm(): Promise<number | null> {
  const { setThreadsCount, setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const file = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  setWasmPaths(join(dirname(file), "dist") + sep);
  setThreadsCount(1);
  const started = await tf.setBackend("wasm");
  return started ? 1 : null;
}
