import { ok, strictEqual, throws } from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";
import { faceReference } from "#lib/data/synthetic/face_reference.ts";
import { faceTemplate } from "#lib/data/synthetic/face_template.ts";
import { poseFace } from "#lib/data/synthetic/pose_face.ts";
import { augmentCloud } from "#lib/preprocess/augment_cloud.ts";
import { faceOffsets } from "#lib/preprocess/face_offsets.ts";

const reference = faceReference();
const { rest, mirror } = faceTemplate();
const metres = (points: Float64Array) => Float32Array.from(points, (mm) => mm / 1000);
const offsetsOf = (units: Record<number, number>) =>
  faceOffsets(reference, metres(poseFace(rest, units)));
const largest = (values: Float64Array) => values.reduce((a, v) => Math.max(a, Math.abs(v)), 0);
const rms = (values: Float64Array) =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);

/** The number of the anchor that lies nearest to a place, mm. */
function anchorAt(x: number, y: number): number {
  const far = reference.anchors.map((a) => Math.hypot(rest[a * 3] - x, rest[a * 3 + 1] - y));
  return far.indexOf(Math.min(...far));
}

Deno.test("face offsets: the average face differs from itself nowhere", () => {
  const offsets = offsetsOf({});
  strictEqual(offsets.length, reference.anchors.length * 3);
  ok(largest(offsets) < 0.2, `${largest(offsets)} mm`);
});

Deno.test("face offsets: puffed cheeks stand out, in millimetres, and the brows stay", () => {
  const offsets = offsetsOf({ 34: 1 });
  const out = (x: number, y: number) => offsets[anchorAt(x, y) * 3 + 2];
  ok(out(40, -34) > 2, `cheek ${out(40, -34)} mm`);
  ok(Math.abs(out(14, 43)) < 1, `brow ${out(14, 43)} mm`);
});

Deno.test("face offsets: where the head is does not matter, nor which side moved", () => {
  const smile = metres(poseFace(rest, { 12: 0.8, 30: 0.5 }));
  const offsets = faceOffsets(reference, smile);
  const moved = augmentCloud(smile, new Rng(5), { turn: 2, shift: 0.005, scale: 0.02 });
  const difference = faceOffsets(reference, moved).map((v, i) => v - offsets[i]);
  ok(rms(difference) < 0.25 * rms(offsets), `${rms(difference)} of ${rms(offsets)} mm`);
  const mirrored = smile.map((_, i) =>
    (i % 3 === 0 ? -1 : 1) * smile[mirror[(i / 3) | 0] * 3 + i % 3]
  );
  const other = faceOffsets(reference, mirrored).map((v, i) => v - offsets[i]);
  ok(rms(other) < 0.1 * rms(offsets), `${rms(other)} of ${rms(offsets)} mm`);
});

Deno.test("face offsets: what is no face cloud is refused", () => {
  throws(() => faceOffsets(reference, new Float32Array(30)), /at least 100 points/);
});
