import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { datasetSize, indicesOf, ROLES } from "#lib/data/dataset.ts";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { syntheticImages } from "#lib/data/synthetic/render.ts";
import { splitPeople } from "#lib/data/synthetic/split_people.ts";
import { fingerprint } from "./fingerprint.ts";

const clouds = syntheticClouds({ people: 20, seed: 5 });
const images = syntheticImages({ people: 6, seed: 5, takes: 1 });

Deno.test("population: the data sets are as the contract says", () => {
  for (const set of [clouds, images]) {
    const n = datasetSize(set);
    strictEqual(set.name, "synthetic faces");
    strictEqual(set.synthetic, true);
    strictEqual(set.ids.length, n);
    strictEqual(new Set(set.ids).size, n);
    strictEqual(set.role.length, n);
    strictEqual(set.group!.length, n);
    strictEqual(set.x.length, n * set.itemShape.reduce((a, b) => a * b, 1));
  }
  deepStrictEqual([clouds.itemShape, images.itemShape], [[1220, 3], [48, 48, 1]]);
  deepStrictEqual([datasetSize(clouds), datasetSize(images)], [140, 42]);
});

Deno.test("population: ids, labels and groups agree", () => {
  clouds.ids.forEach((id, i) => {
    const [person, emotion] = id.split("/");
    strictEqual(Number(person.slice(7)), clouds.group![i]);
    strictEqual(EMOTIONS[clouds.y[i]], emotion);
  });
});

Deno.test("population: no person is in two roles, and every role has people", () => {
  for (const set of [clouds, images]) {
    const roles = new Map<number, Set<number>>();
    set.group!.forEach((person, i) =>
      roles.set(person, (roles.get(person) ?? new Set()).add(set.role[i]))
    );
    ok([...roles.values()].every((found) => found.size === 1));
    for (const role of ROLES) ok(indicesOf(set, role).length > 0, role);
  }
  const shares = splitPeople(1000, 1);
  strictEqual(shares.filter((role) => role === "train").length, 700);
  strictEqual(shares.filter((role) => role === "test").length, 150);
});

Deno.test("population: one seed gives one population, another seed another", () => {
  deepStrictEqual(syntheticClouds({ people: 3, seed: 9 }), syntheticClouds({ people: 3, seed: 9 }));
  const draw = (seed: number) => syntheticImages({ people: 3, seed, takes: 1 }).x;
  deepStrictEqual(draw(9), draw(9));
  notDeepStrictEqual(draw(9), draw(10));
});

Deno.test("population: a person is the same however many others there are", () => {
  const few = syntheticClouds({ people: 4, seed: 5 });
  deepStrictEqual(few.x, clouds.x.slice(0, few.x.length));
  const more = syntheticImages({ people: 3, seed: 5, takes: 1 });
  deepStrictEqual(more.x, images.x.slice(0, more.x.length));
});

Deno.test("population: has not changed unnoticed (seed 5)", () => {
  // A change of the population on purpose changes these two, and the models trained on it.
  strictEqual(fingerprint(clouds.x, 2e4), CLOUDS);
  strictEqual(fingerprint(images.x, 1), IMAGES);
});
const CLOUDS = "8ea3e57b";
const IMAGES = "c9492c5e";

Deno.test("population: clouds are metres, finite, and of the size of faces", () => {
  ok(clouds.x.every(Number.isFinite));
  for (let row = 0; row < datasetSize(clouds); row++) {
    const cloud = clouds.x.subarray(row * 3660, (row + 1) * 3660);
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < cloud.length; i += 3) {
      low = Math.min(low, cloud[i]);
      high = Math.max(high, cloud[i]);
    }
    ok(high - low > 0.125 && high - low < 0.18, `${clouds.ids[row]} is ${high - low} m wide`);
  }
});

Deno.test("population: expressions move faces by millimetres, happy more than sad", () => {
  const rms = (emotion: number) => {
    let sum = 0;
    for (let person = 0; person < 20; person++) {
      const face = clouds.x.subarray((person * 7 + emotion) * 3660);
      const neutral = clouds.x.subarray((person * 7 + 6) * 3660);
      for (let i = 0; i < 3660; i++) sum += (face[i] - neutral[i]) ** 2;
    }
    return 1000 * Math.sqrt(sum / 20 / 1220);
  };
  const found = EMOTIONS.map((_, k) => rms(k));
  for (let k = 0; k < 6; k++) ok(found[k] > 0.8 && found[k] < 9, `${EMOTIONS[k]} ${found[k]} mm`);
  ok(found[3] > 1.5 * found[4]);
});

Deno.test("population: people differ more than a person's takes of neutral", () => {
  const twice = syntheticClouds({ people: 12, seed: 3, takes: 2 });
  const neutral = (person: number, take: number) =>
    twice.x.subarray((person * 14 + 12 + take) * 3660, (person * 14 + 13 + take) * 3660);
  const distance = (a: Float32Array, b: Float32Array) =>
    1000 * Math.sqrt(a.reduce((sum, v, i) => sum + (v - b[i]) ** 2, 0) / 1220);
  let [own, others] = [0, 0];
  for (let p = 0; p < 12; p++) {
    own += distance(neutral(p, 0), neutral(p, 1)) / 12;
    others += distance(neutral(p, 0), neutral((p + 1) % 12, 0)) / 12;
  }
  ok(own > 0.2 && own < 1.5, `takes differ by ${own} mm`);
  ok(others > 3 && others < 8, `people differ by ${others} mm`);
});

Deno.test("population: too few people, no takes and impossible noise are refused", () => {
  throws(() => syntheticClouds({ people: 2 }), { name: "RangeError", message: /at least 3.*2/ });
  throws(() => syntheticImages({ people: 3.5 }), RangeError);
  throws(() => syntheticClouds({ takes: 0 }), RangeError);
  throws(() => syntheticImages({ takes: 0 }), RangeError);
  throws(() => syntheticClouds({ noise: -1 }), RangeError);
});
