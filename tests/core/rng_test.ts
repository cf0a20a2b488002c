import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";

const draw = (rng: Rng, n = 8) => Array.from({ length: n }, () => rng.uint32());

Deno.test("one seed gives one stream, another seed another", () => {
  deepStrictEqual(draw(new Rng(1)), draw(new Rng("1")));
  notDeepStrictEqual(draw(new Rng(1)), draw(new Rng(2)));
});

Deno.test("the stream never changes between versions: old checkpoints depend on it", () => {
  deepStrictEqual(draw(new Rng(6835), 3), [3602868630, 2423865408, 584341019]);
});

Deno.test("a saved state goes on where it was saved", () => {
  const rng = new Rng(3);
  draw(rng);
  const copy = new Rng(rng.state);
  deepStrictEqual(draw(copy), draw(rng));
});

Deno.test("split is by name, independent of order, and leaves the parent alone", () => {
  const [a, b] = [new Rng(4), new Rng(4)];
  const early = draw(a.split("dropout"));
  b.split("order");
  deepStrictEqual(draw(b.split("dropout")), early);
  deepStrictEqual(draw(a), draw(b));
});

Deno.test("uniform, normal and integer have the right moments", () => {
  const rng = new Rng(5);
  const n = 200_000;
  let [mean, square, sum] = [0, 0, 0];
  const counts = new Array(7).fill(0);
  for (let i = 0; i < n; i++) {
    const z = rng.normal();
    mean += z / n;
    square += z * z / n;
    sum += rng.next() / n;
    counts[rng.integer(7)]++;
  }
  ok(Math.abs(mean) < 0.01 && Math.abs(square - 1) < 0.02, `normal: ${mean}, ${square}`);
  ok(Math.abs(sum - 0.5) < 0.005);
  const chiSquare = counts.reduce((s, c) => s + (c - n / 7) ** 2 / (n / 7), 0);
  ok(chiSquare < 22.5, `chi-square ${chiSquare} (99.9% limit for 6 degrees of freedom)`);
});

Deno.test("a permutation holds each number once", () => {
  const order = new Rng(6).permutation(1000);
  strictEqual(new Set(order).size, 1000);
  strictEqual(Math.max(...order), 999);
});

Deno.test("bad arguments are refused", () => {
  throws(() => new Rng(1.5), RangeError);
  throws(() => new Rng(1).integer(0), RangeError);
});
