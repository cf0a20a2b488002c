import type { Activation } from "../../core/facs.ts";
import type { Appearance } from "./appearance.ts";
import { lidMargin, MOUTH, mouthGap } from "./face_surface.ts";

/** A picture of the skin in the flat layout of the face: linear reflectance, row by row from the top. */
export interface SkinTexture {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Where the flat layout lies on a texture: mm at the top left, texels a mm. */
export const TEXTURE = { left: -80, top: 96, perMm: 0.8, width: 128, height: 156 } as const;

function near(x: number, y: number, cx: number, cy: number, rx: number, ry: number): number {
  const u = (x - cx) / rx;
  const v = (y - cy) / ry;
  const far = u * u + v * v;
  return far > 14 ? 0 : Math.exp(-0.5 * far);
}
const smooth = (t: number) => t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);

/** Smooth noise in [0, 1] from whole-number places, so that a texture needs no generator. */
function grain(x: number, y: number, seed: number): number {
  const [ix, iy] = [Math.floor(x), Math.floor(y)];
  const at = (a: number, b: number) => {
    let h = Math.imul(a, 374761393) + Math.imul(b, 668265263) + Math.imul(seed | 0, 2147483629);
    h = Math.imul(h ^ (h >>> 13), 1274126177);
    return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
  };
  const [u, v] = [smooth(x - ix), smooth(y - iy)];
  return (at(ix, iy) * (1 - u) + at(ix + 1, iy) * u) * (1 - v) +
    (at(ix, iy + 1) * (1 - u) + at(ix + 1, iy + 1) * u) * v;
}

const cached = new WeakMap<Appearance, SkinTexture>();

/** A person's skin, brows, lips and hairline, drawn once; folds are added a picture at a time. */
export function skinTexture(look: Appearance): SkinTexture {
  const texture = cached.get(look) ?? drawTexture(look);
  cached.set(look, texture);
  return texture;
}

function drawTexture(look: Appearance): SkinTexture {
  const { left, top, perMm, width, height } = TEXTURE;
  const values = new Float32Array(width * height);
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) {
      const x = left + (c + 0.5) / perMm;
      values[r * width + c] = reflectance(look, x, top - (r + 0.5) / perMm);
    }
  }
  return { width, height, values };
}

function reflectance(look: Appearance, x: number, y: number): number {
  const a = Math.abs(x);
  const blotch = 0.9 + 0.1 * grain(x / 17, y / 17, look.grain) +
    0.1 * grain(x / 5, y / 5, look.grain + 1);
  let value = look.skin * blotch;
  // Hollows that get little light from anywhere.
  value *= 1 - 0.32 * near(a, y, 18.5, 28, 6, 7) - 0.16 * near(a, y, 32, 34.5, 13, 5) -
    0.14 * near(a, y, 30, 17, 12, 3.5) * (0.5 + look.age);
  value *= 1 - 0.42 * near(a, y, 20, -9, 2.6, 7) - 0.34 * near(a, y, 0, -20, 12, 3) -
    0.3 * near(a, y, 0, -60, 15, 3.6);
  value *= 1 - 0.92 * near(a, y, 8, -15.4, 4.2, 1.9);
  value *= 1 + 0.14 * near(a, y, 42, -4, 13, 11) + 0.18 * near(a, y, 0, 0, 3.6, 20);
  value *= eyeLines(look, a, y);
  value *= 1 - 0.45 * look.age * foldLine(a, y);
  value = lips(look, a, y, value);
  value = beard(look, x, y, value);
  value = brow(look, x, y, value);
  return hairline(look, x, y, value);
}

function eyeLines(look: Appearance, a: number, y: number): number {
  const t = (a - 17.5) / 28.5;
  if (t < -0.12 || t > 1.2) return 1;
  const inside = Math.min(1, Math.max(0, t));
  const beyond = Math.max(0, t - 1, -t) * 28.5;
  if (y < 12 || y > 48) return 1;
  const upper = lidMargin(inside, "upper")[1];
  const lower = lidMargin(inside, "lower")[1];
  const up = Math.sqrt((y - upper) ** 2 + beyond ** 2);
  const low = Math.sqrt((y - lower) ** 2 + beyond ** 2);
  const crease = y - upper - 4.2;
  return (1 - 0.85 * look.lashes * Math.exp(-0.5 * (up / 1.15) ** 2)) *
    (1 - 0.5 * look.lashes * Math.exp(-0.5 * (low / 0.95) ** 2)) *
    (1 - 0.3 * Math.exp(-0.5 * (crease / 1.1) ** 2) * Math.exp(-beyond / 3));
}

/** The fold from the nose's wing to beyond the mouth corner, 0 to 1. */
function foldLine(a: number, y: number): number {
  if (y > -8 || y < -48) return 0;
  const t = (-8 - y) / 40;
  const line = 20 + 16 * t ** 0.8;
  const ends = smooth(t * 5) * smooth((1 - t) * 3);
  return Math.exp(-0.5 * ((a - line) / 2) ** 2) * ends;
}

function lips(look: Appearance, a: number, y: number, skin: number): number {
  const rise = y - MOUTH.y;
  if (a > 36 || rise > 22 || rise < -24) return skin;
  const gap = mouthGap(a);
  const bow = rise > 0
    ? 6.2 * Math.max(0, 1 - (a / 27.5) ** 1.7) - 1.1 * near(a, 0, 0, 0, 2.6, 1) +
      0.5 * near(a, 0, 6, 0, 3, 1)
    : 8 * Math.max(0, 1 - (a / 26) ** 2.2);
  const outside = Math.abs(rise) - gap;
  const red = smooth((bow - outside) / 1.6 + 0.5) * (a < 28 ? 1 : 0);
  // Dark line where the lips meet, and the little shadow at the corner.
  const line = Math.exp(-0.5 * (Math.max(0, outside) / 0.9) ** 2) * (a < 29 ? 0.55 : 0) +
    0.3 * near(a, y, 28, MOUTH.y, 2.4, 2.2);
  const light = rise > 0 ? 0.9 : 1.06;
  return skin * (1 + red * (look.lips * light - 1)) * (1 - Math.min(0.85, line));
}

function beard(look: Appearance, x: number, y: number, skin: number): number {
  if (look.beard <= 0 && look.moustache <= 0) return skin;
  const a = Math.abs(x);
  const rise = y - MOUTH.y;
  const lipZone = smooth((Math.hypot(a / 27, rise / 11) - 0.9) / 0.2);
  const edge = -18 - 0.25 * (60 - a);
  const chin = smooth((edge - y) / 14) * (a < 19 && y > -34 ? 0 : 1) * lipZone;
  const lip = near(a, y, 9, -27.5, 11, 3.6);
  const amount = Math.max(look.beard * chin, look.moustache * Math.min(1, 1.2 * lip)) *
    (0.7 + 0.3 * grain(x / 1.7, y / 1.7, look.grain + 5));
  return skin + (Math.min(look.hair * 1.2, skin) - skin) * 0.85 * amount;
}

function brow(look: Appearance, x: number, y: number, skin: number): number {
  const a = Math.abs(x);
  const t = (a - 9) / 44;
  if (t < -0.05 || t > 1.05) return skin;
  const u = Math.min(1, Math.max(0, t));
  const centre = 42.8 + look.brow.lift + 4 * Math.sin(Math.PI * u ** 1.15 * 0.82) - 1.5 * u;
  if (Math.abs(y - centre) > 8) return skin;
  const half = look.brow.width * (3.1 - 1.9 * u) * smooth((t + 0.05) * 12) *
    smooth((1.05 - t) * 6);
  const inside = smooth((half - Math.abs(y - centre)) / 1.6 + 0.5);
  const strands = 0.8 + 0.2 * grain(x / 1.4 + y / 2, y / 3, look.grain + 9);
  const dark = Math.min(look.hair, skin * 0.8);
  return skin + (dark - skin) * look.brow.darkness * inside * strands;
}

function hairline(look: Appearance, x: number, y: number, skin: number): number {
  if (look.hairTop <= 0) return skin;
  const a = Math.abs(x);
  const side = a / 75;
  const strand = grain(x / 2.2, y / 26, look.grain + 11);
  const fringe = look.hairline + 5 * look.parting * (x / 40) - look.temples * side ** 2 -
    34 * Math.max(0, side - 0.45) ** 1.4 + 9 * (strand - 0.5) +
    10 * (grain(x / 13, 2.5, look.grain + 12) - 0.5);
  const sides = look.hairSide > 2 && a > 69 - 0.35 * look.hairSide && y > look.hairEnd - 25
    ? smooth((a - (70 - 0.35 * look.hairSide)) / 4)
    : 0;
  const cover = Math.max(smooth((y - fringe) / 8), sides);
  const hair = look.hair * (0.8 + 0.4 * strand);
  return skin + (hair - skin) * cover;
}

interface Wrinkle {
  readonly units: readonly (readonly [unit: number, share: number])[];
  /** Darkness at full strength, 0 to 1, at (|x|, y). */
  readonly line: (a: number, y: number) => number;
}

const stripes = (t: number, sharp: number) => (0.5 + 0.5 * Math.cos(t)) ** sharp;

/** Where skin folds when muscles shorten; strengths add up over the units named. */
const WRINKLES: readonly Wrinkle[] = [
  {
    units: [[1, 0.8], [2, 0.25]],
    line: (a, y) => 0.3 * stripes((y - 2 * Math.cos(a / 9)) * 0.9, 4) * near(a, y, 0, 61, 21, 9),
  },
  {
    units: [[2, 0.8]],
    line: (a, y) => 0.28 * stripes((y + a * 0.1) * 0.9, 4) * near(a, y, 38, 59, 13, 8),
  },
  {
    units: [[4, 1], [9, 0.3]],
    line: (a, y) =>
      0.6 * near(a, y, 5 + (y - 40) * 0.06, 43, 1.5, 7) + 0.3 * near(a, y, 0, 33, 7, 1.6) +
      0.25 * near(a, y, 14, 36.5, 7, 3),
  },
  {
    units: [[9, 1]],
    line: (a, y) =>
      0.5 * stripes((y - 0.5 * a) * 1.25, 3) * near(a, y, 6, 19, 7, 9) +
      0.3 * near(a, y, 17, 0, 3, 7),
  },
  {
    units: [[6, 1], [12, 0.15]],
    line: (a, y) =>
      0.4 * stripes((y - 26 + (a - 52) * 0.1 * (y - 26)) * 1.1, 4) * near(a, y, 55, 26, 5, 8) +
      0.35 * near(a, y, 33, 15 - 0.08 * (a - 30), 12, 1.7),
  },
  { units: [[7, 1]], line: (a, y) => 0.3 * near(a, y, 31, 18.6, 11, 1.4) },
  {
    units: [[12, 0.75], [10, 0.8], [9, 0.55], [11, 0.9], [20, 0.2], [6, 0.15]],
    line: (a, y) => 0.62 * foldLine(a, y),
  },
  { units: [[14, 1], [12, 0.3]], line: (a, y) => 0.5 * near(a, y, 32, -41, 1.7, 5) },
  {
    units: [[15, 1]],
    line: (a, y) => 0.45 * near(a, y, 31 + (-46 - y) * 0.25, -50, 1.8, 6),
  },
  {
    units: [[17, 1]],
    line: (a, y) =>
      0.4 * near(a, y, 0, -60.5, 15, 1.8) +
      0.22 * stripes(a * 1.3, 2) * stripes(y * 1.1, 2) * near(a, y, 0, -72, 11, 7),
  },
  {
    units: [[23, 0.5], [24, 0.6]],
    line: (a, y) => 0.3 * near(a, y, 0, -57, 16, 1.8) + 0.3 * near(a, y, 30, -40, 2, 4),
  },
];

let cachedMaps: Float32Array[] | undefined;

function wrinkleMaps(): Float32Array[] {
  const { left, top, perMm, width, height } = TEXTURE;
  return cachedMaps ??= WRINKLES.map(({ line }) => {
    const map = new Float32Array(width * height);
    for (let i = 0; i < map.length; i++) {
      const x = left + ((i % width) + 0.5) / perMm;
      map[i] = Math.min(0.75, line(Math.abs(x), top - (Math.floor(i / width) + 0.5) / perMm));
    }
    return map;
  });
}

/** The skin with the folds that Action Units press into it; deeper in older skin. */
export function wrinkledTexture(
  skin: SkinTexture,
  activation: Activation,
  age: number,
): SkinTexture {
  const values = skin.values.slice();
  wrinkleMaps().forEach((map, k) => {
    const strength = WRINKLES[k].units.reduce((s, [unit, share]) =>
      s + share * (activation[unit] ?? 0), 0) * (0.65 + 0.6 * age);
    if (strength < 0.04) {
      return;
    }
    for (let i = 0; i < values.length; i++) {
      if (map[i] > 0.01) {
        values[i] *= 1 - Math.min(0.85, strength * map[i]);
      }
    }
  });
  return { ...skin, values };
}
