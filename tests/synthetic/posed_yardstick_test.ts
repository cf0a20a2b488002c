import { deepStrictEqual, notDeepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { posedYardstick } from "#tools/synthetic/posed_yardstick.ts";

/** A face of four points, one that only smiles and jaws move. */
const model = {
  neutral: Float32Array.of(0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10),
  identity: Float32Array.from({ length: 24 }, (_, i) => i % 5 === 0 ? 1 : 0),
  expressions: new Map([
    ["mouthSmile_L", Float32Array.of(0, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
    ["mouthSmile_R", Float32Array.of(0, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
  ]),
};

Deno.test("posed yardstick: every person shows every expression, by blend shapes", () => {
  const { x, y, group, itemShape, role } = posedYardstick(model, { people: 8, seed: 1 });
  deepStrictEqual([y.length, itemShape, [...new Set(role)]], [56, [4, 3], [2]]);
  const heightOf = (person: number, emotion: string) => {
    const row = y.findIndex((label, i) => group![i] === person && EMOTIONS[label] === emotion);
    return 1000 * x[row * 12 + 1];
  };
  for (let person = 0; person < 8; person++) {
    // Everybody's smile lifts the point, by a third of 100 mm at least before the person's own style.
    const up = heightOf(person, "happy") - heightOf(person, "neutral");
    ok(up > 10, `${up} mm`);
  }
});

Deno.test("posed yardstick: one seed, one set of faces", () => {
  const faces = (seed: number) => posedYardstick(model, { people: 2, seed }).x;
  deepStrictEqual(faces(1), faces(1));
  notDeepStrictEqual(faces(1), faces(2));
  strictEqual(faces(1).every(Number.isFinite), true);
});
