import { match, strictEqual, throws } from "node:assert/strict";
import type { EvaluationReport } from "#lib/core/results.ts";
import { cardTexts } from "#tools/cards.ts";
import { cloudModelPart } from "#tools/cards/cloud_model_part.ts";
import { imageModelPart, type Training } from "#tools/cards/image_model_part.ts";

const report: EvaluationReport = {
  data: "made-up figures",
  synthetic: true,
  accuracy: 0.5,
  interval: [0.4, 0.6],
  loss: 1.25,
  macroF1: 0.45,
  n: 1000,
  leakFree: { accuracy: 0.48, interval: [0.38, 0.58], n: 900 },
  perClass: [{ emotion: "disgust", precision: null, recall: 0.25, f1: null, support: 8 }],
  calibration: { ece: 0.031, brier: 0.5, bins: [] },
  confusion: [],
};

const file = { bytes: 1_500_000, parameters: 123_456, multiplyAdds: 94_000_000 };

Deno.test("a card's part gives all rows and leak-free rows, and no figure where there is none", () => {
  const part = imageModelPart({ file, evaluations: { "one view": report }, trainings: [] });
  match(part, /123,456 parameters.*94\.0 million/);
  match(part, /one view \| all \| 1,000 \| 50\.0% \(40\.0–60\.0%\) \| 0\.450 \| 1\.250 \| 3\.1%/);
  match(part, /one view \| leak-free \| 900 \| 48\.0%/);
  match(part, /disgust \| – \| 25\.0% \| – \| 8/);
  strictEqual(part.includes("Training"), false);
  throws(() => imageModelPart({ file, evaluations: {}, trainings: [] }), /needs an evaluation/);
});

Deno.test("a card tells each round of training, the network beside it, and what all of them took", () => {
  const log = (epochs: number, multiplyAdds: number): Training => ({
    multiplyAdds,
    data: "made-up faces",
    samples: 1000,
    seed: 1,
    epochs,
    batchSize: 32,
    engine: "abacus",
    seconds: 60,
    history: {
      epochs: [{ epoch: epochs, loss: 1, accuracy: 0.75, learningRate: 0, seconds: 60 }],
      stopped: "finished",
      bestEpoch: epochs,
      seed: 1,
    },
  });
  const beside = { ...log(5, 5e8), beside: { file: "model.h5" } };
  const trainings = [log(1, 1e9), log(2, 1e9), beside];
  const part = imageModelPart({ file, evaluations: { "one view": report }, trainings });
  match(part, /## Training\n\n1 epochs? of 1,000 images/);
  match(part, /A second round went on from these weights. 2 epochs/);
  match(part, /The network beside it began anew. 5 epochs of 1,000 images \(made-up faces\)/);
  // (1 + 2) rounds at 10⁹ and 5 at half of that, 1,000 images each, six operations.
  match(part, /By the textbook's count that is 0\.033 · 10¹⁵ operations/);
});

Deno.test("a card of a model of 3-D faces gives each judgement and the labels' recall", () => {
  const part = cloudModelPart({
    file: { bytes: 300_000 },
    evaluations: { "made-up people": report },
    log: { samples: 700, people: 142, seed: 1 },
  });
  match(part, /^300 kB\./);
  match(part, /made-up people \| 1,000 \| 50\.0% \(40\.0–60\.0%\) \| 0\.450/);
  match(part, /\| Judged on \| disgust \|\n.*\n\| made-up people \| 25\.0% \|/);
  match(part, /700 clouds of 100 synthetic people of a population of 142/);
  throws(() => cloudModelPart({ file, evaluations: {} }), /needs an evaluation/);
});

for (const { path, wanted, found } of await cardTexts()) {
  const name = path.pathname.split("/").at(-2);
  Deno.test(`${name}'s card is what its result files say`, () => {
    strictEqual(found, wanted, "run `deno task cards`");
  });
}
