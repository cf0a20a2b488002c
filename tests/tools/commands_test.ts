import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { encode } from "fast-png";
import * as tf from "@tensorflow/tfjs";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { taskPermissions } from "../support/task_permissions.ts";
import { wholeNumber } from "#tools/cli/whole_number.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Runs a task as a user does, under its own permissions; without real data. */
async function task(name: string, ...args: string[]) {
  const empty = await Deno.makeTempDir();
  const { flags, script } = taskPermissions().get(name)!;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...flags, script, ...args],
    cwd: root,
    env: { MIEN_DATA: empty, NO_COLOR: "1" },
  }).output();
  await Deno.remove(empty);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

async function savedModel(folder: string): Promise<string> {
  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [48, 48, 1] }),
      tf.layers.dense({ units: 7, activation: "softmax" }),
    ],
  });
  await saveModelH5(model, `${folder}/small.h5`);
  model.dispose();
  return `${folder}/small.h5`;
}

for (
  const name of ["train", "evaluate", "predict", "personal", "capture", "doctor", "submission"]
) {
  Deno.test(`${name} --help explains every option, and a wrong one fails in one line`, async () => {
    const help = await task(name, "--help");
    strictEqual(help.code, 0);
    match(help.out, new RegExp(`^deno task ${name} `));
    match(help.out, /--json/);
    const wrong = await task(name, "--nonsense");
    strictEqual(wrong.code, 2);
    strictEqual(wrong.out, "");
    match(wrong.err, new RegExp(`^${name}: .*--nonsense.*\\n$`));
  });
}

Deno.test("predict prints seven probabilities for a picture, for people and for programs", async () => {
  const folder = await Deno.makeTempDir();
  const model = await savedModel(folder);
  const image = `${folder}/face.png`;
  const data = Uint8Array.from({ length: 60 * 70 * 3 }, (_, i) => i % 251);
  await Deno.writeFile(image, encode({ width: 60, height: 70, channels: 3, data }));
  const json = await task("predict", "--model", model, image, "--json");
  strictEqual(json.code, 0, json.err);
  const { predictions: [{ emotion, probabilities }] } = JSON.parse(json.out);
  deepStrictEqual(Object.keys(probabilities), [...EMOTIONS]);
  const values = Object.values<number>(probabilities);
  ok(Math.abs(values.reduce((a, b) => a + b) - 1) < 1e-6);
  strictEqual(probabilities[emotion], Math.max(...values));
  const people = await task("predict", "--model", model, image, "--engine", "cpu");
  match(people.out, new RegExp(`^${image}: ${emotion}\n`));
  const missing = await task("predict", "--model", model, `${folder}/none.png`);
  strictEqual(missing.code, 1);
  match(missing.err, /^predict: .*none\.png.*\n$/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("evaluate judges the rows of a usage, for people and for programs", async () => {
  const folder = await Deno.makeTempDir();
  const model = await savedModel(folder);
  const pixels = (shade: number) => Array.from({ length: 2304 }, (_, i) => (i * shade) % 256);
  const rows = [3, 5, 7, 11].map((shade, i) => `${i},${pixels(shade).join(" ")},PublicTest`);
  const file = `${folder}/rows.csv`;
  await Deno.writeTextFile(file, ["emotion,pixels,Usage", ...rows, ""].join("\n"));
  const args = ["--model", model, "--data", file, "--usage", "PublicTest"];
  const { code, out, err } = await task("evaluate", ...args, "--tta", "--json");
  strictEqual(code, 0, err);
  const report = JSON.parse(out);
  const keys = "accuracy interval loss macroF1 n leakFree perClass calibration confusion".split(
    " ",
  );
  deepStrictEqual(keys.filter((key) => !(key in report)), []);
  strictEqual(report.n, 4);
  match((await task("evaluate", ...args)).out, /^FER2013 PublicTest: 4 images\naccuracy /);
  const none = await task("evaluate", "--model", model, "--data", file, "--usage", "PrivateTest");
  strictEqual(none.code, 1);
  match(none.err, /no sample of FER2013 has the usage "PrivateTest"/);
  const wrong = await task("evaluate", "--model", `${folder}/none.h5`);
  match(wrong.err, /there is no model file ".*none\.h5"/);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("train refuses what it cannot do before it starts", async () => {
  for (
    const [args, message] of [
      [[], /--model NAME is needed: model_1/],
      [["--model", "model_9"], /no model is called "model_9"/],
      [["--model", "model_1", "--epochs", "0"], /--epochs needs a whole number from 1/],
    ] as const
  ) {
    const { code, err } = await task("train", ...args);
    strictEqual(code, 2);
    match(err, message);
  }
});

Deno.test("whole numbers of the command line", () => {
  strictEqual(wholeNumber("seed", undefined), undefined);
  strictEqual(wholeNumber("seed", "0"), 0);
  for (const text of ["-1", "1.5", "1e3", "", " 2", "99999999999999999999"]) {
    throws(() => wholeNumber("seed", text), RangeError);
  }
});
