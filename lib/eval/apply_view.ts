import type { View } from "./views.ts";

/** Height, width and channels. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * The windows that a view shows of `n` images.
 *
 * @param images `[n, ...from]`, row-major, in any unit
 * @returns `[n, ...to]`
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
  const [down, right] = view.shift ?? [0, 0];
  const top = Math.round(view.place[0] * (height - rows)) + down;
  const left = Math.round(view.place[1] * (width - columns)) + right;
  const out = new Float32Array(n * rows * columns * channels);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let row = 0; row < rows; row++) {
      const line = i * height + within(top + row, height);
      for (let column = 0; column < columns; column++) {
        const across = left + (view.mirrored ? columns - 1 - column : column);
        const source = (line * width + within(across, width)) * channels;
        for (let c = 0; c < channels; c++) out[at++] = images[source + c];
      }
    }
  }
  return out;
}

/** The nearest place that exists. */
const within = (place: number, length: number) => Math.min(Math.max(place, 0), length - 1);
