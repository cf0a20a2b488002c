import { formatMarkdown } from "../cli/format_markdown.ts";

const [START, END] = ["<!-- measured:start -->", "<!-- measured:end -->"];

/**
 * A Markdown text with the part between its two marks replaced, as `deno fmt` would have it: a check
 * against the committed text must not quarrel with the formatter over table widths.
 *
 * @param where the file's name, for the error
 * @throws {SyntaxError} where a mark is missing.
 */
export async function withMeasuredPart(text: string, part: string, where: string): Promise<string> {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start) {
    throw new SyntaxError(`${where}: the lines ${START} and ${END} must both be there`);
  }
  return await formatMarkdown(
    `${text.slice(0, start + START.length)}\n\n${part}\n\n${text.slice(end)}`,
  );
}
