import { argMax } from "../core/arg_max.ts";
import { EMOTION_COUNT } from "../core/emotions.ts";
import {
  fitDiscriminantAnalysis,
  type LinearClassifier,
  linearScores,
} from "./discriminant_analysis.ts";
import type { Movements } from "./model_ec2.ts";
import {
  fitPrincipalComponents,
  type PrincipalComponents,
  projectOnto,
} from "./principal_components.ts";

/** Principal components and a linear classifier on them: what `model_ec2` is held against. */
export interface LinearMovements {
  readonly components: PrincipalComponents;
  readonly classifier: LinearClassifier;
}

/** Fits shrinkage discriminant analysis on principal components, 25 by default. */
export function fitLinearMovements({ x, y }: Movements, components = 25): LinearMovements {
  const space = fitPrincipalComponents(x, components);
  const samples = x.map((sample) => projectOnto(space, sample));
  return { components: space, classifier: fitDiscriminantAnalysis(samples, y, EMOTION_COUNT) };
}

/** The seven probabilities of a movement, in the order of `EMOTIONS`. */
export function predictLinear(
  { components, classifier }: LinearMovements,
  movement: ArrayLike<number>,
): Float64Array {
  const scores = linearScores(classifier, projectOnto(components, movement));
  const top = scores[argMax(scores)];
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
