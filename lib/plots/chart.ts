import type { Data, Layout } from "plotly.js-dist-min";

/** A chart as plain data: what plotly draws, with words for those who do not see it. */
export interface Chart {
  readonly data: readonly Data[];
  readonly layout: Partial<Layout>;
  /** One or two sentences that say what the chart shows; used as alternative text. */
  readonly description: string;
}
