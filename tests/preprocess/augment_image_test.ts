import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { Rng } from "#lib/core/rng.ts";
import { type Image, ImageDataGenerator } from "#lib/preprocess/augment_image.ts";
import { warpImage } from "#lib/preprocess/augment_image_affine.ts";
import { foldCoordinate, OUTSIDE } from "#lib/preprocess/augment_image_fill.ts";
import { affineMatrix } from "#lib/preprocess/augment_image_matrix.ts";
import type { AugmentImageOptions, FillMode } from "#lib/preprocess/augment_image_options.ts";
import type { ImageTransform } from "#lib/preprocess/augment_image_transform.ts";

const FILLS: readonly FillMode[] = ["nearest", "constant", "reflect", "wrap"];

const shape = fc.tuple(
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 1, max: 20 }),
  fc.constantFrom(1, 3),
);
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const transform = fc.record({
  theta: real(-360, 360),
  tx: real(-30, 30),
  ty: real(-30, 30),
  shear: real(-60, 60),
  zx: real(0.2, 4),
  zy: real(0.2, 4),
  flipHorizontal: fc.boolean(),
  flipVertical: fc.boolean(),
});

function picture(size: readonly [number, number, number], seed = 0): Image<Uint8Array> {
  const rng = new Rng(seed);
  const data = Uint8Array.from({ length: size[0] * size[1] * size[2] }, () => rng.integer(256));
  return { shape: size, data };
}

/** The definition, pixel by pixel, without any short cut. */
function warpPlainly(
  { shape: [height, width, channels], data }: Image,
  t: ImageTransform,
  fillMode: FillMode,
  cval: number,
): Float32Array {
  const [a, b, c, d, e, f] = affineMatrix(t, [height, width]) ?? [1, 0, 0, 0, 1, 0];
  const result = new Float32Array(data.length);
  const clamp = (i: number, size: number) => Math.min(Math.max(i, 0), size - 1);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const y = foldCoordinate(a * row + b * column + c, height, fillMode);
      const x = foldCoordinate(d * row + e * column + f, width, fillMode);
      const [top, left] = [Math.floor(y), Math.floor(x)];
      const toRow = t.flipVertical ? height - 1 - row : row;
      const toColumn = t.flipHorizontal ? width - 1 - column : column;
      for (let k = 0; k < channels; k++) {
        const at = (i: number, j: number) =>
          data[(clamp(top + i, height) * width + clamp(left + j, width)) * channels + k];
        const upper = at(0, 0) + (at(0, 1) - at(0, 0)) * (x - left);
        const lower = at(1, 0) + (at(1, 1) - at(1, 0)) * (x - left);
        result[(toRow * width + toColumn) * channels + k] = y === OUTSIDE || x === OUTSIDE
          ? cval
          : upper + (lower - upper) * (y - top);
      }
    }
  }
  return result;
}

Deno.test("augment: the quick loop equals the definition, for any map, size and fill", () => {
  fc.assert(
    fc.property(shape, transform, fc.constantFrom(...FILLS), (size, t, fillMode) => {
      const image = picture(size);
      const result = new ImageDataGenerator({ fillMode, cval: 99 }).applyTransform(image, t);
      deepStrictEqual(result.data.join(), warpPlainly(image, t, fillMode, 99).join());
    }),
    { numRuns: 400, seed: 1 },
  );
});

Deno.test("augment: a warp writes inside its target only", () => {
  const image = picture([6, 5, 1]);
  const memory = new Float32Array(50).fill(-1);
  const matrix = affineMatrix({ theta: 30, zx: 0.7 }, image.shape)!;
  const options = {
    fillMode: "nearest",
    cval: 0,
    flipHorizontal: true,
    flipVertical: true,
  } as const;
  warpImage(image.data, memory.subarray(10, 40), image.shape, matrix, options);
  ok(memory.subarray(0, 10).every((value) => value === -1));
  ok(memory.subarray(40).every((value) => value === -1));
  ok(memory.subarray(10, 40).every((value) => value >= 0));
});

Deno.test("augment: turning by four right angles, and shifting there and back, change nothing", () => {
  const square = picture([9, 9, 1]);
  const generator = new ImageDataGenerator({ fillMode: "nearest" });
  let image: Image = square;
  for (let i = 0; i < 4; i++) image = generator.applyTransform(image, { theta: 90 });
  ok(image.data.every((value, i) => Math.abs(value - square.data[i]) < 1e-3));
  const shifted = generator.applyTransform(square, { tx: 2 });
  // A positive tx reads from further right: the picture moves left (Keras's convention).
  strictEqual(shifted.data[0], square.data[2]);
});

Deno.test("augment: a crop is a window of the image, and beyond it the fill", () => {
  const image: Image = { shape: [2, 3, 1], data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  const crop = (fillMode: FillMode, top: number, left: number) => [
    ...new ImageDataGenerator({ fillMode, cval: 9 }).applyTransform(image, {
      crop: { top, left, height: 2, width: 2 },
    }).data,
  ];
  deepStrictEqual(crop("nearest", 0, 1), [2, 3, 5, 6]);
  deepStrictEqual(crop("constant", 1, 2), [6, 9, 9, 9]);
  deepStrictEqual(crop("nearest", -1, -1), [1, 1, 1, 1]);
  deepStrictEqual(crop("reflect", -2, -1), [4, 4, 1, 1]);
});

Deno.test("augment: random crops reach every place of the padded image, and no other", () => {
  const generator = new ImageDataGenerator({ crop: { size: [4, 4], padding: 1 } });
  const rng = new Rng(1);
  const places = new Set(Array.from({ length: 500 }, () => {
    const { top, left, height, width } = generator.randomTransform([5, 4, 1], rng).crop!;
    deepStrictEqual([height, width], [4, 4]);
    return `${top},${left}`;
  }));
  const wanted = [-1, 0, 1, 2].flatMap((top) => [-1, 0, 1].map((left) => `${top},${left}`));
  deepStrictEqual([...places].sort(), wanted.sort());
});

Deno.test("augment: erasing blanks one rectangle of the size drawn, as often as asked for", () => {
  const rng = new Rng(2);
  const image: Image = { shape: [20, 16, 1], data: new Uint8Array(320).fill(7) };
  const generator = new ImageDataGenerator({
    erase: { probability: 0.3, area: [0.1, 0.2], aspect: [0.5, 2], value: 300 },
  });
  let erased = 0;
  for (let i = 0; i < 2000; i++) {
    const drawn = generator.randomTransform(image.shape, rng);
    const blank = generator.applyTransform(image, drawn).data.filter((value) => value === 300);
    strictEqual(blank.length, drawn.erase ? drawn.erase.height * drawn.erase.width : 0);
    if (!drawn.erase) continue;
    erased++;
    // Rounding both sides to whole pixels moves the area a little.
    ok(blank.length > 0.07 * 320 && blank.length < 0.24 * 320, `${blank.length} pixels`);
  }
  // Five standard deviations of a binomial count of 2000 at 0.3.
  ok(Math.abs(erased - 600) < 103, `${erased} of 2000`);
});

Deno.test("augment: erased noise follows from the parameters, spreads over its range", () => {
  const image: Image = { shape: [30, 30, 1], data: new Uint8Array(900) };
  const generator = new ImageDataGenerator({ erase: { probability: 1, noiseRange: [100, 200] } });
  const drawn = generator.randomTransform(image.shape, new Rng(3));
  const { data } = generator.applyTransform(image, drawn);
  deepStrictEqual(data, generator.applyTransform(image, drawn).data);
  const noise = data.filter((value) => value !== 0);
  ok(noise.every((value) => value >= 100 && value < 200));
  ok(new Set(noise).size > noise.length * 0.9);
});

Deno.test("augment: equal seeds draw equal variations, and every draw lies in its range", () => {
  const options: AugmentImageOptions = {
    rotationRange: 20,
    widthShiftRange: 0.1,
    heightShiftRange: 4,
    zoomRange: [0.9, 1.2],
    horizontalFlip: true,
    brightnessRange: [0.8, 1.1],
    channelShiftRange: 10,
  };
  const generator = new ImageDataGenerator(options);
  const draw = (seed: number) => generator.randomTransform([48, 48, 1], new Rng(seed));
  fc.assert(fc.property(fc.nat(), (seed) => {
    const t = draw(seed);
    deepStrictEqual(t, draw(seed));
    ok(Math.abs(t.theta!) <= 20 && Math.abs(t.ty!) <= 4.8);
    ok(Number.isInteger(t.tx) && Math.abs(t.tx!) <= 3);
    ok([t.zx!, t.zy!].every((zoom) => zoom >= 0.9 && zoom <= 1.2));
    ok(t.brightness! >= 0.8 && t.brightness! <= 1.1 && Math.abs(t.channelShift!) <= 10);
    strictEqual(t.flipVertical, false);
  }));
});

Deno.test("augment: settings that cannot be meant are refused, by name", () => {
  const make = (options: object) => () => void new ImageDataGenerator(options);
  throws(make({ zcaWhitening: true }), {
    name: "TypeError",
    message: /zcaWhitening is not offered/,
  });
  throws(make({ width_shift_range: 1 }), { name: "TypeError", message: /spelled widthShiftRange/ });
  throws(make({ blur: 1 }), { name: "TypeError", message: /no setting "blur"/ });
  throws(make({ rotationRange: NaN }), /rotationRange must be a finite number/);
  throws(make({ fillMode: "mirror" }), /fillMode "mirror"/);
  throws(make({ widthShiftRange: [] }), /widthShiftRange/);
  throws(make({ zoomRange: 1.5 }), /zoomRange/);
  throws(make({ brightnessRange: [1.2, 0.8] }), /brightnessRange/);
  throws(make({ crop: { size: [0, 4] } }), /crop.size/);
  throws(make({ erase: { probability: 2 } }), /erase.probability/);
  throws(make({ erase: { area: [0.1, 3] } }), /erase.area/);
});

Deno.test("augment: what Keras does in silence is said aloud", () => {
  const unit: Image = { shape: [1, 2, 1], data: Float32Array.of(0.2, 0.9) };
  throws(() => new ImageDataGenerator().applyTransform(unit, { brightness: 1.1 }), /0 to 255/);
  const dark: Image = { shape: [1, 2, 1], data: Float32Array.of(0, 1) };
  deepStrictEqual([...new ImageDataGenerator().applyTransform(dark, { brightness: 3 }).data], [
    0,
    3,
  ]);
  const unfitted = new ImageDataGenerator({ featurewiseCenter: true });
  throws(() => unfitted.standardize(unit), /fitImageStatistics/);
  const two: Image = { shape: [1, 1, 2], data: Uint8Array.of(1, 2) };
  throws(() => new ImageDataGenerator().applyTransform(two, { brightness: 1.1 }), /1, 3 or 4/);
  const small = new ImageDataGenerator({ crop: { size: [9, 9] } });
  throws(() => small.randomTransform([8, 9, 1], new Rng(1)), /does not fit/);
});
