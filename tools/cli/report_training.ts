import { bytes } from "#lib/core/format.ts";
import { writeTextAtomically } from "#lib/core/write_file_atomically.ts";

/** What {@link reportTraining} tells of. */
export interface TrainingReport {
  /** The model's file, which is written already. */
  readonly path: string;
  /** The folder that `log.json` goes to. */
  readonly out: string;
  readonly log: object;
  /** Print the log as JSON. */
  readonly json?: boolean;
}

/** Ends a training of a network as a command does: keeps its log, and says on stderr where all is. */
export function reportTraining({ path, out, log, json }: TrainingReport): void {
  writeTextAtomically(`${out}/log.json`, `${JSON.stringify(log, null, 2)}\n`);
  console.error(`${path} (${bytes(Deno.statSync(path).size)}), ${out}/log.json`);
  if (json) console.log(JSON.stringify({ ...log, path }));
}
