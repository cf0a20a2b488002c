import * as tf from "@tensorflow/tfjs";
import { faultIn } from "./kill_training.ts";
import type { Outcome } from "./outcome.ts";
import { finishShortTraining, startShortTraining } from "./run_short_training.ts";
import { sameBytes } from "./same_bytes.ts";
import { withSmallDisk } from "./small_disk.ts";

/** Room for the first checkpoints, but not for the next one beside them. */
const SMALL = "1700k";

/** A disk that fills up, a folder that cannot be written to, a clock that jumps, a second run. */
export async function trainingFaults(tries: number): Promise<Outcome[]> {
  await tf.setBackend("cpu");
  const root = await Deno.makeTempDir({ prefix: "training-faults" });
  try {
    const wanted = await finishShortTraining(root);
    const of = (fault: string, once: () => Promise<Try>) => outcome(fault, tries, once);
    return [
      await of("the disk is full in the middle of a training", () => fullDisk(wanted)),
      await of("the folder cannot be written to", readOnlyFolder),
      await of("the clock jumps by up to a year, either way", () => clockJump(wanted)),
      await of("a second run on the same folder", () => twoRuns(wanted)),
    ];
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** What was seen, and what was wrong with it, if anything. */
interface Try {
  readonly seen: string;
  readonly wrong?: string;
}

async function outcome(fault: string, tries: number, once: () => Promise<Try>): Promise<Outcome> {
  const all: Try[] = [];
  for (let i = 0; i < tries; i++) all.push(await once());
  const lost = all.flatMap(({ wrong }) => wrong ? [wrong] : []);
  return { fault, tries, survived: tries - lost.length, seen: all[0].seen, lost };
}

async function fullDisk(wanted: Uint8Array): Promise<Try> {
  return await withSmallDisk(SMALL, async (disk) => {
    const { code, errors } = await startShortTraining(disk.path).ended;
    const seen = `ends with "${withoutPlace(errors, disk.path)}"`;
    if (code === 0) return { seen, wrong: "it did not notice" };
    const fault = await faultIn(disk.path);
    if (fault) return { seen, wrong: fault };
    const names = await Array.fromAsync(Deno.readDir(disk.path), ({ name }) => name);
    if (!names.includes("last.h5")) return { seen, wrong: "no checkpoint is left" };
    if (names.some((name) => name.endsWith(".part"))) return { seen, wrong: "half a file is left" };
    await disk.remount("rw,size=20m");
    const after = await finishShortTraining(disk.path);
    return sameBytes(after, wanted)
      ? { seen: `${seen}; with room made, it goes on to the same final weights` }
      : { seen, wrong: "the final weights differ" };
  });
}

async function readOnlyFolder(): Promise<Try> {
  return await withSmallDisk("20m", async (disk) => {
    await disk.remount("ro");
    const start = performance.now();
    const { code, errors } = await startShortTraining(disk.path).ended;
    const seconds = (performance.now() - start) / 1000;
    const seen = `ends before it trains, with "${withoutPlace(errors, disk.path)}"`;
    return code === 1 && seconds < 60 ? { seen } : { seen, wrong: `code ${code}` };
  });
}

async function clockJump(wanted: Uint8Array): Promise<Try> {
  return await inFolder(async (folder) => {
    const after = await finishShortTraining(folder, "--clock-jumps");
    return sameBytes(after, wanted)
      ? { seen: "equal final weights to the last bit" }
      : { seen: "", wrong: "the final weights differ" };
  });
}

async function twoRuns(wanted: Uint8Array): Promise<Try> {
  return await inFolder(async (folder) => {
    const first = startShortTraining(folder);
    await first.ready;
    // So that it is still under way when the second has started.
    first.send("SIGSTOP");
    const second = await startShortTraining(folder).ended;
    first.send("SIGCONT");
    const { code } = await first.ended;
    const seen = `the second ends with "${withoutPlace(second.errors, folder)}", the first goes on`;
    if (second.code !== 1 || code !== 0) {
      return { seen, wrong: `the first ends with ${code}, the second with ${second.code}` };
    }
    const after = await Deno.readFile(`${folder}/model.h5`);
    return sameBytes(after, wanted) ? { seen } : { seen, wrong: "the final weights differ" };
  });
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "training-fault" });
  try {
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function withoutPlace(text: string, folder: string): string {
  return text.split("\n").at(-1)!.replaceAll(folder, "FOLDER").replaceAll(
    /\.\d+-\d+\.part/g,
    ".part",
  );
}
