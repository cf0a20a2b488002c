/**
 * Makes the two committed files about FER2013's Training rows, from a file that holds them all:
 * the table of pixel hashes and the validation split. `data/README.md` tells what they are for.
 *
 *     deno run -A tools/make_splits.ts PATH/fer2013.csv.gz
 */
import { byteChunks } from "#lib/data/byte_chunks.ts";
import {
  fer2013Validation,
  VALIDATION_FRACTION,
  VALIDATION_SEED,
} from "#lib/data/fer2013_validation.ts";
import { PIXELS } from "#lib/data/fer2013_row.ts";
import { fer2013Rows } from "#lib/data/fer2013_rows.ts";
import { HASHES_FILE, VALIDATION_FILE } from "#lib/data/known_training.ts";
import { PIXEL_HASH_BYTES, pixelHash } from "#lib/data/pixel_hash.ts";
import { USAGES } from "#lib/data/usages.ts";

/** So many Training rows has Kaggle's file; fewer would make a table of less than all. */
const TRAINING_ROWS = 28709;

const [path] = Deno.args;
if (!path) {
  console.error("usage: deno run -A tools/make_splits.ts PATH/fer2013.csv.gz");
  Deno.exit(2);
}
const { x, y, usage } = await fer2013Rows(byteChunks(path), { file: path });
const training = [...usage.keys()].filter((i) => USAGES[usage[i]] === "Training");
if (training.length !== TRAINING_ROWS) {
  throw new RangeError(`${training.length} Training rows in ${path}, not ${TRAINING_ROWS}`);
}
const hashes = training.map((i) => pixelHash(x.subarray(i * PIXELS, (i + 1) * PIXELS)));
const table = new DataView(new ArrayBuffer(hashes.length * PIXEL_HASH_BYTES));
hashes.forEach((hash, i) => {
  table.setUint16(6 * i, Math.floor(hash / 2 ** 32));
  table.setUint32(6 * i + 2, hash % 2 ** 32);
});
await Deno.writeFile(HASHES_FILE, new Uint8Array(table.buffer));

const ids = [...fer2013Validation(training.map((i) => y[i]), hashes)].map((k) => `Training/${k}`);
const about = "FER2013 Training rows set aside for validation; made by tools/make_splits.ts";
const split = { about, fraction: VALIDATION_FRACTION, seed: VALIDATION_SEED, rows: ids.length };
const json = JSON.stringify({ ...split, ids }, null, 0).replace('"ids":', '\n"ids":')
  .replaceAll(/((?:"Training\/\d+",){8})/g, "$1\n");
await Deno.writeTextFile(VALIDATION_FILE, json + "\n");
console.error(`${hashes.length} hashes (${new Set(hashes).size} images), ${ids.length} validation`);
