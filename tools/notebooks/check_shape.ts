import { QUESTIONS } from "#lib/submission/questions.ts";
import { answersOf } from "#lib/submission/typst/chapter.ts";
import type { Problem } from "../test/arrows.ts";
import { codeCells, type Notebook } from "#lib/notebook/notebook_file.ts";

/** The longest cell that a person takes in at a glance. */
const LINES_OF_CELL = 15;

/**
 * What can be said of a notebook's shape without running it: it opens with a title, its cells are
 * short, every cell has an id of its own, and what it says to answer is asked.
 */
export function checkShape(notebook: Notebook, path: string): Problem[] {
  const problems: Problem[] = [];
  const [first] = notebook.cells;
  if (first?.cell_type !== "markdown" || !/^# \S/.test(first.source)) {
    problems.push({ where: path, what: "the first cell is no Markdown title (# …)" });
  }
  for (const { cell, number } of codeCells(notebook)) {
    const lines = cell.source.trimEnd().split("\n").length;
    if (lines <= LINES_OF_CELL) continue;
    problems.push({
      where: `${path}, cell ${number}`,
      what: `${lines} lines: at most ${LINES_OF_CELL} in a cell`,
    });
  }
  const ids = new Set<string>();
  for (const { id } of notebook.cells) {
    if (ids.has(id)) problems.push({ where: path, what: `two cells have the id "${id}"` });
    ids.add(id);
  }
  for (const cell of notebook.cells) {
    for (const id of answersOf(cell).filter((id) => !QUESTIONS.some((known) => known.id === id))) {
      problems.push({ where: path, what: `the tag answer:${id} answers no question of the list` });
    }
  }
  return problems;
}
