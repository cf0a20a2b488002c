import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";
import { faceTemplate } from "#lib/data/synthetic/face_template.ts";
import { applyPointLayout, drawPointLayout } from "#lib/data/synthetic/point_layout.ts";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";

const { rest, lips } = faceTemplate();

Deno.test("point layout: shares are parts of one whole, and equal seeds give equal layouts", () => {
  const { corners, shares } = drawPointLayout(new Rng(4));
  deepStrictEqual(drawPointLayout(new Rng(4)), { corners, shares });
  notDeepStrictEqual(drawPointLayout(new Rng(5)).corners, corners);
  for (let i = 0; i < shares.length; i += 3) {
    ok(Math.abs(shares[i] + shares[i + 1] + shares[i + 2] - 1) < 1e-9);
    ok(Math.min(shares[i], shares[i + 1], shares[i + 2]) >= 0);
  }
});

Deno.test("point layout: points move, by millimetres, and keep to their part of the face", () => {
  const spread = applyPointLayout(rest, drawPointLayout(new Rng(4)));
  const far = Array.from(
    { length: 1220 },
    (_, i) => Math.hypot(...[0, 1, 2].map((k) => spread[i * 3 + k] - rest[i * 3 + k])),
  );
  const median = far.toSorted((a, b) => a - b)[610];
  ok(median > 0.8 && median < 5, `median ${median} mm`);
  ok(far.filter((d) => d === 0).length < 300, "too many points stay");
  const inMouth = (points: Float64Array) =>
    Array.from({ length: 1220 }, (_, i) => i).filter((i) =>
      Math.abs(points[i * 3]) < 36 && Math.abs(points[i * 3 + 1] + 41) < 17
    ).length;
  ok(Math.abs(inMouth(spread) - inMouth(rest)) < 0.2 * inMouth(rest));
  strictEqual(lips.length, 23);
});

Deno.test("point layout: is a person's own in all clouds, and off unless asked for", () => {
  const options = { people: 3, seed: 8, noise: 0 };
  const shared = syntheticClouds(options);
  const personal = syntheticClouds({ ...options, layout: "personal" });
  deepStrictEqual(shared, syntheticClouds({ ...options, layout: "shared" }));
  notDeepStrictEqual(personal.x, shared.x);
  deepStrictEqual(personal.ids, shared.ids);
  // Neutral and sad differ by an expression, not by a layout.
  const cloud = (row: number) => personal.x.subarray(row * 3660, (row + 1) * 3660);
  const apart = Math.sqrt(cloud(6).reduce((s, v, i) => s + (v - cloud(4)[i]) ** 2, 0) / 1220);
  ok(apart < 0.006, `${apart} m`);
});
