import { Marked } from "marked";
import type { Tokens } from "marked";
import { resolve } from "node:path";
import type { Cell } from "#lib/notebook/notebook_file.ts";
import { escapeMarkup } from "#lib/core/escape_markup.ts";
import { highlight } from "./highlight.ts";

/** A heading, for the list of contents. */
export interface Heading {
  readonly level: number;
  readonly html: string;
  readonly id: string;
}

/** Where a text stands, for its links and pictures. */
export interface MarkdownPlace {
  /** The notebook's name; headings' ids begin with it. */
  readonly name: string;
  /** The notebook's folder, which relative addresses of pictures start from. */
  readonly folder: string;
  /** Where the page of a notebook is, by its name; links to others lead to the notebook itself. */
  readonly pages: (name: string) => string | undefined;
  readonly attachments?: Cell["attachments"];
}

const PICTURES: Readonly<Record<string, string>> = {
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
  svg: "image/svg+xml",
  webp: "image/webp",
};

/**
 * Markdown as HTML, with its headings. Pictures are put into the page itself, headings go one level
 * down below the page's own title.
 *
 * @throws {RangeError} for a picture that is not there, or that would have to come over the network.
 */
export function renderMarkdown(
  text: string,
  place: MarkdownPlace,
): { html: string; headings: Heading[] } {
  const headings: Heading[] = [];
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }: Tokens.Heading): string {
        const html = this.parser.parseInline(tokens);
        const id = `${place.name}-${slug(html)}`;
        headings.push({ level: depth, html, id });
        const level = Math.min(depth + 1, 6);
        return `<h${level} id="${id}">${html}</h${level}>\n`;
      },
      code({ text, lang }: Tokens.Code): string {
        return `<pre class="source"><code>${highlight(text, lang ?? "")}</code></pre>\n`;
      },
      image({ href, text }: Tokens.Image): string {
        return `<img src="${pictureAddress(href, place)}" alt="${escapeMarkup(text)}">`;
      },
      link({ href, tokens }: Tokens.Link): string {
        const inner = this.parser.parseInline(tokens);
        return `<a href="${escapeMarkup(linkAddress(href, place))}">${inner}</a>`;
      },
    },
  });
  return { html: marked.parse(text, { async: false }), headings };
}

function pictureAddress(href: string, { name, folder, attachments }: MarkdownPlace): string {
  if (href.startsWith("data:")) return href;
  if (href.startsWith("attachment:")) {
    const [[type, body]] = Object.entries(attachments?.[href.slice(11)] ?? { "": "" });
    if (!type) throw new RangeError(`${name}: the notebook has no ${href}`);
    return `data:${type};base64,${body}`;
  }
  const type = PICTURES[/\.(\w+)$/.exec(href)?.[1].toLowerCase() ?? ""];
  if (/^\w+:/.test(href) || !type) {
    throw new RangeError(`${name}: the picture ${href} is no file beside the notebook`);
  }
  try {
    return `data:${type};base64,${Deno.readFileSync(resolve(folder, href)).toBase64()}`;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new RangeError(`${name}: the picture ${href} is not there`);
  }
}

function linkAddress(href: string, { pages }: MarkdownPlace): string {
  const notebook = /^(?:\.\/)?(\w+)\.ipynb$/.exec(href)?.[1];
  return (notebook && pages(notebook)) ?? href;
}

function slug(html: string): string {
  const words = html.replace(/<[^>]*>|&\w+;/g, "").toLowerCase();
  return words.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}
