import { messageOf } from "#lib/core/errors.ts";
import { Rng } from "#lib/core/rng.ts";
import { isClearError } from "./is_clear_error.ts";
import { mutateBytes, pick } from "./mutate.ts";
import type { FuzzTarget } from "./target.ts";

/** What came of one case. */
export interface CaseResult {
  /** `refused`: by a clear error. `read`: as right, with nothing wrong found in it. */
  readonly kind: "refused" | "read" | "fault";
  /** For a fault. */
  readonly what?: string;
}

/** The input of case `index`: everything follows from the target's name and the number. */
export function caseInput(
  target: FuzzTarget,
  seeds: readonly Uint8Array[],
  index: number,
): Uint8Array {
  const rng = new Rng(`${target.name}/${index}`);
  const seed = pick(seeds, rng);
  return target.mutate?.(seed, rng) ?? mutateBytes(seed, { rng, other: pick(seeds, rng) });
}

/** Has a target read a file, and judges what it gives or throws. */
export async function runCase(target: FuzzTarget, path: string): Promise<CaseResult> {
  try {
    const wrong = await target.read(path);
    return wrong ? { kind: "fault", what: `taken as right: ${wrong}` } : { kind: "read" };
  } catch (error) {
    if (isClearError(error)) return { kind: "refused" };
    return { kind: "fault", what: `unclear error: ${(error as Error)?.name}: ${messageOf(error)}` };
  }
}
