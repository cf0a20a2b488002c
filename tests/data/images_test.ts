import { deepStrictEqual, match, rejects, strictEqual, throws } from "node:assert/strict";
import { dataFolder } from "#lib/data/folder.ts";
import { loadImages, type LoadProgress } from "#lib/data/images.ts";
import { gzipped, madeRows, tableText } from "./support.ts";

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "mien-" });
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("real data where it is, with a note of what was found where", async () => {
  await withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/fer2013`);
    await Deno.writeFile(`${folder}/fer2013/fer2013.csv.gz`, gzipped(tableText(madeRows(9, 1))));
    const alone = await loadImages({ folder });
    strictEqual(alone.notes.length, 2, alone.notes.join("\n"));
    await Deno.writeTextFile(`${folder}/fer2013/train.csv`, "");
    const seen: LoadProgress[] = [];
    const images = await loadImages({ folder, onProgress: (progress) => seen.push(progress) });
    strictEqual(images.synthetic, false);
    strictEqual(images.y.length, 9);
    deepStrictEqual(seen.at(-1), { fraction: 1, rows: 9 });
    match(images.notes[0], /fer2013\/fer2013\.csv\.gz: \d+ Training, .* rows\.$/);
    match(images.notes.join("\n"), /not those of Kaggle's FER2013/);
    match(images.notes.at(-1)!, /Not read, .*: .*fer2013\/train\.csv\.$/);
  });
});

Deno.test("no real data: seeded synthetic faces, and every word says so", async () => {
  await withFolder(async (folder) => {
    const seen: LoadProgress[] = [];
    const images = await loadImages({
      folder,
      people: 3,
      seed: 4,
      onProgress: (progress) => seen.push(progress),
    });
    strictEqual(images.synthetic, true);
    match(images.name, /synthetic/);
    match(images.notes[0], /No FER2013 in .* synthetic faces of 3 people who do not exist/);
    deepStrictEqual(images.itemShape, [48, 48, 1]);
    deepStrictEqual(seen.at(-1), { fraction: 1, rows: images.y.length });
    deepStrictEqual([...new Set(images.role)].sort(), [0, 1, 2]);
    const again = await loadImages({ folder, people: 3, seed: 4 });
    deepStrictEqual(again.x, images.x);
  });
});

Deno.test("synthetic faces never stand in for real data that is broken or packed", async () => {
  await withFolder(async (folder) => {
    await Deno.mkdir(`${folder}/kaggle_fer2013`);
    await Deno.writeTextFile(`${folder}/kaggle_fer2013/fer2013.zip`, "PK");
    await rejects(loadImages({ folder }), /kaggle_fer2013\/fer2013\.zip, but not fer2013\.csv/);
    await Deno.writeTextFile(`${folder}/kaggle_fer2013/fer2013.csv`, "<html>");
    await rejects(loadImages({ folder }), SyntaxError);
  });
});

Deno.test("the data folder is data/ unless MIEN_DATA names another, which must be there", () => {
  const before = Deno.env.get("MIEN_DATA");
  try {
    Deno.env.delete("MIEN_DATA");
    strictEqual(dataFolder(), "data");
    Deno.env.set("MIEN_DATA", "tests");
    strictEqual(dataFolder(), "tests");
    Deno.env.set("MIEN_DATA", "no such folder");
    throws(dataFolder, /MIEN_DATA names "no such folder", which is not a folder/);
    Deno.env.set("MIEN_DATA", "deno.json");
    throws(dataFolder, Deno.errors.NotFound);
  } finally {
    before === undefined ? Deno.env.delete("MIEN_DATA") : Deno.env.set("MIEN_DATA", before);
  }
});
