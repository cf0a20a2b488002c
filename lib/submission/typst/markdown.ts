import { Marked, type Token, type Tokens } from "marked";
import { typstString, typstText } from "./text.ts";

/** What lies around a text: where its links may lead. */
export interface MarkdownContext {
  /** Names of the notebooks in the write-up; links to others keep their words only. */
  readonly notebooks: ReadonlySet<string>;
}

/**
 * Markdown as Typst markup: headings, paragraphs, lists, tables, code, emphasis, links. HTML within
 * the text is dropped, with folded parts (`<details>`).
 */
export function markdownToTypst(text: string, context: MarkdownContext): string {
  return blocksToTypst(markdownBlocks(text), context);
}

/** The blocks of a text, without what is folded in it. */
export function markdownBlocks(text: string): Token[] {
  return new Marked().lexer(text.replace(/<details>[\s\S]*?<\/details>/g, ""));
}

/** Blocks as Typst markup. */
export function blocksToTypst(tokens: readonly Token[], context: MarkdownContext): string {
  return tokens.map((token) => block(token, context)).filter(Boolean).join("\n\n");
}

function block(token: Token, context: MarkdownContext): string {
  const inner = () => inline((token as Tokens.Generic).tokens ?? [], context);
  switch (token.type) {
    case "heading":
      return `#heading(level: ${token.depth})[${inner()}]`;
    case "paragraph":
      return inner();
    case "text":
      return token.tokens ? inner() : typstText(token.text);
    case "list":
      return list(token as Tokens.List, context);
    case "table":
      return table(token as Tokens.Table, context);
    case "code":
      return `#raw(block: true, ${lines(token.text)})`;
    case "blockquote":
      return `#quote(block: true)[${blocksToTypst(token.tokens ?? [], context)}]`;
    case "hr":
      return "#line(length: 100%, stroke: 0.5pt)";
    default:
      return "";
  }
}

function list({ ordered, start, items, loose }: Tokens.List, context: MarkdownContext): string {
  const parts = items.map((item) => `[${blocksToTypst(item.tokens, context)}]`);
  const options = [`tight: ${!loose}`, ...(ordered ? [`start: ${Number(start) || 1}`] : [])];
  return `#${ordered ? "enum" : "list"}(${[...options, ...parts].join(", ")})`;
}

function table({ header, rows, align }: Tokens.Table, context: MarkdownContext): string {
  const cell = ({ tokens }: Tokens.TableCell) => `[${inline(tokens, context)}]`;
  const sides = align.map((side) => side ?? "left");
  return `#data-table(${header.length}, (${sides.join(", ")},), (${
    header.map(cell).join(", ")
  },), (${rows.flat().map(cell).join(", ")},))`;
}

function inline(tokens: readonly Token[], context: MarkdownContext): string {
  return tokens.map((token) => span(token, context)).join("");
}

function span(token: Token, context: MarkdownContext): string {
  const inner = () => inline((token as Tokens.Generic).tokens ?? [], context);
  switch (token.type) {
    case "strong":
      return `#strong[${inner()}]`;
    case "em":
      return `#emph[${inner()}]`;
    case "del":
      return `#strike[${inner()}]`;
    case "codespan":
      return `#raw(${typstString(token.text)});`;
    case "br":
      return "#linebreak();";
    case "link":
      return link(token as Tokens.Link, inner(), context);
    case "html":
    case "image":
      return "";
    default:
      return "tokens" in token && token.tokens ? inner() : typstText((token as Tokens.Text).text);
  }
}

function link({ href }: Tokens.Link, words: string, { notebooks }: MarkdownContext): string {
  const notebook = /^(?:\.\/)?(\w+)\.ipynb$/.exec(href)?.[1];
  if (notebook && notebooks.has(notebook)) return `#link(<notebook-${notebook}>)[${words}]`;
  return /^https?:/.test(href) ? `#link(${typstString(href)})[${words}]` : words;
}

/** A string that keeps its line breaks. */
function lines(text: string): string {
  return text.split("\n").map(typstString).join(' + "\\n" + ');
}
