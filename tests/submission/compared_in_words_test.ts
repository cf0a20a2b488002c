import { match, strictEqual } from "node:assert/strict";
import { comparedInWords } from "#lib/submission/compared_in_words.ts";
import { judgeModel } from "#lib/submission/judge_model.ts";
import { evaluation } from "./support.ts";

const judged = (name: string, accuracy: number, half: number) => ({
  name,
  evaluation: {
    ...evaluation,
    accuracy,
    interval: [accuracy - half, accuracy + half] as const,
  },
});

Deno.test("models on the same data are told apart only where their intervals are", () => {
  const [a, b, c] = [judged("a", 0.5, 0.05), judged("b", 0.7, 0.05), judged("c", 0.72, 0.05)];
  const text = comparedInWords([a, b, c]);
  match(text, /\*\*b\*\* is better than a on FER2013 PublicTest by 20\.0 points/);
  match(text, /c and b differ by 2\.0 points .* less than this test can tell/);
  const elsewhere = { ...b, evaluation: { ...b.evaluation, data: "photos" } };
  strictEqual(
    comparedInWords([a, elsewhere, { name: "d", evaluation: null }]),
    "No two models were judged on the same data.",
  );
});

Deno.test("a model must load and score what the write-up says", async () => {
  const model = { name: "model_1", path: "", evaluation };
  const state = async (...parts: Parameters<typeof judgeModel>) =>
    (await judgeModel(...parts)).state;
  const near = { ...evaluation, accuracy: 0.5004 };
  const far = { ...evaluation, accuracy: 0.49 };
  strictEqual(await state(model, () => Promise.resolve(near)), "ready");
  strictEqual(await state(model, () => Promise.resolve(far)), "wrong");
  strictEqual(await state(model, () => Promise.resolve({ ...near, n: 399 })), "wrong");
  strictEqual(await state(model, () => Promise.resolve(null)), "note");
  strictEqual(await state({ ...model, evaluation: null }, () => Promise.resolve(null)), "note");
  const broken = await judgeModel(model, () => Promise.reject(new SyntaxError("no HDF5 file")));
  strictEqual(broken.state, "wrong");
  match(broken.text, /cannot be used: no HDF5 file/);
});
