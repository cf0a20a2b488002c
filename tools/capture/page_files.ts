import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** The page's own files by path. */
export type PageFiles = ReadonlyMap<string, { readonly type: string; readonly body: string }>;

const folder = new URL("../../capture/", import.meta.url);

/** Reads the page, and bundles its TypeScript for the browser. */
export async function pageFiles(): Promise<PageFiles> {
  const { outputFiles: [script] } = await build({
    entryPoints: [fileURLToPath(new URL("main.ts", folder))],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  const read = (name: string) => Deno.readTextFile(new URL(name, folder));
  return new Map([
    ["/", { type: "text/html; charset=utf-8", body: await read("index.html") }],
    ["/style.css", { type: "text/css; charset=utf-8", body: await read("style.css") }],
    ["/main.js", { type: "text/javascript; charset=utf-8", body: script.text }],
  ]);
}
