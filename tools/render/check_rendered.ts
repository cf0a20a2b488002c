import { relative, resolve } from "node:path";
import { formatNotebook, readNotebook } from "#lib/notebook/notebook_file.ts";
import { findNotebooks, type NotebookPath } from "../notebooks/find_notebooks.ts";
import type { Problem } from "../test/arrows.ts";
import { fingerprint } from "./fingerprint.ts";
import { pageStamp } from "./pages.ts";
import { hashOfOutputs, stampOf } from "./stamp.ts";

const ROOT = resolve(import.meta.dirname!, "../..");

/** The largest notebook that GitHub and a reader's patience should be asked for, in bytes. */
const LARGEST = 1_500_000;

/** Paths that tell of one machine. */
const OF_A_MACHINE = /file:\/\/\/|\/(?:home|root|Users|tmp|work)\/\w|[A-Z]:\\\\/;

/**
 * What is wrong with the committed outputs and pages: made by older sources, by another way than
 * `deno task render`, too large, or telling of one machine. Runs nothing.
 */
export async function checkRendered(only: readonly string[] = []): Promise<Problem[]> {
  const notebooks = await findNotebooks(`${ROOT}/notebooks`, only);
  return (await Promise.all(notebooks.map(checkOne))).flat();
}

async function checkOne({ name, path }: NotebookPath): Promise<Problem[]> {
  const where = relative(ROOT, path);
  const again = `run deno task render --only ${name.slice(0, 2)}`;
  const notebook = await readNotebook(path);
  const stamp = stampOf(notebook);
  if (!stamp) return [{ where, what: `it has no committed outputs: ${again}` }];
  const problems: string[] = [];
  if (stamp.outputs !== await hashOfOutputs(notebook)) {
    problems.push(`its outputs come from another run, perhaps on data of your own: ${again}`);
  }
  if (stamp.made_by !== await fingerprint(path, notebook)) {
    problems.push(`its outputs are older than its cells or the library: ${again}`);
  }
  if (await pageStamp(`${ROOT}/docs/rendered/${name}.html`) !== await pageStamp(notebook)) {
    problems.push(`docs/rendered/${name}.html is older than the notebook: ${again}`);
  }
  const text = formatNotebook(notebook);
  if (text.length > LARGEST) problems.push(`${text.length} bytes: at most ${LARGEST}`);
  const place = OF_A_MACHINE.exec(text)?.[0];
  if (place) problems.push(`it tells of the machine that it ran on ("${place}…")`);
  return problems.map((what) => ({ where, what }));
}
