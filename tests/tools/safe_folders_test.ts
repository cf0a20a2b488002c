import { deepStrictEqual, rejects, strictEqual, throws } from "node:assert/strict";
import { writeTextAtomically } from "#lib/core/write_file_atomically.ts";
import { holdFolder } from "#tools/cli/hold_folder.ts";
import { removeLeftovers } from "#tools/cli/remove_leftovers.ts";
import { canMount, withSmallDisk } from "#tools/reliability/small_disk.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("a folder is held by one run at a time, also by one that was killed", async () => {
  const folder = `${await Deno.makeTempDir()}/made/when/missing`;
  const held = await holdFolder(folder);
  await rejects(holdFolder(folder), /another run is writing to .*missing\. Wait .* another --out/);
  held.release();
  // A lock file that was left behind locks nothing.
  (await holdFolder(folder)).release();
});

Deno.test("what killed programs left beside a file is removed, and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const others = [
    "last.h5",
    "last.h5.part",
    "last.h5.bak",
    "best.h5.12-3.part",
    "xlast.h5.1-1.part",
  ];
  for (const name of [...others, "last.h5.4711-0.part", "last.h5.1-22.part"]) {
    await Deno.writeTextFile(`${folder}/${name}`, "");
  }
  await removeLeftovers(`${folder}/last.h5`);
  deepStrictEqual(names(folder), others.sort());
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a full disk: the error names the file, the old one stays, no half of the new one", {
  ignore: !await canMount(),
}, async () => {
  await withSmallDisk("64k", ({ path }) => {
    const file = `${path}/log.json`;
    writeTextAtomically(file, "old");
    throws(
      () => writeTextAtomically(file, "x".repeat(100_000)),
      /log\.json could not be saved: No space left on device/,
    );
    strictEqual(Deno.readTextFileSync(file), "old");
    deepStrictEqual(names(path), ["log.json"]);
    return Promise.resolve();
  });
});
