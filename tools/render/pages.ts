import { fileURLToPath } from "node:url";
import type { Notebook } from "#lib/notebook/notebook_file.ts";
import { escapeMarkup } from "#lib/core/escape_markup.ts";
import { ignoreMissing } from "#lib/core/ignore_missing.ts";
import { htmlReport, type ReportNotebook } from "../notebooks/report/html_report.ts";
import { renderMarkdown } from "../notebooks/report/markdown.ts";
import { hashOf } from "./fingerprint.ts";
import { hashOfSources, stampOf } from "./stamp.ts";

/** Writes the page of one notebook, with live charts. */
export async function writePage(folder: string, page: ReportNotebook): Promise<void> {
  const html = await htmlReport([page], {
    title: "Mien",
    note:
      "Made with synthetic faces, by deno task render. No figure here is a result about people.",
    pages: (name) => `${name}.html`,
    front: "index.html",
    library: LIBRARY,
  });
  const stamp = `<meta name="mien" content="${await pageStamp(page.notebook)}">`;
  await Deno.writeTextFile(
    `${folder}/${page.name}.html`,
    html.replace("</title>", `</title>\n${stamp}`),
  );
}

/** The name of the one copy of plotly.js that all pages load. */
const LIBRARY = "plotly.min.js";

/** Puts plotly.js beside the pages. */
export async function writeLibrary(folder: string): Promise<void> {
  await Deno.copyFile(
    fileURLToPath(import.meta.resolve("plotly.js-dist-min")),
    `${folder}/${LIBRARY}`,
  );
}

/** Writes the front page: every notebook with its question. */
export async function writeIndex(
  folder: string,
  notebooks: readonly { readonly name: string; readonly notebook: Notebook }[],
): Promise<void> {
  const style = await Deno.readTextFile(
    new URL("../notebooks/report/page.css", import.meta.url),
  );
  const items = notebooks.map(({ name, notebook }) => {
    const opening = notebook.cells[0].source;
    const title = /^# (.*)$/m.exec(opening)?.[1] ?? name;
    const question = /\*\*Question\.\*\*\s*([\s\S]*?)(?:\n\n|$)/.exec(opening)?.[1] ?? "";
    const place = { name, folder, pages: () => undefined };
    return `<li><h2><a href="${name}.html">${escapeMarkup(title)}</a></h2>${
      renderMarkdown(question, place).html
    }</li>`;
  });
  await Deno.writeTextFile(
    `${folder}/index.html`,
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mien: the notebooks</title>
<style>
${style}</style>
</head>
<body class="front">
<main>
<header><h1>Mien</h1>
<p>Notebooks that recognise facial expressions, with live charts. They were run without real data:
where it says synthetic faces, a figure is no result about people.</p></header>
<ol class="notebooks">
${items.join("\n")}
</ol>
</main>
</body>
</html>
`,
  );
}

/** What a page was made from: of a notebook, or as a page's file tells it (`""` without one). */
export async function pageStamp(of: Notebook | string): Promise<string> {
  if (typeof of !== "string") {
    return await hashOf(`${await hashOfSources(of)} ${stampOf(of)?.made_by}`);
  }
  const text = await Deno.readTextFile(of).catch(ignoreMissing) ?? "";
  return /<meta name="mien" content="(\w+)">/.exec(text)?.[1] ?? "";
}
