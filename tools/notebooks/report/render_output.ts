import type { MimeBundle, Output } from "#lib/notebook/notebook_file.ts";
import { escapeMarkup } from "#lib/core/escape_markup.ts";
import { type MarkdownPlace, renderMarkdown } from "./markdown.ts";

const CHART = "application/vnd.plotly.v1+json";

/** One output of a cell as HTML, the richest form that it has. */
export function renderOutput(output: Output, place: MarkdownPlace): string {
  switch (output.output_type) {
    case "stream":
      return `<pre class="output ${output.name}">${escapeMarkup(output.text)}</pre>`;
    case "error":
      return `<pre class="output error">${
        escapeMarkup(output.traceback.join("\n") || `${output.ename}: ${output.evalue}`)
      }</pre>`;
    default:
      return renderBundle(output.data, output.metadata, place);
  }
}

function renderBundle(
  data: MimeBundle,
  metadata: Record<string, unknown>,
  place: MarkdownPlace,
): string {
  const plain = String(data["text/plain"] ?? "");
  const picture = renderPicture(data, metadata, plain);
  if (data[CHART]) return renderChart(data[CHART], picture, plain);
  if (data["text/html"]) return `<div class="output html">${data["text/html"]}</div>`;
  if (data["text/markdown"]) {
    const { html } = renderMarkdown(String(data["text/markdown"]), place);
    return `<div class="output prose">${html}</div>`;
  }
  if (picture) return `<figure class="output">${picture}</figure>`;
  return `<pre class="output">${escapeMarkup(plain)}</pre>`;
}

/** The picture stands there until plotly draws the chart in its place; in print it stays. */
function renderChart(figure: unknown, picture: string, words: string): string {
  // "<" must not appear in a script, or the text of a chart could end it.
  const json = JSON.stringify(figure).replaceAll("<", "\\u003c");
  return `<figure class="output chart"><div class="still">${
    picture || `<p>${escapeMarkup(words)}</p>`
  }</div><div class="live" hidden role="img" aria-label="${escapeMarkup(words)}"></div>` +
    `<script type="application/json">${json}</script></figure>`;
}

function renderPicture(
  data: MimeBundle,
  metadata: Record<string, unknown>,
  plain: string,
): string {
  const type = ["image/svg+xml", "image/png", "image/jpeg"].find((type) => data[type]);
  if (!type) return "";
  const { alt = plain, width, height } = (metadata[type] ?? {}) as Record<string, unknown>;
  const size = width ? ` width="${Number(width)}" height="${Number(height)}"` : "";
  const body = type === "image/svg+xml"
    ? new TextEncoder().encode(String(data[type])).toBase64()
    : String(data[type]).replaceAll("\n", "");
  return `<img alt="${escapeMarkup(String(alt))}"${size} src="data:${type};base64,${body}">`;
}
