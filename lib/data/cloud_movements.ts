import type { FaceReference } from "../preprocess/face_reference.ts";
import { type MovementReader, movementReader } from "../preprocess/movement_reader.ts";
import { cloudAt } from "./cloud_at.ts";
import type { Dataset } from "./dataset.ts";
import { neutralOf } from "./neutral_of.ts";

/**
 * For each cloud how the face differs from the same person's (or session's) first neutral one, read at
 * the reference's anchors: `[3 · anchors]` mm each, left and right averaged.
 *
 * @throws {RangeError} for a person without a neutral face.
 */
export function cloudMovements(
  clouds: Dataset<Float32Array>,
  reference: FaceReference,
  onProgress: (done: number, total: number) => void = () => {},
): Float64Array[] {
  const neutral = neutralOf(clouds);
  const readers = new Map<number, MovementReader>();
  return clouds.ids.map((_, i) => {
    const from = neutral[i];
    const read = readers.get(from) ?? movementReader(reference, cloudAt(clouds, from));
    readers.set(from, read);
    const movement = read(cloudAt(clouds, i));
    onProgress(i + 1, clouds.ids.length);
    return movement;
  });
}
