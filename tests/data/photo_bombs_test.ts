import { ok, rejects } from "node:assert/strict";
import sharp from "sharp";
import { readPhoto } from "#lib/data/photos/read_photo.ts";
import { readImage } from "#tools/cli/image_file.ts";

/** More than any camera: with three bytes a pixel it would take gigabytes. */
const SIDE = 16000;

/** Where the sides lie in a file of 64 x 32 pixels, and in how many bytes. */
interface Sides {
  readonly width: number;
  readonly height: number;
  readonly bytes: 2 | 4;
  readonly littleEndian?: boolean;
}

const small = () => sharp({ create: { width: 64, height: 32, channels: 3, background: "teal" } });

/** Small files of which the head lies: it promises a picture of 16,000 x 16,000 pixels. */
async function bombs(): Promise<Map<string, Uint8Array>> {
  const png = lying(await small().png().toBuffer(), () => ({ width: 16, height: 20, bytes: 4 }));
  new DataView(png.buffer).setUint32(29, checksum(png.subarray(12, 29)));
  const jpeg = lying(await small().jpeg().toBuffer(), (file) => {
    const frame = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xc0);
    return { width: frame + 7, height: frame + 5, bytes: 2 };
  });
  const webp = lying(
    await small().webp().toBuffer(),
    () => ({ width: 26, height: 28, bytes: 2, littleEndian: true }),
  );
  const ispe = (file: Uint8Array): Sides => {
    const at = new TextDecoder("latin1").decode(file).indexOf("ispe");
    return { width: at + 8, height: at + 12, bytes: 4 };
  };
  const avif = lying(await small().avif({ effort: 0 }).toBuffer(), ispe);
  const file = new URL("../fixtures/data/halves.heic", import.meta.url);
  const heic = lying(await Deno.readFile(file), ispe);
  return new Map(Object.entries({ png, jpeg, webp, avif, heic }));
}

function lying(file: Uint8Array, find: (file: Uint8Array) => Sides): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(file);
  const view = new DataView(copy.buffer);
  const { width, height, bytes, littleEndian } = find(copy);
  for (const at of [width, height]) {
    if (bytes === 2) view.setUint16(at, SIDE, littleEndian);
    else view.setUint32(at, SIDE);
  }
  return copy;
}

/** CRC-32, as PNG has it behind each chunk. */
function checksum(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

Deno.test("a file that promises gigabytes of pixels is refused before they are decoded", async () => {
  for (const [name, file] of await bombs()) {
    const before = Deno.memoryUsage().rss;
    await rejects(readPhoto(file, { name: `bomb.${name}` }), {
      name: "RangeError",
      message: new RegExp(`^the photo has too many pixels \\(bomb\\.${name}\\)\\. Save it smaller`),
    });
    const grown = Deno.memoryUsage().rss - before;
    ok(grown < 200e6, `${name} took ${Math.round(grown / 1e6)} MB`);
  }
});

Deno.test("predict's pictures are bounded too", async () => {
  const path = await Deno.makeTempFile({ suffix: ".png" });
  await Deno.writeFile(path, (await bombs()).get("png")!);
  await rejects(readImage(path, 48), { name: "RangeError", message: /too many pixels/ });
});
