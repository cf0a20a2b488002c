import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { Rng } from "#lib/core/rng.ts";
import { exactInterval } from "#lib/eval/exact_interval.ts";
import { judgeTogether } from "#lib/eval/judge_together.ts";
import { occlusionMap } from "#lib/eval/occlusion_map.ts";
import { pairedGain } from "#lib/eval/paired_gain.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

const REFERENCE = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/eval/exact_interval.json", import.meta.url)),
) as [successes: number, n: number, low: number, high: number][];

Deno.test("exact intervals equal those of SciPy's beta distribution", () => {
  for (const [successes, n, low, high] of REFERENCE) {
    assertAllClose(exactInterval(successes, n), [low, high], { absolute: 1e-9 });
  }
  throws(() => exactInterval(3, 2), RangeError);
  throws(() => exactInterval(0.5, 2), RangeError);
});

Deno.test("judged together, what all photos share counts no more; alone, nothing changes", () => {
  const rows = [[0.1, 0, 0, 0.2, 0, 0, 0.7], [0.05, 0, 0, 0.05, 0, 0, 0.9]];
  const labels = [3, 6];
  const before = rows.flat();
  // A model that sees a tenth of "happy" everywhere: the answers together stay what they were.
  const biased = rows.map((row) => row.map((p, k) => k === 3 ? p / 10 : p)).flat();
  const together = judgeTogether(before, { labels });
  assertAllClose(judgeTogether(biased, { labels }), together, { absolute: 1e-6 });
  ok(together[3] > 0.5 && together[7 + 6] > 0.5);
  strictEqual(together[0], 0);
  const alone = judgeTogether(rows[0], { labels });
  assertAllClose([alone[3], alone[6]], [2 / 9, 7 / 9], { absolute: 1e-6 });
  throws(() => judgeTogether([0.1, 0.9]), RangeError);
});

Deno.test("the gain is over photos, its interval over people", () => {
  const people = [0, 1, 2, 3, 4].map((more) => ({ before: 4, after: 4 + more, n: 10 }));
  const { before, after, gain, interval } = pairedGain(people, new Rng(1));
  assertAllClose([before, after, gain], [0.4, 0.6, 0.2]);
  ok(interval && interval[0] > 0.03 && interval[0] < 0.12 && interval[1] > 0.28);
  deepStrictEqual(pairedGain(people, new Rng(1)).interval, interval);
  strictEqual(pairedGain(people.slice(0, 2), new Rng(1)).interval, undefined);
  throws(() => pairedGain([], new Rng(1)), RangeError);
});

Deno.test("an occlusion map is high where the model looks", async () => {
  await tf.setBackend("cpu");
  // Says "happy" by the brightness of the lower right corner alone.
  const kernel = new Float32Array(16 * 16 * 7);
  for (let row = 12; row < 16; row++) {
    for (let column = 12; column < 16; column++) kernel[(row * 16 + column) * 7 + 3] = 1;
  }
  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [16, 16, 1] }),
      tf.layers.dense({
        units: 7,
        activation: "softmax",
        weights: [tf.tensor2d(kernel, [256, 7]), tf.zeros([7])],
      }),
    ],
  });
  const picture = new Uint8Array(256);
  for (let row = 12; row < 16; row++) picture.fill(255, row * 16 + 12, row * 16 + 16);
  const { values, rows, columns } = await occlusionMap(model, picture, 3, { patch: 4, stride: 4 });
  deepStrictEqual([rows, columns], [4, 4]);
  ok(values[15] > 5);
  values.subarray(0, 15).forEach((value) => ok(Math.abs(value) < 1e-3));
  model.dispose();
});
