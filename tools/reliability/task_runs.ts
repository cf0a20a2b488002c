import { fileURLToPath } from "node:url";
import { encode } from "fast-png";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { syntheticPerson } from "#lib/data/synthetic/synthetic_person.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { modelByName } from "#lib/models/model_by_name.ts";
import * as tf from "@tensorflow/tfjs";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** One task with arguments that make it do its work on synthetic faces, in a minute or so. */
export interface TaskRun {
  readonly task: string;
  readonly args: readonly string[];
  /** Exit codes that are right besides 0. */
  readonly codes?: readonly number[];
  /** For a task that serves until it is stopped: the word on stdout after which it is, by SIGINT. */
  readonly stopAfter?: string;
}

/** The tasks that users run, ready to be watched; files go into `folder`. */
export async function taskRuns(folder: string): Promise<TaskRun[]> {
  await tf.setBackend("cpu");
  const model = modelByName("model_1", { seed: 1, inputShape: [48, 48, 1] });
  const file = `${folder}/model.h5`;
  await saveModelH5(model, file);
  model.dispose();
  await writeData(folder);
  const rows = ["--model", file, "--data", `${folder}/fer2013.csv`, "--usage", "PublicTest"];
  return [
    { task: "doctor", args: [] },
    { task: "predict", args: ["--model", file, `${folder}/people/train/happy.png`] },
    { task: "evaluate", args: rows },
    { task: "robustness", args: rows },
    { task: "calibrate", args: [...rows, "--out", `${folder}/calibrated.h5`] },
    { task: "personal", args: ["--model", file, "--data", `${folder}/people`] },
    { task: "clouds", args: ["--model", "model_ec2", "--data", `${folder}/faces.json`] },
    { task: "export", args: ["--model", file, "--to", "onnx", "--out", `${folder}/model.onnx`] },
    {
      task: "train",
      args: ["--model", "model_1", "--fast", "--epochs", "1", "--out", `${folder}/trained`],
    },
    // 3: something is still missing.
    { task: "submission", args: ["--name", "A B", "--out", `${folder}/submission`], codes: [3] },
    { task: "capture", args: ["--out", `${folder}/photos`], stopAfter: "http://" },
    { task: "build-engine", args: [] },
    { task: "bench", args: ["--only", "voxelize", "--repetitions", "1"] },
    { task: "notebooks", args: ["--only", "02", "--fast", "--out", `${folder}/out`] },
  ];
}

/** Fourteen rows of FER2013's form, a person's fourteen photos, one session of clouds. */
async function writeData(folder: string): Promise<void> {
  const { photos, crops } = syntheticPerson();
  const pixels = (i: number) => crops.subarray(i * 2304, (i + 1) * 2304);
  const rows = photos.map((_, i) => `${i % 7},${pixels(i).join(" ")},PublicTest`);
  await Deno.writeTextFile(
    `${folder}/fer2013.csv`,
    ["emotion,pixels,Usage", ...rows, ""].join("\n"),
  );
  for (const set of ["train", "test"]) {
    await Deno.mkdir(`${folder}/people/${set}`, { recursive: true });
  }
  for (const [i, { set, emotion }] of photos.entries()) {
    const png = encode({ width: 48, height: 48, channels: 1, data: pixels(i) });
    await Deno.writeFile(`${folder}/people/${set}/${emotion}.png`, png);
  }
  const clouds = syntheticClouds({ people: 5, seed: 1 });
  const faces: Record<string, Record<string, Record<string, number[]>>> = {};
  clouds.ids.slice(0, 7).forEach((id, i) => {
    const [sample, emotion] = id.split("/");
    const axis = (k: number) =>
      Array.from({ length: 1220 }, (_, p) => clouds.x[(i * 1220 + p) * 3 + k]);
    (faces[sample] ??= {})[emotion] = { x: axis(0), y: axis(1), z: axis(2) };
  });
  await Deno.writeTextFile(`${folder}/faces.json`, JSON.stringify(faces));
}

/** Ends with a task's exit code and what it said; `through` is put before `deno`. */
export async function runTask(
  { task, args, codes = [], stopAfter }: TaskRun,
  { through = [], env = {} }: { through?: readonly string[]; env?: Record<string, string> } = {},
): Promise<{ code: number; errors: string }> {
  const line = [...through, Deno.execPath(), "task", "--quiet", task, ...args];
  const child = new Deno.Command(line[0], {
    args: line.slice(1),
    cwd: ROOT,
    // Without Python the benches measure what is here; without data all runs on synthetic faces.
    env: { NO_COLOR: "1", MIEN_DATA: "", MIEN_PYTHON: "", ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const errors = new Response(child.stderr).text();
  let said = "";
  let stopper: ReturnType<typeof setInterval> | undefined;
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream() as Decoding)) {
    said += chunk;
    // Again and again, as an impatient person: it may not listen yet.
    if (stopAfter && said.includes(stopAfter)) {
      stopper ??= setInterval(() => stopTask(child.pid), 1000);
    }
  }
  const { code } = await child.status;
  clearInterval(stopper);
  return { code: codes.includes(code) ? 0 : code, errors: (await errors).trim() };
}

type Decoding = ReadableWritablePair<string, Uint8Array>;

/** What Ctrl-C does: the interrupt goes to all that the task has started. */
async function stopTask(pid: number): Promise<void> {
  const { stdout } = await new Deno.Command("pgrep", { args: ["-P", `${pid}`] }).output();
  const children = new TextDecoder().decode(stdout).split(/\s+/).filter(Boolean).map(Number);
  // A process that has ended meanwhile is what is wanted; `kill` fails for it, and that is all.
  if (children.length === 0) await new Deno.Command("kill", { args: ["-INT", `${pid}`] }).output();
  for (const child of children) await stopTask(child);
}
