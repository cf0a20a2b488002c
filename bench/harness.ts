import { median } from "#lib/core/median.ts";

/** Something being timed, ready to go. */
export interface Runner {
  /** One repetition; resolves to the seconds it took, measured by itself around the work alone. */
  run(): Promise<number>;
  /** The most memory that its process has held so far; 0 if that would say nothing. */
  peakBytes?(): Promise<number>;
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
  /**
   * Floating-point operations of a repetition, as the textbook counts them, for works that are mostly
   * arithmetic; rows then also tell operations a second and peak memory.
   */
  readonly operations?: number;
  readonly contestants: readonly Contestant[];
}

/** One line of the result: a system doing a work. */
export interface BenchRow {
  readonly work: string;
  readonly system: string;
  readonly threads: number;
  readonly seconds: {
    readonly min: number;
    readonly median: number;
    readonly runs: readonly number[];
  };
  /** Median over the best median of the same work with as many threads: 1 is the fastest. */
  readonly ratioToBest: number;
  /** The bench's operations over the median time, in units of 1e9 a second. */
  readonly gigaflops?: number;
  /** {@linkcode gigaflops} over the machine's own SGEMM peak with as many threads. */
  readonly peakFraction?: number;
  readonly peakMiB?: number;
}

/** A system that could not take part, and why. */
export interface Absence {
  readonly work: string;
  readonly system: string;
  readonly threads: number;
  readonly missing: string;
}

/** What one bench gave. */
export interface BenchResult {
  readonly rows: readonly BenchRow[];
  readonly absent: readonly Absence[];
}

/**
 * Times all contestants of a bench in turns (A B C, A B C, …), so that a drift of the machine's
 * speed falls on all alike. Whatever was started is closed, also when one of them fails.
 *
 * @param onRun called before each repetition, for progress.
 */
export async function runBench(
  bench: Bench,
  onRun: (system: string, repetition: number) => void = () => {},
): Promise<BenchResult> {
  const { work } = bench;
  const absent: Absence[] = [];
  const started: { contestant: Contestant; runner: Runner; runs: number[]; peakMiB?: number }[] =
    [];
  try {
    for (const contestant of bench.contestants) {
      const { system, threads } = contestant;
      const runner = await contestant.start();
      if ("missing" in runner) absent.push({ work, system, threads, missing: runner.missing });
      else started.push({ contestant, runner, runs: [] });
    }
    for (let repetition = 0; repetition < bench.repetitions; repetition++) {
      for (const { contestant, runner, runs } of started) {
        onRun(contestant.system, repetition);
        runs.push(await runner.run());
      }
    }
    if (bench.operations) {
      for (const each of started) {
        const bytes = await each.runner.peakBytes?.();
        if (bytes) each.peakMiB = Math.round(bytes / 2 ** 20);
      }
    }
  } finally {
    for (const { runner } of started) await runner.close();
  }
  const rows = started.map(({ contestant: { system, threads }, runs, peakMiB }) => {
    const seconds = { min: Math.min(...runs), median: median(runs), runs };
    const gigaflops = bench.operations && bench.operations / seconds.median / 1e9;
    return {
      ...{ work, system, threads, seconds },
      ...(gigaflops !== undefined && { gigaflops }),
      ...(peakMiB !== undefined && { peakMiB }),
    };
  });
  const best = (threads: number) =>
    Math.min(...rows.filter((r) => r.threads === threads).map((r) => r.seconds.median));
  return {
    absent,
    rows: rows.map((r) => ({ ...r, ratioToBest: r.seconds.median / best(r.threads) })),
  };
}
