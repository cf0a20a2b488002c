import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import sharp from "sharp";
import * as tf from "@tensorflow/tfjs";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import type { Photo } from "#lib/preprocess/photo.ts";
import { facesOnWall } from "../support/faces_on_wall.ts";
import { runTask as task } from "../support/run_task.ts";
import { wholeNumber } from "#tools/cli/whole_number.ts";

/** What `predict --json` says of one face. */
interface Judged {
  readonly image: string;
  readonly face: {
    readonly number: number;
    readonly of: number;
    readonly box: { readonly left: number; readonly width: number };
  };
  readonly emotion: string;
  readonly probabilities: Record<string, number>;
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
  const name of [
    "train",
    "clouds",
    "evaluate",
    "predict",
    "personal",
    "capture",
    "doctor",
    "submission",
  ]
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

Deno.test("predict finds each face and prints its probabilities, for people and for programs", async () => {
  const folder = await Deno.makeTempDir();
  const model = await savedModel(folder);
  const save = async (name: string, photo: Photo, orientation?: number) => {
    const { width, height, pixels } = photo;
    const image = sharp(pixels, { raw: { width, height, channels: 3 } });
    await (orientation ? image.rotate(90).withMetadata({ orientation }) : image)
      .toFile(`${folder}/${name}`);
    return `${folder}/${name}`;
  };
  const one = await save("one.jpg", facesOnWall(480, 360, [[150, 80]]), 8);
  const two = await save("two.webp", facesOnWall(640, 360, [[60, 80], [380, 80]]));
  const wall = await save("wall.png", facesOnWall(64, 48, []));
  const crop = await save("crop.png", facesOnWall(48, 48, []));
  const images = [one, wall, two, `${folder}/none.png`, crop];
  const { code, out, err } = await task("predict", "--model", model, "--json", ...images);
  strictEqual(code, 1);
  match(err, /predict: no face was found \(.*wall\.png\)\. .*--whole.*\npredict: .*none\.png.*\n$/);
  const { predictions, faults } = JSON.parse(out);
  strictEqual(faults.length, 2);
  deepStrictEqual(
    predictions.map(({ image, face }: Judged) => [image, face?.number, face?.of]),
    [[one, 1, 1], [two, 1, 2], [two, 2, 2], [crop, undefined, undefined]],
  );
  const middle = ({ left, width }: Judged["face"]["box"]) => left + width / 2;
  ok(Math.abs(middle(predictions[0].face.box) - 248 / 480) < 0.03, "upright, as it is marked");
  const places = [1, 2].map((k) => middle(predictions[k].face.box)).sort();
  ok(Math.abs(places[0] - 158 / 640) < 0.03 && Math.abs(places[1] - 478 / 640) < 0.03);
  const [{ emotion, probabilities }] = predictions as Judged[];
  deepStrictEqual(Object.keys(probabilities), [...EMOTIONS]);
  const values = Object.values(probabilities);
  ok(Math.abs(values.reduce((a, b) => a + b) - 1) < 1e-6);
  strictEqual(probabilities[emotion], Math.max(...values));
  const people = await task("predict", "--model", model, two, "--engine", "cpu");
  strictEqual(people.code, 0, people.err);
  match(people.out, /^.*two\.webp, face 1 of 2 \(.*\): /);
  const whole = await task("predict", "--model", model, wall, "--whole");
  strictEqual(whole.code, 0, whole.err);
  match(whole.out, new RegExp(`^${wall}: `));
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
      [["--model", "model_1", "--round", "2"], /model_1 has no round 2: 1 at most/],
      [["--model", "model_2", "--round", "3"], /round 3 starts from a trained model: add --from/],
      [["--model", "model_2", "--beside", "x.h5"], /--beside is for --model model_2_residual, not/],
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
