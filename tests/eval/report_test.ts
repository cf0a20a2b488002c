import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { fitTemperature } from "#lib/eval/fit_temperature.ts";
import { mcnemar } from "#lib/eval/mcnemar.ts";
import { report } from "#lib/eval/report.ts";
import { scaleTemperature } from "#lib/eval/temperature.ts";
import { wilsonInterval } from "#lib/eval/wilson_interval.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

const { cases, pairs, intervals } = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/eval/report.json", import.meta.url)),
);
const about = { data: "test", synthetic: false };

for (const [index, name] of ["all classes", "absent classes"].entries()) {
  const reference = cases[index];

  Deno.test(`the report equals scikit-learn's and NumPy's numbers: ${name}`, () => {
    const found = report(reference.probabilities, reference.labels, about);
    assertAllClose(
      [found.accuracy, ...found.interval, found.loss, found.macroF1],
      [reference.accuracy, ...reference.interval, reference.loss, reference.macroF1],
      { relative: 1e-9, absolute: 0 },
    );
    deepStrictEqual(found.confusion, reference.confusion);
    assertAllClose(
      [found.calibration.ece, found.calibration.brier],
      [reference.ece, reference.brier],
      { relative: 1e-9 },
    );
    for (const [k, [precision, recall, f1, support]] of reference.perClass.entries()) {
      const score = found.perClass[k];
      strictEqual(score.support, support);
      if (support === 0) {
        deepStrictEqual([score.precision, score.recall, score.f1], [null, null, null]);
      } else assertAllClose([score.precision!, score.recall!, score.f1!], [precision, recall, f1]);
    }
    found.calibration.bins.forEach(({ confidence, accuracy, count }, b) => {
      const [wantedConfidence, wantedAccuracy, wantedCount] = reference.bins[b];
      strictEqual(count, wantedCount);
      if (count === 0) deepStrictEqual([confidence, accuracy], [null, null]);
      else assertAllClose([confidence!, accuracy!], [wantedConfidence, wantedAccuracy]);
    });
  });

  Deno.test(`temperature scaling equals SciPy's: ${name}`, () => {
    const { probabilities, labels, temperature, scaled } = reference;
    assertAllClose([fitTemperature(probabilities, labels)], [temperature], { relative: 1e-5 });
    assertAllClose(scaleTemperature(probabilities.slice(0, 35), 1.7), scaled, { relative: 1e-5 });
  });
}

Deno.test("McNemar's test equals SciPy's exact binomial test", () => {
  for (const { onlyFirst, onlySecond, p } of pairs) {
    const labels = new Array(onlyFirst + onlySecond + 3).fill(1);
    const first = labels.map((_, i) => i < onlyFirst || i >= labels.length - 3 ? 1 : 0);
    const second = labels.map((_, i) => i >= onlyFirst ? 1 : 0);
    const found = mcnemar(first, second, labels);
    deepStrictEqual([found.onlyFirst, found.onlySecond], [onlyFirst, onlySecond]);
    assertAllClose([found.p], [p], { relative: 1e-9, absolute: 1e-300 });
  }
  strictEqual(mcnemar([1, 0], [1, 0], [1, 1]).p, 1);
});

Deno.test("Wilson's interval equals SciPy's, and always holds the share", () => {
  for (const [k, n, low, high] of intervals) {
    assertAllClose(wilsonInterval(k, n), [low, high], { absolute: 1e-12, relative: 1e-12 });
  }
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, s) => {
        const k = Math.round(s * n);
        const [low, high] = wilsonInterval(k, n);
        ok(0 <= low && low <= k / n && k / n <= high && high <= 1);
      },
    ),
  );
  throws(() => wilsonInterval(0, 0), RangeError);
});

const sure = (label: number) => Array.from({ length: 7 }, (_, k) => k === label ? 0.94 : 0.01);

Deno.test("leak-free rows are judged apart, and may be none", () => {
  const probabilities = [0, 0, 1, 2].flatMap(sure);
  const labels = [0, 1, 1, 3];
  const found = report(probabilities, labels, { ...about, leaked: [1, 0, 0, 0] });
  strictEqual(found.accuracy, 0.5);
  assertAllClose([found.leakFree!.accuracy!], [1 / 3]);
  strictEqual(found.leakFree!.n, 3);
  deepStrictEqual(
    report(probabilities, labels, { ...about, leaked: [1, 1, 1, 1] }).leakFree,
    { accuracy: null, interval: null, n: 0 },
  );
  strictEqual("leakFree" in report(probabilities, labels, about), false);
});

Deno.test("a class that occurs but is never predicted has no precision, and an F1 of 0", () => {
  const [angry] = report([1, 1].flatMap(sure), [0, 1], about).perClass;
  deepStrictEqual(angry, { emotion: "angry", precision: null, recall: 0, f1: 0, support: 1 });
});

Deno.test("what cannot be judged is refused", () => {
  throws(() => report([], [], about), /no sample/);
  throws(() => report(sure(0), [0, 1], about), /7 probabilities do not fit 2 labels/);
  throws(() => report(sure(0), [7], about), /sample 0: 7 is no class number/);
  throws(() => report([...sure(0), NaN, 0, 0, 0, 0, 0, 0], [0, 1], about), /sample 1: .*NaN/);
  throws(() => report(sure(0), [0], { ...about, leaked: [0, 0] }), /2 leak marks/);
});
