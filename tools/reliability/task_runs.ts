import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { modelByName } from "#lib/models/model_by_name.ts";
import * as tf from "@tensorflow/tfjs";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** One task with arguments that make it do its work on synthetic faces, in a minute or so. */
export interface TaskRun {
  readonly task: string;
  readonly args: readonly string[];
}

/** The tasks that users run, ready to be watched; files go into `folder`. */
export async function taskRuns(folder: string): Promise<TaskRun[]> {
  await tf.setBackend("cpu");
  const model = modelByName("model_1", { seed: 1, inputShape: [48, 48, 1] });
  await saveModelH5(model, `${folder}/model.h5`);
  model.dispose();
  const image = { create: { width: 96, height: 96, channels: 3, background: "grey" } } as const;
  await sharp(image).png().toFile(`${folder}/face.png`);
  const file = `${folder}/model.h5`;
  return [
    { task: "doctor", args: [] },
    { task: "predict", args: ["--model", file, `${folder}/face.png`] },
    { task: "evaluate", args: ["--model", file] },
    { task: "export", args: ["--model", file, "--to", "onnx", "--out", `${folder}/model.onnx`] },
    {
      task: "train",
      args: ["--model", "model_1", "--fast", "--epochs", "1", "--out", `${folder}/trained`],
    },
    { task: "notebooks", args: ["--only", "02", "--fast", "--out", `${folder}/out`] },
  ];
}

/** Ends with a task's exit code and what it said; `through` is put before `deno`. */
export async function runTask(
  { task, args }: TaskRun,
  { through = [], env = {} }: { through?: readonly string[]; env?: Record<string, string> } = {},
): Promise<{ code: number; errors: string }> {
  const line = [...through, Deno.execPath(), "task", "--quiet", task, ...args];
  const { code, stderr } = await new Deno.Command(line[0], {
    args: line.slice(1),
    cwd: ROOT,
    env: { NO_COLOR: "1", MIEN_DATA: "", ...env },
    stdout: "null",
    stderr: "piped",
  }).output();
  return { code, errors: new TextDecoder().decode(stderr).trim() };
}
