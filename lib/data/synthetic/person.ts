import { type Emotion, EMOTIONS } from "../../core/emotions.ts";
import { ACTION_UNITS, type Activation } from "../../core/facs.ts";
import { Rng } from "../../core/rng.ts";
import { addWaves, drawIdentity, type Identity } from "./identity.ts";
import { faceTemplate } from "./face_template.ts";
import { type MuscleStyle, type MuscleStyles, poseFace } from "./pose_face.ts";
import { posedVariants } from "./posed_variants.ts";

/** A person of the synthetic population: a face, its muscles and a way of posing. */
export interface Person {
  readonly number: number;
  readonly identity: Identity;
  readonly muscles: MuscleStyles;
  /** How strongly this person poses, about 1. */
  readonly expressivity: number;
  /** For each expression, how much this person leans to each of the known variants; sums to 1. */
  readonly habits: Readonly<Record<Emotion, readonly number[]>>;
  /** What the face shows at rest: faint traces. */
  readonly resting: Activation;
}

/** The randomness of person `number` in the population with a seed: always the same person. */
export function personRng(seed: number | string, number: number): Rng {
  return new Rng(`synthetic population ${seed}`).split(`person ${number}`);
}

/** Draws a person. `number` is kept for ids and groups; `variety` scales how faces differ. */
export function drawPerson(rng: Rng, number: number, variety = 1): Person {
  const styles = rng.split("muscles");
  const poses = rng.split("habits");
  const muscles = new Map(
    ACTION_UNITS.map((unit): [number, MuscleStyle] => [unit.number, drawStyle(styles)]),
  );
  const habits = Object.fromEntries(
    EMOTIONS.map((emotion) => [emotion, drawHabit(poses, posedVariants(emotion).length)]),
  ) as Record<Emotion, readonly number[]>;
  const resting: Record<number, number> = {};
  for (const unit of [1, 2, 4, 7, 12, 15, 17, 23, 24, 25, 43]) {
    const amount = poses.normal(0, unit === 43 ? 0.07 : 0.06);
    if (amount > 0.02) resting[unit] = Math.min(amount, 0.2);
  }
  return {
    number,
    identity: drawIdentity(rng.split("identity"), variety),
    muscles,
    expressivity: Math.exp(poses.normal(0, 0.22)),
    habits,
    resting,
  };
}

function drawStyle(rng: Rng): MuscleStyle {
  const turn = [1, 0, 0, 0, 1, 0, 0, 0, 1].map((v) => v + rng.normal(0, 0.18));
  return { gain: Math.exp(rng.normal(0, 0.22)), lean: rng.normal(0, 0.09), turn };
}

/** Weights of the variants: the prototype leads on average, each person has favourites. */
function drawHabit(rng: Rng, variants: number): readonly number[] {
  const weights = Array.from(
    { length: variants },
    (_, i) => (i === 0 ? 1.6 : 1) * (-Math.log(1 - rng.next())) ** 1.5,
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / sum);
}

/** Units that slip into a pose unasked, and how strongly at most. */
const STRAYS: readonly (readonly [unit: number, most: number])[] = [
  [1, 0.3],
  [2, 0.3],
  [4, 0.35],
  [5, 0.3],
  [6, 0.3],
  [7, 0.4],
  [10, 0.2],
  [12, 0.25],
  [14, 0.4],
  [15, 0.25],
  [17, 0.35],
  [20, 0.25],
  [23, 0.3],
  [24, 0.3],
  [25, 0.35],
  [26, 0.25],
  [30, 0.2],
  [38, 0.5],
  [43, 0.25],
];

/** How strongly poses are shown: shares of the pattern's own intensities, from least to most. */
export type Strength = readonly [least: number, most: number];

const ANY_STRENGTH: Strength = [0.45, 1.2];

/**
 * One pose: which Action Units a person shows when asked for an expression. Variant, strength,
 * balance and stray movements differ from take to take.
 */
export function drawActivation(
  person: Person,
  emotion: Emotion,
  rng: Rng,
  [least, most]: Strength = ANY_STRENGTH,
): Activation {
  const variants = posedVariants(emotion);
  let left = rng.next();
  const chosen = person.habits[emotion].findIndex((weight) => (left -= weight) < 0);
  const { units } = variants[chosen < 0 ? 0 : chosen];
  const strength = person.expressivity * rng.uniform(least, most);
  const activation: Record<number, number> = { ...person.resting };
  for (const [unit, intensity] of Object.entries(units)) {
    if (Object.keys(units).length > 2 && rng.next() < 0.07) continue;
    const amount = intensity * strength * Math.exp(rng.normal(0, 0.25));
    activation[Number(unit)] = Math.min(1.2, (activation[Number(unit)] ?? 0) + amount);
  }
  const stray = emotion === "neutral" ? 0.07 : 0.15;
  for (const [unit, most] of STRAYS) {
    if (rng.next() > stray) continue;
    const amount = most * rng.next() * (emotion === "neutral" ? 0.5 : 1);
    activation[unit] = Math.min(1.2, (activation[unit] ?? 0) + amount);
  }
  return activation;
}

/** A posed face and what was posed. */
export interface Take {
  readonly activation: Activation;
  /** `[1220, 3]` mm. */
  readonly points: Float64Array;
}

/** One take of an expression, with the small drift in shape that no unit explains. */
export function drawTake(
  person: Person,
  emotion: Emotion,
  rng: Rng,
  strength: Strength = ANY_STRENGTH,
): Take {
  const activation = drawActivation(person, emotion, rng.split("activation"), strength);
  const points = poseFace(person.identity.rest, activation, person.muscles);
  addWaves(points, faceTemplate(), rng.split("drift"), 0.18);
  return { activation, points };
}
