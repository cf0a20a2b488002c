import { deepStrictEqual, throws } from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { chooseEngine } from "#lib/engine/choose.ts";

Deno.test("slices of every kind are the cpu backend's", async () => {
  const engine = await chooseEngine();
  const shape = [60, 9, 80, 5];
  const values = Float32Array.from({ length: 60 * 9 * 80 * 5 }, (_, i) => i);
  const cases = [
    { begin: [0, 2, 2, 0], size: [60, 5, 44, 5] },
    { begin: [1, 0, 0, 0], size: [40, 9, 80, 5] },
    { begin: [2, 3, 1, 2], size: [30, 4, 60, 2] },
    { begin: [0, 0, 0, 4], size: [60, 9, 80, 1] },
    { begin: [0, 0, 0, 0], size: [60, 9, 80, 5] },
    { begin: [59, 8, 79, 4], size: [1, 1, 1, 1] },
    { begin: [3], size: [-1] },
  ];
  const partOf = (whole: tf.Tensor, begin: number[], size: number[]) =>
    tf.tidy(() => {
      const part = tf.slice(whole, begin, size);
      whole.dispose();
      return { shape: part.shape, values: [...part.dataSync()] };
    });
  const few = { shape: [4, 12, 3], begin: [1, 2, 0], size: [2, 9, 3] };
  const sliced = () => [
    ...cases.map(({ begin, size }) => partOf(tf.tensor(values, shape), begin, size)),
    partOf(tf.tensor(values.subarray(0, 144), few.shape), few.begin, few.size),
  ];
  const own = sliced();
  throws(() => tf.slice(tf.tensor(values, shape), [0, 5, 0, 0], [60, 5, 80, 5]));
  await chooseEngine({ prefer: "cpu" });
  deepStrictEqual(own, sliced());
  await chooseEngine({ prefer: engine.backend as "native" });
});
