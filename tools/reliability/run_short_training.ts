import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("short_training.ts", import.meta.url));

/** A short training under way. */
export interface ShortTraining {
  /** Resolves when it trains, or has ended. */
  readonly ready: Promise<void>;
  /** Sends it a signal, unless it has ended. */
  send(signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  readonly ended: Promise<{ code: number; signal: string | null; errors: string }>;
}

/** Starts `short_training.ts` on a folder; `through` is put before `deno`. */
export function startShortTraining(
  folder: string,
  { flags = [], through = [] }: {
    readonly flags?: readonly string[];
    readonly through?: readonly string[];
  } = {},
): ShortTraining {
  const deno = [Deno.execPath(), "run", "--allow-all", "--no-check", "--quiet"];
  const [program, ...args] = [...through, ...deno, SCRIPT, folder, ...flags];
  const child = new Deno.Command(program, {
    args,
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const reader = child.stdout.getReader();
  const ready = reader.read().then(() => reader.cancel());
  const errors = new Response(child.stderr).text();
  return {
    ready,
    send: (signal) => {
      try {
        child.kill(signal);
      } catch (error) {
        // It ended by itself a moment ago.
        if (!(error instanceof TypeError)) throw error;
      }
    },
    ended: Promise.all([child.status, errors, ready])
      .then(([{ code, signal }, text]) => ({ code, signal, errors: text.trim() })),
  };
}

/** Runs one to its end, which must be a good one; gives the bytes of its model. */
export async function finishShortTraining(
  folder: string,
  ...flags: string[]
): Promise<Uint8Array> {
  const { code, errors } = await startShortTraining(folder, { flags }).ended;
  if (code !== 0) throw new Error(`the training ended with ${code}: ${errors}`);
  return await Deno.readFile(`${folder}/model.h5`);
}
