import { fileURLToPath } from "node:url";
import { cellTitle, type Notebook } from "#lib/notebook/notebook_file.ts";
import { escapeMarkup } from "#lib/core/escape_markup.ts";
import { highlight } from "./highlight.ts";
import { type Heading, type MarkdownPlace, renderMarkdown } from "./markdown.ts";
import { renderOutput } from "./render_output.ts";

/** An executed notebook, and where it came from. */
export interface ReportNotebook {
  readonly name: string;
  readonly folder: string;
  readonly notebook: Notebook;
}

/** What stands around the notebooks. */
export interface ReportOptions {
  readonly title: string;
  /** One line below the title, for instance how the notebooks were run. */
  readonly note?: string;
  /** Where the pages of notebooks that are not on this one are, by name; by default there are none. */
  readonly pages?: (name: string) => string;
  /** Address of the front page of all pages. */
  readonly front?: string;
  /** Address of a copy of plotly.js beside the page; without it, the page holds a copy itself. */
  readonly library?: string;
}

/**
 * Executed notebooks as one HTML page that needs nothing from outside: pictures, styles and one
 * copy of plotly.js, which makes the charts live, are in it. Equal notebooks give an equal page.
 *
 * @throws {RangeError} when a picture that a text shows is not there.
 */
export async function htmlReport(
  notebooks: readonly ReportNotebook[],
  { title, note = "", pages, front, library }: ReportOptions,
): Promise<string> {
  const here = new Set(notebooks.map(({ name }) => name));
  const place = (name: string) => here.has(name) ? `#${name}` : pages?.(name);
  const articles = notebooks.map((one) => renderNotebook(one, place));
  const style = await Deno.readTextFile(new URL("./page.css", import.meta.url));
  const charts = articles.some(({ html }) => html.includes('class="output chart"'));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(library)}">
<title>${escapeMarkup(title)}</title>
<style>
${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Contents">
<p class="site">${front ? `<a href="${front}">${escapeMarkup(title)}</a>` : escapeMarkup(title)}</p>
${articles.map(({ contents }) => contents).join("\n")}
<p class="switch"><label><input type="checkbox" id="show-code" checked> show the code</label></p>
</nav>
<main id="content">
<header><h1>${escapeMarkup(title)}</h1>${note ? `<p>${escapeMarkup(note)}</p>` : ""}</header>
${articles.map(({ html }) => html).join("\n")}
</main>
${charts ? await scripts(library) : ""}</body>
</html>
`;
}

/** The browser itself sees to it that the page asks nothing of anybody. */
function policy(library: string | undefined): string {
  const scripts = library ? "'self' file: 'unsafe-inline'" : "'unsafe-inline'";
  return "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; " +
    `script-src ${scripts} 'unsafe-eval'; font-src data:; worker-src blob:; base-uri 'none'`;
}

async function scripts(library: string | undefined): Promise<string> {
  const page = await Deno.readTextFile(new URL("./page.js", import.meta.url));
  return `${library ? `<script src="${library}"></script>` : await wholeLibrary()}\n` +
    `<script type="module">\n${page}</script>\n`;
}

async function wholeLibrary(): Promise<string> {
  const text = await Deno.readTextFile(fileURLToPath(import.meta.resolve("plotly.js-dist-min")));
  return `<script>${text.replaceAll("</script", "<\\/script")}</script>`;
}

function renderNotebook(
  { name, folder, notebook }: ReportNotebook,
  pages: MarkdownPlace["pages"],
) {
  const headings: Heading[] = [];
  const cells = notebook.cells.map((cell) => {
    const place: MarkdownPlace = { name, folder, pages, attachments: cell.attachments };
    if (cell.cell_type === "markdown") {
      const { html, headings: found } = renderMarkdown(cell.source, place);
      headings.push(...found);
      return `<section class="prose">${html}</section>`;
    }
    if (cell.cell_type === "raw" || cell.source.trim() === "") return "";
    const outputs = (cell.outputs ?? []).map((output) => renderOutput(output, place));
    const label = escapeMarkup(`Code: ${cellTitle(cell.source)}`);
    return `<section class="cell"><pre class="source" tabindex="0" aria-label="${label}"><code>${
      highlight(cell.source, "typescript")
    }</code></pre>${outputs.join("\n")}</section>`;
  });
  const title = headings.find(({ level }) => level === 1)?.html ?? escapeMarkup(name);
  const parts = headings.filter(({ level }) => level === 2)
    .map(({ id, html }) => `<li><a href="#${id}">${html}</a></li>`);
  return {
    contents: `<p><a href="#${name}">${title}</a></p>` +
      (parts.length ? `<ul>${parts.join("")}</ul>` : ""),
    html: `<article id="${name}">\n${cells.filter(Boolean).join("\n")}\n</article>`,
  };
}
