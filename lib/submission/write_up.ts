import { staticPicture } from "../plots/static_picture.ts";
import { answersOf, chapterToTypst } from "./typst/chapter.ts";
import { type ExecutedNotebook, showsSyntheticFaces } from "./executed_notebook.ts";
import { type ModelResult, resultRows, resultsChart } from "./model_results.ts";
import { QUESTIONS } from "./questions.ts";
import type { MarkdownContext } from "./typst/markdown.ts";
import { outputToTypst, type Pictures } from "./typst/output.ts";
import { typstString, typstText } from "./typst/text.ts";
import { type Typeset, typeset } from "./typst/typeset.ts";

/** What stands in a write-up besides the notebooks. */
export interface WriteUpOptions {
  readonly author: string;
  /** The models that are handed in; their results stand side by side in the last chapter. */
  readonly results: readonly ModelResult[];
}

/**
 * The write-up of Section 6: the answers, tables, diagrams and charts of the executed notebooks as
 * one PDF with a list of contents and a table that tells where each question is answered. Drawings
 * stay vectors. The file is tagged for screen readers as PDF/UA-1 asks, every picture with its
 * words; it holds no date, so equal notebooks give an equal file.
 *
 * @throws {RangeError} when there are no notebooks, or the typesetter cannot set something, with its
 * reasons.
 *
 * @example
 * ```ts ignore
 * const { pdf, pages } = await writeUp(notebooks, { author: "Ada", results });
 * await Deno.writeFile("write_up.pdf", pdf);
 * ```
 */
export async function writeUp(
  notebooks: readonly ExecutedNotebook[],
  { author, results }: WriteUpOptions,
): Promise<Typeset> {
  if (notebooks.length === 0) throw new RangeError("a write-up needs at least one notebook");
  const context: MarkdownContext = { notebooks: new Set(notebooks.map(({ name }) => name)) };
  const pictures: Pictures = new Map();
  const chapters: string[] = [];
  for (const notebook of notebooks) {
    chapters.push(await chapterToTypst(notebook, context, pictures));
  }
  chapters.push(await resultsChapter(results, context, pictures));
  const template = await Deno.readTextFile(new URL("./typst/template.typ", import.meta.url));
  const source = [
    `#set document(title: "Expression Recognition", author: ${typstString(author)}, date: none)`,
    `#let author = ${typstString(author)}`,
    template,
    `#cover(author, (${coverLines(notebooks).map((line) => `[${typstText(line)}]`).join(", ")},))`,
    "#pagebreak()\n#outline(depth: 2)",
    answersTable(),
    ...chapters,
  ].join("\n\n");
  return await typeset(source, pictures);
}

/** Ids of the questions that the notebooks answer. */
export function answeredIn(notebooks: readonly ExecutedNotebook[]): Set<string> {
  return new Set(
    notebooks.flatMap(({ notebook }) =>
      notebook.cells.filter(({ cell_type, outputs }) => cell_type === "markdown" || outputs?.length)
        .flatMap(answersOf)
    ),
  );
}

function coverLines(notebooks: readonly ExecutedNotebook[]): string[] {
  return [
    "Answers, diagrams and results of the notebooks. Every figure in the text was computed by the " +
    "notebook that it stands in.",
    ...(notebooks.some(({ notebook }) => showsSyntheticFaces(notebook))
      ? [
        'Charts and figures marked "synthetic faces" come from a computed population, which stands ' +
        "in for real data. They are no results about people.",
      ]
      : []),
  ];
}

function answersTable(): string {
  const cells = QUESTIONS.flatMap(({ place, asks, id }) => [
    `[${typstText(place)}]`,
    `[${typstText(asks)}]`,
    `[#answer-page(${typstString(id)})]`,
  ]);
  return "#heading(level: 1)[Where each question is answered]\n\n" +
    `#data-table(3, (left, left, left), ([Section], [Question], [Answer]), (${cells.join(", ")},))`;
}

async function resultsChapter(
  results: readonly ModelResult[],
  context: MarkdownContext,
  pictures: Pictures,
): Promise<string> {
  const rows = resultRows(results);
  const head = Object.keys(rows[0] ?? {});
  const cell = (text: string) => `[${typstText(text)}]`;
  const parts = [
    "#heading(level: 1)[6 · Results side by side]",
    typstText(
      "Each model on its own test data. Accuracy is the share of samples that get the label the " +
        "raters gave; the interval says how far chance alone may have moved it.",
    ),
    `#data-table(${head.length}, (${head.map((_, i) => i < 2 ? "left" : "right").join(", ")}), (${
      head.map(cell).join(", ")
    }), (${rows.flatMap((row) => Object.values(row)).map(cell).join(", ")},))`,
  ];
  if (results.some(({ evaluation }) => evaluation)) {
    const chart = resultsChart(results);
    const { mime, body } = await staticPicture(chart);
    const data = { [mime]: body, "text/plain": chart.description };
    const output = { output_type: "display_data", data, metadata: {} } as const;
    parts.push(await outputToTypst(output, context, pictures));
  }
  return parts.join("\n\n");
}
