import type { Chart } from "../../plots/chart.ts";
import { staticPicture } from "../../plots/static_picture.ts";
import type { Output } from "../../notebook/notebook_file.ts";
import { type MarkdownContext, markdownToTypst } from "./markdown.ts";
import { typstString } from "./text.ts";

/** A picture that the write-up shows, by its file name. */
export type Pictures = Map<string, Uint8Array>;

const CHART = "application/vnd.plotly.v1+json";

/** Pixels of a 3-D chart per pixel of its size: about 250 to an inch of the page. */
const DENSITY = 2.5;

/**
 * What a cell has shown as Typst markup, in the form that is best on paper: vector drawings, then
 * pictures (3-D charts are drawn anew with more pixels), then text. Errors are left out; whoever
 * checks the notebooks tells of them.
 *
 * @param pictures gets the pictures that the markup names.
 */
export async function outputToTypst(
  output: Output,
  context: MarkdownContext,
  pictures: Pictures,
): Promise<string> {
  if (output.output_type === "error") return "";
  const picture = (bytes: Uint8Array, kind: string, width: number, alt: string) => {
    const name = `${pictures.size + 1}.${kind}`;
    pictures.set(name, bytes);
    return `#picture(${typstString(name)}, ${width}, ${typstString(alt)})`;
  };
  if (output.output_type === "stream") return plain(output.text);
  const { data } = output;
  const words = String(data["text/plain"] ?? "");
  if (data["image/svg+xml"]) {
    const svg = String(data["image/svg+xml"]);
    return picture(new TextEncoder().encode(inHouseFont(svg)), "svg", svgWidth(svg), words);
  }
  if (data["image/png"]) {
    const { width = 760 } = (output.metadata["image/png"] ?? {}) as { width?: number };
    return picture(Uint8Array.fromBase64(await sharpest(output, words)), "png", width, words);
  }
  if (data["text/markdown"]) return markdownToTypst(String(data["text/markdown"]), context);
  return plain(words);
}

type Shown = Extract<Output, { data: unknown }>;

async function sharpest({ data }: Shown, description: string): Promise<string> {
  const shown = String(data["image/png"]).replaceAll("\n", "");
  const figure = data[CHART] as Pick<Chart, "data" | "layout"> | undefined;
  if (!figure) return shown;
  return (await staticPicture({ ...figure, description }, { density: DENSITY })).body;
}

/** The face that is measured with when charts are laid out, and that the write-up brings along. */
function inHouseFont(svg: string): string {
  return svg.replace(/font-family(="|:\s*)[^";}]*/g, "font-family$1Arimo");
}

function svgWidth(svg: string): number {
  return Number(/<svg[^>]*\swidth="([\d.]+)/.exec(svg)?.[1] ?? 760);
}

function plain(text: string): string {
  const lines = text.trimEnd().split("\n").map(typstString);
  return text.trim() === "" ? "" : `#raw(block: true, ${lines.join(' + "\\n" + ')})`;
}
