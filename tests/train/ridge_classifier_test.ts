import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";
import { solveSymmetric } from "#lib/core/solve_symmetric.ts";
import { ridgeClassifier } from "#lib/train/ridge_classifier.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

const { features, labels, sessions, penalty, kernel, bias } = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/train/ridge.json", import.meta.url)),
);

Deno.test("the weights are those of scikit-learn's ridge regression on centred sessions", () => {
  const found = ridgeClassifier(
    { features: Float32Array.from(features), labels, sessions },
    { penalty, classes: 7 },
  );
  assertAllClose(found.kernel, kernel, { absolute: 1e-5, relative: 1e-4 });
  assertAllClose(found.bias, bias, { absolute: 1e-5, relative: 1e-4 });
});

Deno.test("what a session's light looks like is not learned", () => {
  const rng = new Rng(2);
  const width = 6;
  const rows = Array.from({ length: 8 }, (_, i) => // Feature 0 is the label, feature 1 the session, the rest is noise.
  [i % 2, i < 4 ? 5 : -5, ...Array.from({ length: width - 2 }, () => rng.normal(0, 0.1))]);
  const { kernel } = ridgeClassifier({
    features: Float32Array.from(rows.flat()),
    labels: rows.map(([label]) => label),
    sessions: rows.map((_, i) => i < 4 ? "day" : "night"),
  }, { penalty: 0.01, classes: 7 });
  ok(kernel[1] > 0.5, `${kernel[1]}`);
  ok(Math.abs(kernel[7]) < 1e-6 && Math.abs(kernel[8]) < 1e-6);
  deepStrictEqual([...kernel.subarray(2, 7)], [0, 0, 0, 0, 0]);
});

Deno.test("nothing to tell apart, and sizes that do not fit, are refused", () => {
  const options = { penalty: 0.1, classes: 7 };
  const features = new Float32Array(4);
  throws(
    () => ridgeClassifier({ features, labels: [1, 1], sessions: [0, 0] }, options),
    /nothing to tell apart/,
  );
  throws(() => ridgeClassifier({ features, labels: [1, 2, 3], sessions: [0, 0, 0] }, options));
  const grey = new Float32Array(features.length).fill(0.3);
  throws(
    () => ridgeClassifier({ features: grey, labels: [1, 2], sessions: [0, 0] }, options),
    /all alike: there is nothing to tell apart/,
  );
  throws(() => solveSymmetric(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1), { n: 2 }), {
    message: /positive definite/,
  });
});
