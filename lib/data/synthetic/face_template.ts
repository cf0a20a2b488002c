import Delaunator from "delaunator";
import { closeMouth, EYE, faceDepth, lidMargin, MOUTH, mouthGap, OUTLINE } from "./face_surface.ts";

/** How many points a face has: as many as ARKit's face geometry. */
export const FACE_POINTS = 1220;

/** The mesh all synthetic faces share: same points, same order, same triangles. */
export interface FaceTemplate {
  /** `[1220, 2]` places in the flat layout (lips parted), mm: what textures are looked up by. */
  readonly flat: Float64Array;
  /** `[1220, 3]` the average face at rest, mm. */
  readonly rest: Float64Array;
  /** `[m, 3]` corners, counter-clockwise seen from the front. */
  readonly triangles: Uint16Array;
  /** The point that lies where this one's mirror image lies. */
  readonly mirror: Uint16Array;
  /** `[1220]` 1 above the mouth, 0 below it, between them beside the corners. */
  readonly above: Float64Array;
  /** Pairs `[upper, lower]` of points that touch when the lips meet. */
  readonly lips: readonly (readonly [number, number])[];
  /** Pairs `[upper, lower]` of lid points, both eyes. */
  readonly lids: readonly (readonly [number, number])[];
  /** `[inner, outer]` corners of the eye openings: the side x > 0, then x < 0. */
  readonly eyeCorners: readonly (readonly [number, number])[];
  /** The mouth corners: the side x > 0, then x < 0. */
  readonly mouthCorners: readonly [number, number];
  /** The mask's edge, in order. */
  readonly outline: readonly number[];
}

let cached: FaceTemplate | undefined;

/** The mesh of the synthetic face, built once. */
export function faceTemplate(): FaceTemplate {
  return cached ??= build();
}

const LID_STEPS = 13;
const LIP_STEPS = 12;

/** Half-mouth ring: place `i` of `0..LIP_STEPS` (middle to corner), `distance` mm outside the lips. */
function lipPlace(i: number, distance: number, sign: 1 | -1): [number, number] {
  const t = (i / LIP_STEPS) * (Math.PI / 2);
  // Steps shrink towards the corner, where the skin moves most.
  const angle = Math.PI / 2 * (1 - (1 - t / (Math.PI / 2)) ** 1.15);
  return [
    (MOUTH.corner + distance) * Math.sin(angle),
    MOUTH.y + sign * (MOUTH.gap + distance) * Math.cos(angle),
  ];
}

/** How far apart points should lie at (x, y), mm in space. */
function spacing(x: number, y: number): number {
  const near = (cx: number, cy: number, rx: number, ry: number) =>
    Math.exp(-(((x - cx) / rx) ** 2) - ((y - cy) / ry) ** 2);
  const pull = 1.0 * near(0, -41, 36, 26) + 1.9 * near(12, -13, 12, 10) +
    0.95 * near(31, 27, 22, 11) + 0.45 * near(8, 12, 14, 24) + 0.3 * near(24, 8, 16, 20) +
    0.25 * near(0, -78, 40, 16);
  return 9.6 / (1 + 1.15 * pull);
}

function insideEye(x: number, y: number, margin: number): boolean {
  const t = (x - EYE.inner) / (EYE.outer - EYE.inner);
  const reach = margin / (EYE.outer - EYE.inner);
  if (t < -reach || t > 1 + reach) return false;
  const inside = Math.min(1, Math.max(0, t));
  return y < lidMargin(inside, "upper")[1] + margin && y > lidMargin(inside, "lower")[1] - margin;
}

function insideMouth(x: number, y: number, margin: number): boolean {
  return (x / (MOUTH.corner + margin)) ** 2 +
      ((y - MOUTH.y) / (MOUTH.gap + margin)) ** 2 < 1;
}

function insideOutline(x: number, y: number): boolean {
  for (let i = 0; i + 1 < OUTLINE.length; i++) {
    const [[x0, y0], [x1, y1]] = [OUTLINE[i], OUTLINE[i + 1]];
    if (y <= y0 && y >= y1) return x < x0 + ((x1 - x0) * (y0 - y)) / (y0 - y1);
  }
  return false;
}

function depthAt(x: number, y: number): number {
  return faceDepth(x, closeMouth(x, y));
}

function build(): FaceTemplate {
  const middle: [number, number][] = [];
  const half: [number, number][] = [];
  const add = (x: number, y: number) => {
    const list = x < 1e-6 ? middle : half;
    list.push([x < 1e-6 ? 0 : x, y]);
  };

  // Edge: every second corner has one more point between it and the next.
  for (let i = 0; i < OUTLINE.length; i++) {
    add(OUTLINE[i][0], OUTLINE[i][1]);
  }
  // Lips: rings around the mouth, the first one the touching edges.
  const lipRings = [0, 1.4, 3.2, 5.6, 8.4];
  for (const distance of lipRings) {
    for (let i = 0; i <= LIP_STEPS; i++) {
      add(...lipPlace(i, distance, 1));
      if (i < LIP_STEPS) add(...lipPlace(i, distance, -1));
    }
  }
  // Lids: rings around the eye opening.
  const lidRings = [[0, LID_STEPS], [1.3, LID_STEPS], [2.8, LID_STEPS], [4.8, 11], [7.6, 9]];
  for (const [distance, steps] of lidRings) {
    for (let i = 0; i <= steps; i++) {
      const t = 0.5 - 0.5 * Math.cos((Math.PI * i) / steps);
      const corner = Math.cos(Math.PI * t) * -distance;
      const lift = distance * Math.sin(Math.PI * Math.min(1, Math.max(0, t)));
      const [ux, uy] = lidMargin(t, "upper");
      const [lx, ly] = lidMargin(t, "lower");
      add(ux + corner * Math.abs(Math.cos(Math.PI * t)), uy + lift);
      if (i > 0 && i < steps) add(lx + corner * Math.abs(Math.cos(Math.PI * t)), ly - lift);
    }
  }
  // The profile, where the lips do not set it already.
  for (let y = OUTLINE[0][1]; y > -94;) {
    let step = spacing(0, y);
    for (let k = 0; k < 3; k++) {
      const rise = depthAt(0, y) - depthAt(0, y - step);
      step *= Math.min(1, spacing(0, y) / Math.hypot(step, rise));
    }
    y -= step;
    if (y > -90 && !insideMouth(0, y, 10)) add(0, y);
  }
  // An even count on the midline leaves whole pairs for the rest.
  if (middle.length % 2) middle.splice(middle.findIndex(([, y]) => y < 75), 1);
  fill(middle, half, (FACE_POINTS - middle.length) / 2);
  return assemble(middle, half);
}

/** Places the remaining points, each time where the face is barest for its wanted spacing. */
function fill(middle: [number, number][], half: [number, number][], wanted: number): void {
  const spots: number[][] = [];
  for (let y = -94; y <= 90; y += 1) {
    for (let x = 1.5; x <= 75; x += 1) {
      if (!insideOutline(x, y) || insideEye(x, y, 5.5) || insideMouth(x, y, 7)) continue;
      // A shift that differs from row to row keeps the layout from looking like a grid.
      const shifted = x + 0.37 * Math.sin(12.9898 * x + 78.233 * y);
      spots.push([shifted, y, depthAt(shifted, y), spacing(shifted, y), Infinity]);
    }
  }
  const take = (x: number, y: number) => {
    const z = depthAt(x, y);
    for (const spot of spots) {
      const dx = spot[0] - x, dy = spot[1] - y, dz = 0.8 * (spot[2] - z);
      const d = (dx * dx + dy * dy + dz * dz) / (spot[3] * spot[3]);
      if (d < spot[4]) spot[4] = d;
    }
  };
  for (const [x, y] of [...middle, ...half]) take(x, y);
  for (const [x, y] of half) take(-x, y);
  while (half.length < wanted) {
    const best = spots.reduce((a, b) => b[4] > a[4] ? b : a);
    half.push([best[0], best[1]]);
    take(best[0], best[1]);
    take(-best[0], best[1]);
  }
}

function assemble(middle: [number, number][], half: [number, number][]): FaceTemplate {
  const m = middle.length;
  const h = half.length;
  const flat = new Float64Array(FACE_POINTS * 2);
  const mirror = new Uint16Array(FACE_POINTS);
  middle.forEach((p, i) => {
    flat.set(p, i * 2);
    mirror[i] = i;
  });
  half.forEach(([x, y], i) => {
    flat.set([x, y], (m + i) * 2);
    flat.set([-x, y], (m + h + i) * 2);
    mirror[m + i] = m + h + i;
    mirror[m + h + i] = m + i;
  });
  const rest = new Float64Array(FACE_POINTS * 3);
  const above = new Float64Array(FACE_POINTS);
  for (let i = 0; i < FACE_POINTS; i++) {
    const [x, y] = [flat[i * 2], flat[i * 2 + 1]];
    const closed = closeMouth(x, y);
    rest.set([x, closed, faceDepth(x, closed)], i * 3);
    const blur = 0.4 + Math.max(0, Math.abs(x) - MOUTH.corner + 2) * 0.75;
    above[i] = 1 / (1 + Math.exp(-(y - MOUTH.y) / (0.5 * blur)));
  }
  const pairs = (upper: [number, number][], lower: [number, number][]) => {
    const at = new Map<string, number>();
    for (let i = 0; i < FACE_POINTS; i++) at.set(`${flat[i * 2]},${flat[i * 2 + 1]}`, i);
    const index = ([x, y]: [number, number]) => at.get(`${Math.abs(x) < 1e-6 ? 0 : x},${y}`)!;
    return upper.map((u, i) => [index(u), index(lower[i])] as const)
      .flatMap(([a, b]) => a === mirror[a] ? [[a, b]] : [[a, b], [mirror[a], mirror[b]]])
      .map(([a, b]) => [a, b] as const);
  };
  const lipSteps = Array.from({ length: LIP_STEPS }, (_, i) => i);
  const lidSteps = Array.from(
    { length: LID_STEPS - 1 },
    (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 1)) / LID_STEPS),
  );
  return {
    flat,
    rest,
    triangles: triangulate(flat, m, h, mirror),
    mirror,
    above,
    lips: pairs(lipSteps.map((i) => lipPlace(i, 0, 1)), lipSteps.map((i) => lipPlace(i, 0, -1))),
    lids: pairs(
      lidSteps.map((t) => lidMargin(t, "upper")),
      lidSteps.map((t) => lidMargin(t, "lower")),
    ),
    eyeCorners: [1, -1].map((side) =>
      [
        pointAt(flat, side * EYE.inner, EYE.innerY),
        pointAt(flat, side * EYE.outer, EYE.outerY),
      ] as const
    ),
    mouthCorners: [pointAt(flat, MOUTH.corner, MOUTH.y), pointAt(flat, -MOUTH.corner, MOUTH.y)],
    outline: outlineOrder(flat),
  };
}

/** Delaunay triangles of one half, mirrored; eyes, mouth and what lies outside the edge left out. */
function triangulate(flat: Float64Array, m: number, h: number, mirror: Uint16Array): Uint16Array {
  const { triangles } = new Delaunator(flat.slice(0, (m + h) * 2));
  const kept: number[] = [];
  for (let k = 0; k < triangles.length; k += 3) {
    let [a, b, c] = triangles.subarray(k, k + 3);
    const x = (flat[a * 2] + flat[b * 2] + flat[c * 2]) / 3;
    const y = (flat[a * 2 + 1] + flat[b * 2 + 1] + flat[c * 2 + 1]) / 3;
    const gap = mouthGap(x);
    if (Math.abs(y - MOUTH.y) < gap * 0.999 && x < MOUTH.corner) continue;
    if (insideEye(x, y, 0) || !insideOutline(x, y)) continue;
    const turn = (flat[b * 2] - flat[a * 2]) * (flat[c * 2 + 1] - flat[a * 2 + 1]) -
      (flat[c * 2] - flat[a * 2]) * (flat[b * 2 + 1] - flat[a * 2 + 1]);
    if (Math.abs(turn) < 1e-9) continue;
    if (turn < 0) [b, c] = [c, b];
    kept.push(a, b, c, mirror[a], mirror[c], mirror[b]);
  }
  return Uint16Array.from(kept);
}

/** The point at a place of the flat layout. */
function pointAt(flat: Float64Array, x: number, y: number): number {
  for (let i = 0; i < flat.length / 2; i++) {
    if (Math.hypot(flat[i * 2] - x, flat[i * 2 + 1] - y) < 1e-6) return i;
  }
  throw new RangeError(`the face template has no point at ${x}, ${y}`);
}

/** The points of the edge, from the top over the face's left side and back. */
function outlineOrder(flat: Float64Array): number[] {
  const left = OUTLINE.map(([x, y]) => pointAt(flat, x, y));
  const right = OUTLINE.slice(1, -1).reverse().map(([x, y]) => pointAt(flat, -x, y));
  return [...left, ...right];
}
