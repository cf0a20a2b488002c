import { holdFolder } from "./hold_folder.ts";
import { removeLeftovers } from "./remove_leftovers.ts";

/** Where a training run writes. */
export interface TrainingFolders {
  /** For the model and its log. */
  readonly out: string;
  /** For `last.h5` and `best.h5`; none where training cannot be interrupted. */
  readonly checkpoints?: string;
}

/**
 * Runs `work` as the only one that writes to these folders, which are made where they are missing.
 * What killed runs left there is cleared away first.
 *
 * @throws {Error} where another run holds a folder, or one cannot be written to: before hours of
 * training, not after.
 *
 * @example
 * ```ts
 * import { whileHolding } from "#tools/cli/while_holding.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(await whileHolding({ out: await Deno.makeTempDir() }, () => Promise.resolve(1)), 1);
 * ```
 */
export async function whileHolding<T>(
  { out, checkpoints }: TrainingFolders,
  work: () => Promise<T>,
): Promise<T> {
  const held = [];
  try {
    if (checkpoints) held.push(await holdFolder(checkpoints));
    held.push(await holdFolder(out));
    const written = [
      ...checkpoints ? [`${checkpoints}/last.h5`, `${checkpoints}/best.h5`] : [],
      ...["model.h5", "model.json", "log.json"].map((name) => `${out}/${name}`),
    ];
    for (const path of written) await removeLeftovers(path);
    return await work();
  } finally {
    for (const folder of held) folder.release();
  }
}
