import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { cloudAt } from "#lib/data/cloud_at.ts";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { runTask } from "../support/run_task.ts";

/** The clouds of one synthetic person as the JSON form of faces.py, beside which meshes may lie. */
async function oneSession(): Promise<string> {
  const clouds = syntheticClouds({ people: 3, seed: "one session" });
  const axis = (row: number, k: number) =>
    Array.from(cloudAt(clouds, row)).filter((_, i) => i % 3 === k);
  const session = Object.fromEntries(
    EMOTIONS.map((emotion, row) => [
      emotion,
      { x: axis(row, 0), y: axis(row, 1), z: axis(row, 2) },
    ]),
  );
  const file = `${await Deno.makeTempDir()}/faces.json`;
  await Deno.writeTextFile(file, JSON.stringify({ "a recording": session }));
  return file;
}

Deno.test("clouds names the expression of every face of a file", async () => {
  const file = await oneSession();
  const { code, out, err } = await runTask(
    "clouds",
    "--model",
    "model_4",
    "--data",
    file,
    "--json",
  );
  strictEqual(code, 0, err);
  const { accuracy, n, predictions, macroF1 } = JSON.parse(out);
  strictEqual(n, 7);
  ok(macroF1 >= 0 && macroF1 <= 1);
  deepStrictEqual(
    new Set(predictions.map(({ emotion }: Prediction) => emotion)),
    new Set(EMOTIONS),
  );
  for (const { sample, predicted, probabilities } of predictions as Prediction[]) {
    strictEqual(sample, "a recording");
    deepStrictEqual(Object.keys(probabilities), [...EMOTIONS]);
    const values = Object.values(probabilities);
    ok(Math.abs(values.reduce((a, b) => a + b) - 1) < 1e-5);
    strictEqual(probabilities[predicted], Math.max(...values));
  }
  const right = (predictions as Prediction[]).filter((p) => p.predicted === p.emotion);
  strictEqual(accuracy, right.length / 7);
  await Deno.remove(file);
});

Deno.test("clouds compares with the session's own neutral face, which is then neutral", async () => {
  const file = await oneSession();
  const args = ["--model", "model_ec2", "--calibrate", "neutral", "--data", file];
  const { predictions, accuracy } = JSON.parse((await runTask("clouds", ...args, "--json")).out);
  const neutral = (predictions as Prediction[]).find(({ emotion }) => emotion === "neutral");
  strictEqual(neutral?.predicted, "neutral");
  const people = await runTask("clouds", ...args);
  match(people.out, new RegExp(`\naccuracy ${(100 * accuracy).toFixed(1)}% .* of 7 faces\n$`));
  strictEqual(people.out.trim().split("\n").length, 9);
  await Deno.remove(file);
});

Deno.test("clouds refuses what makes no sense, in one line", async () => {
  for (
    const [args, code, message] of [
      [[], 2, /--model PATH is needed/],
      [
        ["--model", "model_ec2", "--calibrate", "happy"],
        2,
        /--calibrate needs neutral, not "happy"/,
      ],
      [["--model", "model_4", "--calibrate", "neutral"], 2, /is for model_ec2/],
      [["--model", "none.h5"], 1, /there is no model file ".*none\.h5"/],
      [["--model", "model_2"], 1, /takes \[48,48,1\], but faces are given as voxels/],
    ] as const
  ) {
    const end = await runTask("clouds", ...args);
    strictEqual(end.code, code, end.err);
    match(end.err, message);
    match(end.err, /^clouds: .*\n$/);
    strictEqual(end.out, "");
  }
});

interface Prediction {
  readonly sample: string;
  readonly emotion: string;
  readonly predicted: string;
  readonly probabilities: Readonly<Record<string, number>>;
}
