import { ok, strictEqual } from "node:assert/strict";
import { FACE_POINTS, faceTemplate } from "#lib/data/synthetic/face_template.ts";

const { rest, flat, triangles, mirror, outline, lips, lids, above } = faceTemplate();
const at = (i: number) => [rest[i * 3], rest[i * 3 + 1], rest[i * 3 + 2]];

Deno.test("face template: 1220 points, all used by triangles, none twice in the flat layout", () => {
  strictEqual(rest.length, FACE_POINTS * 3);
  strictEqual(FACE_POINTS, 1220);
  strictEqual(new Set(triangles).size, FACE_POINTS);
  const places = new Set<string>();
  for (let i = 0; i < FACE_POINTS; i++) {
    places.add(`${flat[i * 2].toFixed(4)},${flat[i * 2 + 1].toFixed(4)}`);
  }
  strictEqual(places.size, FACE_POINTS);
});

Deno.test("face template: the mesh is its own mirror image", () => {
  for (let i = 0; i < FACE_POINTS; i++) {
    strictEqual(mirror[mirror[i]], i);
    const [x, y, z] = at(i);
    const [mx, my, mz] = at(mirror[i]);
    ok(Math.abs(x + mx) < 1e-9 && Math.abs(y - my) < 1e-9 && Math.abs(z - mz) < 1e-6, `${i}`);
  }
  const key = (a: number, b: number, c: number) => [a, b, c].sort((p, q) => p - q).join();
  const all = new Set<string>();
  for (let t = 0; t < triangles.length; t += 3) {
    all.add(key(triangles[t], triangles[t + 1], triangles[t + 2]));
  }
  strictEqual(all.size, triangles.length / 3);
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = triangles.subarray(t, t + 3);
    ok(all.has(key(mirror[a], mirror[b], mirror[c])));
  }
});

Deno.test("face template: one sheet with four edges: the mask's, two eyes, the mouth", () => {
  const edges = new Map<string, number>();
  for (let t = 0; t < triangles.length; t += 3) {
    const corners = [...triangles.subarray(t, t + 3)];
    corners.forEach((a, k) => {
      const b = corners[(k + 1) % 3];
      const key = a < b ? `${a},${b}` : `${b},${a}`;
      edges.set(key, (edges.get(key) ?? 0) + 1);
    });
  }
  ok([...edges.values()].every((count) => count <= 2), "an edge with more than two triangles");
  const next = new Map<number, number[]>();
  for (const [key, count] of edges) {
    if (count === 2) continue;
    const [a, b] = key.split(",").map(Number);
    next.set(a, [...(next.get(a) ?? []), b]);
    next.set(b, [...(next.get(b) ?? []), a]);
  }
  ok([...next.values()].every((list) => list.length === 2), "an edge that does not close");
  let loops = 0;
  const seen = new Set<number>();
  for (const start of next.keys()) {
    if (seen.has(start)) continue;
    loops++;
    const open = [start];
    while (open.length) {
      const i = open.pop()!;
      if (seen.has(i)) continue;
      seen.add(i);
      open.push(...next.get(i)!);
    }
  }
  strictEqual(loops, 4);
  // Euler's formula for a disc with three holes.
  strictEqual(FACE_POINTS - edges.size + triangles.length / 3, 1 - 3);
  ok(outline.every((i) => next.has(i)));
});

Deno.test("face template: all triangles face the viewer in the flat layout", () => {
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [...triangles.subarray(t, t + 3)].map((i) => [flat[i * 2], flat[i * 2 + 1]]);
    ok((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]) > 0);
  }
});

Deno.test("face template: lies in the frame and the ranges of ARKit's face anchor", () => {
  const range = (axis: number) => {
    const values = Array.from({ length: FACE_POINTS }, (_, i) => rest[i * 3 + axis]);
    return [Math.min(...values), Math.max(...values)];
  };
  const [x, y, z] = [range(0), range(1), range(2)];
  ok(Math.abs(x[0] + 76) < 2 && Math.abs(x[1] - 76) < 2, `x ${x}`);
  ok(Math.abs(y[0] + 95) < 4 && Math.abs(y[1] - 91) < 3, `y ${y}`);
  ok(Math.abs(z[0] + 28) < 4 && Math.abs(z[1] - 78) < 3, `z ${z}`);
});

Deno.test("face template: at rest the lips touch and the eyes are open", () => {
  strictEqual(lips.length, 23);
  for (const [upper, lower] of lips) {
    ok(Math.abs(at(upper)[1] - at(lower)[1]) < 0.01);
    ok(above[upper] > 0.5 && above[lower] < 0.5);
  }
  const gaps = lids.map(([upper, lower]) => at(upper)[1] - at(lower)[1]);
  ok(gaps.every((gap) => gap > 0.5) && Math.max(...gaps) > 8 && Math.max(...gaps) < 12);
  strictEqual(lids.length, 24);
});

Deno.test("face template: most of the points lie about eyes, nose and mouth", () => {
  const count = (test: (x: number, y: number) => boolean) =>
    Array.from({ length: FACE_POINTS }, (_, i) => test(Math.abs(at(i)[0]), at(i)[1]))
      .filter(Boolean).length;
  const mouth = count((x, y) => x < 36 && y > -58 && y < -24);
  const eyes = count((x, y) => x > 14 && x < 50 && y > 16 && y < 36);
  const forehead = count((_x, y) => y > 50);
  ok(mouth > 240 && mouth < 320, `mouth ${mouth}`);
  ok(eyes > 140 && eyes < 230, `eyes ${eyes}`);
  ok(forehead > 60 && forehead < 110, `forehead ${forehead}`);
});
