import { fileURLToPath } from "node:url";
import { textLines } from "./text_lines.ts";
import { caseInput } from "./run_case.ts";
import type { FuzzTarget } from "./target.ts";

const CHILD = fileURLToPath(new URL("child.ts", import.meta.url));

/** Longest time for one case, seconds: generous, since the machine may be busy with other things. */
export const CASE_SECONDS = 30;
/** Resident memory that reading a case may bring the process to, MB. */
export const CASE_MEGABYTES = 1000;

/** A case that went wrong. */
export interface Find {
  readonly target: string;
  readonly index: number;
  readonly what: string;
}

/** What came of all cases of a target. */
export interface FuzzResult {
  readonly target: string;
  readonly cases: number;
  readonly refused: number;
  readonly read: number;
  /** MB */
  readonly peak: number;
  readonly finds: readonly Find[];
}

/**
 * Runs cases `0 … cases - 1` of a target in a process of its own, which is started again where one
 * ends it, hangs or takes too much memory.
 *
 * @param keep a folder for the inputs of what was found
 */
export async function fuzz(
  target: FuzzTarget,
  cases: number,
  keep?: string,
): Promise<FuzzResult> {
  const counts = { refused: 0, read: 0, fault: 0 };
  const finds: Find[] = [];
  let [next, peak] = [0, 0];
  const find = (index: number, what: string) => finds.push({ target: target.name, index, what });
  while (next < cases) {
    const child = await startChild(target, next, cases);
    try {
      for (;;) {
        const line = await child.line();
        if (typeof line === "string") {
          if (next < cases) find(next++, line);
          break;
        }
        const { i, kind, what } = line;
        next = i + 1;
        peak = Math.max(peak, line.peak);
        counts[kind]++;
        if (kind === "fault") find(i, what ?? "");
        if (line.peak > CASE_MEGABYTES) {
          find(i, `brings the process to ${line.peak} MB`);
          break;
        }
      }
    } finally {
      await child.end();
    }
  }
  if (keep) await keepInputs(target, finds, keep);
  const { refused, read } = counts;
  return { target: target.name, cases, refused, read, peak, finds };
}

interface Line {
  readonly i: number;
  readonly kind: "refused" | "read" | "fault";
  readonly what?: string;
  readonly peak: number;
}

async function startChild(target: FuzzTarget, from: number, to: number) {
  const folder = await Deno.makeTempDir({ prefix: "fuzz" });
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--allow-all", "--no-check", "--quiet", CHILD],
      ...[target.name, `${from}`, `${to}`, folder],
    ],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const lines = textLines(process.stdout);
  return {
    /** The next case's result, or what happened instead. */
    async line(): Promise<Line | string> {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<"late">((resolve) => {
        timer = setTimeout(() => resolve("late"), CASE_SECONDS * 1000);
      });
      for (;;) {
        const next = await Promise.race([lines.next(), late]);
        if (next !== "late" && !next.done && !next.value.startsWith("{")) continue;
        clearTimeout(timer);
        if (next === "late") return `no answer within ${CASE_SECONDS} s`;
        if (!next.done) return JSON.parse(next.value);
        const { code, signal } = await process.status;
        return `ends the process (${signal ?? code})`;
      }
    },
    async end(): Promise<void> {
      try {
        process.kill("SIGKILL");
      } catch {
        // It has ended.
      }
      await process.status;
      await lines.return(undefined);
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function keepInputs(
  target: FuzzTarget,
  finds: readonly Find[],
  folder: string,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const seeds = await target.seeds();
  for (const { index } of finds) {
    const name = `${target.name.replaceAll(/\W+/g, "_")}_${index}${target.ending}`;
    await Deno.writeFile(`${folder}/${name}`, caseInput(target, seeds, index));
  }
}
