import { relative } from "node:path";
import { fileURLToPath } from "node:url";

/** A fault that a check found, as a person wants to read it. */
export interface Problem {
  readonly where: string;
  readonly what: string;
}

/**
 * Which rooms of `lib` a room may import from; every room may import itself. `core` is open to all
 * and imports nothing. What stands outside `lib` (tools, tests, bench, notebooks) may import all of
 * it, and nothing in `lib` may import what stands outside.
 */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  engine: ["core"],
  keras: ["core"],
  preprocess: ["core"],
  plots: ["core"],
  models: ["core"],
  data: ["preprocess", "core"],
  train: ["data", "core"],
  eval: ["data", "core"],
  notebook: ["plots", "core"],
  submission: ["notebook", "eval", "plots", "core"],
};

/** One import between two files of the project, both relative to its root. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** The imports that the house plan forbids. */
export function forbiddenImports(imports: readonly Import[]): Problem[] {
  return imports.flatMap(({ from, to }) => {
    const room = roomOf(from);
    if (room === undefined) return [];
    const target = roomOf(to);
    if (target === room) return [];
    const allowed = ARROWS[room];
    if (!allowed) return [{ where: from, what: `"${room}" is no room of the house plan` }];
    if (target !== undefined && allowed.includes(target)) return [];
    return [{
      where: from,
      what: `lib/${room} may import ${allowed.join(", ") || "nothing"}, but imports ${to}`,
    }];
  });
}

/** `lib/data/x.ts` → `data`; undefined outside `lib`. */
function roomOf(path: string): string | undefined {
  return /^lib\/([^/]+)\//.exec(path)?.[1];
}

/** All imports between files of the project that are reachable from `files`, types included. */
export async function listImports(root: URL, files: readonly string[]): Promise<Import[]> {
  const base = fileURLToPath(root);
  const local = (specifier: string) =>
    relative(base, fileURLToPath(specifier)).replaceAll("\\", "/");
  // `deno info` takes one module: one that imports all of them.
  const roots = files.map((file) => `import ${JSON.stringify(new URL(file, root).href)};`);
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(entry, roots.join("\n"));
    const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--config", fileURLToPath(new URL("deno.json", root)), entry],
      cwd: base,
    }).output();
    if (!success) throw new Error(`deno info: ${new TextDecoder().decode(stderr)}`);
    const modules: InfoModule[] = JSON.parse(new TextDecoder().decode(stdout)).modules;
    return modules.filter(({ specifier }) => specifier.startsWith(root.href)).flatMap((module) =>
      (module.dependencies ?? [])
        .map(({ code, type }) => (code ?? type)?.specifier ?? "")
        .filter((target) => target.startsWith(root.href))
        .map((target) => ({ from: local(module.specifier), to: local(target) }))
    );
  } finally {
    await Deno.remove(entry);
  }
}

/** The parts of `deno info --json` that are used. */
interface InfoModule {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly code?: { readonly specifier: string };
    readonly type?: { readonly specifier: string };
  }[];
}
