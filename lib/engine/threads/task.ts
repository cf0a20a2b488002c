import type { CompiledExpression } from "../compile/expression_module.ts";
import type { Gemm } from "../native/gemm.ts";

/** The functions of `wasm/kernels.wasm`; what each does stands at its source in `assembly/`. */
export interface Kernels {
  fillFloats(to: number, value: number, count: number): void;
  copyFloats(from: number, to: number, count: number): void;
  addBiasRelu(values: number, rows: number, columns: number, bias: number, flags: number): void;
  sumColumns(values: number, rows: number, columns: number, sums: number): void;
  multiplyVector(
    vector: number,
    matrix: number,
    rows: number,
    columns: number,
    to: number,
  ): void;
  addBlocks(from: number, blocks: number, stride: number, to: number, count: number): void;
  copyColumns: ColumnCopy;
  copyColumnsTransposed: ColumnCopy;
  placeColumns: ColumnCopy;
  placeColumnsTransposed: ColumnCopy;
  gatherPatches(shape: number, input: number, first: number, rows: number, to: number): void;
  scatterPatches(shape: number, patches: number, first: number, rows: number, input: number): void;
  gatherTaps(shape: number, input: number, first: number, rows: number, to: number): void;
  averagePool(shape: number, input: number, output: number, first: number, last: number): void;
  averagePoolGradient(
    shape: number,
    outputGradient: number,
    gradient: number,
    first: number,
    last: number,
  ): void;
  depthwise(
    shape: number,
    input: number,
    filter: number,
    output: number,
    first: number,
    last: number,
  ): void;
  depthwiseInputGradient(
    shape: number,
    outputGradient: number,
    filter: number,
    gradient: number,
    first: number,
    last: number,
  ): void;
  depthwiseFilterGradient(
    shape: number,
    input: number,
    outputGradient: number,
    gradient: number,
    first: number,
    last: number,
    room: number,
  ): void;
  maxPool(...parameters: PoolParameters): void;
  maxPoolOverlapping(...parameters: [...PoolParameters, room: number]): void;
  maxPoolGradient(
    shape: number,
    outputGradient: number,
    places: number,
    gradient: number,
    first: number,
    last: number,
  ): void;
  winogradInput(
    shape: number,
    input: number,
    first: number,
    tiles: number,
    to: number,
    room: number,
  ): void;
  winogradGradient(
    shape: number,
    gradient: number,
    channels: number,
    first: number,
    tiles: number,
    to: number,
    room: number,
  ): void;
  winogradOutput(
    shape: number,
    from: number,
    channels: number,
    first: number,
    tiles: number,
    output: number,
    bias: number,
    flags: number,
    room: number,
  ): void;
  winogradFilter(
    filter: number,
    depths: number,
    inputs: number,
    outputs: number,
    turn: number,
    first: number,
    last: number,
    to: number,
    room: number,
  ): void;
  winogradFilterGradient(
    from: number,
    depths: number,
    inputs: number,
    outputs: number,
    first: number,
    last: number,
    to: number,
    room: number,
  ): void;
  addUp(partials: number, sumCount: number, columns: number, columnBytes: number): void;
  evaluateStrips(
    operands: number,
    steps: number,
    stepCount: number,
    sums: number,
    sumCount: number,
    columns: number,
    columnBytes: number,
    partials: number,
    first: number,
    last: number,
    strip: number,
  ): void;
}

type PoolParameters = [
  shape: number,
  input: number,
  output: number,
  places: number,
  first: number,
  last: number,
  bias: number,
  flags: number,
];

type ColumnCopy = (
  from: number,
  rows: number,
  stride: number,
  width: number,
  to: number,
) => void;

/** What a task has at hand on each thread. */
export interface TaskContext {
  /** 0 is the calling thread. */
  readonly thread: number;
  readonly threads: number;
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
  readonly gemm: Gemm;
  /**
   * Hands out the pieces `0 … count - 1`, each to whichever thread asks first, so that a thread whose
   * core is busy elsewhere takes fewer. Results must not depend on who takes which piece: a piece
   * that sums has a place of its own for its sum. Each phase of a task counts for itself.
   */
  pieces(count: number, phase?: number): Iterable<number>;
  /** The compiled expression of a number; `bytes` of code at `address` are for the first time. */
  expression(number: number, address: number, bytes: number): CompiledExpression;
  /** Waits until all threads have come here. Every thread of the task must call it equally often. */
  barrier(): void;
}

/**
 * Work that all threads do together: each runs the same function and takes its own part. Arguments
 * are numbers (counts and heap addresses), the same for all threads.
 *
 * Pieces of work are handed out to whoever asks first; what is summed is summed in a fixed order, so
 * results are equal to the last bit from run to run.
 */
export interface Task {
  readonly name: string;
  run(context: TaskContext, args: Float64Array): void;
}

/** The part of `count` things that falls to a thread: `[first, last)`, in units of `grain`. */
export function share(
  count: number,
  { thread, threads }: { thread: number; threads: number },
  grain = 1,
): [first: number, last: number] {
  const units = Math.ceil(count / grain);
  const first = Math.floor((units * thread) / threads) * grain;
  const last = Math.floor((units * (thread + 1)) / threads) * grain;
  return [Math.min(first, count), Math.min(last, count)];
}

/** Where piece `piece` of `pieces` begins and ends, of `count` things in units of `grain`. */
export function pieceOf(
  count: number,
  { piece, pieces }: { piece: number; pieces: number },
  grain = 1,
): [first: number, last: number] {
  return share(count, { thread: piece, threads: pieces }, grain);
}

/** Pieces of a sum, each with a place of its own; the same for any number of threads. */
export const SUM_PIECES = 8;
