import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { model1 } from "#lib/models/model_1.ts";
import type { Bench, Contestant } from "./harness.ts";
import { peakMemory } from "./peak_memory.ts";
import { pythonContestant } from "./python_contestant.ts";

/** Which way a file goes. */
export type Way = "load" | "save";

const THREADS = 2;

/** model_1 as an `.h5` file in a folder of its own: 26 million parameters, 105 MB. */
async function modelFile(): Promise<string> {
  const path = `${await Deno.makeTempDir({ prefix: "bench-keras" })}/model_1.h5`;
  const model = model1({ seed: 1 });
  await saveModelH5(model, path);
  model.dispose();
  return path;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function mien(way: Way): Contestant {
  return {
    system: "mien",
    threads: THREADS,
    async start() {
      await chooseEngine({ threads: THREADS });
      const path = await modelFile();
      const model = await loadModelH5(path);
      const run = way === "load"
        ? async () => {
          let loaded: tf.LayersModel | undefined;
          const seconds = await timed(async () => {
            loaded = await loadModelH5(path);
          });
          loaded?.dispose();
          return seconds;
        }
        : () => timed(() => saveModelH5(model, path));
      await run();
      return {
        run,
        close() {
          model.dispose();
          closeEngine();
        },
      };
    },
  };
}

function keras(way: Way, version: 2 | 3): Contestant {
  const options = {
    system: `keras ${version}`,
    threads: THREADS,
    interpreter: version === 2 ? "MIEN_PYTHON_KERAS2" : "MIEN_PYTHON",
  } as const;
  return {
    ...options,
    async start() {
      await chooseEngine({ threads: THREADS });
      return await pythonContestant("keras_files.py", {
        ...options,
        args: [way, await modelFile()],
      }).start();
    },
  };
}

/** Loading or saving model_1 as `.h5`, without an optimiser. */
export function filesBench(way: Way): Bench {
  return {
    work: `keras_${way}`,
    description: `${way} model_1 (26 million parameters, 105 MB) as .h5, without an optimiser`,
    repetitions: 9,
    contestants: [mien(way), keras(way, 3), keras(way, 2)],
  };
}

/** Peak resident memory, MB, after loading and after saving. */
interface Peaks {
  readonly load: number;
  readonly save: number;
}

/** Peak resident memory, MB, of a process of each system that only loads, then saves model_1. */
export async function filesMemory(): Promise<Record<string, Peaks | string>> {
  await chooseEngine({ threads: THREADS });
  const file = await modelFile();
  closeEngine();
  return {
    mien: await inChild(Deno.execPath(), ["run", "--allow-all", import.meta.url, file]),
    "keras 3": await inPython("MIEN_PYTHON", file),
    "keras 2": await inPython("MIEN_PYTHON_KERAS2", file),
  };
}

/** The child of {@link filesMemory}. */
if (import.meta.main) {
  const [path] = Deno.args;
  await chooseEngine({ threads: THREADS });
  const model = await loadModelH5(path);
  const loaded = peak();
  await saveModelH5(model, `${path}.again`);
  console.log(JSON.stringify({ load: loaded, save: peak() }));
  closeEngine();
}

/** Peak resident memory of this process so far, MB. */
function peak(): number {
  return Math.round(peakMemory() / 1e6);
}

async function inPython(variable: string, file: string): Promise<Peaks | string> {
  const python = Deno.env.get(variable);
  const script = fileURLToPath(new URL("python/keras_files.py", import.meta.url));
  return python ? await inChild(python, [script, "memory", file]) : `set ${variable}`;
}

async function inChild(program: string, args: string[]): Promise<Peaks> {
  const { code, stdout, stderr } = await new Deno.Command(program, { args }).output();
  const text = new TextDecoder().decode(stdout).trim();
  if (code !== 0) throw new Error(`${program} failed:\n${new TextDecoder().decode(stderr)}`);
  return JSON.parse(text.split("\n").at(-1)!);
}
