import { match, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readNotebook } from "#lib/notebook/notebook_file.ts";
import { succeeds } from "../support/succeeds.ts";
import { writeSettings } from "#tools/lab/write_settings.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const NOTEBOOK = `${ROOT}tests/fixtures/notebooks/parameters.ipynb`;

/** A Python with papermill and the project's part for it. */
const PYTHON = await firstWith("import papermill, mien_papermill", [
  Deno.env.get("MIEN_PYTHON") ?? "",
  `${ROOT}.venv/bin/python`,
  "python3",
]);

Deno.test({
  name: PYTHON
    ? "papermill sets parameters, and is told of a wrong one"
    : "SKIPPED, no Python with papermill (pip install papermill ./tools/papermill)",
  ignore: !PYTHON,
  fn: async () => {
    const folder = await Deno.makeTempDir({ prefix: "mien-papermill-" });
    try {
      await writeSettings(folder);
      const out = `${folder}/out.ipynb`;
      const run = (...values: string[]) =>
        new Deno.Command(PYTHON!, {
          args: ["-m", "papermill", NOTEBOOK, out, "--cwd", `${ROOT}notebooks`, ...values],
          env: { JUPYTER_PATH: `${folder}/share/jupyter` },
        }).output();
      const { success } = await run("-p", "fast", "True", "-p", "seed", "7");
      ok(success);
      const { cells } = await readNotebook(out);
      match(JSON.stringify(cells.at(-1)?.outputs), /fast true, seed 7, data in data/);
      strictEqual(cells.filter(({ outputs }) => outputs?.length).length, 1);
      const wrong = await run("-p", "sed", "7");
      match(new TextDecoder().decode(wrong.stderr), /no parameter \\?"sed\\?"/);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

async function firstWith(code: string, pythons: readonly string[]): Promise<string | undefined> {
  for (const python of pythons.filter(Boolean)) {
    if (await succeeds(python, "-c", code)) return python;
  }
}
