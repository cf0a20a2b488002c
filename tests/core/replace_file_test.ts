import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { replaceFile } from "#lib/core/replace_file.ts";
import { writeFileAtomically } from "#lib/core/write_file_atomically.ts";

const fault = (code: string) => Object.assign(new Error(`${code}: no`), { code });

/** A system on which the first renames fail. */
function system(codes: string[]) {
  const waits: number[] = [];
  const renamed: string[] = [];
  return {
    waits,
    renamed,
    pause: (milliseconds: number) => void waits.push(milliseconds),
    rename(from: string, to: string) {
      const code = codes.shift();
      if (code) throw fault(code);
      renamed.push(`${from} → ${to}`);
    },
  };
}

Deno.test("a file that another program has open for a moment is replaced when it lets go", () => {
  const windows = system(["EPERM", "EBUSY", "EACCES"]);
  replaceFile("a.part", "a", windows);
  deepStrictEqual(windows.renamed, ["a.part → a"]);
  deepStrictEqual(windows.waits, [10, 30, 60]);
});

Deno.test("one that stays open is an error that names it, after two seconds", () => {
  const windows = system(Array(100).fill("EPERM"));
  throws(
    () => replaceFile("a.part", "C:\\models\\a.h5", windows),
    /C:\\models\\a\.h5 may not be repl/,
  );
  strictEqual(windows.waits.reduce((a, b) => a + b), 2000);
});

Deno.test("every other fault is thrown at once", () => {
  const full = system(["ENOSPC"]);
  throws(() => replaceFile("a.part", "a", full), /ENOSPC/);
  deepStrictEqual(full.waits, []);
});

Deno.test("a file that cannot take its place leaves no half one, and the old one whole", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/a.h5`);
  throws(
    () => writeFileAtomically(`${folder}/a.h5`, [Uint8Array.of(1)]),
    /a\.h5 could not be saved/,
  );
  deepStrictEqual(await Array.fromAsync(Deno.readDir(folder), ({ name }) => name), ["a.h5"]);
  await Deno.remove(folder, { recursive: true });
});
