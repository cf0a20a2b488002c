import { decode } from "fast-png";
import { messageOf } from "#lib/core/errors.ts";
import { type GreyImage, resizeByArea } from "./resize_by_area.ts";

/** Weights of red, green and blue in grey (ITU-R BT.601), as in Pillow's mode `L`. */
const LUMA = [0.299, 0.587, 0.114] as const;

/**
 * A picture file as the models want it: grey, `size` x `size`, one byte a pixel (0 to 255). A picture
 * that is not square is cut to its middle square first; transparent parts are laid on white.
 *
 * @throws {SyntaxError} for anything but a PNG that can be read.
 */
export async function readImage(path: string, size: number): Promise<Uint8Array> {
  const file = await Deno.readFile(path);
  let image;
  try {
    image = decode(file);
  } catch (error) {
    const jpeg = file[0] === 0xff && file[1] === 0xd8;
    const why = jpeg ? "it is a JPEG" : messageOf(error);
    throw new SyntaxError(`${path} is no PNG that can be read (${why}). Save it as PNG.`, {
      cause: error,
    });
  }
  const grey = toGrey(image);
  return Uint8Array.from(resizeByArea(middleSquare(grey), size).values, Math.round);
}

type Png = ReturnType<typeof decode>;

function toGrey({ width, height, channels, depth, data, palette }: Png): GreyImage {
  const top = palette ? 255 : 2 ** depth - 1;
  const values = new Float64Array(width * height);
  for (let i = 0; i < values.length; i++) {
    const pixel = palette
      ? palette[data[i]]
      : Array.from(data.subarray(i * channels, (i + 1) * channels));
    const opaque = palette ? pixel.length === 4 : channels === 2 || channels === 4;
    const colours = opaque ? pixel.slice(0, -1) : pixel;
    const alpha = opaque ? pixel.at(-1)! / top : 1;
    const grey = colours.length === 1
      ? colours[0]
      : LUMA.reduce((sum, weight, c) => sum + weight * colours[c], 0);
    values[i] = 255 * (alpha * grey / top + 1 - alpha);
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
