/** Something being timed, ready to go. */
export interface Runner {
  /** One repetition; resolves to the seconds it took, measured by itself around the work alone. */
  run(): Promise<number>;
  close(): void | Promise<void>;
}

/** One system in a bench. */
export interface Contestant {
  /** `engine`, `keras`, `pytorch`, `tfjs-cpu`, `tfjs-wasm`, `pandas`, `numpy`, `mien`, … */
  readonly system: string;
  readonly threads: number;
  /** Sets up and warms up, or says what is missing on this machine. */
  start(): Promise<Runner | { readonly missing: string }>;
}

/** Systems that do the same work, timed in turns within one run. */
export interface Bench {
  /** `model_1`, `vgg`, `cnn_3d`, `read_fer2013`, … */
  readonly work: string;
  readonly description: string;
  readonly repetitions: number;
  readonly contestants: readonly Contestant[];
}
