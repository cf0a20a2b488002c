import { resolve } from "node:path";
import { duration } from "#lib/core/format.ts";
import { ignoreMissing } from "#lib/core/ignore_missing.ts";
import { findPython } from "./find_python.ts";

/** Where things are in the project's own Python environment. */
export interface LabEnvironment {
  /** The folder `.venv`. */
  readonly folder: string;
  readonly python: string;
}

/**
 * The Python environment in `.venv` with what `requirements.txt` names; made or brought up to date
 * if need be, which takes about a minute and 320 MB the first time. Nothing is written elsewhere.
 *
 * @throws {RangeError} when there is no fit Python, or pip cannot install, with what it said.
 */
export async function labEnvironment(root: string): Promise<LabEnvironment> {
  const folder = resolve(root, ".venv");
  const windows = Deno.build.os === "windows";
  const python = resolve(folder, windows ? "Scripts/python.exe" : "bin/python");
  const wanted = await Deno.readTextFile(new URL("./requirements.txt", import.meta.url));
  const stamp = resolve(folder, "installed.txt");
  // The environment knows its own absolute path: one that was moved must be made anew.
  const state = `${folder}\n${wanted}`;
  if (await Deno.readTextFile(stamp).catch(ignoreMissing) === state) return { folder, python };
  const began = performance.now();
  const { command: [name, ...args], version } = await findPython();
  console.error(`setting up JupyterLab in .venv with Python ${version}: once, about a minute`);
  await run([name, ...args, "-m", "venv", "--clear", folder], "make the environment .venv");
  const pip = ["-m", "pip", "--disable-pip-version-check", "--no-cache-dir", "install", "--quiet"];
  await run([python, ...pip, ...wanted.trim().split(/\r?\n/)], "install JupyterLab");
  await Deno.writeTextFile(stamp, state);
  console.error(`done in ${duration((performance.now() - began) / 1000)}`);
  return { folder, python };
}

async function run([name, ...args]: readonly string[], purpose: string): Promise<void> {
  const { code, stdout, stderr } = await new Deno.Command(name, { args, stdin: "null" }).output();
  if (code === 0) return;
  const decoder = new TextDecoder();
  const said = (decoder.decode(stderr) + decoder.decode(stdout)).trim();
  throw new RangeError(`could not ${purpose}: ${explain(said)}`);
}

/** pip's own words for the commonest fault are many lines of retries. */
function explain(said: string): string {
  if (/NewConnectionError|ConnectTimeout|NameResolutionError|Could not fetch URL/.test(said)) {
    return "pip reaches no package index. Connect to the network for this one time, or set " +
      "PIP_INDEX_URL to a mirror that can be reached";
  }
  if (/No space left on device/.test(said)) return "the disk is full (320 MB are needed)";
  return said.split("\n").slice(-6).join("\n");
}
