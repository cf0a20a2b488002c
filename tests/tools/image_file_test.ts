import { deepStrictEqual, ok, rejects } from "node:assert/strict";
import { encode } from "fast-png";
import fc from "fast-check";
import sharp from "sharp";
import { readImage } from "#tools/cli/image_file.ts";
import { resizeByArea } from "#tools/cli/resize_by_area.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

const picture = fc.integer({ min: 1, max: 9 }).chain((width) =>
  fc.integer({ min: 1, max: 9 }).chain((height) =>
    fc.array(fc.integer({ min: 0, max: 255 }), {
      minLength: width * height,
      maxLength: width * height,
    }).map((values) => ({ width, height, values: Float64Array.from(values) }))
  )
);

Deno.test("resizing keeps the mean and the range, whatever the sizes", () => {
  const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
  fc.assert(fc.property(picture, fc.integer({ min: 1, max: 12 }), (image, size) => {
    const { values } = resizeByArea(image, size);
    assertAllClose([mean(values)], [mean(image.values)], { absolute: 1e-6 });
    const [low, high] = [Math.min(...image.values), Math.max(...image.values)];
    ok(values.every((value) => value >= low - 1e-6 && value <= high + 1e-6));
  }));
});

Deno.test("resizing averages blocks, shares pixels between neighbours, and repeats when it grows", () => {
  const image = { width: 4, height: 2, values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
  assertAllClose(resizeByArea(image, 1).values, [4.5]);
  assertAllClose(resizeByArea(image, 2).values, [1.5, 3.5, 5.5, 7.5]);
  const row = { width: 3, height: 3, values: Float64Array.of(0, 6, 12, 0, 6, 12, 0, 6, 12) };
  assertAllClose(resizeByArea(row, 2).values, [2, 10, 2, 10]);
  assertAllClose(
    resizeByArea({ width: 1, height: 1, values: Float64Array.of(9) }, 2).values,
    [9, 9, 9, 9],
  );
});

async function saved(image: Parameters<typeof encode>[0]): Promise<string> {
  const path = await Deno.makeTempFile({ suffix: ".png" });
  await Deno.writeFile(path, encode(image));
  return path;
}

Deno.test("pictures become grey: colour by luma, 16 bits scaled, transparency on white", async () => {
  const one = { width: 1, height: 1 };
  const read = async (image: Parameters<typeof encode>[0]) => [
    ...await readImage(await saved(image), 1),
  ];
  deepStrictEqual(await read({ ...one, data: Uint8Array.of(77), channels: 1 }), [77]);
  deepStrictEqual(await read({ ...one, data: Uint8Array.of(255, 0, 0), channels: 3 }), [76]);
  deepStrictEqual(await read({ ...one, data: Uint8Array.of(0, 255, 0, 255), channels: 4 }), [150]);
  deepStrictEqual(await read({ ...one, data: Uint8Array.of(0, 51), channels: 2 }), [204]);
  deepStrictEqual(
    await read({ ...one, data: Uint16Array.of(0x8000), channels: 1, depth: 16 }),
    [128],
  );
});

Deno.test("a picture that is not square is cut to its middle", async () => {
  const data = Uint8Array.of(9, 1, 2, 9, 9, 3, 4, 9);
  const path = await saved({ width: 4, height: 2, data, channels: 1 });
  deepStrictEqual([...await readImage(path, 2)], [1, 2, 3, 4]);
});

Deno.test("a photo's format does not matter; what is no picture is refused by name", async () => {
  const path = await Deno.makeTempFile();
  const grey = { create: { width: 3, height: 3, channels: 3, background: "#787878" } } as const;
  await Deno.writeFile(path, await sharp(grey).webp({ lossless: true }).toBuffer());
  deepStrictEqual([...await readImage(path, 2)], [120, 120, 120, 120]);
  await Deno.writeTextFile(path, "dear diary");
  await rejects(readImage(path, 2), { name: "SyntaxError", message: new RegExp(path) });
});
