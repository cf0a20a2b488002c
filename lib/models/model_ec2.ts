import { argMax } from "../core/arg_max.ts";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { logLoss } from "../core/log_loss.ts";
import { Rng } from "../core/rng.ts";
import { fitKernelRidge, type KernelRidge, kernelRidgeScores } from "./kernel_ridge.ts";
import {
  fitPrincipalComponents,
  type PrincipalComponents,
  projectOnto,
} from "./principal_components.ts";

/** `model_ec2` fitted: from a movement to probabilities. Plain numbers, so that JSON can hold it. */
export interface ModelEc2 {
  readonly components: PrincipalComponents;
  readonly classifier: KernelRidge;
  /** Scores are multiplied by it before the softmax, so that probabilities can be believed. */
  readonly sharpness: number;
}

/** Settings of {@link fitModelEc2}. */
export interface ModelEc2Options {
  readonly seed: number | string;
  /** Principal components; 40 by default. */
  readonly components?: number;
  /** Training samples that others are compared to; 1000 by default. */
  readonly landmarks?: number;
  /** Narrowness of the kernel, in units of 1 / (summed variance); 4 by default. */
  readonly narrowness?: number;
  /** 10 by default. */
  readonly ridge?: number;
}

/** Movements and their class numbers. */
export interface Movements {
  /** `[n][3 · anchors]` mm. */
  readonly x: readonly ArrayLike<number>[];
  readonly y: ArrayLike<number>;
}

/**
 * `model_ec2`: the other technique of the depth section. It learns no filters: it compares.
 *
 * | step | gives |
 * | --- | --- |
 * | movement at anchors from the person's own neutral face, sides averaged | 270 numbers, mm |
 * | made more alike in size: divided by (its root mean square + 0.6 mm) to the power 0.7 | 270 |
 * | principal components | 40 |
 * | likeness to 1000 faces of the population, weighted by kernel ridge regression | 7 scores |
 * | softmax, its sharpness chosen on people not trained on | 7 probabilities |
 *
 * Distances between movements are those in the face, in millimetres: components are not rescaled to
 * equal variance, which would count movements that hardly occur as much as a smile.
 *
 * @param held movements of people who are not in `train`.
 */
export function fitModelEc2(
  train: Movements,
  held: Movements,
  { seed, components = 40, landmarks = 1000, narrowness = 4, ridge = 10 }: ModelEc2Options,
): ModelEc2 {
  const even = train.x.map(evenOut);
  const space = fitPrincipalComponents(even, Math.min(components, even[0].length));
  const samples = even.map((sample) => projectOnto(space, sample));
  const classifier = fitKernelRidge(samples, train.y, {
    classes: EMOTION_COUNT,
    gamma: narrowness / space.variances.reduce((sum, v) => sum + v, 0),
    ridge,
    landmarks: drawLandmarks(samples, landmarks, new Rng(seed).split("landmarks")),
  });
  const model = { components: space, classifier, sharpness: 1 };
  return { ...model, sharpness: bestSharpness(model, held) };
}

/** The seven probabilities of a movement, in the order of `EMOTIONS`. */
export function predictEc2(model: ModelEc2, movement: ArrayLike<number>): Float64Array {
  return softmax(scoresOf(model, movement), model.sharpness);
}

/** Different samples, drawn at random: faces at rest are all alike, and one of them is enough. */
function drawLandmarks(samples: readonly Float64Array[], count: number, rng: Rng): number[][] {
  const drawn = new Map<string, number[]>();
  for (const i of rng.permutation(samples.length)) {
    if (drawn.size === count) break;
    const landmark = Array.from(samples[i], (value) => Number(value.toFixed(4)));
    drawn.set(landmark.join(), landmark);
  }
  return [...drawn.values()];
}

function scoresOf({ components, classifier }: ModelEc2, movement: ArrayLike<number>): Float64Array {
  return kernelRidgeScores(classifier, projectOnto(components, evenOut(movement)));
}

/** Strong and weak poses of one pattern come closer; what hardly moves stays near zero. */
function evenOut(movement: ArrayLike<number>): Float64Array {
  let squares = 0;
  for (let i = 0; i < movement.length; i++) squares += movement[i] ** 2;
  const size = Math.sqrt(squares / (movement.length / 3)) + 0.6;
  return Float64Array.from(movement, (mm) => mm / size ** 0.7);
}

function softmax(scores: Float64Array, sharpness: number): Float64Array {
  const top = scores[argMax(scores)];
  const powers = scores.map((score) => Math.exp(sharpness * (score - top)));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

function bestSharpness(model: ModelEc2, { x, y }: Movements): number {
  const scores = x.map((sample) => scoresOf(model, sample));
  const targets = new Uint8Array(x.length * EMOTION_COUNT);
  for (let i = 0; i < x.length; i++) targets[i * EMOTION_COUNT + y[i]] = 1;
  const lossAt = (sharpness: number) =>
    logLoss(scores.flatMap((s) => [...softmax(s, sharpness)]), targets, EMOTION_COUNT)
      .reduce((a, b) => a + b, 0);
  const steps = Array.from({ length: 20 }, (_, k) => 1.25 ** (k - 2));
  return steps[argMax(steps.map((sharpness) => -lossAt(sharpness)))];
}
