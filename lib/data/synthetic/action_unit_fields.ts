import { ACTION_UNITS } from "../../core/facs.ts";
import { type FaceTemplate, faceTemplate } from "./face_template.ts";
import { EYE, lidMargin, MOUTH } from "./face_surface.ts";

/**
 * How one Action Unit moves each point of the face at full intensity, mm, `[1220, 3]`: the work of
 * the muscles of either side. Both together are the whole movement.
 */
export interface ActionUnitField {
  /** The side x > 0. */
  readonly left: Float64Array;
  /** The side x < 0. */
  readonly right: Float64Array;
}

type Vector = readonly [x: number, y: number, z: number];

/** What a pull may ask about a point of the resting face. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** 1 above the mouth, 0 below. */
  readonly above: number;
}

type Pull = (place: Place) => Vector;

/** Skin around (x, y) follows a pull less and less with distance: half a width, a normal curve. */
function pull(
  [cx, cy]: readonly [number, number],
  [rx, ry]: readonly [number, number],
  by: Vector,
  only: "both" | "above" | "below" = "both",
): Pull {
  return ({ x, y, above }) => {
    const lip = only === "both" ? 1 : only === "above" ? above : 1 - above;
    const w = lip * Math.exp(-0.5 * (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2));
    return [by[0] * w, by[1] * w, by[2] * w];
  };
}

/** The lips between the corners follow these outward and back (`reach` mm at the corner). */
function stretchLips(reach: number, back: number): Pull {
  return ({ x, y }) => {
    const t = Math.min(1, Math.abs(x) / MOUTH.corner);
    const w = Math.exp(-0.5 * ((y - MOUTH.y) / 9) ** 2) *
      (t < 1 ? 1 : Math.exp(-0.5 * ((Math.abs(x) - MOUTH.corner) / 9) ** 2));
    // Half of it on each side's muscles; the middle goes back with both.
    const side = x > 0 ? 1 : 0.15;
    return [x > 0 ? reach * t * w : 0, 0, -back * w * (0.5 + 0.5 * side) * (0.6 + 0.4 * t)];
  };
}

/** The red of the lips rolls in (`depth` > 0) or out, towards or from the mouth line by `close`. */
function rollLips(close: number, depth: number): Pull {
  return ({ x, y, above }) => {
    const across = Math.exp(-0.5 * (x / 22) ** 4) / 2;
    const rise = y - MOUTH.y;
    const w = across * Math.exp(-0.5 * (rise / 5.5) ** 2);
    return [0, -close * w * (2 * above - 1) * Math.min(1, Math.abs(rise) / 4), -depth * w];
  };
}

/** The jaw turns about its joint by `degrees` and slides by `slide`; what is below the mouth follows. */
function jaw(degrees: number, slide: Vector): Pull {
  const [hingeY, hingeZ] = [8, -42];
  const angle = (degrees * Math.PI) / 180;
  return ({ x, y, z, above }) => {
    const drop = MOUTH.y - y;
    const reach = 1 + Math.max(0, Math.abs(x) - 22) * 0.85;
    const low = Math.abs(x) < 22 ? 1 - above : 1 / (1 + Math.exp(-drop / (0.45 * reach)));
    // Halves add up on the midline; each side's share fades across it.
    const w = low * 0.5;
    const [dy, dz] = [y - hingeY, z - hingeZ];
    const turnY = dy * Math.cos(angle) - dz * Math.sin(angle) - dy;
    const turnZ = dy * Math.sin(angle) + dz * Math.cos(angle) - dz;
    return [w * slide[0], w * (turnY + slide[1]), w * (turnZ + slide[2])];
  };
}

/** The upper (share of the way down) and lower lid (share of the way up) move over the eyeball. */
function lids(down: number, up: number): Pull {
  return ({ x, y }) => {
    const t = (x - EYE.inner) / (EYE.outer - EYE.inner);
    if (t <= 0 || t >= 1) return [0, 0, 0];
    const [upper, lower] = [lidMargin(t, "upper")[1], lidMargin(t, "lower")[1]];
    const gap = upper - lower;
    if (y > (upper + lower) / 2) {
      const w = Math.exp(-0.5 * (Math.max(0, y - upper) / 2.6) ** 2);
      return [0, -down * gap * w, (down > 0 ? 1.1 : 0.8) * down * gap * 0.12 * w];
    }
    const w = Math.exp(-0.5 * (Math.max(0, lower - y) / 3.2) ** 2);
    return [0, up * gap * w, 0.05 * up * gap * w];
  };
}

/** The pulls of the face's left side, in mm at full intensity; the right side mirrors them. */
const PULLS: Readonly<Record<number, readonly Pull[]>> = {
  1: [
    pull([13, 43], [10, 9], [1.4, 8, -0.8]),
    pull([12, 60], [13, 10], [0, 3.4, 0]),
    lids(-0.03, 0),
  ],
  2: [
    pull([40, 42], [12, 9], [2.2, 7.4, -2.6]),
    pull([40, 57], [13, 10], [0.2, 3.2, -0.6]),
    pull([33, 36.5], [12, 2.6], [0.3, 1.4, -0.6]),
  ],
  4: [
    pull([13, 41], [11, 8], [-3, -5.4, 1.6]),
    pull([34, 42], [13, 8], [-3.2, -4.4, 1.8]),
    pull([0, 37], [7, 9], [0, -1.6, 0.8]),
    pull([31, 35.5], [12, 3], [-0.8, -2.6, 1]),
    lids(0.1, 0.02),
  ],
  5: [lids(-0.24, -0.13), pull([31, 36], [12, 3], [0.2, 1, -1.2])],
  6: [
    pull([40, 0], [15, 13], [-0.6, 5.2, 2]),
    pull([34, 17], [13, 5], [-0.8, 2.6, 1]),
    pull([52, 27], [8, 9], [-2, -0.4, 0.6]),
    pull([42, 41], [11, 6], [-0.4, -1.2, 0.4]),
    lids(0.1, 0.2),
  ],
  7: [lids(0.16, 0.3), pull([32, 18], [13, 5], [-1.2, 1.6, 0.6])],
  9: [
    pull([14, 10], [8, 12], [-1.4, 4.4, 1.8]),
    pull([15.5, -10], [6.5, 6.5], [0.9, 4.6, -0.4]),
    pull([14, -29], [12, 10], [0.4, 5.4, 0.2], "above"),
    pull([13, 40], [11, 7], [-1.6, -3.2, 1]),
    pull([29, 4], [11, 12], [-1.4, 3.8, 1.2]),
    lids(0.1, 0.16),
  ],
  10: [
    pull([14, -34], [11, 8], [0.8, 6.4, -0.4], "above"),
    pull([17, -11], [6.5, 6.5], [0.9, 2.6, 0]),
    pull([26, -10], [10, 11], [-0.4, 3.6, 1.4]),
    pull([24, -24], [8, 9], [1.2, 4.2, -0.6], "above"),
  ],
  11: [
    pull([24, -22], [8, 9], [1.6, 3.2, 0.6], "above"),
    pull([18, -34], [9, 6], [1, 1.8, -0.6], "above"),
  ],
  12: [
    pull([29, -41], [9, 9], [3.2, 7.6, -6]),
    stretchLips(5.2, 7),
    pull([39, -25], [10, 11], [2.6, 5, 0.5]),
    pull([41, -7], [14, 13], [-0.2, 5.2, 2.2]),
    pull([10, -33], [13, 8], [0.4, 1.8, -1.6], "above"),
    pull([10, -50], [14, 9], [0.6, 1.6, -2.6], "below"),
    lids(0.03, 0.06),
  ],
  13: [
    pull([27, -40], [7, 8], [1.2, 6.4, -2.4]),
    pull([35, -22], [9, 9], [0.4, 2.6, 2.4]),
  ],
  14: [
    pull([28, -41], [8, 8], [1.2, 1.4, -4.6]),
    pull([36, -41], [7, 9], [-1.4, 0.2, -0.6]),
    stretchLips(1.2, 0.8),
  ],
  15: [
    pull([27, -43], [8.5, 8], [1.2, -6, -1.8]),
    pull([31, -57], [9, 9], [0.4, -2.4, 0.6]),
    pull([15, -41], [9, 7], [0.5, -1.6, -0.6]),
  ],
  16: [
    pull([11, -48], [11, 7], [0.8, -6, -0.8], "below"),
    pull([14, -62], [12, 8], [0.3, -2, 0.2], "below"),
  ],
  17: [
    pull([8, -67], [13, 11], [0, 5, 1.8], "below"),
    pull([9, -50], [13, 9], [0, 4, 2.4], "below"),
    pull([7, -37], [12, 7], [0, 2.2, 1.7], "above"),
    pull([26, -42], [9, 8], [-0.6, 0.6, 2.2]),
  ],
  18: [
    pull([26, -41], [10, 10], [-8, 0.6, 4]),
    pull([8, -41], [12, 9], [-1.6, 0, 4.6]),
    rollLips(-1.6, -1.5),
  ],
  20: [
    pull([28, -42], [10, 9], [4.4, -1.8, -3.4]),
    stretchLips(4.4, 2.4),
    pull([42, -48], [11, 12], [2.4, -1.6, -0.4]),
    rollLips(0.8, 0.6),
  ],
  22: [
    pull([8, -35], [12, 6], [-0.4, 1.8, 4.2], "above"),
    pull([8, -47], [12, 7], [-0.4, -2.6, 4.4], "below"),
    pull([26, -41], [8, 8], [-3.8, 0, 2.6]),
  ],
  23: [
    rollLips(3.2, 3.2),
    pull([26, -41], [9, 8], [-2, 0.3, 0.8]),
  ],
  24: [
    rollLips(2.6, 1.8),
    pull([9, -49], [14, 8], [0, 1.5, 0.8], "below"),
    pull([27, -41], [8, 8], [-0.8, 0.6, 2]),
    pull([9, -64], [14, 9], [0, 1.4, 0.8], "below"),
  ],
  25: [
    pull([8, -43], [13, 5], [0, -4.2, -0.2], "below"),
    pull([8, -39], [13, 5], [0, 1.5, 0.1], "above"),
    pull([10, -58], [14, 10], [0, -1.4, 0], "below"),
  ],
  26: [
    jaw(9.5, [0, 0, 2]),
    pull([8, -46], [16, 8], [0, -1, 3], "below"),
    pull([27, -41], [9, 9], [-2.6, -1, 2.6]),
    pull([36, -46], [9, 14], [-1.6, 0, -1.2]),
  ],
  27: [
    jaw(17, [0, 0, 4]),
    pull([8, -46], [16, 8], [0, -1.5, 5], "below"),
    pull([27, -41], [9, 10], [-4, -2, 4]),
    pull([37, -46], [10, 16], [-3.4, 0, -2.4]),
    pull([8, -36], [14, 6], [0, 1.6, 0.2], "above"),
  ],
  28: [rollLips(7, 8.5), pull([9, -49], [14, 9], [0, 1.6, -1.6], "below")],
  29: [jaw(0, [0, 0.6, 9])],
  30: [jaw(0, [8, 0, 0])],
  34: [
    pull([40, -34], [13, 15], [3.2, 0.4, 8]),
    pull([22, -42], [9, 11], [-1.4, 0.6, 5.5]),
    pull([10, -30], [12, 7], [0, 0, 2.4]),
  ],
  38: [pull([16.5, -11], [4.5, 5], [2.2, 0.4, 0])],
  39: [pull([16, -11], [4.5, 5], [-2, -0.5, 0.3]), pull([0, -9], [7, 6], [0, -0.6, 0])],
  43: [lids(0.93, 0.09), pull([31, 36], [12, 3.5], [0, -1.6, -0.6])],
  46: [
    lids(0.92, 0.12),
    pull([40, 4], [14, 12], [-0.5, 3, 1.2]),
    pull([36, 42], [14, 7], [-0.4, -1.8, 0.6]),
  ],
};

/** Units that only the left side shows when both sides are asked for. */
const ONE_SIDED = new Set([46]);

let cached: ReadonlyMap<number, ActionUnitField> | undefined;

/** The displacement field of every Action Unit in `ACTION_UNITS`, by FACS number; built once. */
export function actionUnitFields(): ReadonlyMap<number, ActionUnitField> {
  return cached ??= build(faceTemplate());
}

function build(template: FaceTemplate): ReadonlyMap<number, ActionUnitField> {
  const { rest, above, mirror } = template;
  return new Map(ACTION_UNITS.map(({ number }) => {
    const left = new Float64Array(rest.length);
    const right = new Float64Array(rest.length);
    for (let i = 0; i < above.length; i++) {
      const place = { x: rest[i * 3], y: rest[i * 3 + 1], z: rest[i * 3 + 2], above: above[i] };
      for (const effect of PULLS[number]) {
        const by = effect(place);
        for (let k = 0; k < 3; k++) left[i * 3 + k] += by[k];
      }
    }
    if (!ONE_SIDED.has(number)) {
      const sideways = number === 30 ? 1 : -1;
      for (let i = 0; i < above.length; i++) {
        const m = mirror[i] * 3;
        right[i * 3] = sideways * left[m];
        right[i * 3 + 1] = left[m + 1];
        right[i * 3 + 2] = left[m + 2];
      }
    }
    return [number, { left, right }];
  }));
}
