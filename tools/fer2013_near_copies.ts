/**
 * Counts images that are nearly, but not exactly, those of Training rows: cropped a pixel aside,
 * saved anew, brightened. It answers how much the search for exact copies misses.
 *
 *     deno run -A tools/fer2013_near_copies.ts PATH/fer2013.csv.gz
 *
 * Likeness is the correlation of all 2304 pixels (1 for a copy, whatever its brightness and
 * contrast). Candidates are found by 12x12 thumbnails. Takes about half a minute.
 */
import { indicesOf } from "#lib/data/dataset.ts";
import { PIXELS } from "#lib/data/fer2013_row.ts";
import { type Fer2013, readFer2013 } from "#lib/data/fer2013.ts";
import { indicesOfUsage } from "#lib/data/indices_of_usage.ts";
import { pixelHash } from "#lib/data/pixel_hash.ts";

const SIDE = 48;
const THUMBNAIL = 12;
const LEVELS = [0.95, 0.97, 0.98, 0.99, 0.999];

/** Mean 0 and length 1, so that a product of two is their correlation; 0 for a blank image. */
function standardised(values: Float32Array): Float32Array {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const centred = values.map((value) => value - mean);
  const length = Math.sqrt(centred.reduce((sum, value) => sum + value * value, 0));
  return length > 0 ? centred.map((value) => value / length) : centred;
}

function correlation(a: Float32Array, b: Float32Array, at = 0): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[at + i];
  return sum;
}

function thumbnail(image: Float32Array): Float32Array {
  const step = SIDE / THUMBNAIL;
  const small = new Float32Array(THUMBNAIL * THUMBNAIL);
  image.forEach((value, i) => {
    small[Math.floor(i / SIDE / step) * THUMBNAIL + Math.floor((i % SIDE) / step)] += value;
  });
  return standardised(small);
}

/** For each of `rows` that is no exact copy: the highest correlation with one of `base`. */
function likeness(dataset: Fer2013, rows: Uint32Array, base: Uint32Array): number[] {
  const pixels = (i: number) => dataset.x.subarray(i * PIXELS, (i + 1) * PIXELS);
  const image = (i: number) => Float32Array.from(pixels(i));
  const size = THUMBNAIL * THUMBNAIL;
  const thumbnails = new Float32Array(base.length * size);
  base.forEach((i, k) => thumbnails.set(thumbnail(image(i)), k * size));
  const exact = new Set(Array.from(base, (i) => pixelHash(pixels(i))));
  return [...rows].filter((i) => !exact.has(pixelHash(pixels(i)))).map((i) => {
    const small = thumbnail(image(i));
    const whole = standardised(image(i));
    let best = 0;
    for (let k = 0; k < base.length; k++) {
      // A thumbnail loses detail only, so a near copy's is nearer still.
      if (correlation(small, thumbnails, k * size) <= Math.max(best, LEVELS[0] - 0.02)) continue;
      best = Math.max(best, correlation(whole, standardised(image(base[k]))));
    }
    return best;
  });
}

if (import.meta.main) {
  const [path] = Deno.args;
  if (!path) {
    console.error("usage: deno run -A tools/fer2013_near_copies.ts PATH/fer2013.csv.gz");
    Deno.exit(2);
  }
  const dataset = await readFer2013(path);
  const comparisons = [
    ["PublicTest rows and Training", "PublicTest", indicesOfUsage(dataset, "Training")],
    ["validation rows and the rest of Training", "validation", indicesOf(dataset, "train")],
  ] as const;
  for (const [what, part, base] of comparisons) {
    const rows = part === "validation"
      ? indicesOf(dataset, "validation")
      : indicesOfUsage(dataset, part);
    const found = likeness(dataset, rows, base);
    console.log(`${what}: ${rows.length - found.length} of ${rows.length} exact copies; besides`);
    for (const level of LEVELS) {
      console.log(`  correlation over ${level}: ${found.filter((best) => best > level).length}`);
    }
  }
}
