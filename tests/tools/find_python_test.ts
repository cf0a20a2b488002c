import { rejects } from "node:assert/strict";
import { findPython } from "#tools/lab/find_python.ts";

Deno.test("no Python at all, and what is no Python, are told with what to do", async () => {
  await rejects(findPython([["no-such-python-here"]]), /no Python was found\. Install it/);
});

Deno.test({
  name: "a Python that is too old is named with its version",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const folder = await Deno.makeTempDir();
    try {
      const old = `${folder}/python`;
      await Deno.writeTextFile(old, "#!/bin/sh\necho 3.9.2\n", { mode: 0o755 });
      await rejects(findPython([[old]]), /found only: .* is Python 3\.9\.2/);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
