import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkNotebooks } from "./check_notebooks.ts";
import { forbiddenImports, listImports, type Problem } from "./test/arrows.ts";
import { listFiles } from "./test/list_files.ts";

const HELP = `deno task test [PATH…] [--only STEP]…

Checks the project and runs its tests. Steps, in this order:

  format     deno fmt --check, notebooks aside
  lint       deno lint, with the house rules
  types      deno check of every TypeScript file
  arrows     which room of lib may import which
  notebooks  types, lint, format and shape of the notebooks' cells
  tests      deno test, with the examples of the docstrings

  PATH       run only these tests (files or folders), and no other step
  --only     only this step (may be given more than once)`;

const root = new URL("../", import.meta.url);
const cwd = fileURLToPath(root);

/** What a step of the check came to. A plain check counts as one. */
interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const PASSED: Outcome = { passed: 1, failed: 0, skipped: 0 };
const FAILED: Outcome = { passed: 0, failed: 1, skipped: 0 };

/** Runs `deno …` with its output shown. */
async function deno(...args: string[]): Promise<Outcome> {
  const { success } = await new Deno.Command(Deno.execPath(), { args, cwd }).spawn().status;
  return success ? PASSED : FAILED;
}

function report(problems: readonly Problem[]): Outcome {
  for (const { where, what } of problems) console.error(`${where}: ${what}`);
  return problems.length ? FAILED : PASSED;
}

/** Runs the tests, shows their output and counts them from the closing line. */
async function tests(paths: readonly string[]): Promise<Outcome> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "--doc", "--no-check", "--allow-all", ...paths],
    cwd,
    env: { NO_COLOR: "1" },
    stdout: "piped",
  }).spawn();
  let last = "";
  const decoder = new TextDecoder();
  for await (const chunk of child.stdout) {
    Deno.stdout.writeSync(chunk);
    last = (last + decoder.decode(chunk, { stream: true })).slice(-2000);
  }
  const { success } = await child.status;
  const count = (what: string) =>
    Number(new RegExp(`(\\d+) ${what}[^\\n]*\\n*$`).exec(last.trim())?.[1] ?? 0);
  const outcome = { passed: count("passed"), failed: count("failed"), skipped: count("ignored") };
  return success || outcome.failed ? outcome : FAILED;
}

const STEPS: Readonly<Record<string, () => Promise<Outcome>>> = {
  format: async () => {
    // Deno 2.9 calls every notebook unformatted until its cache knows better; the step `notebooks`
    // looks by itself. What the command line leaves out replaces what deno.json leaves out.
    const { fmt, exclude } = JSON.parse(await Deno.readTextFile(new URL("deno.json", root)));
    return await deno("fmt", "--check", `--ignore=${[...fmt.exclude, ...exclude, "notebooks/"]}`);
  },
  lint: () => deno("lint"),
  types: async () => await deno("check", "--doc", ...await listFiles(root, ".ts")),
  arrows: async () =>
    report(forbiddenImports(await listImports(root, await listFiles(root, ".ts")))),
  notebooks: async () =>
    report(await checkNotebooks(await listFiles(root, ".ipynb", "notebooks/"))),
  tests: () => tests([]),
};

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      only: { type: "string", multiple: true },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const unknown = values.only?.find((step) => !(step in STEPS));
  if (unknown) throw new RangeError(`no step "${unknown}": there are ${Object.keys(STEPS)}`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  const steps = positionals.length
    ? [["tests", () => tests(positionals)] as const]
    : Object.entries(STEPS).filter(([name]) => values.only?.includes(name) ?? true);
  const failed: string[] = [];
  for (const [name, step] of steps) {
    console.error(`\n== ${name}`);
    const outcome = await step();
    if (outcome.failed) failed.push(name);
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped += outcome.skipped;
  }
  if (failed.length) console.log(`\nfailed: ${failed.join(", ")}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed ? 1 : 0;
}

if (import.meta.main) {
  try {
    Deno.exit(await main());
  } catch (error) {
    console.error(`test: ${error instanceof Error ? error.message : error}`);
    Deno.exit(1);
  }
}
