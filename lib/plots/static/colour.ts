/** Red, green, blue and opacity, each in [0, 1]. */
export type Rgba = readonly [number, number, number, number];

/**
 * Reads a colour as charts write it: `#rgb`, `#rrggbb`, `rgb(…)` or `rgba(…)`.
 *
 * @throws {RangeError} for anything else, such as a colour name.
 */
export function parseColour(text: string): Rgba {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex) {
    const width = hex.length / 3;
    const [r, g, b] = [0, 1, 2].map((i) => {
      const part = hex.slice(i * width, (i + 1) * width);
      return Number.parseInt(width === 1 ? part + part : part, 16) / 255;
    });
    return [r, g, b, 1];
  }
  const list = /^rgba?\(([^)]*)\)$/.exec(text)?.[1].split(",").map(Number);
  if (list && (list.length === 3 || list.length === 4) && list.every(Number.isFinite)) {
    return [list[0] / 255, list[1] / 255, list[2] / 255, list[3] ?? 1];
  }
  throw new RangeError(`"${text}" is no colour that still pictures know: write #rrggbb`);
}

/**
 * A function from a value to its colour on a scale of `[position, colour]` stops.
 *
 * @throws {RangeError} for a scale given by name.
 */
export function colourScale(scale: unknown, low: number, high: number): (value: number) => Rgba {
  if (!Array.isArray(scale)) {
    throw new RangeError(
      `colour scale ${JSON.stringify(scale)}: still pictures need a list of stops`,
    );
  }
  const stops = scale.map(([at, text]) => ({ at: Number(at), colour: parseColour(text) }));
  return (value) => {
    const t = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0;
    const next = Math.max(1, stops.findIndex(({ at }) => at >= t));
    const [a, b] = [stops[next - 1], stops[next]];
    const share = b.at > a.at ? (t - a.at) / (b.at - a.at) : 0;
    return [0, 1, 2, 3].map((k) => a.colour[k] + share * (b.colour[k] - a.colour[k])) as never;
  };
}
