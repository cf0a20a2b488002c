import type { Interval } from "#lib/core/results.ts";
import { Rng } from "#lib/core/rng.ts";
import { exactInterval } from "#lib/eval/exact_interval.ts";
import { pairedGain } from "#lib/eval/paired_gain.ts";
import type { PersonScore } from "./judge_person.ts";

/** What `deno task personal --json` prints. Accuracies and gains are shares. */
export interface PersonalSummary {
  readonly base: number;
  readonly personal: number;
  readonly gain: number;
  /** 95% of the gain: over people, or for fewer than three people `null`. */
  readonly interval: Interval | null;
  readonly n: number;
  readonly people: readonly {
    readonly person: string;
    readonly base: number;
    readonly personal: number;
    readonly n: number;
    /** 95% of `personal`, exact. */
    readonly interval: Interval;
  }[];
  /** What the gain is made of, see `deno task personal --help`. */
  readonly parts: {
    readonly baseOfSeven: number;
    readonly baseTogether: number;
    readonly personalAlone: number;
  };
}

/** From counts to shares, with intervals. */
export function summarisePeople(scores: readonly PersonScore[]): PersonalSummary {
  const n = scores.reduce((sum, score) => sum + score.n, 0);
  const share = (count: (score: PersonScore) => number) =>
    scores.reduce((sum, score) => sum + count(score), 0) / n;
  const counts = scores.map(({ base, personal, n }) => ({ before: base, after: personal, n }));
  const { before, after, gain, interval } = pairedGain(counts, new Rng("people"));
  return {
    base: before,
    personal: after,
    gain,
    interval: interval ?? null,
    n,
    people: scores.map(({ person, base, personal, n }) => ({
      person,
      base: base / n,
      personal: personal / n,
      n,
      interval: exactInterval(personal, n),
    })),
    parts: {
      baseOfSeven: share((score) => score.baseOfSeven),
      baseTogether: share((score) => score.baseTogether),
      personalAlone: share((score) => score.personalAlone),
    },
  };
}
