import { type Emotion, EMOTIONS } from "#lib/core/emotions.ts";
import { Rng } from "#lib/core/rng.ts";
import type { Dataset } from "#lib/data/dataset.ts";
import { addTrackerDrift } from "#lib/data/synthetic/tracker_drift.ts";
import type { FaceModel } from "./yardsticks.ts";

/** Least and most of a blend shape, and the share of people who use it. */
type Use = readonly [least: number, most: number, share: number];

/**
 * How expressions are shown, in blend shapes instead of Action Units, so that neither the faces nor the
 * movements nor the patterns come from the population that models are trained on.
 */
const RECIPES: Readonly<Record<Emotion, Readonly<Record<string, Use>>>> = {
  angry: {
    browDown: [0.3, 1, 0.95],
    eyeSquint: [0.1, 0.8, 0.7],
    mouthPress: [0.2, 0.9, 0.5],
    noseSneer: [0.1, 0.5, 0.4],
    mouthShrugLower: [0.2, 0.7, 0.45],
    mouthFrown: [0.1, 0.5, 0.3],
    mouthRollLower: [0.2, 0.6, 0.25],
    jawForward: [0.1, 0.6, 0.15],
    mouthUpperUp: [0.1, 0.5, 0.15],
    cheekSquint: [0.1, 0.5, 0.3],
    eyeWide: [0.1, 0.5, 0.15],
  },
  disgust: {
    noseSneer: [0.2, 1, 0.75],
    mouthUpperUp: [0.2, 0.9, 0.65],
    browDown: [0.2, 0.8, 0.6],
    mouthLowerDown: [0.1, 0.6, 0.4],
    mouthFrown: [0.1, 0.6, 0.35],
    eyeSquint: [0.1, 0.7, 0.45],
    mouthShrugUpper: [0.1, 0.5, 0.3],
    jawOpen: [0.02, 0.2, 0.25],
    mouthStretch: [0.1, 0.5, 0.2],
    cheekSquint: [0.1, 0.5, 0.3],
  },
  fear: {
    browInnerUp: [0.2, 1, 0.7],
    browOuterUp: [0.2, 0.8, 0.5],
    eyeWide: [0.3, 1, 0.9],
    mouthStretch: [0.2, 0.9, 0.6],
    jawOpen: [0.03, 0.35, 0.55],
    mouthLowerDown: [0.1, 0.6, 0.4],
    browDown: [0.1, 0.4, 0.25],
    mouthFrown: [0.1, 0.4, 0.2],
  },
  happy: {
    mouthSmile: [0.35, 1, 1],
    cheekSquint: [0.1, 1, 0.7],
    jawOpen: [0.03, 0.3, 0.35],
    mouthUpperUp: [0.1, 0.5, 0.4],
    mouthLowerDown: [0.1, 0.5, 0.3],
    eyeSquint: [0.1, 0.5, 0.3],
    mouthDimple: [0.1, 0.5, 0.2],
  },
  sad: {
    browInnerUp: [0.2, 1, 0.65],
    browDown: [0.1, 0.6, 0.4],
    mouthFrown: [0.2, 1, 0.85],
    mouthShrugLower: [0.1, 0.8, 0.55],
    eyeSquint: [0.1, 0.5, 0.35],
    eyeBlink: [0.05, 0.4, 0.35],
    mouthPress: [0.1, 0.4, 0.25],
    mouthRollLower: [0.1, 0.4, 0.15],
  },
  surprise: {
    browInnerUp: [0.3, 1, 0.9],
    browOuterUp: [0.3, 1, 0.95],
    eyeWide: [0.2, 1, 0.8],
    jawOpen: [0.15, 0.8, 0.9],
    mouthFunnel: [0.1, 0.5, 0.3],
    mouthPucker: [0.1, 0.4, 0.15],
  },
  neutral: {},
};

/** Blend shapes that slip into a pose unasked. */
const STRAYS = [
  ...["browDown", "browInnerUp", "browOuterUp", "eyeSquint", "eyeBlink", "cheekSquint", "jawOpen"],
  ...["mouthPress", "mouthSmile", "mouthFrown", "mouthShrugLower", "mouthPucker", "mouthDimple"],
];

/**
 * People of the statistical face model, each showing every expression: an exam that knows nothing of
 * the synthetic population. Its average face and its tracker's mesh are other ones, too.
 *
 * @returns `[n, 1220, 3]` float32 metres, all in the role of the test; group = person.
 */
export function posedYardstick(
  model: FaceModel,
  { people, seed }: { readonly people: number; readonly seed: number | string },
): Dataset<Float32Array> {
  const width = model.neutral.length;
  const n = people * EMOTIONS.length;
  const x = new Float32Array(n * width);
  for (let person = 0; person < people; person++) {
    const rng = new Rng(seed).split(`posed person ${person}`);
    const rest = drawRest(model, rng.split("identity"));
    const gain = Math.exp(rng.normal(0, 0.2));
    EMOTIONS.forEach((emotion, label) => {
      const draw = rng.split(emotion);
      const points = rest.slice();
      for (const [shape, amount] of drawShapes(emotion, gain, draw.split("shapes"))) {
        addShape(points, model, shape, amount, rng);
      }
      addTrackerDrift(points, draw.split("tracker"));
      const noise = draw.split("noise");
      const at = (person * EMOTIONS.length + label) * width;
      for (let i = 0; i < width; i++) x[at + i] = (points[i] + noise.normal(0, 0.1)) / 1000;
    });
  }
  return {
    name: "posed faces of a statistical model",
    synthetic: true,
    itemShape: [width / 3, 3],
    ids: Array.from({ length: n }, (_, i) => `person-${Math.floor(i / 7)}/${EMOTIONS[i % 7]}`),
    x,
    y: Uint8Array.from({ length: n }, (_, i) => i % 7),
    role: new Uint8Array(n).fill(2),
    group: Uint32Array.from({ length: n }, (_, i) => Math.floor(i / 7)),
  };
}

function drawRest({ neutral, identity }: FaceModel, rng: Rng): Float64Array {
  const rest = Float64Array.from(neutral);
  for (let at = 0; at < identity.length; at += neutral.length) {
    const amount = Math.max(-2.2, Math.min(2.2, rng.normal()));
    for (let i = 0; i < rest.length; i++) rest[i] += amount * identity[at + i];
  }
  return rest;
}

function drawShapes(emotion: Emotion, gain: number, rng: Rng): Map<string, number> {
  const amounts = new Map<string, number>();
  const add = (shape: string, amount: number) =>
    amounts.set(shape, (amounts.get(shape) ?? 0) + amount);
  for (const [shape, [least, most, share]] of Object.entries(RECIPES[emotion])) {
    if (rng.next() < share) add(shape, rng.uniform(least, most) * gain);
  }
  for (const shape of STRAYS) {
    if (rng.next() < 0.1) add(shape, rng.uniform(0, 0.25) * (emotion === "neutral" ? 0.5 : 1));
  }
  return amounts;
}

/** Adds a blend shape, both sides where it has two; how strong and which way is the person's own. */
function addShape(
  points: Float64Array,
  { expressions }: FaceModel,
  shape: string,
  amount: number,
  person: Rng,
): void {
  const own = person.split(`muscle ${shape}`);
  const turn = [1, 0, 0, 0, 1, 0, 0, 0, 1].map((v) => v + own.normal(0, 0.1));
  const strength = amount * Math.exp(own.normal(0, 0.2));
  const lean = own.normal(0, 0.12);
  for (const [end, share] of [["", 1], ["_L", 1 + lean], ["_R", 1 - lean]] as const) {
    const field = expressions.get(shape + end);
    if (!field) continue;
    for (let i = 0; i < points.length; i += 3) {
      for (let k = 0; k < 3; k++) {
        const [a, b, c] = turn.slice(k * 3);
        points[i + k] += strength * share * (a * field[i] + b * field[i + 1] + c * field[i + 2]);
      }
    }
  }
}
