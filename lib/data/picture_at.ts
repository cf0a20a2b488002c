import type { Dataset } from "./dataset.ts";

/**
 * One image of a data set as a picture: a view of its pixels with their width and height.
 *
 * @throws {RangeError} when the data set holds no uint8 images, or no such sample.
 */
export function pictureAt(
  { itemShape, x, y }: Dataset,
  index: number,
): { readonly pixels: Uint8Array; readonly width: number; readonly height: number } {
  const [height, width, channels = 1] = itemShape;
  if (!(x instanceof Uint8Array) || itemShape.length !== 3) {
    throw new RangeError(`samples of shape [${itemShape}] are no pictures of bytes`);
  }
  if (!(index >= 0 && index < y.length)) {
    throw new RangeError(`sample ${index} does not exist: there are ${y.length}`);
  }
  const size = width * height * channels;
  return { pixels: x.subarray(index * size, (index + 1) * size), width, height };
}
