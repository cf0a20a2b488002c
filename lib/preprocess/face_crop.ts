import type { Face } from "./face.ts";
import { faceSpan } from "./face_span.ts";
import type { Photo } from "./photo.ts";
import { placeSquare, resample } from "./resample.ts";

/** How a face is cut out. */
export interface FaceCropOptions {
  /** Pixels on each side. Default 48. */
  readonly size?: number;
  /** How much of the surroundings is kept: 1 as in FER2013, 1.2 a fifth more. Default 1. */
  readonly room?: number;
}

/** How far down the eyes lie in FER2013, measured as `faceSpan`'s distances are. */
const EYES_DOWN = 0.393;

/** Weights of red, green and blue in grey (ITU-R BT.601). */
const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * A face as FER2013 would show it: grey, upright, its eyes where the eyes of FER2013 are. What lies
 * beyond the photo's edge repeats the edge.
 *
 * The turn follows both directions, eye to eye and eyes to mouth, the longer the more: in a profile the
 * eyes lie so close together that the line between them says little.
 *
 * @returns `[size, size, 1]` uint8, 0 to 255.
 * @throws {RangeError} for eyes and mouth in one place, or a size or room out of range.
 *
 * @example
 * ```ts
 * import { faceCrop } from "#lib/preprocess/face_crop.ts";
 * import { strictEqual } from "node:assert/strict";
 * const photo = { width: 90, height: 90, pixels: new Uint8Array(90 * 90 * 3).fill(80) };
 * const box = { left: 20, top: 20, width: 50, height: 50 };
 * const crop = faceCrop(photo, {
 *   score: 1, box, leftEye: [35, 40], rightEye: [55, 40], nose: [45, 50], mouth: [45, 60],
 * });
 * strictEqual(crop.length, 48 * 48);
 * ```
 */
export function faceCrop(photo: Photo, face: Face, options: FaceCropOptions = {}): Uint8Array {
  const { size = 48, room = 1 } = options;
  if (!Number.isInteger(size) || size < 8 || size > 1024) {
    throw new RangeError(`size must be a whole number of pixels from 8 to 1024, not ${size}`);
  }
  if (!(room > 0.2 && room < 5)) throw new RangeError(`room must lie in 0.2 to 5, not ${room}`);
  const { leftEye, rightEye, mouth } = face;
  const across = [rightEye[0] - leftEye[0], rightEye[1] - leftEye[1]];
  const eyes = [(leftEye[0] + rightEye[0]) / 2, (leftEye[1] + rightEye[1]) / 2] as const;
  const down = [mouth[0] - eyes[0], mouth[1] - eyes[1]];
  // On an upright face `across` points right and `down`, turned back a quarter, does too.
  const angle = Math.atan2(across[1] - down[0], across[0] + down[1]);
  const span = room * faceSpan(face).span;
  // From the eyes to the middle of the crop, downwards as the face has it.
  const drop = (0.5 - EYES_DOWN) * span / room;
  const centre = [eyes[0] - drop * Math.sin(angle), eyes[1] + drop * Math.cos(angle)] as const;
  const colours = resample(photo, placeSquare(centre, span, { size, angle }));
  return Uint8Array.from(
    { length: size * size },
    (_, i) => Math.round(LUMA.reduce((sum, weight, c) => sum + weight * colours[i * 3 + c], 0)),
  );
}
