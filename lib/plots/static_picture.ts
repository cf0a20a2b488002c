import type { Chart } from "./chart.ts";
import { cleanSvg } from "./static/clean_svg.ts";
import { plotlyPage } from "./static/plotly_page.ts";

/** A chart as a picture: SVG text, or a PNG as base64. */
export interface StaticPicture {
  readonly mime: "image/svg+xml" | "image/png";
  readonly body: string;
}

/** How a 3-D chart becomes a picture. */
export interface StaticPictureOptions {
  /** Pixels of a PNG per pixel of the chart, in each direction. Default 1.5. */
  readonly density?: number;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * The still picture of a chart, made without a browser: for GitHub, print, the HTML report, and
 * wherever plotly does not run.
 *
 * Flat charts are drawn by plotly itself in a page that exists only in memory, and become SVG; 3-D
 * charts (`scatter3d`, `mesh3d`) are drawn by a small rasteriser, words by plotly, and become PNG.
 * Equal charts give equal text, byte for byte. The first flat chart takes about a second more, to
 * load plotly.
 *
 * @throws {RangeError} for a 3-D chart with a trace that is neither scatter3d nor mesh3d.
 */
export function staticPicture(
  chart: Chart,
  { density = 1.5 }: StaticPictureOptions = {},
): Promise<StaticPicture> {
  // One page is shared: charts are drawn one after the other.
  const picture = last.then(() => isSpatial(chart) ? spatial(chart, density) : flat(chart));
  last = picture.catch(() => {});
  return picture;
}

function isSpatial(chart: Chart): boolean {
  return chart.data.some((trace) => /3d$|^surface$/.test(trace.type ?? ""));
}

async function flat(chart: Chart): Promise<StaticPicture> {
  const { window, plotly, restart } = await plotlyPage();
  const text = JSON.stringify({ data: chart.data, layout: chart.layout });
  const { width = 760, height = 420 } = chart.layout;
  const place = window.document.createElement("div");
  window.document.body.append(place);
  try {
    restart();
    // Parsed inside the page, so that plotly meets arrays and objects of its own world.
    const own = window.JSON.parse(text);
    await plotly.newPlot(place, own.data, own.layout, { staticPlot: true });
    const svg = await plotly.toImage(place, { format: "svg", imageDataOnly: true, width, height });
    const prefix = `p${hash(text)}-`;
    return {
      mime: "image/svg+xml",
      body: cleanSvg(svg, { window, description: chart.description, prefix }),
    };
  } finally {
    plotly.purge(place);
    place.remove();
  }
}

/** The scenes as pixels, with the title and all other words that plotly draws flat over them. */
async function spatial(chart: Chart, density: number): Promise<StaticPicture> {
  const { renderScene } = await import("./static/scene.ts");
  const { rasterise } = await import("./static/rasterise.ts");
  const { wordsOnly } = await import("./static/words_only.ts");
  const pixels = `data:image/png;base64,${renderScene(chart, { density }).toBase64()}`;
  const words = await flat(wordsOnly(chart));
  // Plotly's first rectangle is the paper: the scenes lie on it, under the words.
  const svg = words.body.replace(
    /<rect[^>]*>/,
    `$&<image x="0" y="0" width="100%" height="100%" xlink:href="${pixels}"/>`,
  );
  return { mime: "image/png", body: (await rasterise(svg, density)).toBase64() };
}

/** FNV-1a, 32 bits: names that differ from picture to picture on one page. */
function hash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(36);
}
