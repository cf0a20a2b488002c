import type { View } from "./views.ts";

/** Height, width and channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * The windows that a view shows of `n` images; zoomed ones are interpolated bilinearly.
 *
 * @param images `[n, ...from]`, row-major, in any unit
 * @returns `[n, ...to]`
 * @throws {RangeError} for a window larger than the image, other channels, or a zoom of 0 or less.
 */
export function applyView(
  images: Float32Array,
  view: View,
  { n, from, to }: { readonly n: number; readonly from: ImageShape; readonly to: ImageShape },
): Float32Array {
  const [height, width, channels] = from;
  const [rows, columns] = to;
  if (rows > height || columns > width || to[2] !== channels) {
    throw new RangeError(`a view of [${to}] does not fit into images of [${from}]`);
  }
  const { place, shift = [0, 0], zoom = 1, mirrored } = view;
  if (!(zoom > 0)) throw new RangeError(`a view's zoom must be above 0, not ${zoom}`);
  const [lines, dots] = ([[rows, height], [columns, width]] as const).map(
    ([length, size], axis) => {
      const start = Math.round(place[axis] * (size - length)) + shift[axis];
      return samplesAlong(length, { start, size, zoom });
    },
  );
  if (mirrored) dots.reverse();
  const out = new Float32Array(n * rows * columns * channels);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (const line of lines) {
      const [upper, lower] = [line.first, line.second].map((row) => (i * height + row) * width);
      for (const { first, second, share } of dots) {
        for (let c = 0; c < channels; c++) {
          const value = (row: number, column: number) => images[(row + column) * channels + c];
          const above = mix(value(upper, first), value(upper, second), share);
          out[at++] = line.share === 0
            ? above
            : mix(above, mix(value(lower, first), value(lower, second), share), line.share);
        }
      }
    }
  }
  return out;
}

/** A place between two pixels of a line: `share` of the way from the first to the second. */
interface Sample {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/** Where the pixels of a window lie in the image, along one axis. Beyond it is its edge. */
function samplesAlong(
  length: number,
  { start, size, zoom }: { readonly start: number; readonly size: number; readonly zoom: number },
): Sample[] {
  const middle = start + (length - 1) / 2;
  return Array.from({ length }, (_, i) => {
    const place = Math.min(Math.max(middle + (start + i - middle) / zoom, 0), size - 1);
    const first = Math.floor(place);
    return { first, second: Math.min(first + 1, size - 1), share: place - first };
  });
}

const mix = (one: number, other: number, share: number) => one + share * (other - one);
