import type { FaceReference } from "../preprocess/face_reference.ts";
import { faceOffsets } from "../preprocess/face_offsets.ts";
import { cloudAt } from "./cloud_at.ts";
import type { Dataset } from "./dataset.ts";

/**
 * For each cloud how the face differs from the average one, read at the reference's anchors after
 * alignment: `[3 · anchors]` mm each. A stand-in for `cloudMovements` where no neutral face is known:
 * who the person is and what the face shows are mixed in it.
 */
export function cloudOffsets(
  clouds: Dataset<Float32Array>,
  reference: FaceReference,
  onProgress: (done: number, total: number) => void = () => {},
): Float64Array[] {
  return clouds.ids.map((_, i) => {
    const offsets = faceOffsets(reference, cloudAt(clouds, i));
    onProgress(i + 1, clouds.ids.length);
    return offsets;
  });
}
