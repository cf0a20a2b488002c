import * as tf from "@tensorflow/tfjs";
import { messageOf } from "#lib/core/errors.ts";
import { Rng } from "#lib/core/rng.ts";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { readStateH5 } from "#lib/keras/read_state_h5.ts";
import type { Outcome } from "./outcome.ts";
import { finishShortTraining, startShortTraining } from "./run_short_training.ts";
import { sameBytes } from "./same_bytes.ts";

/** When a training is killed: at any moment, or as it writes a piece of a file or gives it its name. */
export type Moment = "at random" | "while saving";

const FAULTS: Readonly<Record<Moment, string>> = {
  "at random": "kill -9 at a random moment of a training",
  "while saving": "kill -9 of a training as it writes to a file or renames it",
};

/**
 * Kills a training again and again (SIGKILL) and lets it go on from its last checkpoint, until so many
 * were killed. After each kill every file must load; the model of each training that comes through must
 * be, byte for byte, that of one that nobody disturbed. `while saving` needs Linux, with strace.
 */
export async function killTraining(
  kills: number,
  moment: Moment,
  onTry: (done: number) => void = () => {},
): Promise<Outcome> {
  await tf.setBackend("cpu");
  const root = await Deno.makeTempDir({ prefix: "kill-training" });
  const rng = new Rng(`kill training ${moment}`);
  const lost: string[] = [];
  let [killed, survived, whileSaving, finished, folders] = [0, 0, 0, 0, 0];
  try {
    await Deno.mkdir(`${root}/undisturbed`);
    const start = performance.now();
    const wanted = await finishShortTraining(`${root}/undisturbed`);
    const longest = performance.now() - start;
    let folder = "";
    while (killed < kills) {
      if (folder === "") await Deno.mkdir(folder = `${root}/${folders++}`);
      const { code, signal, errors } = await (moment === "at random"
        ? killedAfter(rng.uniform(0, longest / 4), folder)
        : killedAtCall(1 + rng.integer(CALLS), folder));
      if (signal === "SIGKILL") {
        killed++;
        if (await hasPart(folder)) {
          whileSaving++;
        }
        const fault = await faultIn(folder);
        if (fault === undefined) {
          survived++;
        } else lost.push(`kill ${killed}: ${fault}`);
        onTry(killed);
        continue;
      }
      if (code !== 0) {
        lost.push(`resumed after kill ${killed}: ${errors}`);
      } else if (!sameBytes(wanted, await Deno.readFile(`${folder}/model.h5`))) {
        lost.push(`resumed after kill ${killed}: the final weights differ`);
      } else finished++;
      await Deno.remove(folder, { recursive: true });
      folder = "";
    }
    if (folder && !sameBytes(wanted, await finishShortTraining(folder))) {
      lost.push(`resumed after kill ${killed}: the final weights differ`);
    } else if (folder) finished++;
  } finally {
    await Deno.remove(root, { recursive: true });
  }
  return {
    fault: FAULTS[moment],
    tries: kills,
    survived,
    seen:
      `${whileSaving} kills in the middle of a saving; ${finished} trainings came through with ` +
      "resuming, each with the final weights of an undisturbed one to the last bit",
    lost,
  };
}

async function killedAfter(milliseconds: number, folder: string) {
  const training = startShortTraining(folder);
  await training.ready;
  const timer = setTimeout(() => training.send("SIGKILL"), milliseconds);
  const ended = await training.ended;
  clearTimeout(timer);
  return ended;
}

/** A saving is some sixty of these, a whole training a thousand. */
const CALLS = 500;

/** Killed instead of the main thread's call number `n` that writes or renames. */
async function killedAtCall(n: number, folder: string) {
  const calls = "write,rename,renameat,renameat2";
  const inject = `inject=${calls}:signal=SIGKILL:when=${n}`;
  // Not with --seccomp-bpf, which passes over what is injected.
  const strace = ["strace", "-f", "-qq", "-o", "/dev/null"];
  const through = [...strace, "-e", `trace=${calls}`, "-e", inject];
  return await startShortTraining(folder, { through }).ended;
}

async function hasPart(folder: string): Promise<boolean> {
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  return names.some((name) => name.endsWith(".part"));
}

/** What is wrong with the models and checkpoints in a folder, if anything. */
export async function faultIn(folder: string): Promise<string | undefined> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".h5")) continue;
    try {
      (await loadModelH5(`${folder}/${name}`)).dispose();
      const state = await readStateH5(`${folder}/${name}`);
      if (name !== "model.h5" && !state) return `${name} has no state`;
    } catch (error) {
      return `${name}: ${messageOf(error)}`;
    }
  }
}
