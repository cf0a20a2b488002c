/**
 * Runs cases of one target and prints a line each: `child.ts TARGET FROM TO FOLDER`. Its parent watches
 * the lines: one that does not come means a case that hangs.
 */
import { peakMemory } from "../../../bench/peak_memory.ts";
import { findTarget } from "./find_target.ts";
import { caseInput, runCase } from "./run_case.ts";

const [name, from, to, folder] = Deno.args;
const target = findTarget(name);
const seeds = await target.seeds();
const path = `${folder}/case${target.ending}`;
const encoder = new TextEncoder();

/** Peak resident memory of this process so far, MB. */
function peak(): number {
  return Math.round(peakMemory() / 1e6);
}

for (let i = Number(from); i < Number(to); i++) {
  await Deno.writeFile(path, caseInput(target, seeds, i));
  const { kind, what } = await runCase(target, path);
  Deno.stdout.writeSync(encoder.encode(`${JSON.stringify({ i, kind, what, peak: peak() })}\n`));
}
// Threads of libraries must not keep it alive.
Deno.exit(0);
