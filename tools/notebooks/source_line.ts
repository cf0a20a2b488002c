import { SourceMap } from "node:module";

/** A place in a cell's own text, counted from 1. */
export interface CellPlace {
  readonly line: number;
  readonly column?: number;
}

/** A cell that cannot be parsed: the kernel only says "Execution failed" of it. */
export interface SyntaxFault extends CellPlace {
  readonly message: string;
}

/** What is wrong with the syntax of a cell, or `null` when it parses. */
export async function syntaxFault(source: string): Promise<SyntaxFault | null> {
  const { code, stderr } = await deno(["fmt", "--no-config", "--ext", "ts", "-"], source);
  if (code === 0) return null;
  const [, message] = /SyntaxError: (.+)/.exec(stderr) ?? [];
  const [, line, column] = /:(\d+):(\d+)\s*$/m.exec(stderr) ?? [];
  return message && line ? { message, line: Number(line), column: Number(column) } : null;
}

/**
 * The line of a cell's text that a line of its stack trace stands for. The kernel runs the cell as
 * JavaScript, from which types, blank lines and line breaks within statements are gone; Deno's own
 * transpiler, asked again with a source map, tells the way back.
 */
export async function sourceLine(source: string, emitted: CellPlace): Promise<number | null> {
  const folder = await Deno.makeTempDir({ prefix: "mien-cell-" });
  const [ts, js] = [`${folder}/cell.ts`, `${folder}/cell.js`];
  try {
    await Deno.writeTextFile(ts, source + useOfImports(source));
    const options = ["--no-config", "--source-map", "separate", "-o", js];
    const { code } = await deno(["transpile", ...options, ts]);
    if (code !== 0) return null;
    const map = new SourceMap(JSON.parse(await Deno.readTextFile(`${js}.map`)));
    const entry = map.findEntry(emitted.line - 1, (emitted.column ?? 1) - 1);
    return "originalLine" in entry ? entry.originalLine + 1 : null;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The cell's own place in a traceback of the kernel, before translation; `null` where none shows. */
export function emittedPlace(traceback: readonly string[]): CellPlace | null {
  for (const line of traceback) {
    const found = /<anonymous>:(\d+):(\d+)/.exec(line);
    if (found) return { line: Number(found[1]), column: Number(found[2]) };
  }
  return null;
}

/** The kernel keeps imports that nothing uses and the transpiler drops them, so use them all. */
function useOfImports(source: string): string {
  const names = [...source.matchAll(/^\s*import\s+(?!type\b)([^"';]+?)\s+from\s/gm)]
    .flatMap(([, clause]) => clause.replace(/[{}]/g, ",").split(","))
    .filter((part) => part.trim() && !/^\s*type\s/.test(part))
    .map((part) => part.trim().split(/\s+as\s+/).at(-1));
  return names.length ? `\n;[${names.join(", ")}];` : "";
}

async function deno(args: string[], input = ""): Promise<{ code: number; stderr: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code, stderr } = await child.output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}
