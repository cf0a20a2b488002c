import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { Rng } from "#lib/core/rng.ts";
import { byteChunks } from "#lib/data/byte_chunks.ts";
import { findFer2013 } from "#lib/data/find_fer2013.ts";
import { dataFolder } from "#lib/data/folder.ts";

let folder: string | undefined;
const made = new Map<string, Promise<string>>();

/** A file made at most once in a process, in a temporary folder that goes with the process. */
function once(name: string, make: (path: string) => Promise<void>): Promise<string> {
  if (!folder) {
    folder = Deno.makeTempDirSync({ prefix: "mien-bench-" });
    globalThis.addEventListener("unload", () => Deno.removeSync(folder!, { recursive: true }));
  }
  const path = `${folder}/${name}`;
  if (!made.has(name)) made.set(name, make(path).then(() => path));
  return made.get(name)!;
}

/** FER2013 as gzip-compressed csv: the user's own, or as many rows of random pixels. */
export async function packedTable(): Promise<string> {
  const real = await findFer2013(dataFolder());
  if (real?.path.endsWith(".gz")) return real.path;
  return once("fer2013.csv.gz", async (path) => {
    await pipeline(
      createReadStream(await plainTable()),
      createGzip({ level: 6 }),
      createWriteStream(path),
    );
  });
}

/** The same as plain csv. */
export async function plainTable(): Promise<string> {
  const real = await findFer2013(dataFolder());
  if (real && !real.path.endsWith(".gz")) return real.path;
  return once("fer2013.csv", async (path) => {
    if (!real) return await writeRandomTable(path);
    await pipeline(createReadStream(real.path), createGunzip(), createWriteStream(path));
  });
}

/** The plain table with its rows `times` times one after the other, under one header. */
export async function repeatedTable(times: number): Promise<string> {
  const source = await plainTable();
  if (times === 1) return source;
  return once(`fer2013_x${times}.csv`, async (path) => {
    using file = await Deno.open(path, { write: true, create: true });
    for (let k = 0; k < times; k++) {
      let isFirst = true;
      for await (const chunk of byteChunks(source)) {
        const isHeader = isFirst && k > 0;
        isFirst = false;
        await writeAll(file, isHeader ? chunk.subarray(chunk.indexOf(10) + 1) : chunk);
      }
    }
  });
}

async function writeRandomTable(path: string): Promise<void> {
  const rng = new Rng("random table");
  const usages = [["Training", 28709], ["PublicTest", 3589]] as const;
  using file = await Deno.open(path, { write: true, create: true });
  const write = (text: string) => writeAll(file, new TextEncoder().encode(text));
  await write("emotion,pixels,Usage\n");
  for (const [usage, rows] of usages) {
    for (let row = 0; row < rows; row++) {
      const pixels = Array.from({ length: 2304 }, () => rng.uint32() >>> 24).join(" ");
      await write(`${rng.integer(7)},${pixels},${usage}\n`);
    }
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) done += await file.write(bytes.subarray(done));
}
