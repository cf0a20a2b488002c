import { placePoints, placeReference } from "./align_cloud.ts";
import { anchorPatches, foldSides, patchMeans } from "./anchor_patches.ts";
import type { FaceReference } from "./face_reference.ts";
import { withoutRigidMotion } from "./without_rigid_motion.ts";

/** Reads one cloud: `[anchors, 3]` mm, how far the face moved at each anchor. */
export type MovementReader = (cloud: Float32Array) => Float64Array;

/**
 * Measures movements against one person's face at rest, at places that are the same on every face.
 *
 * The reference is laid over the neutral cloud once; each anchor then gathers the points around it.
 * Later clouds need only the same order of points as this neutral one: which order that is does not
 * matter, so clouds of another maker's mesh can be read too. What the whole face shares (the
 * tracker's drift) is taken out, and left and right are averaged, since no label here says which side
 * of a face shows it.
 *
 * @param neutral `[n, 3]` metres.
 */
export function movementReader(reference: FaceReference, neutral: Float32Array): MovementReader {
  const { anchors, mirrored, points } = reference;
  const laid = placePoints(points, placeReference(reference, neutral));
  const patches = anchorPatches(reference, laid, neutral);
  const places = Float64Array.from(
    [...anchors, ...mirrored].flatMap((a) => [0, 1, 2].map((k) => 1000 * points[a * 3 + k])),
  );
  const rest = patchMeans(patches, neutral);
  return (cloud) => {
    if (cloud.length !== neutral.length) {
      throw new RangeError(
        `a cloud of ${cloud.length / 3} points cannot be compared with a neutral one of ` +
          `${neutral.length / 3}: both need the same points in the same order`,
      );
    }
    const movement = patchMeans(patches, cloud).map((mm, i) => mm - rest[i]);
    return foldSides(withoutRigidMotion(movement, places));
  };
}
