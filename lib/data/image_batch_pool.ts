import { Worker } from "node:worker_threads";
import { sizeOf } from "../core/shapes.ts";
import type { Batch } from "./batches.ts";
import type { BatchPlan } from "./image_batch_filler.ts";
import { type BatchOrder, type BatchReply, packPlan } from "./image_batch_messages.ts";

/** Room for one batch, in shared memory, used again and again. */
interface Room {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** A batch that is being made, or lies ready. */
interface Ahead {
  readonly key: string;
  readonly room: Room;
  readonly worker: number;
  readonly made: Promise<Batch>;
  settle(reply: Batch | Error): void;
  settled: boolean;
  /** Nobody will ask for it any more. */
  stale: boolean;
}

/**
 * Makes batches on workers, ahead of the training step that will want them.
 *
 * Each time a batch is asked for, the following ones are ordered too, so that the workers have
 * something to do while the main thread trains, even though it reads no messages meanwhile. A worker
 * that fails, or ends, fails whoever waits, with its own words. The workers keep the process alive
 * only while somebody waits for a batch.
 */
export class BatchPool {
  readonly #plan: BatchPlan;
  readonly #depth: number;
  readonly #workers: Worker[];
  readonly #load: number[];
  readonly #ahead = new Map<number, Ahead>();
  readonly #byKey = new Map<string, Ahead>();
  readonly #free: Room[] = [];
  #lent: Room[] = [];
  #waiting = 0;
  #nextId = 0;
  #fault: Error | null = null;

  /**
   * @param workers at least 1.
   * @param script what the workers run.
   */
  constructor(
    plan: BatchPlan,
    workers: number,
    script: URL = new URL("./image_batches_worker.ts", import.meta.url),
  ) {
    this.#plan = plan;
    this.#depth = workers + 1;
    this.#load = new Array(workers).fill(0);
    this.#workers = Array.from({ length: workers }, () => this.#hire(script));
  }

  /** The batch, and an order for those after it. `following` counts across epochs. */
  async batch(epoch: number, index: number, batchesPerEpoch: number): Promise<Batch> {
    if (this.#fault) throw this.#fault;
    this.#free.push(...this.#lent);
    this.#lent = [];
    const wanted = new Map<string, [number, number]>();
    for (let i = index; i <= index + this.#depth; i++) {
      const at: [number, number] = [
        epoch + Math.floor(i / batchesPerEpoch),
        i % batchesPerEpoch,
      ];
      wanted.set(at.join("/"), at);
    }
    const asked = `${epoch}/${index}`;
    this.#dropAllBut(wanted);
    for (const [key, [e, i]] of wanted) if (!this.#byKey.has(key)) this.#order(key, e, i);
    const ahead = this.#byKey.get(asked)!;
    this.#byKey.delete(asked);
    this.#wait(1);
    try {
      const batch = await ahead.made;
      this.#lent.push(ahead.room);
      return batch;
    } finally {
      this.#wait(-1);
    }
  }

  /** Ends the workers; whoever waits is told so. */
  close(): void {
    this.#fail(new Error("the image batches are closed: make a new source"));
  }

  #hire(script: URL): Worker {
    const worker = new Worker(script, { workerData: packPlan(this.#plan) });
    worker.unref();
    worker.on("message", (reply: BatchReply) => this.#receive(reply));
    worker.on("error", (error: Error) => this.#fail(workerFault(error.message, error)));
    worker.on("exit", () => this.#fail(workerFault("it ended by itself")));
    return worker;
  }

  #order(key: string, epoch: number, index: number): void {
    const id = this.#nextId++;
    const worker = this.#load.indexOf(Math.min(...this.#load));
    const room = this.#free.pop() ?? this.#build();
    const { promise, resolve, reject } = Promise.withResolvers<Batch>();
    // A batch made ahead may fail before anyone asks for it; whoever asks gets the fault.
    promise.catch(() => {});
    const ahead: Ahead = {
      key,
      room,
      worker,
      made: promise,
      settled: false,
      stale: false,
      settle: (reply) => reply instanceof Error ? reject(reply) : resolve(reply),
    };
    this.#ahead.set(id, ahead);
    this.#byKey.set(key, ahead);
    this.#load[worker]++;
    const [x, y] = [room.x, room.y].map(({ buffer }) => buffer as SharedArrayBuffer);
    this.#workers[worker].postMessage({ id, epoch, index, x, y } satisfies BatchOrder);
  }

  #receive(reply: BatchReply): void {
    const ahead = this.#ahead.get(reply.id)!;
    this.#ahead.delete(reply.id);
    this.#load[ahead.worker]--;
    ahead.settled = true;
    if (ahead.stale) this.#free.push(ahead.room);
    else if ("error" in reply) {
      const cause = new Error(reply.error);
      cause.stack = reply.stack;
      ahead.settle(workerFault(`batch ${ahead.key} (epoch/index): ${reply.error}`, cause));
    } else ahead.settle(this.#view(ahead.room, reply.n));
  }

  /** Frees what was made ahead for nothing, after a jump. */
  #dropAllBut(wanted: ReadonlyMap<string, unknown>): void {
    for (const [key, ahead] of this.#byKey) {
      if (wanted.has(key)) continue;
      this.#byKey.delete(key);
      if (ahead.settled) this.#free.push(ahead.room);
      else ahead.stale = true;
    }
  }

  #fail(fault: Error): void {
    if (this.#fault) return;
    this.#fault = fault;
    for (const ahead of this.#ahead.values()) ahead.settle(fault);
    for (const worker of this.#workers) void worker.terminate();
    this.#ahead.clear();
    this.#byKey.clear();
  }

  #wait(change: 1 | -1): void {
    this.#waiting += change;
    for (const worker of this.#workers) {
      if (this.#waiting > 0) worker.ref();
      else worker.unref();
    }
  }

  #build(): Room {
    const { batchSize, outputShape, classes } = this.#plan;
    return {
      x: new Float32Array(new SharedArrayBuffer(4 * batchSize * sizeOf(outputShape))),
      y: new Float32Array(new SharedArrayBuffer(4 * batchSize * classes)),
    };
  }

  #view(room: Room, n: number): Batch {
    const { outputShape, classes } = this.#plan;
    return {
      x: room.x.subarray(0, n * sizeOf(outputShape)),
      y: room.y.subarray(0, n * classes),
      n,
    };
  }
}

function workerFault(message: string, cause?: Error): Error {
  return new Error(`a worker of the image batches failed: ${message}`, { cause });
}
