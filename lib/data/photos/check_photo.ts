import type { Face } from "../../preprocess/face.ts";
import { faceCrop } from "../../preprocess/face_crop.ts";
import { faceSpan } from "../../preprocess/face_span.ts";
import type { Photo } from "../../preprocess/photo.ts";
import { photoQuality } from "../../preprocess/photo_quality.ts";
import type { PhotoFault, PhotoFinding } from "./photo_finding.ts";

/**
 * Where a photo becomes doubtful: set so that of the 157 photos of CMU Face Images (128x120 pixels, in
 * an office) only full profiles are spoken of.
 */
const LIMITS = {
  /** Pixels of the photo that the crop covers: below it, 48x48 pixels are invented. */
  span: 30,
  dark: 45,
  bright: 215,
  contrast: 16,
  sharpness: 0.1,
  /** Eye to eye as a share of eyes to mouth: a profile has little of it. */
  turned: 0.3,
} as const;

const REMEDIES: Readonly<Record<PhotoFault, string>> = {
  "no face": "Look at the camera, with light on the face, and fill a third of the photo.",
  "several faces": "Take or cut the photo so that it shows one person only.",
  "small face": "Come closer, or use a larger photo.",
  dark: "Turn towards a window or a lamp.",
  bright: "Step out of the direct light.",
  flat: "Use light from one side, and clean the lens.",
  blurred: "Hold still, and wait until the camera has focused.",
  turned: "Face the camera.",
};

/**
 * Everything that is wrong with a photo of a face, the worst first; nothing for a good one. Without
 * exactly one face a photo is refused; the rest is advice.
 *
 * @param faces what the face finder found in it
 *
 * @example
 * ```ts
 * import { checkPhoto } from "#lib/data/photos/check_photo.ts";
 * import { strictEqual } from "node:assert/strict";
 * const wall = { width: 64, height: 64, pixels: new Uint8Array(64 * 64 * 3).fill(90) };
 * strictEqual(checkPhoto(wall, [])[0].kind, "no face");
 * ```
 */
export function checkPhoto(photo: Photo, faces: readonly Face[]): PhotoFinding[] {
  if (faces.length === 0) return [finding("no face", "no face was found", true)];
  if (faces.length > 1) {
    return [finding("several faces", `${faces.length} faces were found`, true)];
  }
  const [face] = faces;
  const { across, down, span } = faceSpan(face);
  const size = Math.round(Math.min(96, Math.max(24, span)));
  const { brightness, contrast, sharpness } = photoQuality(faceCrop(photo, face, { size }));
  const doubts: [PhotoFault, boolean, string][] = [
    ["small face", span < LIMITS.span, `the face is only ${Math.round(span)} pixels wide`],
    ["dark", brightness < LIMITS.dark, "the face is very dark"],
    ["bright", brightness > LIMITS.bright, "the face is overexposed"],
    ["flat", contrast < LIMITS.contrast, "light and dark hardly differ"],
    ["blurred", sharpness < LIMITS.sharpness, "the face is blurred"],
    ["turned", across < LIMITS.turned * down, "the head is turned far aside"],
  ];
  return doubts.flatMap(([kind, doubtful, what]) => doubtful ? [finding(kind, what, false)] : []);
}

function finding(kind: PhotoFault, what: string, refused: boolean): PhotoFinding {
  return { kind, refused, what, remedy: REMEDIES[kind] };
}
