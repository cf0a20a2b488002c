// One worker of `imageBatches`: makes the batches that it is told to, in order, into shared memory.
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../core/errors.ts";
import { type BatchFiller, createBatchFiller } from "./image_batch_filler.ts";
import { type BatchOrder, type BatchReply, unpackPlan } from "./image_batch_messages.ts";

// Made with the first order, so that a fault in the plan reaches whoever waits, like any other.
let fill: BatchFiller | undefined;

parentPort!.on("message", ({ id, epoch, index, x, y }: BatchOrder) => {
  let reply: BatchReply;
  try {
    fill ??= createBatchFiller(unpackPlan(workerData));
    reply = { id, n: fill(epoch, index, new Float32Array(x), new Float32Array(y)) };
  } catch (error) {
    reply = { id, error: messageOf(error), stack: error instanceof Error ? error.stack : "" };
  }
  parentPort!.postMessage(reply);
});
