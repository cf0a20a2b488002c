import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { messageOf } from "#lib/core/errors.ts";
import { duration } from "#lib/core/format.ts";
import { ignoreMissing } from "#lib/core/ignore_missing.ts";
import { findNotebooks } from "./notebooks/find_notebooks.ts";
import { killAllKernels } from "./notebooks/launch_kernel.ts";
import { writeNotebook } from "#lib/notebook/notebook_file.ts";
import { htmlReport, type ReportNotebook } from "./notebooks/report/html_report.ts";
import { failureText, runFile } from "./notebooks/run_file.ts";

const HELP = `deno task notebooks [--only 03]… [--fast] [--seed S] [--out DIR]

Runs the notebooks from top to bottom on Deno's Jupyter kernel, without a browser, and writes the
executed notebooks and one HTML report. Stops at the first cell that fails.

  --only NAME   only notebooks whose name starts so (03, or 03_images); may be given again
  --fast        a short run on fewer data (MIEN_FAST=1 for the notebooks)
  --seed S      seed of everything random (MIEN_SEED)
  --out DIR     where the results go (default: out)
  --folder DIR  where the notebooks are (default: the project's notebooks)
  --help        this text

The data folder is data/ in the project, or what MIEN_DATA names.
`;

const ROOT = resolve(import.meta.dirname!, "..");

/** The task: `deno task notebooks`. Gives the exit code. */
async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const notebooks = await findNotebooks(resolve(options.folder), options.only);
  const out = resolve(options.out);
  await Deno.mkdir(out, { recursive: true });
  const report = `${out}/report.html`;
  await Deno.remove(report).catch(ignoreMissing);
  console.error(`running ${notebooks.map(({ name }) => name).join(", ")}`);
  const began = performance.now();
  const done: ReportNotebook[] = [];
  for (const source of notebooks) {
    const { notebook, failure } = await runFile(source, environment(options));
    await writeNotebook(`${out}/${source.name}.ipynb`, notebook);
    if (failure) {
      console.error(failureText(source, failure, ROOT));
      return 1;
    }
    done.push({ name: source.name, folder: resolve(source.path, ".."), notebook });
  }
  await Deno.writeTextFile(report, await htmlReport(done, { title: "Mien", note: note(options) }));
  const time = duration((performance.now() - began) / 1000);
  console.error(`${done.length === 1 ? "1 notebook" : `${done.length} notebooks`} in ${time}`);
  console.error(`executed notebooks in ${out}, all on one page in ${report}`);
  return 0;
}

type Options = ReturnType<typeof readOptions>;

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string", multiple: true, default: [] },
      fast: { type: "boolean", default: false },
      seed: { type: "string" },
      out: { type: "string", default: `${ROOT}/out` },
      folder: { type: "string", default: `${ROOT}/notebooks` },
      help: { type: "boolean", default: false },
    },
  });
  if (values.seed !== undefined && !/^\d+$/.test(values.seed)) {
    throw new RangeError(`--seed needs a whole number, not "${values.seed}"`);
  }
  return values;
}

/** How the choices of the command line reach the notebooks; `parameters()` reads them there. */
function environment({ fast, seed }: Options): Record<string, string> {
  return {
    MIEN_FAST: fast ? "1" : Deno.env.get("MIEN_FAST") ?? "",
    MIEN_SEED: seed ?? Deno.env.get("MIEN_SEED") ?? "",
    MIEN_DATA: resolve(Deno.env.get("MIEN_DATA") || `${ROOT}/data`),
  };
}

/** How the notebooks were run, where that is not the usual way. */
function note({ fast, seed }: Options): string {
  const words = [fast ? "a short run (--fast)" : "", seed ? `seed ${seed}` : ""];
  return words.filter(Boolean).join(", ");
}

if (import.meta.main) {
  Deno.addSignalListener("SIGINT", () => stop("SIGINT", 130));
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", () => stop("SIGTERM", 143));
  try {
    Deno.exitCode = await main(Deno.args);
  } catch (error) {
    killAllKernels();
    console.error(`notebooks: ${messageOf(error)}`);
    Deno.exitCode = 1;
  }
  Deno.exit();
}

function stop(signal: string, code: number): never {
  killAllKernels();
  console.error(`\nstopped by ${signal}; the kernel is ended`);
  Deno.exit(code);
}
