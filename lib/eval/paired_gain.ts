import type { Interval } from "../core/results.ts";
import type { Rng } from "../core/rng.ts";

/** Photos of one person, judged by two models. */
export interface PairedCounts {
  /** Photos that the first model labels correctly, and the second. */
  readonly before: number;
  readonly after: number;
  readonly n: number;
}

/** By how much the second model is better, in shares. */
export interface PairedGain {
  readonly before: number;
  readonly after: number;
  readonly gain: number;
  /** 95%, over people; absent with fewer than three of them. */
  readonly interval?: Interval;
}

/** Samples of the bootstrap. */
const SAMPLES = 4000;

/**
 * The gain in accuracy over all photos, with the interval that a new draw of people would give (the
 * bootstrap over clusters; A. Davison and D. Hinkley 1997). Photos of one person are not independent,
 * so the interval counts people, not photos.
 *
 * @param rng draws people; equal generators give equal intervals
 * @throws {RangeError} without photos.
 */
export function pairedGain(people: readonly PairedCounts[], rng: Rng): PairedGain {
  const all = people.map((_, i) => i);
  const { before, after } = shares(people, all);
  if (!Number.isFinite(before)) throw new RangeError("there is no photo to judge");
  const found = { before, after, gain: after - before };
  if (people.length < 3) return found;
  const gains = new Float64Array(SAMPLES);
  for (let s = 0; s < SAMPLES; s++) {
    const drawn = shares(people, all.map(() => rng.integer(people.length)));
    gains[s] = drawn.after - drawn.before;
  }
  gains.sort();
  const at = (share: number) => gains[Math.round(share * (SAMPLES - 1))];
  return { ...found, interval: [at(0.025), at(0.975)] };
}

function shares(people: readonly PairedCounts[], drawn: readonly number[]) {
  const sum = (count: (person: PairedCounts) => number) =>
    drawn.reduce((total, i) => total + count(people[i]), 0);
  const n = sum((person) => person.n);
  return { before: sum((person) => person.before) / n, after: sum((person) => person.after) / n };
}
