import type { Cell } from "../../notebook/notebook_file.ts";
import type { ExecutedNotebook } from "../executed_notebook.ts";
import type { Token } from "marked";
import { blocksToTypst, markdownBlocks, type MarkdownContext } from "./markdown.ts";
import { outputToTypst, type Pictures } from "./output.ts";

/** Sections that speak to those who run the notebook, not to those who read the answers. */
const LEFT_OUT = /^(Set-up|Exercises)\b/;

/** An executed notebook as a chapter: its words, answers, tables and pictures, without its code. */
export async function chapterToTypst(
  { name, notebook }: ExecutedNotebook,
  context: MarkdownContext,
  pictures: Pictures,
): Promise<string> {
  const parts = [`#metadata("chapter") <notebook-${name}>`];
  let kept = true;
  const keeps = (token: Token) => {
    if (token.type === "heading" && token.depth <= 2) kept = !LEFT_OUT.test(token.text);
    return kept;
  };
  for (const cell of notebook.cells) {
    const shown = cell.cell_type === "markdown"
      ? blocksToTypst(markdownBlocks(cell.source).filter(keeps), context)
      : kept && await outputsToTypst(cell, context, pictures);
    if (!shown) continue;
    parts.push(...answersOf(cell).map((id) => `#metadata("answer") <answer-${id}>`), shown);
  }
  return parts.join("\n\n");
}

/** Ids of the questions that a cell answers, from its tags `answer:ID`. */
export function answersOf({ metadata }: Cell): string[] {
  return (metadata.tags ?? []).filter((tag) => tag.startsWith("answer:"))
    .map((tag) => tag.slice("answer:".length));
}

async function outputsToTypst(
  { outputs = [] }: Cell,
  context: MarkdownContext,
  pictures: Pictures,
): Promise<string> {
  const shown: string[] = [];
  // One after the other: pictures are numbered in their order.
  for (const output of outputs) shown.push(await outputToTypst(output, context, pictures));
  return shown.filter(Boolean).join("\n\n");
}
