import { ARGUMENT_COUNT, ARGUMENTS_OFFSET, CONTROL, PHASES, STOP } from "../memory/control.ts";
import type { Heap } from "../memory/heap.ts";
import type { Gemm } from "../native/gemm.ts";
import { TASKS } from "../tasks/tasks.ts";
import { awaitEnd } from "./await_end.ts";
import { waitWhile } from "./barrier.ts";
import { HotExpressions } from "../compile/hot_expressions.ts";
import { threadExpressions } from "./expressions.ts";
import { instantiateKernels } from "./instantiate_kernels.ts";
import { hasEnded } from "./liveness.ts";
import { meetingPoint, readMessage, runPart } from "./part.ts";
import { takePieces } from "./pieces.ts";
import type { Task, TaskContext } from "./task.ts";
import type { WorkerAnswer, WorkerStart } from "./worker.ts";

/**
 * The threads of the engine: the calling one and `threads - 1` workers that sleep between tasks.
 *
 * `run` is synchronous, as TensorFlow.js's kernels are.
 */
export class Team {
  readonly threads: number;
  /** What its threads have compiled: numbers hold for all of them. */
  readonly hotExpressions = new HotExpressions();
  readonly #words: Int32Array<ArrayBufferLike>;
  readonly #args: Float64Array<ArrayBufferLike>;
  readonly #context: TaskContext;
  readonly #workers: Worker[];
  readonly #numbers = new Map<Task, number>(TASKS.map((task, i) => [task, i]));

  /** Where the system shows the workers' threads. */
  readonly #places: readonly (string | null)[];
  readonly #check: () => void;

  private constructor(
    heap: Heap,
    context: TaskContext,
    { workers, places, check }: {
      workers: Worker[];
      places: readonly (string | null)[];
      check: () => void;
    },
  ) {
    this.#places = places;
    this.#check = check;
    this.threads = context.threads;
    this.#context = context;
    this.#workers = workers;
    this.#words = new Int32Array(heap.memory.buffer, 0, 16);
    this.#args = new Float64Array(heap.memory.buffer, ARGUMENTS_OFFSET, ARGUMENT_COUNT);
  }

  /** Starts the workers and waits until each is ready. */
  static async start(heap: Heap, gemm: Gemm, threads: number): Promise<Team> {
    const { module, kernels } = await instantiateKernels(heap.memory);
    const words = new Int32Array(heap.memory.buffer, 0, 16);
    const workers: Worker[] = [];
    const places: (string | null)[] = [];
    const check = () => throwIfEnded(places);
    try {
      const ready = [];
      for (let thread = 1; thread < threads; thread++) {
        const worker = new Worker(new URL("./worker.ts", import.meta.url), {
          type: "module",
          name: `engine ${thread}`,
        });
        workers.push(worker);
        ready.push(answer(worker));
        worker.postMessage(
          {
            module,
            memory: heap.memory,
            gemm: gemm.describe(),
            thread,
            threads,
          } satisfies WorkerStart,
        );
      }
      places.push(...await Promise.all(ready));
    } catch (error) {
      for (const worker of workers) worker.terminate();
      throw error;
    }
    const context: TaskContext = {
      thread: 0,
      threads,
      memory: heap.memory,
      kernels,
      gemm,
      barrier: meetingPoint(words, threads, check),
      pieces: takePieces(words),
      expression: threadExpressions(heap.memory),
    };
    return new Team(heap, context, { workers, places, check });
  }

  /** @throws {Error} with the message of the first thread that failed, or if one has died. */
  run(task: Task, args: readonly number[]): void {
    const words = this.#words;
    const number = this.#numbers.get(task);
    if (number === undefined) throw new RangeError(`${task.name} does not stand in TASKS.`);
    this.#args.set(args);
    for (let phase = 0; phase < PHASES; phase++) Atomics.store(words, CONTROL.next + phase, 0);
    if (this.threads > 1) {
      Atomics.store(words, CONTROL.arrived, 0);
      Atomics.store(words, CONTROL.task, number);
      Atomics.store(words, CONTROL.running, this.threads - 1);
      Atomics.add(words, CONTROL.generation, 1);
      Atomics.notify(words, CONTROL.generation);
    }
    runPart(task, { context: this.#context, words, args: this.#args });
    for (let running = this.threads - 1; running > 0;) {
      running = Atomics.load(words, CONTROL.running);
      if (running > 0) waitWhile(words, CONTROL.running, running, this.#check);
    }
    if (Atomics.load(words, CONTROL.failed) !== 0) {
      const thread = Atomics.exchange(words, CONTROL.failed, 0) - 1;
      throw new Error(
        `The engine failed on thread ${thread}: ${readMessage(this.#context.memory, words)}`,
      );
    }
  }

  /**
   * Ends the workers and waits until they have: a thread that is still letting go of native memory
   * while the process ends, or while the sessions that it used are released, would corrupt both.
   */
  close(): void {
    Atomics.store(this.#words, CONTROL.task, STOP);
    Atomics.add(this.#words, CONTROL.generation, 1);
    Atomics.notify(this.#words, CONTROL.generation);
    awaitEnd(this.#words, this.#places);
    for (const worker of this.#workers) worker.terminate();
  }
}

/** @throws {Error} if one of the threads is gone. */
function throwIfEnded(places: readonly (string | null)[]): void {
  const place = places.findIndex(hasEnded);
  if (place < 0) return;
  throw new Error(
    `Thread ${
      place + 1
    } of the engine has ended in the middle of its work. Its tensors are lost: ` +
      "call closeEngine(), then chooseEngine() again.",
  );
}

function answer(worker: Worker): Promise<string | null> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      if ("ready" in data) resolve(data.ready);
      else reject(new Error(`An engine worker could not start: ${data.failed}`));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`An engine worker could not start: ${event.message}`));
    };
  });
}
