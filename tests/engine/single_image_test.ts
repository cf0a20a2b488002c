import * as tf from "@tensorflow/tfjs";
import { deepStrictEqual, ok } from "node:assert/strict";
import { chooseEngine, closeEngine, type EngineOptions } from "#lib/engine/choose.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

/** Convolutions on ever less of the image, as in a VGG. */
function answer(image: tf.Tensor4D, filters: readonly tf.Tensor4D[]): tf.Tensor {
  const maps = filters.reduce((x, filter, k) => {
    const found = tf.relu(tf.conv2d(x, filter, 1, "same")) as tf.Tensor4D;
    return k < 3 ? tf.maxPool(found, 2, 2, "valid") : found;
  }, image);
  return tf.concat([tf.mean(maps, [1, 2]).flatten(), maps.flatten()]);
}

async function answers(options: EngineOptions): Promise<Float32Array> {
  await chooseEngine(options);
  const values = tf.tidy(() => {
    const image = tf.randomUniform([1, 44, 44, 1], 0, 1, "float32", 1) as tf.Tensor4D;
    const filters = [[1, 32], [32, 64], [64, 128], [128, 128], [128, 64]].map(([from, to], k) =>
      tf.randomNormal([3, 3, from, to], 0, Math.sqrt(2 / 9 / from), "float32", k + 2) as tf.Tensor4D
    );
    return answer(image, filters).dataSync<"float32">().slice();
  });
  closeEngine();
  return values;
}

Deno.test("a single image is divided among threads without changing a bit of the answer", async () => {
  const alone = await answers({ threads: 1 });
  for (const threads of [2, 3]) deepStrictEqual(await answers({ threads }), alone);
  const expected = await answers({ prefer: "cpu" });
  assertAllClose(alone, expected, { absolute: 2e-5 * Math.max(...expected) });
});

Deno.test("Winograd's transforms are left out where too little of the image is left for them", async () => {
  await chooseEngine({ threads: 2 });
  const convolve = (images: number, size: number) => {
    const x = tf.randomUniform([images, size, size, 64], -1, 1, "float32", 1) as tf.Tensor4D;
    const filter = tf.randomUniform([3, 3, 64, 64], -1, 1, "float32", 2) as tf.Tensor4D;
    const values = tf.conv2d(x, filter, 1, "same").dataSync<"float32">().slice();
    tf.dispose([x, filter]);
    return values;
  };
  const sizes = [[1, 5], [1, 11], [1, 22], [80, 5]];
  const quick = sizes.map(([images, size]) => convolve(images, size));
  closeEngine();
  await chooseEngine({ threads: 2, winograd: false });
  const isDirect = sizes.map(([images, size], k) => {
    const direct = convolve(images, size);
    return direct.every((value, i) => value === quick[k][i]);
  });
  closeEngine();
  deepStrictEqual(isDirect, [true, true, false, false]);
  ok(quick.every((values) => values.every(Number.isFinite)));
});
