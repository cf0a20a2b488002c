import { CONTROL, MESSAGE_OFFSET, MESSAGE_ROOM } from "../memory/control.ts";
import { barrier, openBarrier, OtherThreadFailed } from "./barrier.ts";
import type { Task, TaskContext } from "./task.ts";

/** The meeting point that a thread's context offers to its tasks. */
export function meetingPoint(
  words: Int32Array,
  threads: number,
  check?: () => void,
): () => void {
  return () => barrier(words, threads, check);
}

/**
 * One thread's part of a task. A failure is written to the control block, for the main thread to
 * throw, and opens the barrier for those who wait there.
 */
export function runPart(
  task: Task,
  { context, words, args }: { context: TaskContext; words: Int32Array; args: Float64Array },
): void {
  try {
    task.run(context, args);
  } catch (error) {
    if (error instanceof OtherThreadFailed) return;
    if (Atomics.compareExchange(words, CONTROL.failed, 0, context.thread + 1) === 0) {
      writeMessage(context.memory, words, `${task.name}: ${error}`);
    }
    openBarrier(words);
  } finally {
    context.gemm.tidyHandles();
  }
}

function writeMessage(memory: WebAssembly.Memory, words: Int32Array, message: string): void {
  const bytes = new TextEncoder().encode(message).subarray(0, MESSAGE_ROOM);
  new Uint8Array(memory.buffer, MESSAGE_OFFSET, MESSAGE_ROOM).set(bytes);
  Atomics.store(words, CONTROL.messageBytes, bytes.length);
}

/** The message of the part that failed. */
export function readMessage(memory: WebAssembly.Memory, words: Int32Array): string {
  const length = Atomics.load(words, CONTROL.messageBytes);
  return new TextDecoder().decode(
    new Uint8Array(memory.buffer, MESSAGE_OFFSET, length).slice(),
  );
}
