import { EMOTIONS } from "#lib/core/emotions.ts";
import { ACTION_UNITS } from "#lib/core/facs.ts";
import { median } from "#lib/core/median.ts";
import { faceTemplate } from "#lib/data/synthetic/face_template.ts";
import { syntheticClouds } from "#lib/data/synthetic/population.ts";
import { poseFace } from "#lib/data/synthetic/pose_face.ts";
import {
  type CloudShape,
  cloudShape,
  difference,
  largest,
  regionPoints,
  REGIONS,
  rms,
  surfaceDistance,
} from "./measures.ts";
import { type Cloud, faceModel, realSessions } from "./yardsticks.ts";

/** The blend shapes of ARKit that do what an Action Unit does, without the side. */
const BLEND_SHAPES: Readonly<Record<number, string>> = {
  1: "browInnerUp",
  2: "browOuterUp",
  4: "browDown",
  5: "eyeWide",
  6: "cheekSquint",
  7: "eyeSquint",
  9: "noseSneer",
  10: "mouthUpperUp",
  12: "mouthSmile",
  14: "mouthDimple",
  15: "mouthFrown",
  16: "mouthLowerDown",
  17: "mouthShrugLower",
  18: "mouthPucker",
  20: "mouthStretch",
  22: "mouthFunnel",
  24: "mouthPress",
  27: "jawOpen",
  29: "jawForward",
  30: "jawLeft",
  34: "cheekPuff",
  43: "eyeBlink",
};

/** A figure of the synthetic faces beside those of real ones; absent ones are `null`. */
export interface Beside {
  readonly name: string;
  readonly synthetic: number;
  readonly yardstick: number | null;
  readonly real: readonly number[];
}

/** All that is measured. Lengths in mm. */
export interface SyntheticReport {
  readonly people: number;
  readonly seed: string;
  readonly sessions: number;
  readonly shapes: Readonly<Record<string, CloudShape>>;
  /** How far the surfaces lie from the synthetic average. */
  readonly surfaceDistances: Readonly<Record<string, number>>;
  /** Spread of people's resting faces: standard deviation per coordinate. */
  readonly identity: readonly Beside[];
  /** Movement from the same person's neutral; for the synthetic faces the median person. */
  readonly expressions: readonly Beside[];
  readonly expressionRegions: readonly Beside[];
  /** Longest displacement of each Action Unit at full intensity. */
  readonly actionUnits: readonly Beside[];
}

/** Measures the population, and what real data there is in the folder. */
export async function syntheticReport(
  options: { readonly people: number; readonly seed: string; readonly folder: string },
): Promise<SyntheticReport> {
  const { people, seed, folder } = options;
  const [sessions, model] = [await realSessions(folder), await faceModel(folder)];
  const { x } = syntheticClouds({ people, seed });
  const width = 3660;
  const cloud = (person: number, emotion: number): Cloud =>
    x.slice((person * 7 + emotion) * width, (person * 7 + emotion + 1) * width).map((v) =>
      v * 1000
    );
  const neutrals = Array.from({ length: people }, (_, person) => cloud(person, 6));
  const average = mean(neutrals);
  const regions = Object.keys(REGIONS);
  const moves = EMOTIONS.slice(0, 6).map((emotion, k) => ({
    emotion,
    synthetic: neutrals.map((neutral, person) => difference(cloud(person, k), neutral)),
    real: sessions.map((session) => difference(session[emotion], session.neutral)),
  }));
  const spread = deviations(neutrals, average);
  return {
    people,
    seed,
    sessions: sessions.length,
    shapes: {
      "synthetic average": cloudShape(average),
      ...(model && { yardstick: cloudShape(model.neutral) }),
      ...(sessions[0] && { "real session": cloudShape(sessions[0].neutral) }),
    },
    surfaceDistances: {
      "one synthetic person": surfaceDistance(neutrals[0], average),
      ...(model && { yardstick: surfaceDistance(model.neutral, average) }),
      ...(sessions[0] && { "real session": surfaceDistance(sessions[0].neutral, average) }),
    },
    identity: regions.map((region) => ({
      name: region,
      synthetic: meanOf(spread, regionPoints(average, region)),
      yardstick: model
        ? meanOf(modelSpread(model.identity), regionPoints(model.neutral, region))
        : null,
      real: [],
    })),
    expressions: moves.map(({ emotion, synthetic, real }) => ({
      name: emotion,
      synthetic: median(synthetic.map((field) => rms(field))),
      yardstick: null,
      real: real.map((field) => rms(field)),
    })),
    expressionRegions: moves.flatMap(({ emotion, synthetic, real }) =>
      regions.map((region) => ({
        name: `${emotion}, ${region}`,
        synthetic: median(synthetic.map((field) => rms(field, regionPoints(average, region)))),
        yardstick: null,
        real: real.map((field, s) => rms(field, regionPoints(sessions[s].neutral, region))),
      }))
    ),
    actionUnits: ACTION_UNITS.map(({ number, name }) => {
      const { rest } = faceTemplate();
      const shape = BLEND_SHAPES[number];
      const parts = shape && model
        ? [...model.expressions].filter(([key]) => key.replace(/_[LR]$/, "") === shape)
        : [];
      return {
        name: `AU ${number} ${name}`,
        synthetic: largest(difference(poseFace(rest, { [number]: 1 }), rest)),
        yardstick: parts.length ? largest(sum(parts.map(([, field]) => field))) : null,
        real: [],
      };
    }),
  };
}

function mean(clouds: readonly Cloud[]): Cloud {
  return sum(clouds).map((v) => v / clouds.length);
}

function sum(clouds: readonly Cloud[]): Cloud {
  const total = new Float32Array(clouds[0].length);
  for (const cloud of clouds) for (let i = 0; i < total.length; i++) total[i] += cloud[i];
  return total;
}

function deviations(clouds: readonly Cloud[], average: Cloud): Float32Array {
  return average.map((middle, i) =>
    Math.sqrt(clouds.reduce((s, cloud) => s + (cloud[i] - middle) ** 2, 0) / clouds.length)
  );
}

function modelSpread(identity: Float32Array): Float32Array {
  const spread = new Float32Array(3660);
  for (let i = 0; i < identity.length; i++) spread[i % 3660] += identity[i] ** 2;
  return spread.map(Math.sqrt);
}

function meanOf(values: Float32Array, points: readonly number[]): number {
  return points.reduce((s, i) => s + values[i * 3] + values[i * 3 + 1] + values[i * 3 + 2], 0) /
    (3 * points.length);
}
