import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import type { EpochLog } from "#lib/core/results.ts";
import { shouldStop } from "#lib/train/early_stopping.ts";
import { bestEpoch } from "#lib/train/monitor.ts";
import { constant } from "#lib/train/schedules/constant.ts";
import { oneCycle } from "#lib/train/schedules/one_cycle.ts";
import { reduceOnPlateau } from "#lib/train/schedules/reduce_on_plateau.ts";
import type { Schedule } from "#lib/train/schedules/schedule.ts";
import { stepDecay } from "#lib/train/schedules/step_decay.ts";
import { warmUpCosine } from "#lib/train/schedules/warm_up_cosine.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

const reference = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/train/schedules.json", import.meta.url)),
);

function rates(schedule: Schedule, steps: number, stepsPerEpoch = 5): number[] {
  return Array.from(
    { length: steps },
    (_, step) => schedule.rate({ step, steps, stepsPerEpoch, epochs: [] }),
  );
}

function logs(validationLosses: readonly number[]): EpochLog[] {
  return validationLosses.map((validationLoss, i) => ({
    epoch: i + 1,
    loss: 1,
    accuracy: 0.5,
    validationLoss,
    validationAccuracy: 1 - validationLoss / 2,
    learningRate: 0.1,
    seconds: 1,
  }));
}

Deno.test("one cycle equals PyTorch's OneCycleLR", () => {
  assertAllClose(rates(oneCycle(0.4), reference.steps), reference.oneCycle, { absolute: 1e-12 });
});

Deno.test("one cycle stays a number in runs of a few steps", () => {
  for (const steps of [1, 2, 3, 4, 5]) ok(rates(oneCycle(0.4), steps).every(Number.isFinite));
});

Deno.test("reduce on plateau drops where Keras's callback does", () => {
  const schedule = reduceOnPlateau(0.1, {
    factor: 0.5,
    patience: 2,
    minimumChange: 1e-3,
    cooldown: 1,
    floor: 0.02,
  });
  const found = reference.plateau.map((_: number, done: number) =>
    schedule.rate({
      step: done * 5,
      steps: 100,
      stepsPerEpoch: 5,
      epochs: logs(reference.losses.slice(0, done)),
    })
  );
  assertAllClose(found, reference.plateau);
});

Deno.test("early stopping stops where Keras's callback does", () => {
  const epochs = logs(reference.losses);
  const options = { patience: 5, minimumChange: 1e-3 };
  const stops = (monitor: "validationLoss" | "validationAccuracy") =>
    epochs.findIndex((_, i) => shouldStop(epochs.slice(0, i + 1), monitor, options)) + 1;
  strictEqual(stops("validationLoss"), reference.stoppedAfter);
  strictEqual(stops("validationAccuracy"), reference.stoppedAfter);
});

Deno.test("warm-up and cosine rises in a line, peaks once and ends at its floor", () => {
  const found = rates(warmUpCosine(1, { warmUpEpochs: 2, floor: 0.1 }), 50);
  assertAllClose(found.slice(0, 10), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  strictEqual(found[10], 1);
  assertAllClose([found[30]], [0.55]);
  ok(found.slice(10).every((rate, i, all) => i === 0 || rate < all[i - 1]));
  ok(found[49] > 0.1 && found[49] < 0.103);
});

Deno.test("step decay drops at epoch borders, a constant never", () => {
  const found = rates(stepDecay(1, { everyEpochs: 2, factor: 0.5 }), 30);
  deepStrictEqual([found[0], found[9], found[10], found[19], found[20]], [1, 1, 0.5, 0.5, 0.25]);
  deepStrictEqual(new Set(rates(constant(0.3), 20)), new Set([0.3]));
});

Deno.test("the best epoch is the first of equals, and needs its figure", () => {
  strictEqual(bestEpoch(logs([0.9, 0.5, 0.7, 0.5]), "validationLoss"), 2);
  strictEqual(bestEpoch(logs([0.9, 0.5, 0.7, 0.5]), "validationAccuracy"), 2);
  strictEqual(bestEpoch([], "loss"), 0);
  const { validationLoss: _, ...without } = logs([0.9])[0];
  throws(() => bestEpoch([without], "validationLoss"), /epoch 1 has no validationLoss/);
});
