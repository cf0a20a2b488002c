import type { ImageTransform } from "./augment_image_transform.ts";

/**
 * Where an output pixel is read: source row = `a * row + b * column + c`, source column =
 * `d * row + e * column + f`.
 */
export type AffineMatrix = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
];

type Square = readonly [number, number, number, number, number, number];

/**
 * The matrix that Keras's `apply_affine_transform` hands to `scipy.ndimage.affine_transform`:
 * rotation · shift · shear · zoom about the image's centre, then both axes swapped.
 *
 * Two habits of Keras are kept, because a result is compared with Keras's: the swap comes after the
 * centring, so that in an image that is not square the turning point is (width / 2, height / 2) in
 * (row, column); and the swap carries `tx` to the columns and `ty` to the rows.
 *
 * @returns `null` where nothing is to be done, as Keras then leaves the image untouched.
 */
export function affineMatrix(
  transform: ImageTransform,
  [height, width]: readonly number[],
): AffineMatrix | null {
  const { theta = 0, tx = 0, ty = 0, shear = 0, zx = 1, zy = 1 } = transform;
  let matrix: Square | null = null;
  const then = (next: Square) => matrix = matrix ? multiply(matrix, next) : next;
  if (theta !== 0) {
    const [sine, cosine] = [Math.sin(radians(theta)), Math.cos(radians(theta))];
    then([cosine, -sine, 0, sine, cosine, 0]);
  }
  if (tx !== 0 || ty !== 0) then([1, 0, tx, 0, 1, ty]);
  if (shear !== 0) then([1, -Math.sin(radians(shear)), 0, 0, Math.cos(radians(shear)), 0]);
  if (zx !== 1 || zy !== 1) then([zx, 0, 0, 0, zy, 0]);
  if (!matrix) return null;
  const [x, y] = [height / 2 - 0.5, width / 2 - 0.5];
  const [a, b, c, d, e, f] = multiply(multiply([1, 0, x, 0, 1, y], matrix), [1, 0, -x, 0, 1, -y]);
  return [e, d, f, b, a, c];
}

function radians(degrees: number): number {
  return degrees * (Math.PI / 180);
}

/** The product of two matrices whose third row is (0, 0, 1). */
function multiply(left: Square, right: Square): Square {
  const [a, b, c, d, e, f] = left;
  const [p, q, r, s, t, u] = right;
  return [
    a * p + b * s,
    a * q + b * t,
    a * r + b * u + c,
    d * p + e * s,
    d * q + e * t,
    d * r + e * u + f,
  ];
}
