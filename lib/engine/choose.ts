import * as tf from "@tensorflow/tfjs";
import { BACKEND_NAME } from "./backend/name.ts";
import { NativeBackend } from "./backend/native_backend.ts";
import { startWasm } from "./fallback/wasm.ts";
import { Heap, MOST_HEAP_BYTES } from "./memory/heap.ts";
import { adviseHugePages } from "./memory/huge_pages.ts";
import { checkGemm } from "./native/check_gemm.ts";
import { Gemm } from "./native/gemm.ts";
import { nativeLibraryPath } from "./native/library.ts";
import { registerBackend, unregisterBackend } from "./register.ts";
import { Team } from "./threads/team.ts";

/** What {@linkcode chooseEngine} has found. */
export interface EngineInfo {
  /** The engine itself, or the one of TensorFlow.js's own backends that stands in for it. */
  readonly backend: "native" | "wasm" | "cpu";
  readonly threads: number;
  /** One line for people: what is used, and what it costs if it is not the engine. */
  readonly description: string;
  /** Why the engine is not used, where it is not. */
  readonly reason: string | null;
}

export interface EngineOptions {
  /** Threads to compute with, the calling one included. Default: all processors. */
  readonly threads?: number;
  /**
   * Elements from which an array is worth the engine's own elementwise kernels. Default: 4096. Tests
   * set it to 1, so that small cases go the way of large ones.
   */
  readonly smallest?: number;
  /**
   * Whether 3x3 convolutions go by Winograd's transforms, which are faster and round more (some 1e-5
   * of the largest output). Default: true.
   */
  readonly winograd?: boolean;
  /** Where to begin: the engine, or one of TensorFlow.js's own backends. Default: the engine. */
  readonly prefer?: "native" | "wasm" | "cpu";
  /** Is given the one line that says so when a slower backend stands in. Default: `console.warn`. */
  readonly warn?: (line: string) => void;
}

let current: { info: EngineInfo; close: () => void } | null = null;

/**
 * Sets TensorFlow.js's backend: the engine if this machine has what it needs, else `wasm` (predicts,
 * cannot train convolutions), else `cpu` (does everything, hundreds of times slower). If not the
 * engine is used although it was asked for, one line says so.
 *
 * Asking again for what runs already gives it back; asking for something else closes it first, and
 * with it all tensors that it holds.
 *
 * @throws {RangeError} if `threads` is not a whole number of at least 1.
 */
export async function chooseEngine(options: EngineOptions = {}): Promise<EngineInfo> {
  const { prefer = "native", warn = console.warn } = options;
  const threads = options.threads ?? navigator.hardwareConcurrency;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(
      `An engine cannot have ${threads} threads; ask for a whole number from 1.`,
    );
  }
  if (current && current.info.backend === prefer) {
    if (prefer !== "native" || current.info.threads === threads) return current.info;
  }
  closeEngine();
  let reason: string | null = null;
  if (prefer === "native") {
    try {
      const close = await startNative(threads, options);
      const description = `native engine on ${threads} ${threads === 1 ? "thread" : "threads"}`;
      const info = { backend: "native", threads, description, reason } as const;
      current = { info, close };
      return info;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
  }
  const info = await startStandIn(prefer, reason);
  if (reason !== null) warn(info.description);
  current = { info, close: () => {} };
  return info;
}

/** Ends the engine's threads. Tensors that it holds are lost. Safe to call twice. */
export function closeEngine(): void {
  current?.close();
  current = null;
}

async function startNative(
  threads: number,
  { smallest, winograd }: EngineOptions,
): Promise<() => void> {
  const heap = new Heap();
  adviseHugePages(heap.memory, MOST_HEAP_BYTES);
  const gemm = new Gemm(heap.memory, nativeLibraryPath());
  checkGemm(gemm, heap);
  const team = await Team.start(heap, gemm, threads);
  registerBackend(() => new NativeBackend(heap, team, { smallest, winograd }));
  await tf.setBackend(BACKEND_NAME);
  return () => {
    unregisterBackend();
    team.close();
    gemm.close();
  };
}

async function startStandIn(
  prefer: "native" | "wasm" | "cpu",
  reason: string | null,
): Promise<EngineInfo> {
  const because = reason === null ? "" : `The native engine cannot be used (${reason}). `;
  if (prefer !== "cpu") {
    const threads = await startWasm();
    if (threads !== null) {
      const description = `${because}TensorFlow.js's wasm backend is used: ` +
        "it predicts several times slower, and cannot train convolutions.";
      return { backend: "wasm", threads, description, reason };
    }
  }
  await tf.setBackend("cpu");
  // On its first use it would advertise TensorFlow's own package for Node, on every user's screen.
  (tf.backend() as { firstUse?: boolean }).firstUse = false;
  const description = `${because}TensorFlow.js's cpu backend is used: ` +
    "it does everything, and is hundreds of times slower; use small models and few samples.";
  return { backend: "cpu", threads: 1, description, reason };
}
