import { rejects, strictEqual, throws } from "node:assert/strict";
import { ignoreMissing } from "#lib/core/ignore_missing.ts";
import { readFileIfThere } from "#lib/core/read_file_if_there.ts";
import { statIfThere } from "#lib/core/stat_if_there.ts";

Deno.test("what is not there is undefined, also below a file; every other fault is thrown", async () => {
  const file = await Deno.makeTempFile();
  for (const path of [`${file}.none`, `${file}/below`]) {
    strictEqual(statIfThere(path), undefined);
    strictEqual(await readFileIfThere(path), null);
  }
  strictEqual(statIfThere(file)?.isFile, true);
  await Deno.remove(file);
  await rejects(Promise.reject(new Deno.errors.PermissionDenied()).catch(ignoreMissing));
  throws(() => statIfThere("\0"), TypeError);
});
