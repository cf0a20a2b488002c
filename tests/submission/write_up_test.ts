import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { writeUp } from "#lib/submission/write_up.ts";
import { succeeds } from "../support/succeeds.ts";
import { display, evaluation, notebookOf, prose, shown } from "./support.ts";

const CIRCLE = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">' +
  '<circle cx="50" cy="50" r="40"/><text x="100" y="50" font-family="Arial">round</text></svg>';

const notebook = notebookOf(
  prose(
    "# 1 · A title\n\nWith *words*, `code`, [a link](02_b.ipynb) and #hash $5 @you \\[x\\].\n\n" +
      "## Set-up\n\nNothing for readers.",
  ),
  shown([display({ "text/plain": "the set-up's own output" })]),
  prose("## Result\n\n| a | b |\n| --- | ---: |\n| one | 2 |\n\n1. first\n2. second"),
  shown(
    [display({ "image/svg+xml": CIRCLE, "text/plain": "a circle" })],
    "answer:facs",
    "answer:one-image",
  ),
  shown([display({ "text/markdown": "It is **right**.", "text/plain": "It is right." })]),
  prose("## Exercises\n\n1. Think.\n\n<details>\n\nA solution.\n\n</details>"),
);
const notebooks = [{ name: "01_a", notebook }];
const options = { author: 'Ada "A" O\'Hara #1', results: [{ name: "model_1", evaluation }] };

Deno.test("a write-up is set, knows which questions it answers, and is equal each time", async () => {
  const { pdf, pages, answered } = await writeUp(notebooks, options);
  match(new TextDecoder("latin1").decode(pdf.subarray(0, 8)), /^%PDF-1\.7/);
  strictEqual(pages, 5, "cover, contents, answers, one chapter, results");
  deepStrictEqual([...answered].sort(), ["facs", "one-image"]);
  const again = await writeUp(notebooks, options);
  ok(again.pdf.every((byte, i) => byte === pdf[i]));
});

Deno.test("a write-up needs notebooks", async () => {
  await rejects(writeUp([], options), /at least one notebook/);
});

const POPPLER = await succeeds("pdftotext", "-v");

Deno.test({
  name: POPPLER
    ? "another program reads the PDF: words, title, tags"
    : "SKIPPED, no pdftotext on PATH (Debian: apt install poppler-utils)",
  ignore: !POPPLER,
  fn: async () => {
    const { pdf } = await writeUp(notebooks, options);
    const text = await poppler("pdftotext", pdf, "-layout", "FILE", "-");
    for (
      const words of [
        /With words, code, a link and #hash \$5 @you \[x\]\./,
        /one\s+2/,
        /round/,
        /It is right\./,
        /Ada "A" O'Hara #1/,
        /50\.0%\s+45\.0–55\.0%/,
        /One image classified and shown\s+page 4/,
        /missing/,
      ]
    ) match(text, words);
    for (const words of [/Nothing for readers/, /set-up's own/, /Think/, /solution/]) {
      ok(!words.test(text), `${words} is left out`);
    }
    const info = await poppler("pdfinfo", pdf, "FILE");
    match(info, /Tagged:\s+yes/);
    match(info, /Title:\s+Expression Recognition/);
    ok(!/Date/.test(info), "no date, so that equal notebooks give equal files");
    match(await poppler("pdfinfo", pdf, "-struct-text", "FILE"), /Figure[^]*round/);
  },
});

/** What a program of Poppler says of a PDF, whose path stands where the arguments say FILE. */
async function poppler(program: string, pdf: Uint8Array, ...args: string[]): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".pdf" });
  try {
    await Deno.writeFile(path, pdf);
    const { stdout } = await new Deno.Command(program, {
      args: args.map((arg) => arg === "FILE" ? path : arg),
      stderr: "null",
    }).output();
    return new TextDecoder().decode(stdout);
  } finally {
    await Deno.remove(path);
  }
}
