import { count } from "../core/format.ts";

/** Where the figures of a chart come from; printed under its title. */
export interface Source {
  /** For people: `"FER2013 PublicTest"`, `"synthetic faces, test"`, … */
  readonly name: string;
  /** True for the synthetic population: the chart then says "synthetic faces". */
  readonly synthetic: boolean;
  /** How many samples the figures were made from. */
  readonly n?: number;
}

/**
 * The line under a chart's title: the data, the word "synthetic" wherever it is due, how many
 * samples, and what else the chart has to say. Plotly's text markup.
 *
 * @example
 * ```ts
 * import { sourceLine } from "#lib/plots/source.ts";
 * import { strictEqual } from "node:assert/strict";
 * strictEqual(
 *   sourceLine({ name: "FER2013", synthetic: false, n: 3589 }, "accuracy 55.0%"),
 *   "FER2013 · n = 3,589 · accuracy 55.0%",
 * );
 * ```
 */
export function sourceLine(source: Source, ...more: string[]): string {
  const parts = [sourceName(source)];
  if (source.n !== undefined) parts.push(`n = ${count(source.n)}`);
  return [...parts, ...more].join(" · ");
}

/** The data's name; says "synthetic faces" whenever the data is synthetic. */
export function sourceName({ name, synthetic }: Source): string {
  return synthetic && !/synthetic faces/i.test(name) ? `synthetic faces, ${name}` : name;
}
