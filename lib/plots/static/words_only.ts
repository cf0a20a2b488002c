import type { Data } from "plotly.js-dist-min";
import type { Chart } from "../chart.ts";
import type { SpatialTrace } from "./scene.ts";

/** A 3-D chart without its scenes: title, annotations and colour bars, for plotly to draw flat. */
export function wordsOnly(chart: Chart): Chart {
  const layout = Object.fromEntries(
    Object.entries(chart.layout).filter(([key]) => !/^scene\d*$|^updatemenus$|^sliders$/.test(key)),
  );
  return {
    ...chart,
    data: (chart.data as SpatialTrace[]).flatMap(colourBar),
    layout: {
      ...layout,
      showlegend: false,
      plot_bgcolor: "rgba(0,0,0,0)",
      xaxis: { visible: false },
      yaxis: { visible: false },
    },
  };
}

/** The colour bar of a 3-D trace as an empty flat trace with the same bar; none gives none. */
function colourBar(trace: SpatialTrace): Data[] {
  const holder = trace.type === "mesh3d" ? trace : trace.marker ?? {};
  const values = trace.type === "mesh3d" ? trace.intensity : trace.marker?.color;
  const shown = holder.showscale ?? trace.type === "mesh3d";
  if (!shown || !values || typeof values === "string" || trace.visible === false) return [];
  const { colorscale, cmin, cmax, reversescale, colorbar } = holder;
  return [{
    type: "scatter",
    mode: "markers",
    x: [null],
    y: [null],
    marker: { color: [cmin], colorscale, cmin, cmax, reversescale, colorbar, showscale: true },
  } as unknown as Data];
}
