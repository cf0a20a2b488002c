import { deepStrictEqual, ok, throws } from "node:assert/strict";
import { faceLandmarks } from "#lib/data/synthetic/face_landmarks.ts";
import { faceTemplate } from "#lib/data/synthetic/face_template.ts";
import { poseFace } from "#lib/data/synthetic/pose_face.ts";
import { FACS_DISTANCES, facsDistances } from "#lib/preprocess/facs_distances.ts";
import { movementReader } from "#lib/preprocess/movement_reader.ts";

const { rest } = faceTemplate();
const metres = (points: Float64Array) => Float32Array.from(points, (mm) => mm / 1000);
const read = movementReader(faceLandmarks(), metres(rest));

Deno.test("FACS distances: each unit changes the distances that name it, the way they say", () => {
  const against: string[] = [];
  for (
    const unit of new Set(FACS_DISTANCES.flatMap(({ larger, smaller }) => [...larger, ...smaller]))
  ) {
    const changes = facsDistances(read(metres(poseFace(rest, { [unit]: 1 }))));
    FACS_DISTANCES.forEach(({ name, larger, smaller }, k) => {
      const wrong = (larger.includes(unit) && changes[k] < 0.3) ||
        (smaller.includes(unit) && changes[k] > -0.3);
      if (wrong) against.push(`AU ${unit}, ${name}: ${changes[k].toFixed(2)} mm`);
    });
  }
  deepStrictEqual(against, []);
});

Deno.test("FACS distances: a face at rest has changed nothing", () => {
  ok(facsDistances(read(metres(rest))).every((mm) => mm === 0));
  throws(() => facsDistances([1, 2, 3]), { name: "RangeError", message: /3 numbers/ });
});
