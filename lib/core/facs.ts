import type { Emotion } from "./emotions.ts";

/** The part of the face in which an Action Unit shows first. */
export type FaceRegion = "brow" | "eye" | "nose" | "cheek" | "mouth" | "chin" | "jaw";

/** One Action Unit of the Facial Action Coding System: a movement that can be made on its own. */
export interface ActionUnit {
  /** Its number in FACS. The gaps belong to head and eye positions and to codes not listed here. */
  readonly number: number;
  /** Its name in FACS. */
  readonly name: string;
  /** The muscles that make the movement. */
  readonly muscles: readonly string[];
  /** What can be seen on the surface. */
  readonly moves: string;
  readonly region: FaceRegion;
}

const unit = (
  number: number,
  name: string,
  region: FaceRegion,
  muscles: readonly string[],
  moves: string,
): ActionUnit => ({ number, name, muscles, moves, region });

/**
 * The Action Units that this project speaks of, by number: the upper and lower face units of FACS
 * and the jaw, cheek, nostril and lid units that expressions use. Head and gaze codes are left out.
 *
 * Numbers, names and muscles: P. Ekman, W. V. Friesen, *Facial Action Coding System*, Consulting
 * Psychologists Press 1978; P. Ekman, W. V. Friesen, J. C. Hager, *FACS: The Manual*, 2002. The
 * descriptions are our own.
 */
export const ACTION_UNITS: readonly ActionUnit[] = [
  unit(
    1,
    "Inner brow raiser",
    "brow",
    ["frontalis, medial part"],
    "lifts the inner ends of the brows; short wrinkles in the middle of the forehead",
  ),
  unit(
    2,
    "Outer brow raiser",
    "brow",
    ["frontalis, lateral part"],
    "lifts the outer half of the brows into an arch; wrinkles above it",
  ),
  unit(
    4,
    "Brow lowerer",
    "brow",
    ["corrugator supercilii", "depressor supercilii", "procerus"],
    "pulls the brows down and together; upright folds between them",
  ),
  unit(
    5,
    "Upper lid raiser",
    "eye",
    ["levator palpebrae superioris"],
    "opens the eye wider; more white shows above the iris",
  ),
  unit(
    6,
    "Cheek raiser",
    "cheek",
    ["orbicularis oculi, orbital part"],
    "lifts the cheeks and gathers the skin around the eye; crow's feet",
  ),
  unit(
    7,
    "Lid tightener",
    "eye",
    ["orbicularis oculi, palpebral part"],
    "tightens the lids; the lower lid rises and straightens, the eye narrows",
  ),
  unit(
    9,
    "Nose wrinkler",
    "nose",
    ["levator labii superioris alaeque nasi"],
    "pulls the skin beside the nose up; wrinkles on its bridge, brows and upper lip follow",
  ),
  unit(
    10,
    "Upper lip raiser",
    "mouth",
    ["levator labii superioris"],
    "raises the upper lip, its middle most; deepens the fold from nose to mouth corner",
  ),
  unit(
    11,
    "Nasolabial deepener",
    "cheek",
    ["zygomaticus minor"],
    "pulls the skin above the upper lip up and sideways; deepens the middle of the fold",
  ),
  unit(
    12,
    "Lip corner puller",
    "mouth",
    ["zygomaticus major"],
    "pulls the lip corners up, out and back: the smile",
  ),
  unit(
    13,
    "Sharp lip puller",
    "mouth",
    ["levator anguli oris"],
    "pulls the lip corners sharply up; the cheeks puff above them",
  ),
  unit(
    14,
    "Dimpler",
    "mouth",
    ["buccinator"],
    "tightens the lip corners and draws them inward against the teeth; dimples",
  ),
  unit(
    15,
    "Lip corner depressor",
    "mouth",
    ["depressor anguli oris"],
    "pulls the lip corners down",
  ),
  unit(
    16,
    "Lower lip depressor",
    "mouth",
    ["depressor labii inferioris"],
    "pulls the lower lip down; the lower teeth may show",
  ),
  unit(
    17,
    "Chin raiser",
    "chin",
    ["mentalis"],
    "pushes the chin boss and the lower lip up; dents the chin",
  ),
  unit(
    18,
    "Lip pucker",
    "mouth",
    ["incisivii labii superioris", "incisivii labii inferioris"],
    "draws the lip corners together and the lips forward",
  ),
  unit(
    20,
    "Lip stretcher",
    "mouth",
    ["risorius", "platysma"],
    "stretches the mouth straight sideways; flattens the lips",
  ),
  unit(
    22,
    "Lip funneler",
    "mouth",
    ["orbicularis oris"],
    "turns the lips outward into a funnel",
  ),
  unit(
    23,
    "Lip tightener",
    "mouth",
    ["orbicularis oris"],
    "tightens the lips and rolls their red part in; the lips look narrow",
  ),
  unit(
    24,
    "Lip pressor",
    "mouth",
    ["orbicularis oris"],
    "presses the lips together without pushing the chin up",
  ),
  unit(
    25,
    "Lips part",
    "mouth",
    ["depressor labii inferioris", "mentalis or orbicularis oris relaxed"],
    "parts the lips while the teeth stay together",
  ),
  unit(
    26,
    "Jaw drop",
    "jaw",
    ["masseter, temporalis and internal pterygoid relaxed"],
    "lets the lower jaw fall; the teeth part",
  ),
  unit(
    27,
    "Mouth stretch",
    "jaw",
    ["pterygoids", "digastric"],
    "pulls the jaw wide open; the mouth becomes a tall oval",
  ),
  unit(
    28,
    "Lip suck",
    "mouth",
    ["orbicularis oris"],
    "rolls the lips in over the teeth; the red part vanishes",
  ),
  unit(
    29,
    "Jaw thrust",
    "jaw",
    ["lateral pterygoids"],
    "pushes the lower jaw forward",
  ),
  unit(
    30,
    "Jaw sideways",
    "jaw",
    ["lateral pterygoid, one side"],
    "shifts the lower jaw to one side (here: to the face's left)",
  ),
  unit(
    34,
    "Cheek puff",
    "cheek",
    ["buccinator relaxed", "orbicularis oris"],
    "fills both cheeks with air behind closed lips",
  ),
  unit(
    38,
    "Nostril dilator",
    "nose",
    ["nasalis, alar part"],
    "widens the nostrils",
  ),
  unit(
    39,
    "Nostril compressor",
    "nose",
    ["nasalis, transverse part", "depressor septi nasi"],
    "narrows the nostrils",
  ),
  unit(
    43,
    "Eyes closed",
    "eye",
    ["levator palpebrae superioris relaxed", "orbicularis oculi, palpebral part"],
    "the upper lid comes down over the eye and stays there",
  ),
  unit(
    46,
    "Wink",
    "eye",
    ["orbicularis oculi, one side"],
    "closes one eye on purpose (here: the face's left)",
  ),
];

/**
 * The Action Unit with a FACS number.
 *
 * @throws {RangeError} for a number that {@link ACTION_UNITS} does not hold.
 *
 * @example
 * ```ts
 * import { actionUnit } from "#lib/core/facs.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(actionUnit(12).name, "Lip corner puller");
 * ```
 */
export function actionUnit(number: number): ActionUnit {
  const found = ACTION_UNITS.find((au) => au.number === number);
  if (!found) {
    throw new RangeError(
      `there is no Action Unit ${number} here: use one of ${
        ACTION_UNITS.map((au) => au.number).join(", ")
      }`,
    );
  }
  return found;
}

/**
 * How strong each Action Unit is: FACS number → intensity, 0 (absent) to 1 (the strongest that the
 * movement can be).
 */
export type Activation = Readonly<Record<number, number>>;

/** The five intensity letters of FACS and where each begins on this project's scale of 0 to 1. */
export const INTENSITIES = [
  { letter: "A", word: "trace", from: 0.02 },
  { letter: "B", word: "slight", from: 0.15 },
  { letter: "C", word: "marked or pronounced", from: 0.35 },
  { letter: "D", word: "severe or extreme", from: 0.7 },
  { letter: "E", word: "maximum", from: 0.9 },
] as const;

/**
 * An activation in FACS notation: numbers in order with intensity letters, such as `6C+12D`;
 * `neutral` where nothing is active.
 *
 * @example
 * ```ts
 * import { facsCode } from "#lib/core/facs.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(facsCode({ 12: 0.75, 6: 0.5 }), "6C+12D");
 * ```
 */
export function facsCode(activation: Activation): string {
  const parts = Object.entries(activation)
    .map(([number, value]) => ({
      number: actionUnit(Number(number)).number,
      letter: INTENSITIES.findLast(({ from }) => value >= from)?.letter,
    }))
    .filter(({ letter }) => letter !== undefined)
    .sort((a, b) => a.number - b.number);
  return parts.map(({ number, letter }) => `${number}${letter}`).join("+") || "neutral";
}

/** One way in which an expression is shown. */
export interface ExpressionVariant {
  readonly units: Activation;
  /** What tells this variant from the others, in a few words. */
  readonly note: string;
}

/** How an expression is shown: the prototype first, then known variants. */
export interface ExpressionPrototype {
  readonly emotion: Emotion;
  readonly variants: readonly [ExpressionVariant, ...ExpressionVariant[]];
  /** What a viewer looks for, in our words. */
  readonly seen: string;
}

/**
 * The Action Units of the seven expressions, prototype and major variants.
 *
 * Which units go together follows the prediction tables of EMFACS: W. V. Friesen, P. Ekman,
 * *EMFACS-7: Emotional Facial Action Coding System*, unpublished manual, University of California
 * 1983; Ekman, Friesen, Hager, *FACS Investigator's Guide*, 2002; see also P. Ekman, E. L.
 * Rosenberg (eds.), *What the Face Reveals*, Oxford 2005. Where those tables ask for an intensity
 * (surprise wants a slight AU 5, fear a strong one) it is kept; the other intensities are this
 * project's choice of a clear pose. Neutral is the absence of all units.
 */
export const PROTOTYPES: Readonly<Record<Emotion, ExpressionPrototype>> = {
  angry: {
    emotion: "angry",
    seen: "lowered, drawn brows, a hard stare under tense lids, lips pressed or squared",
    variants: [
      { units: { 4: 0.8, 5: 0.45, 7: 0.6, 23: 0.6 }, note: "stare with tight lips" },
      { units: { 4: 0.8, 5: 0.35, 7: 0.6, 24: 0.7 }, note: "lips pressed" },
      { units: { 4: 0.8, 5: 0.35, 7: 0.6, 17: 0.5, 24: 0.6 }, note: "lips pressed, chin raised" },
      {
        units: { 4: 0.85, 5: 0.5, 7: 0.6, 10: 0.5, 23: 0.4, 25: 0.5, 26: 0.3 },
        note: "teeth shown",
      },
      {
        units: { 4: 0.85, 5: 0.5, 7: 0.5, 10: 0.5, 22: 0.5, 23: 0.4, 25: 0.6, 26: 0.5 },
        note: "open, squared mouth",
      },
    ],
  },
  disgust: {
    emotion: "disgust",
    seen: "wrinkled nose or raised upper lip, cheeks up, eyes narrowed",
    variants: [
      { units: { 9: 0.8, 10: 0.4, 17: 0.35 }, note: "wrinkled nose" },
      { units: { 9: 0.75, 4: 0.4, 7: 0.4, 6: 0.3 }, note: "wrinkled nose, eyes narrowed" },
      { units: { 10: 0.8, 15: 0.3, 17: 0.5 }, note: "raised lip over a raised chin" },
      { units: { 9: 0.6, 10: 0.5, 16: 0.5, 25: 0.6 }, note: "mouth open, lower lip down" },
      { units: { 9: 0.7, 10: 0.3, 15: 0.4, 16: 0.4, 25: 0.4, 26: 0.3 }, note: "retching mouth" },
    ],
  },
  fear: {
    emotion: "fear",
    seen: "raised and drawn brows, wide eyes, mouth stretched sideways",
    variants: [
      {
        units: { 1: 0.8, 2: 0.5, 4: 0.5, 5: 0.8, 20: 0.6, 25: 0.6 },
        note: "lips stretched and parted",
      },
      {
        units: { 1: 0.8, 2: 0.6, 4: 0.5, 5: 0.8, 20: 0.6, 25: 0.5, 26: 0.5 },
        note: "jaw dropped",
      },
      {
        units: { 1: 0.8, 2: 0.6, 4: 0.4, 5: 0.9, 25: 0.7, 27: 0.5 },
        note: "mouth wide open",
      },
      { units: { 1: 0.8, 2: 0.5, 4: 0.5, 5: 0.8 }, note: "brows and eyes alone" },
      { units: { 5: 0.7, 20: 0.7, 25: 0.4 }, note: "eyes and stretched lips alone" },
    ],
  },
  happy: {
    emotion: "happy",
    seen: "lip corners pulled up and out, cheeks raised",
    variants: [
      { units: { 6: 0.6, 12: 0.75, 25: 0.5 }, note: "smile with teeth" },
      { units: { 6: 0.6, 12: 0.7 }, note: "smile with closed lips" },
      { units: { 6: 0.8, 12: 0.9, 25: 0.8, 26: 0.5 }, note: "laugh" },
      { units: { 12: 0.65 }, note: "smile of the mouth alone" },
    ],
  },
  sad: {
    emotion: "sad",
    seen: "inner brow ends raised and drawn, lip corners down, chin raised",
    variants: [
      { units: { 1: 0.7, 4: 0.45, 15: 0.6 }, note: "oblique brows, corners down" },
      { units: { 1: 0.6, 4: 0.4, 15: 0.5, 17: 0.5 }, note: "chin raised as well" },
      { units: { 1: 0.7, 4: 0.5, 11: 0.4, 15: 0.4 }, note: "fold beside the nose deepened" },
      { units: { 6: 0.4, 15: 0.7 }, note: "cheeks raised, corners down" },
      { units: { 11: 0.4, 15: 0.35, 17: 0.7 }, note: "pout, brows at rest" },
    ],
  },
  surprise: {
    emotion: "surprise",
    seen: "brows raised in full, eyes wide, jaw dropped loosely",
    variants: [
      { units: { 1: 0.8, 2: 0.85, 5: 0.4, 25: 0.6, 26: 0.75 }, note: "jaw dropped" },
      { units: { 1: 0.8, 2: 0.9, 5: 0.4, 25: 0.7, 27: 0.65 }, note: "mouth wide open" },
      { units: { 1: 0.8, 2: 0.85, 5: 0.4 }, note: "brows and eyes alone" },
      { units: { 1: 0.7, 2: 0.8, 25: 0.5, 26: 0.6 }, note: "brows and jaw" },
    ],
  },
  neutral: {
    emotion: "neutral",
    seen: "no movement: the face at rest",
    variants: [{ units: {}, note: "the face at rest" }],
  },
};
