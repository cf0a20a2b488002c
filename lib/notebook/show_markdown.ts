import { sendOutput } from "./output.ts";

/**
 * Shows text written in Markdown under the cell: an answer whose numbers the notebook has computed.
 * Await it.
 *
 * @example
 * ```ts
 * import { showMarkdown } from "#lib/notebook/show_markdown.ts";
 * const accuracy = 0.5;
 * await showMarkdown(`The model is right on **${accuracy * 100}%** of the images.`);
 * ```
 */
export async function showMarkdown(text: string): Promise<void> {
  await sendOutput({ "text/markdown": text, "text/plain": text });
}
