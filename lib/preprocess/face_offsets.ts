import { alignCloud } from "./align_cloud.ts";
import { anchorPatches, foldSides, patchMeans } from "./anchor_patches.ts";
import type { FaceReference } from "./face_reference.ts";

/**
 * How a face differs from the average one where its own face at rest is not known: aligned, then read
 * at the anchors. Who the person is and what the face shows are mixed in it.
 *
 * @param cloud `[n, 3]` metres.
 * @returns `[anchors, 3]` mm, left and right averaged.
 */
export function faceOffsets(reference: FaceReference, cloud: Float32Array): Float64Array {
  const { points } = reference;
  const aligned = alignCloud(reference, cloud);
  const found = patchMeans(anchorPatches(reference, points, aligned), aligned);
  const average = averages.get(reference) ??
    patchMeans(anchorPatches(reference, points, points), points);
  averages.set(reference, average);
  return foldSides(found.map((mm, i) => mm - average[i]));
}

/** What the anchors of each reference show on the reference itself. */
const averages = new WeakMap<FaceReference, Float64Array>();
