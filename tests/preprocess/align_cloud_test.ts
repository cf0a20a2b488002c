import { ok, throws } from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";
import { drawIdentity } from "#lib/data/synthetic/identity.ts";
import { applyPointLayout, drawPointLayout } from "#lib/data/synthetic/point_layout.ts";
import { faceReference } from "#lib/data/synthetic/face_reference.ts";
import { poseFace } from "#lib/data/synthetic/pose_face.ts";
import { alignCloud, placePoints, placeReference } from "#lib/preprocess/align_cloud.ts";
import { augmentCloud } from "#lib/preprocess/augment_cloud.ts";
import { movementReader } from "#lib/preprocess/movement_reader.ts";
import { withoutRigidMotion } from "#lib/preprocess/without_rigid_motion.ts";

const reference = faceReference();
const metres = (points: Float64Array) => Float32Array.from(points, (mm) => mm / 1000);
const { rest } = drawIdentity(new Rng("someone"));
const neutral = metres(rest);

/** Root mean square distance of equal points, mm. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return 1000 * Math.sqrt((3 * sum) / a.length);
}

Deno.test("alignment: a turned, shifted, grown face comes to lie where it lay", () => {
  const before = alignCloud(reference, neutral);
  const moved = augmentCloud(neutral, new Rng(3), { turn: 3, shift: 0.006, scale: 0.03 });
  ok(apart(moved, neutral) > 4);
  const difference = apart(alignCloud(reference, moved), before);
  ok(difference < 1, `${difference} mm`);
});

Deno.test("alignment: the reference comes to lie on the face", () => {
  const placed = placePoints(reference.points, placeReference(reference, neutral));
  ok(apart(placed, neutral) < apart(reference.points, neutral));
  ok(apart(placed, neutral) < 5);
});

Deno.test("alignment: what is no face cloud is refused", () => {
  throws(() => alignCloud(reference, new Float32Array(30)), { name: "RangeError", message: /10/ });
  throws(() => alignCloud(reference, new Float32Array(600).fill(NaN)), /finite/);
});

Deno.test("movement: a face compared with itself does not move", () => {
  ok(movementReader(reference, neutral)(neutral).every((mm) => mm === 0));
});

Deno.test("movement: a smile is the same on another mesh, whatever the order of its points", () => {
  const smile = metres(poseFace(rest, { 6: 0.6, 12: 0.8 }));
  const layout = drawPointLayout(new Rng("another maker"));
  const other = (points: Float32Array) =>
    Float32Array.from(applyPointLayout(Float64Array.from(points), layout));
  const a = movementReader(reference, neutral)(smile);
  const b = movementReader(reference, other(neutral))(other(smile));
  const size = Math.sqrt(a.reduce((sum, mm) => sum + mm * mm, 0));
  const difference = Math.sqrt(a.reduce((sum, mm, i) => sum + (mm - b[i]) ** 2, 0));
  ok(difference < 0.2 * size, `${difference} of ${size} mm`);
});

Deno.test("movement: a tracker's drift is taken out, the smile stays", () => {
  const smile = metres(poseFace(rest, { 12: 0.8 }));
  const drifted = augmentCloud(smile, new Rng(5), { turn: 0.4, shift: 0.0004 });
  const read = movementReader(reference, neutral);
  const [a, b] = [read(smile), read(drifted)];
  const largest = Math.max(...a.map((mm, i) => Math.abs(mm - b[i])));
  ok(Math.max(...a) > 3);
  ok(largest < 0.6, `${largest} mm`);
});

Deno.test("movement: clouds of another number of points are refused", () => {
  throws(() => movementReader(reference, neutral)(neutral.subarray(3)), /same points/);
});

Deno.test("rigid motion: a pure shift is gone, one moving point is not", () => {
  const places = Float64Array.from(
    reference.anchors.flatMap((a) => [0, 1, 2].map((k) => 1000 * reference.points[a * 3 + k])),
  );
  const movement = places.map((_, i) => i % 3 === 1 ? 0.4 : 0);
  movement[1] += 5;
  const left = withoutRigidMotion(movement, places);
  ok(Math.abs(left[1] - 5) < 0.3, `${left[1]}`);
  ok(left.slice(3).every((mm) => Math.abs(mm) < 0.1));
});
