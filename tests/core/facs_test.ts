import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { ACTION_UNITS, actionUnit, facsCode, INTENSITIES, PROTOTYPES } from "#lib/core/facs.ts";

Deno.test("facs: every unit has a number of its own, a muscle, and words for what moves", () => {
  const numbers = ACTION_UNITS.map((unit) => unit.number);
  deepStrictEqual(numbers, [...new Set(numbers)].sort((a, b) => a - b));
  for (const unit of ACTION_UNITS) {
    ok(unit.muscles.length > 0 && unit.moves.length > 10 && unit.name.length > 3, unit.name);
    strictEqual(actionUnit(unit.number), unit);
  }
});

Deno.test("facs: an unknown unit is refused with the known ones named", () => {
  throws(() => actionUnit(3), { name: "RangeError", message: /Action Unit 3.*1, 2, 4/ });
});

Deno.test("facs: prototypes of all seven expressions use known units at intensities above 0", () => {
  deepStrictEqual(Object.keys(PROTOTYPES).sort(), [...EMOTIONS].sort());
  for (const emotion of EMOTIONS) {
    strictEqual(PROTOTYPES[emotion].emotion, emotion);
    for (const { units } of PROTOTYPES[emotion].variants) {
      for (const [number, intensity] of Object.entries(units)) {
        actionUnit(Number(number));
        ok(intensity > 0 && intensity <= 1, `${emotion}, AU ${number}: ${intensity}`);
      }
    }
  }
});

Deno.test("facs: neutral has no units, and no two expressions share a variant", () => {
  deepStrictEqual(PROTOTYPES.neutral.variants.map((variant) => variant.units), [{}]);
  const codes = EMOTIONS.flatMap((emotion) =>
    PROTOTYPES[emotion].variants.map((variant) => facsCode(variant.units))
  );
  strictEqual(new Set(codes).size, codes.length);
});

Deno.test("facs: the signs that the EMFACS tables ask for are in the prototypes", () => {
  const every = (emotion: typeof EMOTIONS[number], test: (units: Set<number>) => boolean) =>
    ok(
      PROTOTYPES[emotion].variants.every((v) => test(new Set(Object.keys(v.units).map(Number)))),
      emotion,
    );
  every("happy", (units) => units.has(12));
  every("angry", (units) => units.has(4) && units.has(7));
  every("disgust", (units) => units.has(9) || units.has(10));
  every("sad", (units) => units.has(15) || (units.has(1) && units.has(4)));
  every("surprise", (units) => units.has(1) && units.has(2));
  every("fear", (units) => units.has(5) && (units.has(20) || (units.has(1) && units.has(4))));
});

Deno.test("facs: notation puts units in order and drops what is too faint to score", () => {
  strictEqual(facsCode({ 25: 1, 4: 0.4, 1: 0.15, 2: 0.01 }), "1B+4C+25E");
  strictEqual(facsCode({}), "neutral");
  deepStrictEqual(INTENSITIES.map(({ letter }) => letter).join(""), "ABCDE");
});
