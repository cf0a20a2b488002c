import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { loadModelH5 } from "#lib/keras/load_model_h5.ts";
import { holdFolder } from "#tools/cli/hold_folder.ts";
import { interruptTask, runTask } from "../support/run_task.ts";

async function weightsOf(path: string): Promise<number[][]> {
  const model = await loadModelH5(path);
  const weights = model.getWeights().map((tensor) => [...tensor.dataSync()]);
  model.dispose();
  return weights;
}

const short = ["--fast", "--epochs", "3", "--batch", "16", "--threads", "1"];

Deno.test("train model_4: a run that was interrupted ends as one that was not", async () => {
  const [whole, parts] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  const train = (out: string) => ["--model", "model_4", ...short, "--out", out];
  // What a killed run left is cleared away.
  await Deno.writeTextFile(`${parts}/model.h5.4711-0.part`, "");
  const first = await interruptTask(/epoch 1\b/, "train", ...train(parts));
  strictEqual(first.code, 130, first.err);
  match(first.err, /checkpoint in .*; go on with the same command and --resume/);
  const rest = await runTask("train", ...train(parts), "--resume", "--json");
  strictEqual(rest.code, 0, rest.err);
  const { history, path, people, epochs } = JSON.parse(rest.out);
  deepStrictEqual([history.epochs.length, history.stopped, epochs], [3, "finished", 3]);
  ok(people >= 3);
  const files = [...Deno.readDirSync(parts)].map(({ name }) => name).sort();
  deepStrictEqual(files, [".lock", "checkpoints", "log.json", "model.h5"]);
  strictEqual((await runTask("train", ...train(whole))).code, 0);
  deepStrictEqual(await weightsOf(path), await weightsOf(`${whole}/model.h5`));
  for (const folder of [whole, parts]) await Deno.remove(folder, { recursive: true });
});

Deno.test("train model_4: not by options of images, nor where another run writes", async () => {
  const all = await runTask("train", "--model", "model_4", "--all");
  strictEqual(all.code, 2);
  match(all.err, /--from, --round, --beside and --all are for models of images, not for model_4/);
  const out = await Deno.makeTempDir();
  const held = await holdFolder(out);
  const second = await runTask("train", "--model", "model_4", ...short, "--out", out);
  held.release();
  strictEqual(second.code, 1);
  match(second.err, /^train: another run is writing to .*\n$/);
  await Deno.remove(out, { recursive: true });
});
