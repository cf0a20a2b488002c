import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Contestant, Runner } from "./harness.ts";

/** How to start a Python script as a contestant. */
export interface PythonOptions {
  readonly system: string;
  readonly threads: number;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The environment variable that names the interpreter. */
  readonly interpreter?: "MIEN_PYTHON" | "MIEN_PYTHON_KERAS2";
}

/**
 * A contestant that is a script in `bench/python`. The script sets up and warms up, prints `ready`
 * (or `missing: WHY`), then answers each line `run` with the seconds of one repetition.
 */
export function pythonContestant(script: string, options: PythonOptions): Contestant {
  const { system, threads, args = [], env = {}, interpreter = "MIEN_PYTHON" } = options;
  return {
    system,
    threads,
    async start(): Promise<Runner | { missing: string }> {
      const python = Deno.env.get(interpreter);
      if (!python) {
        return { missing: `set ${interpreter} to a Python that has ${system} installed` };
      }
      const child = new Deno.Command(python, {
        args: [new URL(`python/${script}`, import.meta.url).pathname, ...args],
        env: { ...threadLimits(threads), ...env },
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      const errors = new Response(child.stderr).text();
      const lines = createInterface({ input: Readable.from(child.stdout) })[Symbol.asyncIterator]();
      const input = child.stdin.getWriter();
      const answer = async () => {
        const { value, done } = await lines.next();
        if (done) throw new Error(`${script} for ${system} ended early:\n${await errors}`);
        return value;
      };
      const first = await answer();
      const close = async () => {
        await input.close().catch(ignoreBrokenPipe);
        await child.status;
      };
      if (first.startsWith("missing:")) {
        await close();
        return { missing: first.slice("missing:".length).trim() };
      }
      if (first !== "ready") throw new Error(`${script} printed "${first}" instead of "ready"`);
      return {
        async run() {
          await input.write(new TextEncoder().encode("run\n"));
          return Number(await answer());
        },
        close,
      };
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

/** A script that has ended by itself closes its end of the pipe first: no fault. */
function ignoreBrokenPipe(error: unknown): void {
  if (!(error instanceof Deno.errors.BrokenPipe || error instanceof TypeError)) throw error;
}
