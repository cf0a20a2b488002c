import { throws } from "node:assert/strict";
import { meanInterval } from "#lib/eval/mean_interval.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

Deno.test("mean interval: as scipy.stats.t.interval(0.95, n - 1, mean, sem) has it", () => {
  // scipy 1.16: t.interval(0.95, 4, 3.0, 0.70710678) = (1.03676, 4.96324)
  const { mean, interval } = meanInterval([1, 2, 3, 4, 5]);
  assertAllClose([mean, ...interval!], [3, 1.03676, 4.96324], { absolute: 1e-3 });
  throws(() => meanInterval([]), { name: "RangeError" });
});

Deno.test("mean interval: close to the normal curve for many values, never narrower", () => {
  const values = Array.from({ length: 100 }, (_, i) => i % 2);
  const { interval } = meanInterval(values);
  const half = 1.984 * Math.sqrt(25 / 99) / 10;
  assertAllClose(interval!, [0.5 - half, 0.5 + half], { absolute: 1e-3 });
});
