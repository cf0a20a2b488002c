import type { Data, Layout, LayoutImage } from "plotly.js-dist-min";
import type { Chart } from "./chart.ts";
import { type Picture, pictureUri } from "./picture.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, hiddenAxis, houseLayout } from "./theme.ts";
import { wrapText } from "./wrap_text.ts";

/** One picture of a grid. */
export interface Sample {
  readonly picture: Picture;
  /** Under the picture; lines divided by `<br>`, long ones are broken between words. */
  readonly caption: string;
  /** When the pointer rests on it; the caption when absent. */
  readonly hover?: string;
}

/** How a grid of pictures is laid out. */
export interface SampleGridOptions {
  readonly source: Source;
  readonly title?: string;
  readonly notes?: readonly string[];
  readonly columns?: number;
  /** Width of one picture on the screen, in pixels. */
  readonly size?: number;
}

/**
 * Pictures in rows, each with its caption.
 *
 * @example
 * ```ts
 * import { sampleGrid } from "#lib/plots/sample_grid.ts";
 * import { strictEqual } from "node:assert/strict";
 * const picture = { pixels: new Uint8Array(48 * 48).fill(128), width: 48, height: 48 };
 * const chart = sampleGrid([{ picture, caption: "neutral" }], {
 *   source: { name: "one grey square", synthetic: false, n: 1 },
 * });
 * strictEqual(chart.layout.images?.length, 1);
 * ```
 */
export function sampleGrid(samples: readonly Sample[], options: SampleGridOptions): Chart {
  const { source, title = "What the pictures look like", notes, columns = 7, size = 92 } = options;
  if (samples.length === 0) throw new RangeError("no pictures to show");
  const across = Math.min(columns, samples.length);
  const rows = Math.ceil(samples.length / across);
  const gap = 12;
  const words = samples.map(({ caption }) => wrapText(caption, size + gap - 6, 12));
  const lines = Math.max(...words.map((caption) => caption.split("<br>").length));
  const captionHeight = 8 + 15 * lines;
  const cell = { width: size + gap, height: size + captionHeight + 8 };
  const margin = { l: 20, r: 20, t: 78, b: 12 };
  const inner = { width: Math.max(across * cell.width - gap, 420), height: rows * cell.height };
  // One axis unit is one pixel, y downwards, so that pictures keep their shape.
  const left = (i: number) => (i % across) * cell.width;
  const top = (i: number) => Math.floor(i / across) * cell.height;
  const images = samples.map(({ picture }, i): Partial<LayoutImage> => ({
    source: pictureUri(picture),
    xref: "x",
    yref: "y",
    x: left(i),
    y: top(i),
    sizex: size,
    sizey: size,
    sizing: "contain",
    layer: "below",
  }));
  const layout: Partial<Layout> = {
    ...houseLayout({
      title,
      source,
      notes,
      width: inner.width + margin.l + margin.r,
      height: inner.height + margin.t + margin.b,
      margin,
    }),
    xaxis: hiddenAxis({ range: [0, inner.width] }),
    yaxis: hiddenAxis({ range: [inner.height, 0] }),
    images,
  };
  return {
    data: [captions(), hovers()],
    layout,
    description: `${samples.length} pictures of ${sourceName(source)}: ${
      samples.map((sample) => sample.caption.replaceAll("<br>", ", ").replace(/<[^>]+>/g, ""))
        .join("; ")
    }.`,
  };

  function captions(): Data {
    return {
      type: "scatter",
      mode: "text",
      x: samples.map((_, i) => left(i) + size / 2),
      y: samples.map((_, i) => top(i) + size + (lines > 1 ? 6 : 3)),
      text: words,
      textposition: "bottom center",
      textfont: { size: 12, color: COLOURS.ink },
      hoverinfo: "skip",
      cliponaxis: false,
    };
  }

  function hovers(): Data {
    return {
      type: "scatter",
      mode: "markers",
      x: samples.map((_, i) => left(i) + size / 2),
      y: samples.map((_, i) => top(i) + size / 2),
      marker: { symbol: "square", size, color: "rgba(0,0,0,0)" },
      text: samples.map((sample) => sample.hover ?? sample.caption),
      hovertemplate: "%{text}<extra></extra>",
    };
  }
}
