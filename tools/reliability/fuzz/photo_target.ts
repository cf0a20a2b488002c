import sharp from "sharp";
import { Rng } from "#lib/core/rng.ts";
import { readPhoto } from "#lib/data/photos/read_photo.ts";
import type { FuzzTarget } from "./target.ts";

/** Pictures in the formats that cameras, phones and screens make. */
export const photo: FuzzTarget = {
  name: "images",
  ending: ".jpg",
  async seeds() {
    const rng = new Rng("photo");
    const [width, height] = [40, 30];
    const pixels = Uint8Array.from({ length: width * height * 3 }, () => rng.integer(256));
    const image = () => sharp(pixels, { raw: { width, height, channels: 3 } });
    const files = await Promise.all([
      image().jpeg().withMetadata({ orientation: 6 }).toBuffer(),
      image().jpeg({ progressive: true }).toBuffer(),
      image().png().toBuffer(),
      image().png({ palette: true }).toBuffer(),
      image().webp().toBuffer(),
      image().gif().toBuffer(),
      image().tiff({ compression: "lzw" }).toBuffer(),
      image().avif({ effort: 0 }).toBuffer(),
    ]);
    const heic = new URL("../../../tests/fixtures/data/halves.heic", import.meta.url);
    return [...files.map((file) => new Uint8Array(file)), await Deno.readFile(heic)];
  },
  async read(path) {
    const { width, height, pixels } = await readPhoto(path);
    if (pixels.length !== width * height * 3) return "pixels that do not fit the size";
    return width > 0 && height > 0 && Math.max(width, height) <= 2048 ? undefined : "no such size";
  },
};
