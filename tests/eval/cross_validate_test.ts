import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { EMOTION_COUNT } from "#lib/core/emotions.ts";
import type { Dataset } from "#lib/data/dataset.ts";
import { crossValidate } from "#lib/eval/cross_validate.ts";

const people = 9;
const n = people * 7;
const dataset: Dataset<Float32Array> = {
  name: "labels as they are",
  synthetic: true,
  itemShape: [1],
  ids: Array.from({ length: n }, (_, i) => `sample ${i}`),
  x: Float32Array.from({ length: n }, (_, i) => i % 7),
  y: Uint8Array.from({ length: n }, (_, i) => i % 7),
  role: new Uint8Array(n),
  group: Uint32Array.from({ length: n }, (_, i) => Math.floor(i / 7)),
};

/** Names what the sample says, but is wrong about person 3. */
function classify(test: Dataset<Float32Array>): Float32Array {
  const probabilities = new Float32Array(test.y.length * EMOTION_COUNT);
  test.x.forEach((v, i) => {
    const answer = test.group![i] === 3 ? (v + 1) % 7 : v;
    probabilities[i * EMOTION_COUNT + answer] = 1;
  });
  return probabilities;
}

Deno.test("cross-validation: nobody is on both sides, everybody is judged once", async () => {
  const judged: number[] = [];
  const result = await crossValidate(dataset, {
    folds: 4,
    seed: 1,
    learn: (train) => (test) => {
      const known = new Set(train.group);
      ok([...test.group!].every((person) => !known.has(person)));
      judged.push(...test.group!);
      return classify(test);
    },
  });
  strictEqual(judged.length, n);
  strictEqual(result.accuracy, 8 / 9);
  deepStrictEqual(result.personAccuracies, [1, 1, 1, 0, 1, 1, 1, 1, 1]);
  ok(Math.abs(result.personSpread - 1 / 3) < 1e-9);
  strictEqual(result.foldAccuracies.length, 4);
  deepStrictEqual(result.probabilities, classify(dataset));
});

Deno.test("cross-validation: one seed, one deal", async () => {
  const deal = async (seed: number) => {
    const people: number[][] = [];
    await crossValidate(dataset, {
      folds: 3,
      seed,
      learn: () => (test) => {
        people.push([...new Set(test.group)]);
        return classify(test);
      },
    });
    return people;
  };
  deepStrictEqual(await deal(1), await deal(1));
});

Deno.test("cross-validation: refuses what cannot be split by person", async () => {
  const learn = () => classify;
  await rejects(crossValidate({ ...dataset, group: undefined }, { folds: 3, seed: 1, learn }), {
    name: "RangeError",
    message: /who is who/,
  });
  await rejects(crossValidate(dataset, { folds: 10, seed: 1, learn }), /9 people/);
});
