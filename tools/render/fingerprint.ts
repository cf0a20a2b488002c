import { build, type Plugin } from "esbuild";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Notebook } from "#lib/notebook/notebook_file.ts";
import { readFileIfThere } from "#lib/core/read_file_if_there.ts";
import { cellsModule } from "../notebooks/cells_module.ts";

const ROOT = new URL("../../", import.meta.url);

/**
 * A hash of everything that decides what a notebook shows: its cells and those parts of `lib` that
 * they call, whatever file these lie in, with the versions of the npm packages that they import and
 * the committed results of models where they read them.
 * Comments, formatting, types and unused code do not count.
 *
 * @param path where the notebook lies, since its imports start there.
 */
export async function fingerprint(path: string, notebook: Notebook): Promise<string> {
  const versions = new Set<string>();
  const { outputFiles } = await build({
    stdin: {
      contents: cellsModule(notebook, path).text,
      resolveDir: dirname(path),
      sourcefile: path,
      loader: "ts",
    },
    bundle: true,
    write: false,
    minify: true,
    legalComments: "none",
    format: "esm",
    target: "esnext",
    absWorkingDir: fileURLToPath(ROOT),
    plugins: [await houseImports(versions)],
    logLevel: "silent",
  });
  const { text } = outputFiles[0];
  const results = text.includes("/evaluation.json") ? await committedResults() : "";
  return await hashOf([...versions].sort().join("\n") + text + results);
}

/** The first 16 hexadecimal digits of a text's SHA-256: enough to tell versions apart. */
export async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toHex().slice(0, 16);
}

/** `#lib/` leads into the project, all other names to npm packages, which count by their version. */
async function houseImports(versions: Set<string>): Promise<Plugin> {
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  return {
    name: "house-imports",
    setup({ onResolve }) {
      onResolve({ filter: /^#/ }, ({ path }) => {
        const [name] = path.split("/");
        return { path: fileURLToPath(new URL(path.replace(name, imports[`${name}/`]), ROOT)) };
      });
      onResolve({ filter: /^[^.#/]/ }, ({ path }) => {
        const name = path.split("/").slice(0, path.startsWith("@") ? 2 : 1).join("/");
        versions.add(imports[name] ?? path);
        return { path, external: true };
      });
    },
  };
}

async function committedResults(): Promise<string> {
  const texts: string[] = [];
  for (const { name } of [...Deno.readDirSync(new URL("models/", ROOT))].sort(byName)) {
    const path = fileURLToPath(new URL(`models/${name}/evaluation.json`, ROOT));
    const bytes = await readFileIfThere(path);
    if (bytes) texts.push(new TextDecoder().decode(bytes));
  }
  return texts.join();
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
