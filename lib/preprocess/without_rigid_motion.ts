import { Matrix, solve } from "ml-matrix";

/** How far a tracker's frame strays, as standard deviations: radians, mm, share of the size. */
const STRAY = { turn: 0.01, shift: 0.5, scale: 0.006 } as const;
/** Movements of more than this, mm, are taken for the skin's own and hardly count. */
const SKIN = 0.5;
const ROUNDS = 8;

/**
 * Takes out of a movement what all of the face shares: a small turn, shift and change of size, as a
 * tracker adds to every cloud. Parts that move by themselves hardly count (iteratively reweighted
 * least squares with Geman and McClure's weights), so that a dropped jaw does not tilt the head.
 *
 * @param movement `[n, 3]` mm.
 * @param places `[n, 3]` mm: where on the face each was read.
 * @returns `[n, 3]` mm, a new array.
 */
export function withoutRigidMotion(movement: Float64Array, places: Float64Array): Float64Array {
  const effects = effectsAt(places);
  const { turn, shift, scale } = STRAY;
  const prior = [turn, turn, turn, shift, shift, shift, scale].map((s) => 1 / s ** 2);
  const weights = new Float64Array(movement.length).fill(1);
  const left = movement.slice();
  for (let round = 0; round < ROUNDS; round++) {
    const motion = solveMotion(effects, movement, weights, prior);
    for (let row = 0; row < left.length; row++) {
      left[row] = movement[row];
      for (let a = 0; a < 7; a++) left[row] -= effects[row * 7 + a] * motion[a];
    }
    for (let i = 0; i < left.length; i += 3) {
      const squared = left[i] ** 2 + left[i + 1] ** 2 + left[i + 2] ** 2;
      weights.fill(1 / (1 + squared / SKIN ** 2) ** 2, i, i + 3);
    }
  }
  return left;
}

/** What a unit of turn (x, y, z), shift (x, y, z) and growth does to each coordinate: `[3 n, 7]`. */
function effectsAt(places: Float64Array): Float64Array {
  const effects = new Float64Array(places.length * 7);
  for (let i = 0; i < places.length; i += 3) {
    const [x, y, z] = [places[i], places[i + 1], places[i + 2]];
    effects.set([0, z, -y, 1, 0, 0, x], i * 7);
    effects.set([-z, 0, x, 0, 1, 0, y], (i + 1) * 7);
    effects.set([y, -x, 0, 0, 0, 1, z], (i + 2) * 7);
  }
  return effects;
}

/** The motion that explains the movement best, small ones preferred. */
function solveMotion(
  effects: Float64Array,
  movement: Float64Array,
  weights: Float64Array,
  prior: readonly number[],
): number[] {
  const sides = new Float64Array(49);
  const target = new Float64Array(7);
  for (let row = 0; row < movement.length; row++) {
    for (let a = 0; a < 7; a++) {
      const weighted = weights[row] * effects[row * 7 + a];
      if (weighted === 0) continue;
      target[a] += weighted * movement[row];
      for (let b = 0; b < 7; b++) sides[a * 7 + b] += weighted * effects[row * 7 + b];
    }
  }
  prior.forEach((value, a) => sides[a * 8] += value);
  return solve(Matrix.from1DArray(7, 7, sides), Matrix.columnVector(target)).to1DArray();
}
