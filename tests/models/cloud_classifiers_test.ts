import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { argMax } from "#lib/core/arg_max.ts";
import { Rng } from "#lib/core/rng.ts";
import { fitDiscriminantAnalysis, linearScores } from "#lib/models/discriminant_analysis.ts";
import { fitKernelRidge, kernelRidgeScores } from "#lib/models/kernel_ridge.ts";
import { fitModelEc2, predictEc2 } from "#lib/models/model_ec2.ts";
import { readModelEc2, writeModelEc2 } from "#lib/models/model_ec2_json.ts";
import { fitPrincipalComponents, projectOnto } from "#lib/models/principal_components.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

const fixture = JSON.parse(
  await Deno.readTextFile(new URL("../fixtures/models/cloud_classifiers.json", import.meta.url)),
);
const { x, y, new: unseen } = fixture as { x: number[][]; y: number[]; new: number[][] };

Deno.test("principal components: as scikit-learn has them, but for signs", () => {
  const space = fitPrincipalComponents(x, 3);
  assertAllClose(space.variances, fixture.pca.variances, { relative: 1e-9 });
  const projected = unseen.flatMap((sample) => [...projectOnto(space, sample).map(Math.abs)]);
  assertAllClose(projected, fixture.pca.projected.flat(), { relative: 1e-7, absolute: 1e-9 });
  throws(() => fitPrincipalComponents(x, 7), { name: "RangeError", message: /7 components/ });
});

Deno.test("kernel ridge: as SciPy solves it", () => {
  const { gamma, ridge, landmarks, scores } = fixture.kernelRidge;
  const options = { classes: 3, gamma, ridge, landmarks: x.slice(0, landmarks) };
  const model = fitKernelRidge(x, y, options);
  const found = unseen.flatMap((sample) => [...kernelRidgeScores(model, sample)]);
  assertAllClose(found, scores.flat(), { relative: 1e-6, absolute: 1e-7 });
});

Deno.test("discriminant analysis: shrinkage and scores as of scikit-learn's Ledoit-Wolf", () => {
  const model = fitDiscriminantAnalysis(x, y, 3);
  assertAllClose([model.shrinkage], [fixture.discriminant.shrinkage], { relative: 1e-9 });
  const found = unseen.flatMap((sample) => [...linearScores(model, sample)]);
  assertAllClose(found, fixture.discriminant.scores.flat(), { relative: 1e-8, absolute: 1e-9 });
  throws(() => fitDiscriminantAnalysis(x, y, 4), /class 3 has no samples/);
});

const rng = new Rng("movements");
const draw = (label: number) =>
  Float64Array.from({ length: 30 }, (_, j) => rng.normal(j % 7 === label ? 3 : 0, 0.4));
const labels = Array.from({ length: 210 }, (_, i) => i % 7);
const movements = { x: labels.map(draw), y: labels };
const held = { x: labels.slice(0, 70).map(draw), y: labels.slice(0, 70) };
const model = fitModelEc2(movements, held, { seed: 1, components: 10, landmarks: 100 });

Deno.test("model_ec2: tells clear movements apart, with probabilities that sum to 1", () => {
  const answers = held.x.map((sample) => predictEc2(model, sample));
  const right = answers.filter((p, i) => argMax(p) === held.y[i]).length;
  ok(right >= 68, `${right} of 70`);
  assertAllClose(answers.map((p) => p.reduce((a, b) => a + b)), answers.map(() => 1));
});

Deno.test("model_ec2: equal seeds give equal models", () => {
  const again = fitModelEc2(movements, held, { seed: 1, components: 10, landmarks: 100 });
  deepStrictEqual(again, model);
});

Deno.test("model_ec2: its file gives the same predictions", () => {
  const file = {
    name: "model_ec2",
    format: 1,
    emotions: EMOTIONS,
    reference: {},
    calibrated: model,
    alone: model,
  } as const;
  const read = readModelEc2(writeModelEc2(file), "model.json");
  for (const sample of held.x.slice(0, 10)) {
    assertAllClose(predictEc2(read.calibrated, sample), predictEc2(model, sample), {
      absolute: 2e-3,
    });
  }
});

Deno.test("model_ec2: a wrong file is refused by name", () => {
  throws(() => readModelEc2("{", "a.json"), { name: "SyntaxError", message: /a\.json/ });
  throws(() => readModelEc2("{}", "a.json"), { name: "SyntaxError", message: /no model_ec2/ });
  strictEqual(typeof model.sharpness, "number");
});
