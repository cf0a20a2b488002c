import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";
import { faceTemplate } from "#lib/data/synthetic/face_template.ts";
import { augmentCloud } from "#lib/preprocess/augment_cloud.ts";

const { rest, mirror } = faceTemplate();
const cloud = Float32Array.from(rest, (mm) => mm / 1000);

Deno.test("augment cloud: nothing asked, nothing changed, but a new array", () => {
  const same = augmentCloud(cloud, new Rng(1));
  deepStrictEqual(same, cloud);
  ok(same !== cloud);
});

Deno.test("augment cloud: equal seeds give equal clouds, others others", () => {
  const options = { turn: 2, shift: 0.002, scale: 0.02, noise: 0.0002, dropout: 0.2, mirror: true };
  deepStrictEqual(
    augmentCloud(cloud, new Rng(1), options),
    augmentCloud(cloud, new Rng(1), options),
  );
  notDeepStrictEqual(
    augmentCloud(cloud, new Rng(1), options),
    augmentCloud(cloud, new Rng(2), options),
  );
});

Deno.test("augment cloud: turns keep distances", () => {
  const turned = augmentCloud(cloud, new Rng(4), { turn: 10, shift: 0.01 });
  const distance = (points: Float32Array, a: number, b: number) =>
    Math.hypot(...[0, 1, 2].map((k) => points[a * 3 + k] - points[b * 3 + k]));
  for (const [a, b] of [[0, 100], [7, 1200], [500, 501]]) {
    ok(Math.abs(distance(turned, a, b) - distance(cloud, a, b)) < 1e-6);
  }
});

Deno.test("augment cloud: with the right permutation a symmetric face mirrors onto itself", () => {
  for (let seed = 0; seed < 6; seed++) {
    const mirrored = augmentCloud(cloud, new Rng(seed), { mirror });
    ok(mirrored.every((v, i) => Math.abs(v - cloud[i]) < 1e-6));
  }
});

Deno.test("augment cloud: without it, points change sides in half of the cases", () => {
  const sides = Array.from(
    { length: 200 },
    (_, seed) =>
      Math.sign(augmentCloud(Float32Array.of(1, 0, 0), new Rng(seed), { mirror: true })[0]),
  );
  const mirrored = sides.filter((side) => side < 0).length;
  ok(mirrored > 70 && mirrored < 130, `${mirrored} of 200`);
});

Deno.test("augment cloud: dropout leaves out up to its share, and whole points", () => {
  const lengths = Array.from(
    { length: 30 },
    (_, seed) => augmentCloud(cloud, new Rng(seed), { dropout: 0.3 }).length / 3,
  );
  ok(lengths.every((n) => Number.isInteger(n) && n <= 1220 && n > 1220 * 0.6));
  ok(Math.min(...lengths) < 1000);
});

Deno.test("augment cloud: options out of range are refused", () => {
  throws(() => augmentCloud(cloud, new Rng(1), { turn: -1 }), /turn/);
  throws(() => augmentCloud(cloud, new Rng(1), { dropout: 0.95 }), /dropout/);
  throws(() => augmentCloud(cloud, new Rng(1), { mirror: [0, 1] }), /mirror images of 2/);
  strictEqual(augmentCloud(cloud, new Rng(1), { noise: 0.0001 }).length, 3660);
});
