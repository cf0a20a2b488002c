import { type BenchFile, measuredBlock, type NamedEvaluation } from "./readme/measured.ts";

const HELP = `deno task readme [--check]

Writes the README's block of measured results from the committed files in bench/results and
models/*/evaluation.json.

  --check   change nothing; fail when the README is out of date`;

const root = new URL("../", import.meta.url);
const [START, END] = ["<!-- measured:start -->", "<!-- measured:end -->"];

/** The README as the committed result files say it should be, and as it is. */
export async function readmeTexts(): Promise<{ wanted: string; found: string }> {
  const path = new URL("README.md", root);
  const found = await Deno.readTextFile(path);
  const [start, end] = [found.indexOf(START), found.indexOf(END)];
  if (start < 0 || end < start) {
    throw new SyntaxError(`README.md: the lines ${START} and ${END} must both be there`);
  }
  const block = measuredBlock(readEvaluations(), readBenches());
  const draft = `${found.slice(0, start + START.length)}\n\n${block}\n\n${found.slice(end)}`;
  return { wanted: await formatted(draft), found };
}

function readBenches(): BenchFile[] {
  const folder = new URL("bench/results/", root);
  return names(folder).filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(Deno.readTextFileSync(new URL(name, folder))));
}

function readEvaluations(): NamedEvaluation[] {
  const folder = new URL("models/", root);
  return names(folder).flatMap((model) => {
    const path = new URL(`${model}/evaluation.json`, folder);
    return exists(path) ? [{ model, report: JSON.parse(Deno.readTextFileSync(path)) }] : [];
  });
}

const names = (folder: URL) =>
  exists(folder) ? [...Deno.readDirSync(folder)].map(({ name }) => name).sort() : [];

function exists(path: URL): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return false;
    }
    throw error;
  }
}

/** As `deno fmt` would have it: the check must not quarrel with the formatter over table widths. */
async function formatted(markdown: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext", "md", "-"],
    cwd: root,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(markdown));
  await writer.close();
  return new TextDecoder().decode((await child.output()).stdout);
}

if (import.meta.main) {
  if (Deno.args.includes("--help")) {
    console.log(HELP);
    Deno.exit(0);
  }
  const { wanted, found } = await readmeTexts();
  if (Deno.args.includes("--check") && wanted !== found) {
    console.error("readme: README.md is out of date; run deno task readme");
    Deno.exit(1);
  }
  await Deno.writeTextFile(new URL("README.md", root), wanted);
}
