import { totalmem } from "node:os";
import { resolve } from "node:path";
import { messageOf } from "#lib/core/errors.ts";
import { bytes } from "#lib/core/format.ts";
import { statIfThere } from "#lib/core/stat_if_there.ts";
import { findFer2013 } from "#lib/data/find_fer2013.ts";
import { dataFolder } from "#lib/data/folder.ts";
import { chooseEngine } from "#lib/engine/choose.ts";
import { runCommand, type Values } from "./cli/run_command.ts";
import { findProgram } from "./cli/find_program.ts";
import { findPython } from "./lab/find_python.ts";

const HELP = `deno task doctor [--json]

Says what was found on this machine: the compute engine and its threads, data, trained models, and
the optional parts. Fails when something needed is missing.

  --json    print it as JSON
  --help    this text
`;

const OPTIONS = { json: { type: "boolean" } } as const;
const ROOT = resolve(import.meta.dirname!, "..");

/** One thing that was looked for. */
interface Finding {
  readonly what: string;
  readonly found: boolean;
  /** What it is and where, or what its absence means and what to do. */
  readonly detail: string;
}

await runCommand({ name: "doctor", help: HELP, options: OPTIONS, run });

async function run({ json }: Values<typeof OPTIONS>): Promise<number> {
  const engine = await chooseEngine({ warn: () => {} });
  const machine = {
    deno: Deno.version.deno,
    platform: `${Deno.build.os} ${Deno.build.arch}`,
    processors: navigator.hardwareConcurrency,
    memoryBytes: totalmem(),
  };
  const data = await findData();
  const models = await findModels();
  const optional = [await python(), jupyter(), await chromium()];
  if (json) {
    console.log(JSON.stringify({ machine, engine, data, models, optional }));
  } else {
    const memory = bytes(machine.memoryBytes);
    console.log([
      `Deno ${machine.deno} on ${machine.platform}, ${machine.processors} processors, ${memory}`,
      line({ what: "engine", found: engine.backend === "native", detail: engine.description }),
      ...[...data, ...models, ...optional].map(line),
    ].join("\n"));
  }
  return engine.backend === "native" ? 0 : 1;
}

function line({ what, found, detail }: Finding): string {
  return `${found ? "✓" : "–"} ${what.padEnd(12)} ${detail}`;
}

async function findData(): Promise<Finding[]> {
  const what = "FER2013";
  let folder;
  try {
    folder = dataFolder();
    const found = await findFer2013(folder);
    if (found) {
      const votes = found.votes ? ", with the votes of FER+" : "";
      return [{ what, found: true, detail: `${found.path}${votes}` }];
    }
  } catch (error) {
    // A wrong folder is what this task is there to tell of.
    return [{ what, found: false, detail: messageOf(error) }];
  }
  const detail = `not in ${resolve(folder)}: synthetic faces stand in; data/README.md says more`;
  return [{ what, found: false, detail }];
}

async function findModels(): Promise<Finding[]> {
  const found: Finding[] = [];
  const folder = `${ROOT}/models`;
  for (const name of await namesIn(folder)) {
    const path = `${folder}/${name}/model.h5`;
    const size = statIfThere(path)?.size;
    if (size) found.push({ what: name, found: true, detail: `${path} (${bytes(size)})` });
  }
  const detail = "none trained yet: deno task train --model model_1";
  return found.length ? found : [{ what: "models", found: false, detail }];
}

async function python(): Promise<Finding> {
  try {
    const { command, version } = await findPython();
    return { what: "Python", found: true, detail: `${version} (${command.join(" ")})` };
  } catch (error) {
    return { what: "Python", found: false, detail: messageOf(error) };
  }
}

function jupyter(): Finding {
  const what = "JupyterLab";
  const folder = Deno.build.os === "windows" ? "Scripts/jupyter-lab.exe" : "bin/jupyter-lab";
  const path = `${ROOT}/.venv/${folder}`;
  return statIfThere(path)
    ? { what, found: true, detail: path }
    : { what, found: false, detail: "deno task lab installs it into .venv the first time" };
}

async function chromium(): Promise<Finding> {
  const what = "Chromium";
  const path = await findProgram(["chromium", "chromium-browser", "google-chrome", "chrome"]);
  return path
    ? { what, found: true, detail: path }
    : { what, found: false, detail: "only the browser tests need it; they are skipped without" };
}

async function namesIn(folder: string): Promise<string[]> {
  if (!statIfThere(folder)) return [];
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}
