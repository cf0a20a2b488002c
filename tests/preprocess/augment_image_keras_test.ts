import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";
import { ImageDataGenerator } from "#lib/preprocess/augment_image.ts";
import type { AugmentImageOptions } from "#lib/preprocess/augment_image_options.ts";
import type { ImageTransform } from "#lib/preprocess/augment_image_transform.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

// Made by tests/reference/augment_keras.py with Keras's own ImageDataGenerator.

type Shape = [number, number, number];

interface Fixture {
  images: Record<string, { shape: Shape; data: number[] }>;
  transforms: {
    image: string;
    options: AugmentImageOptions;
    transform: ImageTransform;
    expected: number[];
  }[];
  normalisations: {
    image: string;
    images: number[];
    options: AugmentImageOptions;
    expected: number[];
  }[];
  drawings: {
    options: AugmentImageOptions;
    shape: Shape;
    fractions: number[];
    expected: ImageTransform;
  }[];
}

const fixture: Fixture = JSON.parse(
  await Deno.readTextFile(new URL("../fixtures/preprocess/augment_keras.json", import.meta.url)),
);

/** Gives the fractions that the reference gave in place of NumPy's generator. */
class Fractions extends Rng {
  #next = 0;
  constructor(readonly row: readonly number[]) {
    super(0);
  }
  override next(): number {
    return this.row[this.#next++];
  }
  override integer(end: number): number {
    return Math.floor(this.next() * end);
  }
}

for (const [name, { shape, data }] of Object.entries(fixture.images)) {
  const cases = fixture.transforms.filter(({ image }) => image === name);
  for (const kind of [Uint8Array, Float32Array]) {
    Deno.test(`augment: ${cases.length} transforms of the ${name} ${kind.name} equal Keras's`, () => {
      for (const { options, transform, expected } of cases) {
        const image = { shape, data: kind.from(data) };
        const result = new ImageDataGenerator(options).applyTransform(image, transform);
        deepStrictEqual(result.shape, shape);
        try {
          assertAllClose(result.data, expected, { absolute: 1e-4, relative: 1e-6 });
        } catch (error) {
          throw new Error(JSON.stringify([options, transform]), { cause: error });
        }
        deepStrictEqual([...image.data], data, "the source is not changed");
      }
    });
  }
}

Deno.test("augment: rescaling, centring and normalisation equal Keras's", () => {
  strictEqual(fixture.normalisations.length, 12);
  for (const { image, images, options, expected } of fixture.normalisations) {
    const { shape, data } = fixture.images[image];
    const generator = new ImageDataGenerator(options);
    generator.fit(Uint8Array.from(images), shape[2]);
    const { data: result } = generator.standardize({ shape, data: Uint8Array.from(data) });
    assertAllClose(result, expected, { absolute: 1e-5, relative: 1e-5 });
  }
});

Deno.test("augment: parameters are drawn from Keras's ranges in Keras's order", () => {
  strictEqual(fixture.drawings.length, 16);
  for (const { options, shape, fractions, expected } of fixture.drawings) {
    const drawn = new ImageDataGenerator(options).randomTransform(shape, new Fractions(fractions));
    const found = Object.entries(drawn).filter(([, value]) => value !== undefined);
    deepStrictEqual(found.map(([name]) => name), Object.keys(expected));
    assertAllClose(found.map(([, value]) => Number(value)), Object.values(expected).map(Number), {
      absolute: 1e-12,
      relative: 1e-12,
    });
  }
});
