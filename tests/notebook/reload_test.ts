import { rejects, strictEqual } from "node:assert/strict";
import { reload } from "#lib/notebook/reload.ts";

Deno.test("an edited module is seen, also where another one imports it", async () => {
  const root = await Deno.makeTempDir({ prefix: "mien-reload-" });
  try {
    await Deno.mkdir(`${root}/lib/core`, { recursive: true });
    await Deno.writeTextFile(
      `${root}/lib/a.ts`,
      'import { deep } from "./core/b.ts";\nexport const all: string = `a ${deep}`;',
    );
    for (const version of ["one", "two"]) {
      await Deno.writeTextFile(`${root}/lib/core/b.ts`, `export const deep = "${version}";`);
      const { all } = await reload<{ all: string }>("#lib/a.ts", { root });
      strictEqual(all, `a ${version}`);
    }
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});

Deno.test("modules of the library work in a fresh copy; others are refused", async () => {
  type Format = typeof import("#lib/core/format.ts");
  const { percent } = await reload<Format>("#lib/core/format.ts");
  strictEqual(percent(0.5), "50.0%");
  await rejects(reload("npm:fflate"), /begins with #lib\//);
});
