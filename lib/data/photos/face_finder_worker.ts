// The worker of `createFaceFinder`: looks for faces in the photos that it is sent.
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { parentPort } from "node:worker_threads";
import * as tf from "@tensorflow/tfjs";
import { setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
// The package is wanted for its models alone; the type makes sure that it is there.
import type { Config as _Config } from "@vladmandic/human";
import { messageOf } from "../../core/errors.ts";
import type { FinderOrder, FinderReply } from "./face_finder_messages.ts";
import { loadGraphModelFile } from "./graph_model_file.ts";
import { searchFaces } from "./search_faces.ts";

async function start() {
  const wasm = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json");
  setWasmPaths(join(dirname(wasm), "dist") + sep);
  setThreadsCount(1);
  if (!await tf.setBackend("wasm")) throw new Error("TensorFlow.js's wasm backend does not start");
  const models = new URL("../models/", import.meta.resolve("@vladmandic/human"));
  return {
    detector: await loadGraphModelFile(new URL("blazeface.json", models)),
    mesh: await loadGraphModelFile(new URL("facemesh.json", models)),
  };
}

// Begun with the first order, so that a fault in starting reaches whoever waits, like any other.
let networks: ReturnType<typeof start> | undefined;
let queue: Promise<void> = Promise.resolve();

parentPort!.on("message", ({ id, photo }: FinderOrder) => {
  queue = queue.then(async () => {
    let reply: FinderReply;
    try {
      networks ??= start();
      reply = { id, faces: await searchFaces(await networks, photo) };
    } catch (error) {
      reply = { id, error: messageOf(error) };
    }
    parentPort!.postMessage(reply);
  });
});
