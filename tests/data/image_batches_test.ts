import {
  deepStrictEqual,
  notDeepStrictEqual,
  ok,
  rejects,
  strictEqual,
  throws,
} from "node:assert/strict";
import { Rng } from "#lib/core/rng.ts";
import { sizeOf } from "#lib/core/shapes.ts";
import type { Batch, BatchSource } from "#lib/data/batches.ts";
import type { Dataset } from "#lib/data/dataset.ts";
import type { BatchPlan } from "#lib/data/image_batch_filler.ts";
import { BatchPool } from "#lib/data/image_batch_pool.ts";
import { imageBatches } from "#lib/data/image_batches.ts";
import { fitImageStatistics } from "#lib/preprocess/augment_image_normalise.ts";
import type { AugmentImageOptions } from "#lib/preprocess/augment_image_options.ts";
import { assertAllClose } from "../support/assert_all_close.ts";

const AUGMENT: AugmentImageOptions = {
  rotationRange: 20,
  widthShiftRange: 0.1,
  heightShiftRange: 2,
  shearRange: 10,
  zoomRange: 0.1,
  horizontalFlip: true,
  brightnessRange: [0.8, 1.2],
  erase: { probability: 0.5 },
};

function pictures(n: number, itemShape = [12, 10, 1]): Dataset<Uint8Array> {
  const rng = new Rng("pictures");
  return {
    name: "test pictures",
    synthetic: true,
    itemShape,
    ids: Array.from({ length: n }, (_, i) => `picture/${i}`),
    x: Uint8Array.from({ length: n * sizeOf(itemShape) }, () => rng.integer(256)),
    y: Uint8Array.from({ length: n }, (_, i) => i % 7),
    role: Uint8Array.from({ length: n }, (_, i) => (i % 5 === 4 ? 1 : 0)),
  };
}

function copy({ x, y, n }: Batch): Batch {
  return { x: x.slice(), y: y.slice(), n };
}

/** Compares bits; `deepStrictEqual` takes seconds over so many numbers. */
function sameBatch(a: Batch, b: Batch): boolean {
  const same = (p: Float32Array, q: Float32Array) =>
    p.length === q.length && p.every((value, i) => value === q[i]);
  return a.n === b.n && same(a.x, b.x) && same(a.y, b.y);
}

function assertSameBatches(actual: readonly Batch[], expected: readonly Batch[]): void {
  strictEqual(actual.length, expected.length);
  actual.forEach((batch, i) => ok(sameBatch(batch, expected[i]), `batch ${i} differs`));
}

async function epochOf(source: BatchSource, epoch: number): Promise<Batch[]> {
  const batches: Batch[] = [];
  for (let i = 0; i < source.batchesPerEpoch; i++) batches.push(copy(await source.batch(epoch, i)));
  return batches;
}

Deno.test("batches: one epoch holds every image of the role once, as x / 255, with its label", async () => {
  const dataset = pictures(23);
  const source = imageBatches(dataset, { role: "train", batchSize: 8, seed: 3 });
  strictEqual(source.samples, 19);
  strictEqual(source.batchesPerEpoch, 3);
  const batches = await epochOf(source, 0);
  deepStrictEqual(batches.map(({ n }) => n), [8, 8, 3]);
  const found = batches.flatMap(({ x, y, n }) =>
    Array.from(
      { length: n },
      (_, i) => [...x.subarray(i * 120, (i + 1) * 120), ...y.subarray(i * 7, (i + 1) * 7)].join(),
    )
  );
  const expected = dataset.ids.flatMap((_, i) =>
    dataset.role[i] === 0
      ? [[
        ...Float32Array.from(dataset.x.subarray(i * 120, (i + 1) * 120), (v) => v / 255),
        ...Array.from({ length: 7 }, (_, k) => Number(k === dataset.y[i])),
      ].join()]
      : []
  );
  notDeepStrictEqual(found, expected);
  deepStrictEqual(found.sort(), expected.sort());
});

Deno.test("batches: equal for any number of workers, in any order of asking", async () => {
  const dataset = pictures(50);
  const options = { role: "train", batchSize: 8, seed: "s", augment: AUGMENT } as const;
  const sources = [0, 1, 3].map((workers) => imageBatches(dataset, { ...options, workers }));
  try {
    const [inline, one, three] = await Promise.all(
      sources.map(async (source) => [await epochOf(source, 0), await epochOf(source, 1)]),
    );
    for (const epoch of [0, 1]) {
      assertSameBatches(one[epoch], inline[epoch]);
      assertSameBatches(three[epoch], inline[epoch]);
    }
    ok(!sameBatch(inline[0][0], inline[1][0]));
    for (const [epoch, index] of [[1, 4], [0, 2], [1, 0], [0, 2], [1, 1]]) {
      for (const source of sources) {
        assertSameBatches([await source.batch(epoch, index)], [inline[epoch][index]]);
      }
    }
  } finally {
    sources.forEach((source) => source.close());
  }
});

Deno.test("batches: many asked for at once on workers are each their own", async () => {
  const options = { role: "train", batchSize: 5, seed: 1, augment: AUGMENT } as const;
  const alone = imageBatches(pictures(40), { ...options, workers: 0 });
  const source = imageBatches(pictures(40), { ...options, workers: 1 });
  try {
    const expected = await epochOf(alone, 2);
    const asked = expected.map((_, i) => source.batch(2, i).then(copy));
    assertSameBatches(await Promise.all(asked), expected);
  } finally {
    source.close();
  }
});

Deno.test("batches: the seed decides, and without shuffling the order is the data set's", async () => {
  const dataset = pictures(10);
  const first = async (seed: number, shuffle: boolean) =>
    copy(await imageBatches(dataset, { role: "train", batchSize: 8, seed, shuffle }).batch(0, 0));
  ok(sameBatch(await first(1, true), await first(1, true)));
  ok(!sameBatch(await first(1, true), await first(2, true)));
  const { x } = await first(1, false);
  assertAllClose(x.subarray(0, 480), Float32Array.from(dataset.x.subarray(0, 480), (v) => v / 255));
});

Deno.test("batches: votes, label smoothing and the middle crop of a validation role", async () => {
  const dataset = pictures(5);
  const votes = Float32Array.from({ length: 35 }, (_, i) => [0.5, 0.25, 0.25, 0, 0, 0, 0][i % 7]);
  const options = { role: "validation", batchSize: 1, seed: 0 } as const;
  const smooth = imageBatches({ ...dataset, votes }, {
    ...options,
    targets: "votes",
    labelSmoothing: 0.1,
    augment: { crop: { size: [8, 6] } },
  });
  const { x, y } = await smooth.batch(0, 0);
  assertAllClose(
    y,
    [0.5, 0.25, 0.25, 0, 0, 0, 0].map((vote) => vote * 0.9 + 0.1 / 7),
  );
  deepStrictEqual(smooth.itemShape, [8, 6, 1]);
  const picture = dataset.x.subarray(4 * 120, 5 * 120);
  assertAllClose(
    x,
    Array.from({ length: 48 }, (_, i) => {
      const [row, column] = [Math.floor(i / 6) + 2, i % 6 + 2];
      return picture[row * 10 + column] / 255;
    }),
  );
});

Deno.test("batches: float images keep their unit, and are normalised as asked for", async () => {
  const images = pictures(10, [3, 3, 3]);
  const dataset = { ...images, x: Float32Array.from(images.x, (value) => value - 100.5) };
  const statistics = fitImageStatistics(dataset.x, 3);
  for (const workers of [0, 1]) {
    const options = { role: "train", batchSize: 8, seed: 1, shuffle: false, workers } as const;
    const plain = imageBatches(dataset, options);
    deepStrictEqual([...(await plain.batch(0, 0)).x.subarray(0, 27)], [
      ...dataset.x.subarray(0, 27),
    ]);
    plain.close();
    const normal = imageBatches(dataset, {
      ...options,
      augment: { featurewiseStdNormalization: true },
      statistics,
    });
    const expected = Array.from(
      dataset.x.subarray(0, 27),
      (value, i) => (value - statistics.mean[i % 3]) / statistics.standardDeviation[i % 3],
    );
    assertAllClose((await normal.batch(0, 0)).x.subarray(0, 27), expected, { relative: 1e-5 });
    normal.close();
  }
});

Deno.test("batches: a worker's fault reaches whoever waits, with its words, and nothing hangs", async () => {
  const dataset = pictures(8, [6, 6, 2]);
  const source = imageBatches(dataset, {
    role: "train",
    batchSize: 4,
    seed: 1,
    augment: { brightnessRange: [0.5, 2] },
    workers: 1,
  });
  await rejects(source.batch(0, 1), /worker.*batch 0\/1.*brightness works on 1, 3 or 4 channels/);
  await rejects(source.batch(0, 0), /brightness works on 1, 3 or 4 channels/);
  source.close();
});

Deno.test("batches: a worker that breaks down or ends fails whoever waits, then and later", async () => {
  const numbers = Uint32Array.of(0, 1);
  const plan: BatchPlan = {
    seed: 1,
    shuffle: true,
    batchSize: 1,
    itemShape: [1, 1, 1],
    outputShape: [1, 1, 1],
    pixels: Uint8Array.of(1, 2),
    rows: numbers,
    classes: 1,
    targets: Float32Array.of(1, 1),
    augment: {},
    vary: false,
    mixup: 0,
    rescale: 1,
  };
  for (
    const [script, message] of [
      ["throw Error('spilt')", /spilt/],
      ["process.exit(3)", /ended by itself/],
    ] as const
  ) {
    const pool = new BatchPool(plan, 1, new URL(`data:text/javascript,${script}`));
    await rejects(pool.batch(0, 0, 2), message);
    await rejects(pool.batch(0, 1, 2), message);
    pool.close();
  }
});

Deno.test("batches: closing ends the workers, twice is fine, and whoever waits is told", async () => {
  const options = { role: "train", batchSize: 4, seed: 1, augment: AUGMENT } as const;
  const source = imageBatches(pictures(20), { ...options, workers: 2 });
  const waiting = rejects(source.batch(0, 0), /closed/);
  source.close();
  source.close();
  await waiting;
  await rejects(source.batch(0, 1), /closed/);
});

Deno.test("batches: a script that never closes its source still ends", async () => {
  const script = `
    import type { BatchPlan } from "#lib/data/image_batch_filler.ts";
import { BatchPool } from "#lib/data/image_batch_pool.ts";
import { imageBatches } from ${
    JSON.stringify(new URL("../../lib/data/image_batches.ts", import.meta.url))
  };
    const n = 9;
    const source = imageBatches({ name: "n", synthetic: true, itemShape: [4, 4, 1], ids: [],
      x: new Uint8Array(16 * n), y: new Uint8Array(n), role: new Uint8Array(n) },
      { role: "train", batchSize: 2, seed: 1, workers: 1, augment: { horizontalFlip: true } });
    console.log((await source.batch(0, 0)).n);`;
  const { stdout, code } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", script],
    signal: AbortSignal.timeout(15_000),
  }).output();
  strictEqual(new TextDecoder().decode(stdout).trim(), "2");
  strictEqual(code, 0);
});

Deno.test("batches: what cannot be meant is refused, by name", async () => {
  const dataset = pictures(10);
  const options = { role: "train", batchSize: 4, seed: 1 } as const;
  const make = (more: object, data: Dataset = dataset) => () => {
    imageBatches(data, { ...options, ...more });
  };
  throws(make({ role: "test" }), /no samples in the role "test"/);
  throws(make({ role: "validation", augment: AUGMENT }), /training role only: leave rotationRange/);
  throws(make({ batchSize: 0 }), /batchSize/);
  throws(make({ workers: -1 }), /workers/);
  throws(make({ targets: "votes" }), /carries no votes/);
  throws(make({ labelSmoothing: 1 }), /labelSmoothing/);
  throws(make({ classes: 3 }), /picture\/3: label 3, but there are 3 classes/);
  throws(make({ augment: { crop: { size: [20, 20], padding: 2 } } }), /does not fit/);
  throws(make({ augment: { featurewiseCenter: true } }), /fitImageStatistics/);
  throws(make({ augment: { rotation_range: 5 } }), /spelled rotationRange/);
  throws(make({}, { ...dataset, itemShape: [120] }), /height, width, channels/);
  throws(
    make({ targets: "votes" }, { ...dataset, votes: new Float32Array(70) }),
    /picture\/0: votes sum to 0/,
  );
  const source = imageBatches(dataset, options);
  await rejects(source.batch(0, 2), /an epoch has 2/);
  await rejects(source.batch(-1, 0), /epoch/);
});

Deno.test("image batches: mixup blends pairs of images and their targets by the same weight", async () => {
  // The pictures 4 and 9 are not for training; no pair of the others has one label.
  const data = { ...pictures(11), y: Uint8Array.of(0, 1, 2, 3, 0, 4, 5, 6, 5, 0, 6) };
  const settings = { role: "train", batchSize: 9, seed: 4, shuffle: false } as const;
  const [apart] = await epochOf(imageBatches(data, settings), 0);
  const [mixed] = await epochOf(imageBatches(data, { ...settings, mixup: 1 }), 0);
  strictEqual(mixed.n, 9);
  const width = sizeOf(data.itemShape);
  const weights = Array.from({ length: 4 }, (_, i) => {
    const label = apart.y.subarray(i * 7, (i + 1) * 7).indexOf(1);
    return mixed.y[i * 7 + label];
  });
  ok(new Set(weights).size === 4 && weights.every((weight) => weight > 0 && weight < 1));
  const blended = (rows: Float32Array, width: number) =>
    rows.map((value, k) => {
      const [i, at] = [Math.floor(k / width), k % width];
      const weight = weights[Math.min(i, 8 - i)] ?? 1;
      return weight * value + (1 - weight) * rows[(8 - i) * width + at];
    });
  assertAllClose(mixed.x, blended(apart.x, width));
  assertAllClose(mixed.y, blended(apart.y, 7));
});

Deno.test("image batches: mixup is the same on workers, and hardly mixes when near 0", async () => {
  const data = pictures(40);
  const settings = { role: "train", batchSize: 16, seed: 5, augment: AUGMENT } as const;
  const epoch = (workers: number) =>
    epochOf(imageBatches(data, { ...settings, mixup: 0.3, workers }), 1);
  assertSameBatches(await epoch(1), await epoch(0));
  const [{ y }] = await epochOf(imageBatches(data, { ...settings, mixup: 0.001 }), 0);
  ok(y.every((share) => share < 1e-3 || share > 1 - 1e-3));
});

Deno.test("image batches: mixup is refused beyond 1 and outside the training role", () => {
  const of = (options: object) => () =>
    imageBatches(pictures(10), { role: "train", batchSize: 2, seed: 1, ...options });
  throws(of({ mixup: 1.5 }), /mixup must lie in \[0, 1\], not 1.5/);
  throws(of({ mixup: -1 }), RangeError);
  throws(of({ mixup: 0.2, role: "validation" }), /mixup is for the training role only/);
});
