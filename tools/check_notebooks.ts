import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { messageOf } from "#lib/core/errors.ts";
import { ignoreMissing } from "#lib/core/ignore_missing.ts";
import { checkShape } from "./notebooks/check_shape.ts";
import { type CellsModule, cellsModule, placeOf } from "./notebooks/cells_module.ts";
import { findNotebooks } from "./notebooks/find_notebooks.ts";
import { readNotebook } from "#lib/notebook/notebook_file.ts";
import type { Problem } from "./test/arrows.ts";

const HELP = `deno run -A tools/check_notebooks.ts [NOTEBOOK…]

Checks types, lint, format and shape of the notebooks' cells, and names the cell and line of each
problem. Without a name: all notebooks of the project.
`;

const ROOT = resolve(import.meta.dirname!, "..");

/**
 * Checks notebooks without running them. Deno checks types and lints files only, so the cells of
 * each notebook become one module beside it for the while, and what is found there is told by cell
 * and line: type errors, misspelled imports, names declared twice, lint, syntax. Also found: cells
 * and functions that are too long, displays nobody awaits, formatting.
 *
 * @throws {SyntaxError} for a file that is not a notebook.
 */
export async function checkNotebooks(paths: readonly string[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  const modules: (CellsModule & { path: string })[] = [];
  for (const notebookPath of paths.map((path) => resolve(path))) {
    const notebook = await readNotebook(notebookPath);
    problems.push(...checkShape(notebook, relative(ROOT, notebookPath)));
    const file = `.${basename(notebookPath, ".ipynb")}.cells.ts`;
    const path = join(dirname(notebookPath), file);
    modules.push({ ...cellsModule(notebook, relative(ROOT, notebookPath)), path });
  }
  if (modules.length === 0) return problems;
  try {
    for (const { path, text } of modules) await Deno.writeTextFile(path, text);
    const files = modules.map(({ path }) => path);
    const types = await deno("check", "--quiet", ...files);
    const lint = await deno("lint", "--json", ...files);
    const places = new Map(modules.map((module) => [module.path, module]));
    problems.push(...typeProblems(types, places), ...lintProblems(lint, places));
  } finally {
    for (const { path } of modules) await Deno.remove(path).catch(ignoreMissing);
  }
  for (const path of paths) {
    if (await isFormatted(path)) continue;
    const where = relative(ROOT, resolve(path));
    problems.push({ where, what: `not formatted: run deno fmt ${where}` });
  }
  return problems;
}

type Places = ReadonlyMap<string, CellsModule>;

interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Compared by text, since `deno fmt --check` says nothing of files that the project leaves out. */
async function isFormatted(path: string): Promise<boolean> {
  const text = await Deno.readTextFile(path);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "ipynb", "-"],
    cwd: ROOT,
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const output = child.output();
  await new Blob([text]).stream().pipeTo(child.stdin);
  const { code, stdout } = await output;
  // What does not parse is told by the type check.
  return code !== 0 || new TextDecoder().decode(stdout).trimEnd() === text.trimEnd();
}

async function deno(...args: string[]): Promise<Said> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function typeProblems({ code, stderr }: Said, places: Places): Problem[] {
  if (code === 0) return [];
  const found = [...stderr.matchAll(
    /^(?:TS\d+ )?(?:\[ERROR\]|error): ([\s\S]*?)\n\s+at (file:\S+?):(\d+):\d+$/gm,
  )].map(([, message, file, line]) => {
    // After the message come the source line and its underline; the place says as much.
    const what = message.split("\n").filter((text) => !/^\s*[~^]+$/.test(text))[0];
    return { where: where(file, Number(line), places), what };
  });
  return found.length ? found : [{ where: "notebooks", what: stderr.trim() }];
}

interface Diagnostic {
  readonly filename: string;
  readonly range: { readonly start: { readonly line: number } };
  readonly message: string;
  readonly code: string;
  readonly hint?: string;
}

function lintProblems({ stdout, stderr }: Said, places: Places): Problem[] {
  if (!stdout.startsWith("{")) return [{ where: "notebooks", what: stderr.trim() }];
  // What cannot be parsed ("errors") is told by the type check, with its line.
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  return diagnostics.map(({ filename, range, message, code, hint }) => ({
    where: where(filename, range.start.line, places),
    what: `${message} (${code})${hint ? `: ${hint}` : ""}`,
  }));
}

function where(file: string, line: number, places: Places): string {
  const path = fileURLToPath(file);
  const module = places.get(path);
  return module ? placeOf(module, line) : `${relative(ROOT, path)}:${line}`;
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { help: { type: "boolean" } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const paths = positionals.length
    ? positionals
    : (await findNotebooks(`${ROOT}/notebooks`)).map(({ path }) => path);
  const problems = await checkNotebooks(paths);
  for (const { where, what } of problems) console.error(`${where}: ${what}`);
  return problems.length ? 1 : 0;
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    console.error(`check_notebooks: ${messageOf(error)}`);
    Deno.exit(1);
  }
}
