import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type {
  backend_util,
  DataId,
  DataStorage,
  DataType,
  TensorInfo,
} from "@tensorflow/tfjs-core";
import { util } from "@tensorflow/tfjs-core";
import type { Deferred } from "../deferred/deferred.ts";
import type { Block, Heap } from "../memory/heap.ts";
import type { Task } from "../threads/task.ts";
import type { Team } from "../threads/team.ts";
import { Storage } from "./storage.ts";

/**
 * The backend that TensorFlow.js sees: its own cpu backend with tensors on a shared heap and a team
 * of threads. Kernels that the engine does not replace are the cpu backend's.
 */
export class NativeBackend extends MathBackendCPU {
  readonly heap: Heap;
  readonly team: Team;
  /**
   * Elements from which an array is worth a task; smaller ones are left to the cpu backend's kernels,
   * and matrix products with fewer than eight times as many multiplications.
   */
  readonly smallest: number;
  /** Whether 3x3 convolutions may go by Winograd's transforms. */
  readonly winograd: boolean;
  declare data: DataStorage<Storage>;
  readonly #storages = new Set<Storage>();

  constructor(
    heap: Heap,
    team: Team,
    { smallest = 4096, winograd = true }: { smallest?: number; winograd?: boolean } = {},
  ) {
    super();
    this.winograd = winograd;
    this.smallest = smallest;
    this.heap = heap;
    this.team = team;
  }

  override write(values: backend_util.BackendValues, shape: number[], dtype: DataType): DataId {
    const dataId = {};
    this.move(dataId, values, shape, dtype, 1);
    return dataId;
  }

  override move(
    dataId: DataId,
    values: backend_util.BackendValues,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void {
    const storage = new Storage(this.heap, dtype, util.sizeFromShape(shape), refCount);
    storage.values = this.#own(values);
    this.#keep(dataId, storage);
  }

  override readSync(dataId: DataId): backend_util.BackendValues {
    return this.#own(super.readSync(dataId))!;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.data.has(dataId)) return true;
    const storage = this.data.get(dataId);
    const gone = super.disposeData(dataId, force);
    if (gone) {
      this.#storages.delete(storage);
      storage.drop();
    }
    return gone;
  }

  /** Lets go of all tensors; the threads stay, since another backend may have them. */
  override dispose(): void {
    for (const storage of this.#storages) storage.drop();
    this.#storages.clear();
  }

  storage(tensor: TensorInfo): Storage {
    return this.data.get(tensor.dataId);
  }

  /** Heap address of a float32 tensor's values. */
  address(tensor: TensorInfo): number {
    return this.storage(tensor).address();
  }

  /** A float32 tensor whose values lie in `block`, which it owns from now on. */
  tensorFrom(block: Block, shape: number[]): TensorInfo {
    const tensor = this.#empty(shape);
    this.storage(tensor).fill(block);
    return tensor;
  }

  /** A float32 tensor that is computed when it is first read. */
  tensorLater(deferred: Deferred, shape: number[]): TensorInfo {
    const tensor = this.#empty(shape);
    this.storage(tensor).deferred = deferred;
    return tensor;
  }

  /** Another tensor with the same values. */
  alias(tensor: TensorInfo, shape: number[]): TensorInfo {
    this.incRef(tensor.dataId);
    return { dataId: tensor.dataId, shape, dtype: tensor.dtype };
  }

  /** Room on the heap for the time of a call. */
  withScratch<Result>(bytes: number, use: (address: number) => Result): Result {
    const block = this.heap.allocate(bytes);
    try {
      return use(block.address);
    } finally {
      this.heap.free(block);
    }
  }

  run(task: Task, args: readonly number[]): void {
    this.team.run(task, args);
  }

  #empty(shape: number[]): TensorInfo {
    const dataId = {};
    this.#keep(dataId, new Storage(this.heap, "float32", util.sizeFromShape(shape), 1));
    return { dataId, shape, dtype: "float32" };
  }

  #keep(dataId: DataId, storage: Storage): void {
    this.data.set(dataId, storage);
    this.#storages.add(storage);
  }

  /** Views on the heap are copied: their memory is used again once the tensor is disposed. */
  #own(values: backend_util.BackendValues): backend_util.BackendValues {
    const view = values as Partial<Float32Array> | undefined;
    return view?.buffer instanceof SharedArrayBuffer ? (view as Float32Array).slice() : values;
  }
}
