import { ok, strictEqual, throws } from "node:assert/strict";
import { argMax } from "#lib/core/arg_max.ts";
import { logLoss } from "#lib/core/log_loss.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

Deno.test("log loss of hard and soft targets, rows brought to a sum of 1", () => {
  const probabilities = [0.2, 0.6, 0.2, 1, 2, 1];
  assertAllClose(logLoss(probabilities, [0, 1, 0, 0.5, 0, 0.5], 3), [-Math.log(0.6), Math.log(4)]);
});

Deno.test("an underflowed probability costs 87.3 nats, and NaN stays NaN", () => {
  const [impossible] = logLoss([0, 1], [1, 0], 2);
  assertAllClose([impossible], [126 * Math.LN2]);
  ok(Number.isNaN(logLoss([NaN, 1], [1, 0], 2)[0]));
  throws(() => logLoss([0.5, 0.5, 0.5], [1, 0, 0], 2), RangeError);
});

Deno.test("the largest value, the first of equals", () => {
  strictEqual(argMax([1, 3, 3]), 1);
  strictEqual(argMax([9, 1, 2, 5, 5], 1, 4), 2);
});
