import { readPhoto } from "#lib/data/photos/read_photo.ts";
import type { Photo } from "#lib/preprocess/photo.ts";
import { type GreyImage, resizeByArea } from "./resize_by_area.ts";

/** Weights of red, green and blue in grey (ITU-R BT.601), as in Pillow's mode `L`. */
const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * A picture file as the models want it: grey, `size` x `size`, one byte a pixel (0 to 255). A picture
 * that is not square is cut to its middle square first; transparent parts are laid on white.
 *
 * @throws as `readPhoto`, for what is no picture, a broken one, or one too large.
 */
export async function readImage(path: string, size: number): Promise<Uint8Array> {
  const grey = toGrey(await readPhoto(path));
  return Uint8Array.from(resizeByArea(middleSquare(grey), size).values, Math.round);
}

function toGrey({ width, height, pixels }: Photo): GreyImage {
  const values = new Float64Array(width * height);
  for (let i = 0; i < values.length; i++) {
    values[i] = LUMA.reduce((sum, weight, c) => sum + weight * pixels[i * 3 + c], 0);
  }
  return { width, height, values };
}

function middleSquare({ width, height, values }: GreyImage): GreyImage {
  const side = Math.min(width, height);
  const [top, left] = [Math.floor((height - side) / 2), Math.floor((width - side) / 2)];
  const rows = Array.from({ length: side }, (_, row) => {
    const start = (top + row) * width + left;
    return values.subarray(start, start + side);
  });
  const square = new Float64Array(side * side);
  rows.forEach((row, i) => square.set(row, i * side));
  return { width: side, height: side, values: square };
}
