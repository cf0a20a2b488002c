import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";
import { augmentCloud } from "#lib/preprocess/augment_cloud.ts";
import { warpCloud } from "#lib/preprocess/warp_cloud.ts";

/** A point at the mouth's left corner, its mirror image, the nose's tip, and a point far behind. */
const CLOUD = Float32Array.of(0.025, -0.04, 0.05, -0.025, -0.04, 0.05, 0, 0, 0.08, 0.07, 0.4, -0.2);

Deno.test("a warp is alike on both sides, keeps the midline, and reaches no further than the face", () => {
  for (let seed = 0; seed < 20; seed++) {
    const warped = warpCloud(CLOUD, new Rng(seed), 0.003);
    const moved = warped.map((value, i) => value - CLOUD[i]);
    const [left, right, nose, far] = [0, 1, 2, 3].map((k) => moved.subarray(3 * k, 3 * k + 3));
    ok(Math.abs(left[0] + right[0]) < 1e-8, "across: mirrored");
    ok(Math.abs(left[1] - right[1]) < 1e-8 && Math.abs(left[2] - right[2]) < 1e-8);
    ok(Math.hypot(...left) > 1e-5, "something moves");
    strictEqual(nose[0], 0);
    deepStrictEqual([...far], [0, 0, 0]);
  }
});

Deno.test("movements of a warp are of the size asked for, and smooth", () => {
  const size = 0.002;
  const moves = Array.from({ length: 2000 }, (_, seed) => {
    const near = Float32Array.of(0.038, -0.05, 0.05, 0.04, -0.05, 0.05);
    const warped = warpCloud(near, new Rng(seed), size);
    return [warped[1] - near[1], warped[4] - near[4]];
  });
  const deviation = Math.sqrt(moves.reduce((sum, [y]) => sum + y * y, 0) / moves.length);
  // A bump of height 1 and what its neighbours add to it.
  ok(deviation > size && deviation < 1.6 * size, `${deviation}`);
  ok(moves.every(([a, b]) => Math.abs(a - b) < 0.25 * size), "neighbours go together");
});

Deno.test("clouds are warped before they are turned, from one seed always alike", () => {
  const options = { warp: 0.002, turn: 5 };
  const [first, again] = [1, 1].map((seed) => augmentCloud(CLOUD, new Rng(seed), options));
  deepStrictEqual(first, again);
  const rng = new Rng(1);
  deepStrictEqual(augmentCloud(warpCloud(CLOUD, rng, 0.002), rng, { turn: 5 }), first);
});
