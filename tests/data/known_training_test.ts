import { deepStrictEqual, rejects } from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { knownTraining } from "#lib/data/known_training.ts";

async function known(bytes: number[], ids: string[]) {
  const folder = await Deno.makeTempDir({ prefix: "mien-" });
  const hashesFile = pathToFileURL(`${folder}/hashes.bin`);
  const validationFile = pathToFileURL(`${folder}/validation.json`);
  await Deno.writeFile(hashesFile, Uint8Array.from(bytes));
  await Deno.writeTextFile(validationFile, JSON.stringify({ ids }));
  try {
    return await knownTraining({ hashesFile, validationFile });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const TWO = [0, 0, 0, 0, 1, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe];

Deno.test("hashes are six bytes, big-endian, in row order; ids become hashes", async () => {
  const { hashes, validation } = await known(TWO, ["Training/1"]);
  deepStrictEqual([...hashes], [258, 2 ** 48 - 2]);
  deepStrictEqual([...validation], [2 ** 48 - 2]);
});

Deno.test("committed files that do not fit are refused", async () => {
  await rejects(known(TWO.slice(1), []), /11 bytes are no table of 6-byte hashes .*hashes\.bin/);
  await rejects(known([], []), SyntaxError);
  for (const id of ["Training/2", "PublicTest/0", "Training/x", "Training/"]) {
    await rejects(
      known(TWO, [id]),
      (error: Error) =>
        error instanceof SyntaxError && error.message.includes(`"${id}" is no Training row`),
    );
  }
});
