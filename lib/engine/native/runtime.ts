import { onnxModel, type OnnxNode } from "./onnx_model.ts";

/**
 * Places of the functions used here in ONNX Runtime's `OrtApi` table (`onnxruntime_c_api.h`). The
 * table is append-only by contract, so they hold for every version that knows {@linkcode API_VERSION}.
 */
const API = {
  getErrorMessage: 2,
  createEnvironment: 3,
  createSessionFromArray: 8,
  run: 9,
  createSessionOptions: 10,
  setGraphOptimizationLevel: 23,
  setIntraOpThreads: 24,
  createTensorWithData: 49,
  createCpuMemoryInfo: 69,
  releaseStatus: 93,
  releaseSession: 95,
  releaseValue: 96,
} as const;

const API_VERSION = 17;
const FLOAT = 1;

type Address = Deno.PointerValue;

/** Native code that multiplies matrices, reached through Deno's foreign function interface. */
export class Runtime {
  readonly #library: Deno.DynamicLibrary<
    { OrtGetApiBase: { parameters: []; result: "pointer" } }
  >;
  readonly #run;
  readonly #createTensor;
  readonly #releaseValue;
  readonly #releaseStatus;
  readonly #getErrorMessage;
  readonly #table: Deno.UnsafePointerView;
  readonly #memoryInfo: Address;
  readonly #out = new BigUint64Array(1);

  /** @throws {Error} if the library cannot be opened or does not know this API version. */
  constructor(libraryPath: string) {
    this.#library = Deno.dlopen(libraryPath, {
      OrtGetApiBase: { parameters: [], result: "pointer" },
    });
    const base = this.#library.symbols.OrtGetApiBase();
    if (base === null) throw new Error("OrtGetApiBase gave no API");
    const getApi = new Deno.UnsafeFnPointer(
      new Deno.UnsafePointerView(base).getPointer(0)!,
      { parameters: ["u32"], result: "pointer" } as const,
    );
    const table = getApi.call(API_VERSION);
    if (table === null) throw new Error(`ONNX Runtime does not know API version ${API_VERSION}`);
    this.#table = new Deno.UnsafePointerView(table);

    this.#getErrorMessage = this.#function(API.getErrorMessage, ["pointer"], "pointer");
    this.#releaseStatus = this.#function(API.releaseStatus, ["pointer"], "void");
    this.#releaseValue = this.#function(API.releaseValue, ["pointer"], "void");
    this.#createTensor = this.#function(
      API.createTensorWithData,
      ["pointer", "pointer", "usize", "buffer", "usize", "i32", "buffer"],
      "pointer",
    );
    this.#run = this.#function(
      API.run,
      ["pointer", "pointer", "buffer", "buffer", "usize", "buffer", "usize", "buffer"],
      "pointer",
    );
    const createMemoryInfo = this.#function(
      API.createCpuMemoryInfo,
      ["i32", "i32", "buffer"],
      "pointer",
    );
    this.#check(createMemoryInfo.call(1, 0, this.#out));
    this.#memoryInfo = Deno.UnsafePointer.create(this.#out[0]);
  }

  /** A session that runs one node on the thread that calls it. */
  createSession(node: OnnxNode): Session {
    const options = this.#createSessionOptions();
    const create = this.#function(
      API.createSessionFromArray,
      ["pointer", "buffer", "usize", "pointer", "buffer"],
      "pointer",
    );
    const model = onnxModel(node);
    this.#check(create.call(
      this.#environment(),
      model as Uint8Array<ArrayBuffer>,
      BigInt(model.length),
      options,
      this.#out,
    ));
    return this.openSession({
      address: this.#out[0],
      inputs: node.inputs,
      output: node.output,
    });
  }

  /** A session that another thread has created. */
  openSession(description: SessionDescription): Session {
    return {
      ...description,
      pointer: Deno.UnsafePointer.create(description.address),
      inputNames: new NameList(description.inputs),
      outputNames: new NameList([description.output]),
      inputValues: new BigUint64Array(description.inputs.length),
      outputValues: new BigUint64Array(1),
    };
  }

  /** A float32 tensor over memory that stays where it is. Release it with {@linkcode releaseTensor}. */
  createTensor(data: bigint, shape: BigInt64Array<ArrayBuffer>, elements: number): bigint {
    this.#check(this.#createTensor.call(
      this.#memoryInfo,
      Deno.UnsafePointer.create(data),
      BigInt(elements * 4),
      shape,
      BigInt(shape.length),
      FLOAT,
      this.#out,
    ));
    return this.#out[0];
  }

  releaseTensor(tensor: bigint): void {
    this.#releaseValue.call(Deno.UnsafePointer.create(tensor));
  }

  /** Runs a session on the tensors that lie in its `inputValues` and `outputValues`. */
  run(session: Session): void {
    this.#check(this.#run.call(
      session.pointer,
      null,
      session.inputNames.pointers,
      session.inputValues,
      BigInt(session.inputValues.length),
      session.outputNames.pointers,
      1n,
      session.outputValues,
    ));
  }

  releaseSession(session: Session): void {
    this.#function(API.releaseSession, ["pointer"], "void").call(session.pointer);
  }

  #environmentPointer: Address = null;

  #environment(): Address {
    if (this.#environmentPointer === null) {
      const create = this.#function(
        API.createEnvironment,
        ["i32", "buffer", "buffer"],
        "pointer",
      );
      const onlyErrors = 3;
      this.#check(create.call(onlyErrors, cString("engine"), this.#out));
      this.#environmentPointer = Deno.UnsafePointer.create(this.#out[0]);
    }
    return this.#environmentPointer;
  }

  #createSessionOptions(): Address {
    this.#check(this.#function(API.createSessionOptions, ["buffer"], "pointer").call(this.#out));
    const options = Deno.UnsafePointer.create(this.#out[0]);
    const setNumber = ["pointer", "i32"] as const;
    this.#check(
      this.#function(API.setGraphOptimizationLevel, setNumber, "pointer").call(options, 0),
    );
    this.#check(this.#function(API.setIntraOpThreads, setNumber, "pointer").call(options, 1));
    return options;
  }

  #function<
    const Parameters extends readonly Deno.NativeType[],
    const Result extends Deno.NativeResultType,
  >(place: number, parameters: Parameters, result: Result) {
    const pointer = this.#table.getPointer(place * 8);
    if (pointer === null) throw new Error(`ONNX Runtime has no function at place ${place}`);
    return new Deno.UnsafeFnPointer(
      pointer as Deno.PointerObject<Deno.ForeignFunction<Parameters, Result>>,
      { parameters, result } as Deno.ForeignFunction<Parameters, Result>,
    );
  }

  /** Calls are blocking, so the promise that the types allow never comes. */
  #check(returned: Address | Promise<Address>): void {
    const status = returned as Address;
    if (status === null) return;
    const text = this.#getErrorMessage.call(status) as Address;
    const message = text === null ? "unknown error" : Deno.UnsafePointerView.getCString(text);
    this.#releaseStatus.call(status);
    throw new Error(`ONNX Runtime: ${message}`);
  }
}

/** What another thread needs to know to run a session. */
export interface SessionDescription {
  readonly address: bigint;
  readonly inputs: readonly string[];
  readonly output: string;
}

export interface Session extends SessionDescription {
  readonly pointer: Address;
  readonly inputNames: NameList;
  readonly outputNames: NameList;
  readonly inputValues: BigUint64Array<ArrayBuffer>;
  readonly outputValues: BigUint64Array<ArrayBuffer>;
}

/** A C array of C strings, kept alive as long as it is. */
class NameList {
  readonly pointers: BigUint64Array<ArrayBuffer>;
  readonly #strings: readonly Uint8Array<ArrayBuffer>[];

  constructor(names: readonly string[]) {
    this.#strings = names.map(cString);
    this.pointers = new BigUint64Array(
      this.#strings.map((bytes) => Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes))),
    );
  }
}

function cString(value: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${value}\0`) as Uint8Array<ArrayBuffer>;
}
