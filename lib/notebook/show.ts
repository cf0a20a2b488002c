import type { Chart } from "../plots/chart.ts";
import { staticPicture } from "../plots/static_picture.ts";
import { sendOutput } from "./output.ts";
import type { OutputBundle, OutputOptions } from "./output.ts";
import { plainFigure } from "./plain_figure.ts";
import { pngSize } from "./show_png.ts";
import { described } from "./show_svg.ts";

/**
 * Shows a chart under the cell. Await it.
 *
 * The chart goes out three times in one output, and every reader takes what it can: JupyterLab and
 * VS Code draw it live with plotly, GitHub and printed pages show the picture, and a screen reader
 * or a terminal has the words.
 */
export async function show(chart: Chart): Promise<void> {
  if (typeof chart?.description !== "string" || !Array.isArray(chart.data)) {
    throw new TypeError("show needs a chart, as the functions of lib/plots make them");
  }
  const { bundle, metadata } = await chartBundle(chart);
  await sendOutput(bundle, { metadata });
}

/** No button that would send a chart, and the photos in it, to Plotly's servers, as some versions have. */
const CONFIG = { responsive: true, displaylogo: false, showSendToCloud: false } as const;

/** The output of a chart in all its media types. */
export async function chartBundle(
  chart: Chart,
): Promise<{ bundle: OutputBundle } & Pick<OutputOptions, "metadata">> {
  const { data, layout, description } = chart;
  // JupyterLab shows a PNG pixel by pixel until the mouse is over it: any other density would jump.
  const { mime, body } = await staticPicture(chart, { density: 1 });
  const picture = mime === "image/svg+xml" ? described(body, description) : body;
  return {
    bundle: {
      "application/vnd.plotly.v1+json": {
        data: plainFigure(data),
        layout: plainFigure(layout),
        config: CONFIG,
      },
      [mime]: picture,
      "text/plain": description,
    },
    metadata: {
      [mime]: { alt: description, ...(mime === "image/png" ? shownSize(body, chart) : {}) },
    },
  };
}

/** A picture may hold more pixels than the chart is wide, to be sharp in print. */
function shownSize(body: string, { layout }: Chart): { width: number; height: number } {
  const { width, height } = pngSize(Uint8Array.fromBase64(body));
  const shown = Math.min(layout.width ?? width, width);
  return { width: shown, height: Math.round(shown * height / width) };
}
