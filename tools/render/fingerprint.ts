import { build, type Plugin } from "esbuild";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Notebook } from "#lib/notebook/notebook_file.ts";
import { cellsModule } from "../notebooks/cells_module.ts";

const ROOT = new URL("../../", import.meta.url);

/**
 * A hash of everything that decides what a notebook shows: its cells and those parts of `lib` that
 * they call, whatever file these lie in, with the versions of the npm packages that they import and
 * the committed results, of models and of people, where they read them.
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
  return await hashOf([...versions].sort().join("\n") + text + await committedResults(text));
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

/**
 * What stands in the committed JSON files whose names are in `text`. Of a model without a card, which
 * everybody makes for themselves, only its evaluation is committed.
 */
async function committedResults(text: string): Promise<string> {
  const folders = [...Deno.readDirSync(new URL("models/", ROOT))].map(({ name }) =>
    `models/${name}`
  );
  const texts: string[] = [];
  for (const folder of [...folders.sort(), "bench/people"]) {
    const files = [...Deno.readDirSync(new URL(`${folder}/`, ROOT))].map(({ name }) => name).sort();
    const committed = folder.startsWith("bench/") || files.includes("card.md")
      ? files.filter((name) => name.endsWith(".json"))
      : files.filter((name) => name === "evaluation.json");
    for (const name of committed.filter((name) => text.includes(name))) {
      texts.push(await Deno.readTextFile(new URL(`${folder}/${name}`, ROOT)));
    }
  }
  return texts.join();
}
