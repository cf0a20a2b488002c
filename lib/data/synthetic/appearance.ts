import type { Rng } from "../../core/rng.ts";

/** What the camera sees of a person beyond the shape: fixed for a person, in linear reflectance. */
export interface Appearance {
  /** Reflectance of skin, 0.1 (dark) to 0.65 (light). */
  readonly skin: number;
  /** Reflectance of hair, 0.02 (black) to 0.55 (white). */
  readonly hair: number;
  readonly brow: { readonly darkness: number; readonly width: number; readonly lift: number };
  /** Reflectance of the lips as a share of the skin's. */
  readonly lips: number;
  readonly iris: number;
  /** Lashes and lines about the eye, 0 to 1. */
  readonly lashes: number;
  /** 0 young to 1 old: folds at rest, paler brows. */
  readonly age: number;
  /** 0 shaven to 1 full beard. */
  readonly beard: number;
  readonly moustache: number;
  /** Height of the hairline on the forehead's middle, mm in the flat layout. */
  readonly hairline: number;
  /** How far the hair falls into the forehead at the temples, mm; negative: it recedes. */
  readonly temples: number;
  /** Thickness of the hair above the head, mm; 0 is bald. */
  readonly hairTop: number;
  /** Thickness of the hair at the sides, mm. */
  readonly hairSide: number;
  /** How far down the hair hangs at the sides, y in mm. */
  readonly hairEnd: number;
  /** A parting to one side, -1 to 1. */
  readonly parting: number;
  readonly clothes: number;
  /** Number from which blotches and strands are drawn. */
  readonly grain: number;
}

/** Draws how a person looks. */
export function drawAppearance(rng: Rng): Appearance {
  const age = rng.next() ** 1.6;
  const skin = 0.12 + 0.5 * rng.next() ** 0.7;
  const masculine = rng.next() < 0.5;
  const grey = age > 0.6 && rng.next() < 0.7;
  const long = !masculine && rng.next() < 0.8;
  const bald = masculine && rng.next() < 0.12 + 0.3 * age;
  const hair = grey ? rng.uniform(0.25, 0.55) : rng.uniform(0.015, skin > 0.35 ? 0.28 : 0.06);
  const hasBeard = masculine && rng.next() < 0.3;
  return {
    skin,
    hair,
    brow: {
      darkness: rng.uniform(0.6, 1) * (grey ? 0.7 : 1),
      width: rng.uniform(0.75, 1.3) * (masculine ? 1.15 : 0.85),
      lift: rng.normal(0, 1),
    },
    lips: masculine ? rng.uniform(0.52, 0.8) : rng.uniform(0.32, 0.7),
    iris: rng.uniform(0.02, 0.22),
    lashes: masculine ? rng.uniform(0.4, 0.75) : rng.uniform(0.6, 1),
    age,
    beard: hasBeard ? rng.uniform(0.25, 1) : masculine ? rng.uniform(0, 0.25) : 0,
    moustache: hasBeard ? rng.uniform(0.2, 1) : masculine && rng.next() < 0.1 ? 0.8 : 0,
    hairline: rng.uniform(70, 93) - (rng.next() < 0.15 ? rng.uniform(4, 18) : 0),
    temples: masculine ? rng.uniform(-14, 6) : rng.uniform(-4, 14),
    hairTop: bald ? 0 : rng.uniform(8, 26),
    hairSide: bald ? rng.uniform(0, 4) : long ? rng.uniform(10, 28) : rng.uniform(3, 10),
    hairEnd: long ? rng.uniform(-150, -60) : rng.uniform(15, 45),
    parting: rng.uniform(-1, 1),
    clothes: rng.uniform(0.03, 0.7),
    grain: rng.uint32(),
  };
}

/** A plain person for pictures in tables: medium skin, dark short hair, no beard. */
export const PLAIN_APPEARANCE: Appearance = {
  skin: 0.42,
  hair: 0.05,
  brow: { darkness: 0.8, width: 1, lift: 0 },
  lips: 0.66,
  iris: 0.07,
  lashes: 0.7,
  age: 0.25,
  beard: 0,
  moustache: 0,
  hairline: 85,
  temples: 0,
  hairTop: 16,
  hairSide: 5,
  hairEnd: 34,
  parting: 0.4,
  clothes: 0.2,
  grain: 7,
};
