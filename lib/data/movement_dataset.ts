import type { FaceReference } from "../preprocess/face_reference.ts";
import { cloudMovements } from "./cloud_movements.ts";
import type { Dataset } from "./dataset.ts";

/**
 * The same samples, each as its movement from the person's neutral face at the reference's anchors:
 * `[n, 3 · anchors]` mm, left and right averaged.
 *
 * @param read what to read: `cloudMovements`, or `cloudOffsets` where neutral faces are not to be used.
 */
export function movementDataset(
  clouds: Dataset<Float32Array>,
  reference: FaceReference,
  read: typeof cloudMovements = cloudMovements,
): Dataset<Float32Array> {
  const width = reference.anchors.length * 3;
  const x = new Float32Array(clouds.y.length * width);
  read(clouds, reference).forEach((movement, i) => x.set(movement, i * width));
  return { ...clouds, itemShape: [width], x };
}
