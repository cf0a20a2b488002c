import type { Rng } from "../../core/rng.ts";
import { type FaceTemplate, faceTemplate } from "./face_template.ts";

/** What one trait does to a point of the average face at one standard deviation, mm. */
type Trait = (x: number, y: number, z: number) => readonly [number, number, number];

/** 1 at the centre, fading with distance as a normal curve; x counts on both sides alike. */
function near(x: number, y: number, cx: number, cy: number, rx: number, ry: number): number {
  return Math.exp(-0.5 * (((Math.abs(x) - cx) / rx) ** 2 + ((y - cy) / ry) ** 2));
}

const sign = (x: number) => Math.max(-1, Math.min(1, x / 6));
const step = (t: number) => 1 / (1 + Math.exp(-t));

/**
 * The ways in which people's faces differ here, each at one standard deviation. Names are for
 * reading; sizes were set so that the spread per region is that of measured faces.
 */
export const TRAITS: Readonly<Record<string, Trait>> = {
  size: (x, y, z) => [0.03 * x, 0.03 * y, 0.03 * (z - 20)],
  width: (x, _y, z) => [0.028 * x, 0, -0.01 * (z - 40)],
  length: (_x, y) => [0, 0.028 * y, 0],
  profile: (_x, y) => [0, 0, 0.022 * y],
  convexity: (_x, y) => [0, 0, 1.6 - 0.0006 * y * y],
  depth: (x, _y, z) => [0, 0, 0.035 * (z - 45) + 0.4 * (Math.abs(x) > 60 ? -1 : 0)],
  lowerFace: (_x, y) => [0, -3 * step((-30 - y) / 12), 0],
  forehead: (_x, y) => [0, 1.8 * step((y - 55) / 9), 0.9 * step((y - 50) / 9)],
  foreheadSlope: (_x, y) => [0, 0, y > 40 ? -0.045 * (y - 40) : 0],
  temples: (x, y) => [sign(x) * 1.4 * near(x, y, 66, 45, 18, 22), 0, 0],
  browRidge: (x, y) => [0, 0, 1.5 * near(x, y, 20, 43, 22, 8)],
  browHeight: (x, y) => [0, 1.5 * near(x, y, 28, 42, 22, 7), 0],
  browTilt: (x, y) => [0, 1.1 * (near(x, y, 42, 42, 12, 8) - near(x, y, 14, 42, 10, 8)), 0],
  eyeSpacing: (x, y) => [sign(x) * 1.3 * near(x, y, 31, 27, 20, 13), 0, 0],
  eyeHeight: (x, y) => [0, 1.2 * near(x, y, 31, 29, 22, 14), 0],
  eyeWidth: (x, y) => [
    sign(x) * (near(x, y, 47, 27, 7, 9) - 0.7 * near(x, y, 17, 26, 6, 9)),
    0,
    0,
  ],
  eyeOpening: (
    x,
    y,
  ) => [0, 0.8 * near(x, y, 31, 33, 11, 3) - 0.35 * near(x, y, 31, 21.5, 11, 3), 0],
  eyeTilt: (x, y) => [0, 1.1 * near(x, y, 46, 27, 9, 8) - 0.6 * near(x, y, 18, 26, 8, 8), 0],
  eyeDepth: (x, y) => [0, 0, -1.5 * near(x, y, 31, 27, 17, 12)],
  noseLength: (x, y) => [0, -1.9 * near(x, y, 0, -10, 20, 12), 0],
  noseTip: (x, y) => [0, 0, 2 * near(x, y, 0, -8, 11, 12)],
  noseTurn: (x, y) => [0, 1.3 * near(x, y, 0, -7, 9, 8), 0],
  noseWidth: (x, y) => [sign(x) * 1.5 * near(x, y, 15, -10, 8, 10), 0, 0],
  noseBridge: (x, y) => [0, 0, 1.7 * near(x, y, 0, 20, 9, 13)],
  noseHump: (x, y) => [0, 0, 1 * near(x, y, 0, 9, 7, 8)],
  bridgeWidth: (x, y) => [sign(x) * 0.8 * near(x, y, 9, 14, 6, 16), 0, 0],
  cheekbones: (
    x,
    y,
  ) => [sign(x) * 1.2 * near(x, y, 56, 2, 14, 14), 0, 1.2 * near(x, y, 46, 4, 14, 12)],
  cheekFullness: (x, y) => [
    sign(x) * 1.7 * near(x, y, 52, -34, 17, 20),
    0,
    1.5 * near(x, y, 40, -30, 15, 18),
  ],
  underEye: (x, y) => [0, 0, -0.9 * near(x, y, 30, 15, 12, 6)],
  fold: (x, y) => [0, 0, 0.9 * near(x, y, 36, -22, 9, 12) - 0.8 * near(x, y, 25, -30, 6, 11)],
  jawWidth: (x, y) => [sign(x) * 2.2 * near(x, y, 58, -56, 18, 18), 0, 0],
  jowls: (x, y) => [0, -1.4 * near(x, y, 42, -64, 14, 12), 0.9 * near(x, y, 38, -62, 12, 10)],
  chinLength: (x, y) => [0, -2.8 * near(x, y, 0, -88, 28, 16), 0],
  chinForward: (x, y) => [0, 0, 2.6 * near(x, y, 0, -78, 24, 18)],
  chinWidth: (x, y) => [sign(x) * 1.6 * near(x, y, 24, -80, 14, 14), 0, 0],
  mouthWidth: (x, y) => [sign(x) * 1.8 * near(x, y, 27, -41, 10, 10), 0, 0],
  mouthHeight: (x, y) => [0, 1.3 * near(x, y, 0, -41, 32, 13), 0],
  mouthForward: (x, y) => [0, 0, 1.9 * near(x, y, 0, -42, 24, 14)],
  cornerTilt: (x, y) => [0, 0.8 * near(x, y, 27, -41, 8, 8), 0],
  upperLip: (x, y) => [0, 0.9 * near(x, y, 0, -33, 18, 4), 0.6 * near(x, y, 0, -35, 18, 4)],
  lowerLip: (x, y) => [0, -0.9 * near(x, y, 0, -51, 18, 5), 0.7 * near(x, y, 0, -48, 18, 5)],
  philtrum: (x, y) => [0, 1 * near(x, y, 0, -22, 14, 8), 0],
};

/** Ways in which one half differs from the other, at one standard deviation, mm. */
const UNEVEN: readonly Trait[] = [
  (x, y) => [0, 0.9 * Math.tanh(x / 20) * near(x, y, 28, 42, 24, 10), 0],
  (x, y) => [0, 0.5 * Math.tanh(x / 20) * near(x, y, 31, 27, 20, 10), 0],
  (x, y) => [1.1 * near(x, y, 0, -8, 14, 14), 0, 0],
  (x, y) => [0, 0.8 * Math.tanh(x / 15) * near(x, y, 24, -41, 14, 10), 0],
  (x, y) => [1.3 * near(x, y, 0, -85, 40, 26), 0, 0],
  (x, y) => [0, 0, 1.1 * Math.tanh(x / 25) * near(x, y, 48, -10, 24, 30)],
];

/** One person's face at rest: `[1220, 3]` mm. The traits drawn are returned for captions and tests. */
export interface Identity {
  readonly rest: Float64Array;
  /** Standard deviations from the average, by the names of {@link TRAITS}. */
  readonly traits: Readonly<Record<string, number>>;
}

let cachedFields: Map<string, Float64Array> | undefined;

function traitFields(): Map<string, Float64Array> {
  if (cachedFields) return cachedFields;
  const template = faceTemplate();
  const all: [string, Trait][] = [
    ...Object.entries(TRAITS),
    ...UNEVEN.map((trait, i): [string, Trait] => [`uneven ${i}`, trait]),
  ];
  return cachedFields = new Map(all.map(([name, trait]) => [name, sample(template, trait)]));
}

function sample({ rest }: FaceTemplate, trait: Trait): Float64Array {
  const field = new Float64Array(rest.length);
  for (let i = 0; i < rest.length; i += 3) {
    field.set(trait(rest[i], rest[i + 1], rest[i + 2]), i);
  }
  return field;
}

/** Draws a person: each trait from a normal distribution cut at 2.2 standard deviations. */
export function drawIdentity(rng: Rng, variety = 1): Identity {
  const template = faceTemplate();
  const rest = template.rest.slice();
  const traits: Record<string, number> = {};
  for (const [name, field] of traitFields()) {
    let amount = rng.normal();
    while (Math.abs(amount) > 2.2) amount = rng.normal();
    amount *= variety;
    if (name in TRAITS) traits[name] = amount;
    for (let i = 0; i < rest.length; i++) rest[i] += amount * field[i];
  }
  addWaves(rest, template, rng.split("waves"), 0.55 * variety);
  return { rest, traits };
}

/**
 * Adds a smooth random field: what no trait names. `rms` mm per axis, wavelengths of 40 mm and more.
 */
export function addWaves(
  target: Float64Array,
  template: FaceTemplate,
  rng: Rng,
  rms: number,
): void {
  const { rest } = template;
  const waves = Array.from({ length: 5 }, () => {
    const length = rng.uniform(40, 140);
    const angle = rng.uniform(0, 2 * Math.PI);
    return {
      kx: (2 * Math.PI * Math.cos(angle)) / length,
      ky: (2 * Math.PI * Math.sin(angle)) / length,
      phase: rng.uniform(0, 2 * Math.PI),
      by: [rng.normal(), rng.normal(), rng.normal()],
    };
  });
  const scale = rms * Math.sqrt(2 / waves.length);
  for (let i = 0; i < rest.length; i += 3) {
    for (const { kx, ky, phase, by } of waves) {
      const height = scale * Math.sin(kx * rest[i] + ky * rest[i + 1] + phase);
      target[i] += height * by[0];
      target[i + 1] += height * by[1];
      target[i + 2] += height * by[2];
    }
  }
}
