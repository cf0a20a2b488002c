/**
 * The resting face as a surface: depth over the frontal plane, in millimetres, in the frame of
 * ARKit's face anchor (x to the face's left, y up, z out of the face).
 *
 * A flattened ellipsoid carries the head's roundness; a thin-plate spline (Duchon 1977) through the
 * heights below bends it into a face. The heights are our own sculpture of an average adult, rounded
 * to half millimetres: nobody's scan.
 */

/** Heights on the half x >= 0, mm; the other half mirrors it. `[x, y, z]`. */
const HEIGHTS: readonly (readonly [number, number, number])[] = [
  // The profile, from hairline to under the chin.
  [0, 91, 40],
  [0, 78, 47],
  [0, 62, 53],
  [0, 49, 56.5],
  [0, 40, 56.5],
  [0, 31, 55],
  [0, 24, 59.5],
  [0, 12, 68],
  [0, 1, 75],
  [0, -6, 77.5],
  [0, -11.5, 76],
  [0, -15.5, 70],
  [0, -18.5, 63.5],
  [0, -22, 60.5],
  [0, -28, 60.5],
  [0, -34, 62],
  [0, -37.5, 60.5],
  [0, -40.6, 55.5],
  [0, -44, 59],
  [0, -48, 60],
  [0, -52, 57.5],
  [0, -56, 54.5],
  [0, -61, 53.5],
  [0, -68, 55],
  [0, -76, 55],
  [0, -84, 52.5],
  [0, -90, 48],
  [0, -95.5, 41],
  // Forehead.
  [14, 89, 39],
  [28, 86, 34],
  [20, 78, 44],
  [40, 76, 31],
  [22, 64, 49],
  [42, 63, 36],
  [58, 61, 13],
  [16, 50, 56],
  [32, 50, 50.5],
  [47, 50, 36.5],
  [60, 48, 15],
  [69, 47, -5],
  // Brow ridge and the hollow under it.
  [10, 42, 56.5],
  [20, 42, 54.5],
  [32, 42.5, 50.5],
  [43, 40.5, 43],
  [54, 38, 29],
  [6, 33, 54],
  [12, 34, 50.5],
  [20, 36, 47.5],
  [31, 37, 47],
  [42, 35, 43],
  // Lids.
  [7, 27, 54],
  [12, 27, 46],
  [17.5, 25.5, 40.5],
  [22, 29.8, 41],
  [31, 32, 42.4],
  [40, 31, 40.3],
  [46, 27, 34.5],
  [22, 23.4, 40.8],
  [31, 22.4, 41.3],
  [40, 23.8, 38.6],
  [53, 28, 27.5],
  [62, 28, 13],
  [69, 28, -3],
  [75, 25, -23],
  // Nose.
  [5, 20, 60],
  [10, 20, 50],
  [15, 17, 43],
  [5, 10, 67],
  [9.5, 10, 58],
  [14, 9, 48.5],
  [20, 8, 44.5],
  [5, 0, 73],
  [10, 0, 64.5],
  [15, 0, 52],
  [20, -2, 46.5],
  [5, -7, 76],
  [10, -7, 68.5],
  [14.5, -7, 60.5],
  [17.5, -8, 50.5],
  [4, -12, 72.5],
  [15.5, -11.5, 57.5],
  [12, -14.5, 59.5],
  [7, -13, 64],
  [4, -17.5, 62.5],
  [11, -18.5, 56],
  [18, -16, 49],
  // Cheeks.
  [24, 15, 41],
  [33, 14, 40.5],
  [31, 2, 44],
  [31, -12, 45.5],
  [42, 14, 35.5],
  [42, 1, 38.5],
  [42, -12, 39],
  [54, 14, 26],
  [54, 0, 29.5],
  [54, -14, 27.5],
  [63, 8, 15.5],
  [64, -10, 12],
  [70, -4, -1],
  [75, 8, -20],
  [74, -11, -21],
  [20, -24, 50.5],
  [30, -26, 45.5],
  [38, -28, 41.5],
  [50, -28, 29],
  [61, -30, 10.5],
  [69.5, -32, -17],
  // Lips.
  [8, -28, 59.5],
  [7, -34, 61.5],
  [14, -35, 57.5],
  [21, -37.5, 51.5],
  [27, -41, 45],
  [9, -40.6, 54.5],
  [18, -40.8, 50],
  [9, -47, 58.5],
  [17, -45.5, 53.5],
  [10, -52, 56],
  [22, -50, 48.5],
  // Chin and jaw.
  [9, -60, 52.5],
  [21, -60, 47.5],
  [33, -41, 44],
  [34, -54, 39.5],
  [44, -43, 33],
  [45, -58, 25],
  [55, -46, 18.5],
  [63, -46, -1],
  [54, -66, -3],
  [48, -72, 6],
  [10, -68, 53.5],
  [21, -70, 47],
  [33, -72, 35],
  [11, -78, 53],
  [22, -80, 45],
  [36, -82, 20],
  [12, -87, 49],
  [23, -89, 36],
  [12, -93.5, 40],
];

/** Roundness of the head: half axes in mm and the depth of the centre. */
const HEAD = { width: 78, height: 150, depth: 80, centreZ: -28 };

function headDepth(x: number, y: number): number {
  const left = 1 - (x / HEAD.width) ** 2 - (y / HEAD.height) ** 2;
  return HEAD.centreZ + HEAD.depth * Math.sqrt(Math.max(left, 0.004));
}

/** r^2 log r, the bending kernel of a thin plate. */
function plate(dx: number, dy: number): number {
  const squared = dx * dx + dy * dy;
  return squared === 0 ? 0 : 0.5 * squared * Math.log(squared);
}

let solved: { points: readonly (readonly number[])[]; weights: Float64Array } | undefined;

function spline() {
  if (solved) return solved;
  const points = HEIGHTS.flatMap(([x, y, z]) => x === 0 ? [[x, y, z]] : [[x, y, z], [-x, y, z]]);
  const n = points.length;
  const size = n + 3;
  const rows = Array.from({ length: size }, () => new Float64Array(size + 1));
  points.forEach(([x, y, z], i) => {
    points.forEach(([px, py], j) => rows[i][j] = plate(x - px, y - py));
    // A little give keeps the surface from rippling between heights.
    rows[i][i] += 3;
    [1, x, y].forEach((value, k) => rows[i][n + k] = rows[n + k][i] = value);
    rows[i][size] = z - headDepth(x, y);
  });
  return solved = { points, weights: solve(rows) };
}

/** Gauss elimination with row exchange; `rows` holds the right side in its last column. */
function solve(rows: Float64Array[]): Float64Array {
  const size = rows.length;
  for (let c = 0; c < size; c++) {
    let best = c;
    for (let r = c + 1; r < size; r++) {
      if (Math.abs(rows[r][c]) > Math.abs(rows[best][c])) best = r;
    }
    [rows[c], rows[best]] = [rows[best], rows[c]];
    for (let r = c + 1; r < size; r++) {
      const factor = rows[r][c] / rows[c][c];
      if (factor === 0) continue;
      for (let k = c; k <= size; k++) rows[r][k] -= factor * rows[c][k];
    }
  }
  const result = new Float64Array(size);
  for (let r = size - 1; r >= 0; r--) {
    let sum = rows[r][size];
    for (let k = r + 1; k < size; k++) sum -= rows[r][k] * result[k];
    result[r] = sum / rows[r][r];
  }
  return result;
}

/** Depth z of the resting face at (x, y), all in mm. */
export function faceDepth(x: number, y: number): number {
  const { points, weights } = spline();
  const n = points.length;
  let z = headDepth(x, y) + weights[n] + weights[n + 1] * x + weights[n + 2] * y;
  for (let i = 0; i < n; i++) z += weights[i] * plate(x - points[i][0], y - points[i][1]);
  return z;
}

/** Where the mouth's corner lies, and half the gap by which the flat layout parts the lips; mm. */
export const MOUTH = { corner: 27, y: -40.8, gap: 4.5 };

/** Half the parting of the lips in the flat layout at x. */
export function mouthGap(x: number): number {
  return MOUTH.gap * Math.sqrt(Math.max(0, 1 - (x / MOUTH.corner) ** 2));
}

/** Brings a place of the flat layout, lips parted, to the resting face, lips closed. */
export function closeMouth(x: number, y: number): number {
  const gap = mouthGap(x);
  if (gap === 0) return y;
  const up = y - MOUTH.y;
  const beyond = Math.max(0, Math.abs(up) - gap);
  const pull = gap * Math.max(0, 1 - beyond / 18) ** 2;
  return y - Math.sign(up) * Math.min(pull, Math.abs(up));
}

/** The lids: corners of the eye opening and the height of both lids over x; mm. */
export const EYE = { inner: 17.5, outer: 46, innerY: 25.5, outerY: 27 };

/** The lid margin at a fraction 0 (inner corner) to 1 (outer corner): `[x, y]`, mm. */
export function lidMargin(t: number, lid: "upper" | "lower"): [number, number] {
  const x = EYE.inner + (EYE.outer - EYE.inner) * t;
  const base = EYE.innerY + (EYE.outerY - EYE.innerY) * t;
  const arch = lid === "upper"
    ? 6.1 * (Math.sin(Math.PI * t ** 0.92) ** 0.75)
    : -3.9 * (Math.sin(Math.PI * t ** 1.12) ** 0.8);
  return [x, base + arch];
}

/** The eyeball on the side x > 0: centre and radius, mm. */
export const EYEBALL = { x: 31.5, y: 27.2, z: 28.6, radius: 12.4 };

/** The mask's edge on the half x >= 0, from top to bottom, mm. */
export const OUTLINE: readonly (readonly [number, number])[] = [
  [0, 91],
  [13, 90.2],
  [26, 87.5],
  [38, 83],
  [48, 76.5],
  [56.5, 68],
  [63.5, 58.5],
  [69, 48],
  [73, 37],
  [75.2, 25],
  [75.8, 12],
  [75.4, -1],
  [74.2, -13],
  [72.2, -24],
  [69.5, -34],
  [65.8, -44.5],
  [60.8, -55],
  [54.3, -65.5],
  [46.5, -75],
  [37.5, -83.2],
  [27, -89.5],
  [14, -94],
  [0, -95.5],
];
