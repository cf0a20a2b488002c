import { ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { activationOverlap } from "#lib/core/activation_overlap.ts";
import { ACTION_UNITS, PROTOTYPES } from "#lib/core/facs.ts";

const activation = fc.dictionary(
  fc.constantFrom(...ACTION_UNITS.map(({ number }) => `${number}`)),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

Deno.test("overlap is symmetric, in [0, 1], and 1 of a set with itself", () => {
  fc.assert(fc.property(activation, activation, (a, b) => {
    const overlap = activationOverlap(a, b);
    ok(overlap >= 0 && overlap <= 1);
    strictEqual(overlap, activationOverlap(b, a));
    strictEqual(activationOverlap(a, a), 1);
  }));
});

Deno.test("fear is closer to surprise than to happy, and neutral has nothing in common", () => {
  const of = (name: keyof typeof PROTOTYPES) => PROTOTYPES[name].variants[0].units;
  ok(activationOverlap(of("fear"), of("surprise")) > activationOverlap(of("fear"), of("happy")));
  strictEqual(activationOverlap(of("neutral"), of("sad")), 0);
});
