import { fileURLToPath } from "node:url";
import type { Contestant } from "./harness.ts";
import { lineRunner } from "./line_runner.ts";

/** How to start a Python script as a contestant. */
export interface PythonOptions {
  readonly system: string;
  readonly threads: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The environment variable that names the interpreter. */
  readonly interpreter?: "MIEN_PYTHON" | "MIEN_PYTHON_KERAS2";
}

/** A contestant that is a script in `bench/python`; it speaks the protocol of {@link lineRunner}. */
export function pythonContestant(script: string, options: PythonOptions): Contestant {
  const { system, threads, args = [], env = {}, interpreter = "MIEN_PYTHON" } = options;
  return {
    system,
    threads,
    async start() {
      const python = Deno.env.get(interpreter);
      if (!python) {
        return { missing: `set ${interpreter} to a Python that has ${system} installed` };
      }
      return await lineRunner(python, {
        who: `${script} for ${system}`,
        args: [fileURLToPath(new URL(`python/${script}`, import.meta.url)), ...args],
        env: { ...threadLimits(threads), ...env },
      });
    },
  };
}

/** The variables by which the numeric libraries of Python take their number of threads. */
function threadLimits(threads: number): Record<string, string> {
  const names = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"];
  return {
    ...Object.fromEntries(names.map((name) => [name, `${threads}`])),
    MIEN_THREADS: `${threads}`,
    TF_CPP_MIN_LOG_LEVEL: "3",
    KERAS_BACKEND: "tensorflow",
  };
}
