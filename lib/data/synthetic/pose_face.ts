import type { Activation } from "../../core/facs.ts";
import { actionUnit } from "../../core/facs.ts";
import { actionUnitFields } from "./action_unit_fields.ts";
import { faceTemplate } from "./face_template.ts";

/** How a person's own muscles differ from the average, by FACS number; a missing unit is average. */
export interface MuscleStyle {
  /** Factor on the whole movement. */
  readonly gain: number;
  /** Share by which the left side moves more (positive) or less than the right. */
  readonly lean: number;
  /** `[3, 3]` row-major, close to the identity: turns and stretches the movement. */
  readonly turn: readonly number[];
}

/** The muscles of one person. */
export type MuscleStyles = ReadonlyMap<number, MuscleStyle>;

/**
 * A face at rest with Action Units at work.
 *
 * Movements add up, point by point; where lips or lids would pass through one another they touch
 * instead.
 *
 * @param rest `[1220, 3]` mm, as of `faceTemplate().rest` or `drawIdentity`.
 * @param activation FACS number → intensity, 0 to 1.
 * @param styles the person's own muscles; the average when left out.
 * @returns `[1220, 3]` mm, a new array.
 * @throws {RangeError} for an unknown unit or an intensity outside [0, 1.5].
 */
export function poseFace(
  rest: Float64Array,
  activation: Activation,
  styles?: MuscleStyles,
): Float64Array {
  const points = rest.slice();
  for (const [key, intensity] of Object.entries(activation)) {
    const { number } = actionUnit(Number(key));
    if (!(intensity >= 0 && intensity <= 1.5)) {
      throw new RangeError(`Action Unit ${number}: the intensity ${intensity} is not in [0, 1.5]`);
    }
    if (intensity > 0) addUnit(points, number, intensity, styles?.get(number));
  }
  touch(points, faceTemplate().lips, 0);
  touch(points, faceTemplate().lids, 0);
  return points;
}

function addUnit(
  points: Float64Array,
  number: number,
  intensity: number,
  style: MuscleStyle | undefined,
): void {
  const { left, right } = actionUnitFields().get(number)!;
  const lean = style?.lean ?? 0;
  const gain = intensity * (style?.gain ?? 1);
  const [a, b] = [gain * (1 + lean), gain * (1 - lean)];
  if (!style) {
    for (let i = 0; i < points.length; i++) points[i] += a * left[i] + b * right[i];
    return;
  }
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = style.turn;
  for (let i = 0; i < points.length; i += 3) {
    const ly = a * left[i + 1] + b * right[i + 1];
    const lz = a * left[i + 2] + b * right[i + 2];
    const lx = a * left[i] + b * right[i];
    if (lx === 0 && ly === 0 && lz === 0) continue;
    // The sideways part of a turn mirrors with the side of the face.
    const side = Math.max(-1, Math.min(1, points[i] / 8));
    points[i] += xx * lx + side * (xy * ly + xz * lz);
    points[i + 1] += side * yx * lx + yy * ly + yz * lz;
    points[i + 2] += side * zx * lx + zy * ly + zz * lz;
  }
}

/** Moves pairs `[upper, lower]` that crossed to where they meet. */
function touch(
  points: Float64Array,
  pairs: readonly (readonly [number, number])[],
  gap: number,
): void {
  for (const [upper, lower] of pairs) {
    const [u, l] = [upper * 3 + 1, lower * 3 + 1];
    if (points[u] - points[l] >= gap) continue;
    const middle = (points[u] + points[l]) / 2;
    points[u] = middle + gap / 2;
    points[l] = middle - gap / 2;
  }
}
