import { alignCloud } from "./align_cloud.ts";
import type { FaceReference } from "./face_reference.ts";

/** The regions of a face, from the top down. */
export const FACE_REGIONS = [
  "forehead",
  "brow",
  "eye",
  "nose",
  "cheek",
  "mouth",
  "chin",
  "side",
] as const;

/** One of {@link FACE_REGIONS}. */
export type FaceRegion = (typeof FACE_REGIONS)[number];

/**
 * In which region each point of a face at rest lies, by its place on the aligned face.
 *
 * @param neutral `[n, 3]` metres, at rest: an open mouth would shift what lies below it.
 */
export function faceRegions(reference: FaceReference, neutral: Float32Array): FaceRegion[] {
  const aligned = alignCloud(reference, neutral);
  return Array.from(
    { length: neutral.length / 3 },
    (_, i) => regionAt(1000 * Math.abs(aligned[i * 3]), 1000 * aligned[i * 3 + 1]),
  );
}

/** Boxes in the frontal plane of the average face, mm. */
function regionAt(x: number, y: number): FaceRegion {
  if (y > 50) return "forehead";
  if (x > 60) return "side";
  if (y > 36) return "brow";
  if (y > 16) return x > 14 ? "eye" : "nose";
  if (x < 20 && y > -22) return "nose";
  if (x < 36 && y > -58 && y <= -22) return "mouth";
  return y > -58 ? "cheek" : "chin";
}
