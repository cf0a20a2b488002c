import { chooseEngine, type EngineInfo } from "#lib/engine/choose.ts";
import { UsageError } from "./run_command.ts";
import { wholeNumber } from "./whole_number.ts";

/** The options of every task that computes; to be spread into its own. */
export const ENGINE_OPTIONS = {
  threads: { type: "string" },
  engine: { type: "string" },
} as const;

/** The lines of `--help` on {@link ENGINE_OPTIONS}. */
export const ENGINE_HELP = `  --threads T       threads to compute with (default: all processors)
  --engine NAME     native, or one of TensorFlow.js's own backends: wasm, cpu`;

/** Starts the engine that the options ask for; what stands in for it is told on stderr. */
export async function startEngine(
  values: { readonly threads?: string; readonly engine?: string },
): Promise<EngineInfo> {
  const { engine } = values;
  if (engine !== undefined && engine !== "native" && engine !== "wasm" && engine !== "cpu") {
    throw new UsageError(`--engine needs native, wasm or cpu, not "${engine}"`);
  }
  const threads = wholeNumber("threads", values.threads, { from: 1 });
  return await chooseEngine({ prefer: engine, threads, warn: (line) => console.error(line) });
}
