import { codeCells, type Notebook } from "#lib/notebook/notebook_file.ts";

/** The code of a notebook as one module, and the way back from its lines to the cells. */
export interface CellsModule {
  readonly text: string;
  /** The notebook's path, as people know it. */
  readonly notebook: string;
  /** Line of the module (from 1) at which each cell begins, in order. */
  readonly starts: readonly { readonly line: number; readonly cell: number }[];
}

/** All code cells below each other: what one kernel sees, except that no name may come twice. */
export function cellsModule(notebook: Notebook, path: string): CellsModule {
  const starts: { line: number; cell: number }[] = [];
  let text = "";
  let line = 1;
  for (const { cell, number } of codeCells(notebook)) {
    starts.push({ line, cell: number });
    const source = `${cell.source}\n`;
    text += source;
    line += source.split("\n").length - 1;
  }
  return { text: `${text}export {};\n`, notebook: path, starts };
}

/** For people: `notebooks/03_images.ipynb, cell 4, line 2`. */
export function placeOf({ notebook, starts }: CellsModule, line: number): string {
  const start = starts.findLast((start) => start.line <= line);
  return start ? `${notebook}, cell ${start.cell}, line ${line - start.line + 1}` : notebook;
}
