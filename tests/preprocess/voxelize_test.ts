import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { Rng } from "#lib/core/rng.ts";
import { HEAD_CUBE, voxelize } from "#lib/preprocess/voxelize.ts";

const rng = new Rng("voxels");
const cloud = Float32Array.from({ length: 3660 }, () => rng.normal(0, 0.03));
const sum = (grid: Float32Array) => grid.reduce((a, b) => a + b, 0);

Deno.test("voxelize: the sum is the number of points, whatever the cloud and the box", () => {
  const number = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(fc.property(
    fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 60 }),
    fc.integer({ min: 1, max: 30 }),
    (points, size) => {
      strictEqual(sum(voxelize(points.flat(), { size })), points.length);
      strictEqual(sum(voxelize(points.flat(), { size, box: HEAD_CUBE })), points.length);
    },
  ));
});

Deno.test("voxelize: a plain loop over the definition gives the same counts", () => {
  const low = [0, 1, 2].map((k) => Math.min(...cloud.filter((_, i) => i % 3 === k)));
  const high = [0, 1, 2].map((k) => Math.max(...cloud.filter((_, i) => i % 3 === k)));
  const expected = new Float32Array(24 ** 3);
  for (let i = 0; i < cloud.length; i += 3) {
    const [x, y, z] = [0, 1, 2].map((k) =>
      Math.min(23, Math.floor(24 * (cloud[i + k] - low[k]) / (high[k] - low[k])))
    );
    expected[x * 576 + y * 24 + z]++;
  }
  deepStrictEqual(voxelize(cloud), expected);
});

Deno.test("voxelize: a point on the upper face falls into the last voxel", () => {
  const grid = voxelize([0.12, 0.12, 0.12, -0.12, -0.12, -0.12], { box: HEAD_CUBE });
  strictEqual(grid.at(-1), 1);
  strictEqual(grid[0], 1);
});

Deno.test("voxelize: points outside a box count in the nearest voxel", () => {
  strictEqual(voxelize([9, 9, 9], { box: HEAD_CUBE }).at(-1), 1);
  strictEqual(voxelize([-9, -9, -9], { box: HEAD_CUBE })[0], 1);
});

Deno.test("voxelize: its own extent forgets shift and scale, a fixed box does not", () => {
  // Powers of two keep every product exact.
  const moved = cloud.map((v, i) => v * 2 + [0.5, -0.25, 1][i % 3]);
  const rounded = Float32Array.from(cloud, (v) => Math.round(v * 1024) / 1024);
  const roundedMoved = rounded.map((v, i) => v * 2 + [0.5, -0.25, 1][i % 3]);
  deepStrictEqual(voxelize(roundedMoved), voxelize(rounded));
  notDeepStrictEqual(voxelize(moved, { box: HEAD_CUBE }), voxelize(cloud, { box: HEAD_CUBE }));
});

Deno.test("voxelize: a quarter turn about z turns the grid of a cube", () => {
  const turned = cloud.slice();
  for (let i = 0; i < cloud.length; i += 3) [turned[i], turned[i + 1]] = [-cloud[i + 1], cloud[i]];
  const [a, b] = [cloud, turned].map((points) => voxelize(points, { box: HEAD_CUBE }));
  for (let x = 0; x < 24; x++) {
    for (let y = 0; y < 24; y++) {
      deepStrictEqual(
        b.subarray(((23 - y) * 24 + x) * 24, ((23 - y) * 24 + x) * 24 + 24),
        a.subarray((x * 24 + y) * 24, (x * 24 + y) * 24 + 24),
      );
    }
  }
});

Deno.test("voxelize: a flat cloud lies in the first layer", () => {
  const grid = voxelize([0, 0, 5, 1, 1, 5], { size: 2 });
  deepStrictEqual([...grid], [1, 0, 0, 0, 0, 0, 1, 0]);
});

Deno.test("voxelize: a grid that is there already is emptied and used", () => {
  const into = new Float32Array(8).fill(7);
  strictEqual(voxelize([0, 0, 0], { size: 2, into }), into);
  strictEqual(sum(into), 1);
});

Deno.test("voxelize: bad input is refused by name", () => {
  throws(() => voxelize([]), { name: "RangeError", message: /no cloud/ });
  throws(() => voxelize([1, 2]), { name: "RangeError", message: /2 numbers/ });
  throws(() => voxelize([0, NaN, 0], { box: HEAD_CUBE }), /NaN/);
  throws(() => voxelize([0, Infinity, 0]), /infinity/);
  throws(() => voxelize(cloud, { box: { low: [0, 0, 0], high: [1, 0, 1] } }), /no room/);
  ok(voxelize(cloud, { size: 1 })[0] === 1220);
});
