import { ARGUMENT_COUNT, ARGUMENTS_OFFSET, CONTROL, STOP } from "../memory/control.ts";
import { Gemm, type GemmDescription } from "../native/gemm.ts";
import { TASKS } from "../tasks/tasks.ts";
import { threadExpressions } from "./expressions.ts";
import { instantiateKernels } from "./instantiate_kernels.ts";
import { ownThread } from "./liveness.ts";
import { meetingPoint, runPart } from "./part.ts";
import { takePieces } from "./pieces.ts";
import type { TaskContext } from "./task.ts";

/** The one message that a worker receives. */
export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly gemm: GemmDescription;
  readonly thread: number;
  readonly threads: number;
}

/** The one message that it answers with. */
export type WorkerAnswer =
  /** Where the system shows the thread, if it does. */
  | { readonly ready: string | null }
  | { readonly failed: string };

declare const self: {
  onmessage: ((event: MessageEvent<WorkerStart>) => void) | null;
  postMessage(message: WorkerAnswer): void;
  close(): void;
};

self.onmessage = async ({ data }) => {
  try {
    const { kernels } = await instantiateKernels(data.memory, data.module);
    const words = new Int32Array(data.memory.buffer, 0, 16);
    const context: TaskContext = {
      thread: data.thread,
      threads: data.threads,
      memory: data.memory,
      kernels,
      gemm: new Gemm(data.memory, data.gemm),
      barrier: meetingPoint(words, data.threads),
      pieces: takePieces(words),
      expression: threadExpressions(data.memory),
    };
    const generation = Atomics.load(words, CONTROL.generation);
    self.postMessage({ ready: ownThread() });
    serve(context, words, generation);
    context.gemm.close();
    Atomics.add(words, CONTROL.left, 1);
    Atomics.notify(words, CONTROL.left);
    self.close();
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};

function serve(context: TaskContext, words: Int32Array, start: number): void {
  const args = new Float64Array(context.memory.buffer, ARGUMENTS_OFFSET, ARGUMENT_COUNT);
  for (let generation = start;;) {
    sleepWhile(words, generation);
    generation = Atomics.load(words, CONTROL.generation);
    const number = Atomics.load(words, CONTROL.task);
    if (number === STOP) return;
    runPart(TASKS[number], { context, words, args });
    if (Atomics.sub(words, CONTROL.running, 1) === 1) Atomics.notify(words, CONTROL.running);
  }
}

/** Between tasks a worker waits as long as it takes. */
function sleepWhile(words: Int32Array, generation: number): void {
  for (let i = 0; i < 4000; i++) {
    if (Atomics.load(words, CONTROL.generation) !== generation) return;
  }
  while (Atomics.load(words, CONTROL.generation) === generation) {
    Atomics.wait(words, CONTROL.generation, generation);
  }
}
