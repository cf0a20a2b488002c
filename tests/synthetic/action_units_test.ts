import { ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { ACTION_UNITS } from "#lib/core/facs.ts";
import { actionUnitFields } from "#lib/data/synthetic/action_unit_fields.ts";
import { faceTemplate } from "#lib/data/synthetic/face_template.ts";
import { poseFace } from "#lib/data/synthetic/pose_face.ts";

const { rest, mirror, lips, lids, mouthCorners, above } = faceTemplate();

/** The point of the face at rest that lies nearest to (x, y) mm. */
function nearest(x: number, y: number, side: "above" | "below" | "any" = "any"): number {
  let [best, least] = [0, Infinity];
  for (let i = 0; i < above.length; i++) {
    if (side === "above" && above[i] < 0.5) continue;
    if (side === "below" && above[i] > 0.5) continue;
    const far = (rest[i * 3] - x) ** 2 + (rest[i * 3 + 1] - y) ** 2;
    if (far < least) [best, least] = [i, far];
  }
  return best;
}

/** How point `i` moves when a unit is fully at work: mm. */
function moved(unit: number, i: number): { x: number; y: number; z: number } {
  const points = poseFace(rest, { [unit]: 1 });
  const [x, y, z] = [0, 1, 2].map((k) => points[i * 3 + k] - rest[i * 3 + k]);
  return { x, y, z };
}

const [corner] = mouthCorners;
const innerBrow = nearest(13, 42);
const outerBrow = nearest(42, 42);
const lowerLip = nearest(0, -47, "below");
const upperLip = nearest(8, -35, "above");
const chin = nearest(0, -76);
const cheek = nearest(40, 0);
const nose = nearest(0, -8);
const upperLid = nearest(31, 32);

Deno.test("action units: every unit has a field and moves something by 2 to 40 mm", () => {
  for (const { number, name } of ACTION_UNITS) {
    const points = poseFace(rest, { [number]: 1 });
    let most = 0;
    for (let i = 0; i < rest.length; i += 3) {
      most = Math.max(
        most,
        Math.hypot(points[i] - rest[i], points[i + 1] - rest[i + 1], points[i + 2] - rest[i + 2]),
      );
    }
    ok(most > 2 && most < 40, `AU ${number} ${name}: ${most} mm`);
  }
  strictEqual(actionUnitFields().size, ACTION_UNITS.length);
});

Deno.test("action units: brows go where the muscles pull them", () => {
  ok(moved(1, innerBrow).y > 4 && moved(1, innerBrow).y > 2 * moved(1, outerBrow).y);
  ok(moved(2, outerBrow).y > 4 && moved(2, outerBrow).y > 2 * moved(2, innerBrow).y);
  ok(moved(4, innerBrow).y < -3 && moved(4, innerBrow).x < -1.5);
});

Deno.test("action units: lids open, narrow and close", () => {
  const gap = (unit: number) => {
    const points = poseFace(rest, { [unit]: 1 });
    return Math.max(...lids.map(([u, l]) => points[u * 3 + 1] - points[l * 3 + 1]));
  };
  const open = Math.max(...lids.map(([u, l]) => rest[u * 3 + 1] - rest[l * 3 + 1]));
  ok(gap(5) > open + 1.5 && moved(5, upperLid).y > 1);
  ok(gap(7) < open - 2);
  ok(gap(43) < 0.6);
});

Deno.test("action units: the lip corner goes up and out, down, sideways, together", () => {
  ok(moved(12, corner).x > 4 && moved(12, corner).y > 5 && moved(12, corner).z < -3);
  ok(moved(15, corner).y < -4);
  ok(moved(20, corner).x > 5 && Math.abs(moved(20, corner).y) < 4);
  ok(moved(18, corner).x < -5 && moved(18, corner).z > 2);
  ok(moved(13, corner).y > 3);
});

Deno.test("action units: lips, chin, cheeks and jaw", () => {
  ok(moved(10, upperLip).y > 3.5);
  ok(moved(16, lowerLip).y < -3);
  ok(moved(17, chin).y > 2 && moved(17, lowerLip).y > 2);
  ok(moved(25, lowerLip).y - moved(25, upperLip).y < -2.5);
  ok(moved(26, chin).y < -10 && moved(27, chin).y < moved(26, chin).y - 6);
  ok(moved(29, chin).z > 5 && moved(30, chin).x > 5);
  ok(moved(6, cheek).y > 3 && moved(34, nearest(40, -34)).z > 5);
  ok(moved(22, lowerLip).z > 2.5 && moved(28, lowerLip).z < -2);
});

Deno.test("action units: the jaw leaves the upper face alone", () => {
  for (const unit of [26, 27, 29, 30]) {
    for (const i of [innerBrow, outerBrow, nose, upperLid]) {
      const { x, y, z } = moved(unit, i);
      ok(Math.hypot(x, y, z) < 0.7, `AU ${unit} at ${i}`);
    }
  }
});

Deno.test("action units: both sides mirror each other; a wink does not", () => {
  for (const { number } of ACTION_UNITS) {
    const points = poseFace(rest, { [number]: 1 });
    let worst = 0;
    for (let i = 0; i < above.length; i++) {
      const m = mirror[i];
      worst = Math.max(worst, Math.abs(points[i * 3 + 1] - points[m * 3 + 1]));
    }
    if (number === 46) ok(worst > 5);
    else ok(worst < 1e-6, `AU ${number}: ${worst}`);
  }
});

Deno.test("action units: lips and lids never cross, whatever is combined", () => {
  const units = ACTION_UNITS.map((unit) => unit.number);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...units), fc.double({ min: 0, max: 1, noNaN: true })), {
        maxLength: 6,
      }),
      (active) => {
        const points = poseFace(rest, Object.fromEntries(active));
        return [...lips, ...lids].every(([u, l]) =>
          points[u * 3 + 1] >= points[l * 3 + 1] - 1e-9
        ) &&
          points.every(Number.isFinite);
      },
    ),
    { numRuns: 60, seed: 6 },
  );
});

Deno.test("action units: half the intensity is half the movement; none is none", () => {
  const half = poseFace(rest, { 12: 0.5 });
  const full = poseFace(rest, { 12: 1 });
  const i = corner * 3;
  ok(Math.abs(2 * (half[i] - rest[i]) - (full[i] - rest[i])) < 1e-9);
  strictEqual(poseFace(rest, { 12: 0 }).every((v, k) => Math.abs(v - rest[k]) < 0.01), true);
});

Deno.test("action units: unknown units and impossible intensities are refused", () => {
  throws(() => poseFace(rest, { 3: 1 }), RangeError);
  throws(() => poseFace(rest, { 12: -0.1 }), { name: "RangeError", message: /12.*-0\.1/ });
  throws(() => poseFace(rest, { 12: NaN }), RangeError);
});
