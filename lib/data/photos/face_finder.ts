import { Worker } from "node:worker_threads";
import type { Face } from "../../preprocess/face.ts";
import type { Photo } from "../../preprocess/photo.ts";
import type { FinderOrder, FinderReply } from "./face_finder_messages.ts";

/** Finds faces in photos, one after the other, on a worker of its own. */
export interface FaceFinder {
  /**
   * The faces of a photo, surest first; none where none was found. Faces much smaller than a tenth
   * of the photo may be missed.
   */
  find(photo: Photo): Promise<readonly Face[]>;
  /** Ends the worker; whoever waits is told so. Safe to call twice. */
  close(): void;
}

/**
 * Starts a face finder: BlazeFace and FaceMesh as the npm package `@vladmandic/human` holds them, on
 * TensorFlow.js's wasm backend. It works offline, does not touch the engine that was chosen, and no
 * pixel leaves the process. The worker keeps the process alive only while somebody waits for it.
 *
 * @example
 * ```ts
 * import { createFaceFinder } from "#lib/data/photos/face_finder.ts";
 * import { strictEqual } from "node:assert/strict";
 * const finder = createFaceFinder();
 * const wall = { width: 64, height: 64, pixels: new Uint8Array(64 * 64 * 3).fill(90) };
 * strictEqual((await finder.find(wall)).length, 0);
 * finder.close();
 * ```
 */
export function createFaceFinder(): FaceFinder {
  const waiting = new Map<number, PromiseWithResolvers<readonly Face[]>>();
  let next = 0;
  let fault: Error | undefined;
  const worker = new Worker(new URL("./face_finder_worker.ts", import.meta.url));
  worker.unref();
  const end = (error: Error) => {
    fault ??= error;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
    worker.unref();
  };
  worker.on("message", (reply: FinderReply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
    if ("error" in reply) asked?.reject(new Error(`the face finder failed: ${reply.error}`));
    else asked?.resolve(reply.faces);
  });
  worker.on("error", end);
  worker.on("exit", () => end(new Error("the face finder ended")));
  return {
    find(photo) {
      if (fault) return Promise.reject(fault);
      const answer = Promise.withResolvers<readonly Face[]>();
      const order: FinderOrder = { id: next++, photo };
      waiting.set(order.id, answer);
      worker.ref();
      worker.postMessage(order);
      return answer.promise;
    },
    close() {
      end(new Error("the face finder is closed: start a new one"));
      worker.terminate();
    },
  };
}
