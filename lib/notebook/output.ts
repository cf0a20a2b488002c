import { shownPaths } from "./shown_paths.ts";

/** One output in several media types; a front end shows the richest that it knows. */
export interface OutputBundle {
  /** What is shown where nothing else can be: in a terminal, to a screen reader. */
  readonly "text/plain": string;
  readonly [mediaType: string]: unknown;
}

/** How an output is sent. */
export interface OutputOptions {
  /** Names the output, so that a later one can replace it. */
  readonly id?: string;
  /** Replaces the output of that name instead of adding one. */
  readonly update?: boolean;
  /** Per media type: size, alternative text. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Whether to wait until the output has arrived; not needed where another follows soon. */
  readonly pause?: boolean;
}

/** Whether this code runs in a notebook's kernel. */
export function inKernel(): boolean {
  try {
    return Boolean(Deno.jupyter);
  } catch {
    // Deno throws at the mere mention outside of `deno jupyter`.
    return false;
  }
}

/**
 * Shows a bundle under the cell that runs; outside a kernel, prints its text.
 *
 * The kernel tells the front end that a cell is done before the cell's last outputs are sent, and
 * front ends put what comes late under the wrong cell. A pause of 30 ms lets an output arrive: so
 * always `await` what shows something.
 *
 * Texts name files from the project's root, so that a notebook file tells nothing of the machine.
 */
export async function sendOutput(
  bundle: OutputBundle,
  { id, update = false, metadata = {}, pause = true }: OutputOptions = {},
): Promise<void> {
  if (!inKernel()) {
    if (!update) console.log(bundle["text/plain"]);
    return;
  }
  const data = Object.fromEntries(
    Object.entries(bundle).map(([type, body]) => [
      type,
      type.startsWith("text/") ? shownPaths(String(body)) : body,
    ]),
  );
  await Deno.jupyter.broadcast(update ? "update_display_data" : "display_data", {
    data,
    metadata,
    transient: id ? { display_id: id } : {},
  });
  if (pause) await new Promise((resolve) => setTimeout(resolve, PAUSE));
}

/** Milliseconds; with it, 20 of 20 displays of 1 MB arrived in time, without it 10 of 60 were late. */
const PAUSE = 30;
