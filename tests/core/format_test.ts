import { strictEqual } from "node:assert/strict";
import { bytes, count, duration, percent, percentInterval } from "#lib/core/format.ts";

Deno.test("figures as people read them", () => {
  strictEqual(percent(0.5512), "55.1%");
  strictEqual(percent(null), "–");
  strictEqual(percentInterval([0.535, 0.567]), "53.5–56.7%");
  strictEqual(count(28709), "28,709");
  strictEqual(bytes(0), "0 bytes");
  strictEqual(bytes(1500), "1.5 kB");
  strictEqual(bytes(14_734_760), "14.7 MB");
  strictEqual(bytes(104_900_000), "105 MB");
});

Deno.test("durations carry over to the next unit", () => {
  strictEqual(duration(7.3), "7.3 s");
  strictEqual(duration(42.4), "42 s");
  strictEqual(duration(312), "5 min 12 s");
  strictEqual(duration(119.9), "2 min 0 s");
  strictEqual(duration(4000), "1 h 6 min");
});
