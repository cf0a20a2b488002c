import { resolve } from "node:path";
import { ignoreMissing } from "#lib/core/ignore_missing.ts";
import { formatMarkdown } from "./cli/format_markdown.ts";
import { runCommand, type Values } from "./cli/run_command.ts";
import { dependenciesPage, type Licensed } from "./dependencies/dependencies_page.ts";
import { isKnownLicence, licenceOf } from "./dependencies/licence_of.ts";
import { type Package, readLock } from "./dependencies/read_lock.ts";

const HELP = `deno task dependencies [--check]

Writes docs/dependencies.md: every npm package that deno.lock names, with its version and licence. Fails
at a licence that is not known. deno task reliability --only dependencies asks for known faults in them.

  --check   change nothing; fail when the page is out of date
  --help    this text
`;

const OPTIONS = { check: { type: "boolean" } } as const;
const ROOT = new URL("../", import.meta.url);
const PAGE = new URL("docs/dependencies.md", ROOT);

await runCommand({ name: "dependencies", help: HELP, options: OPTIONS, run });

async function run({ check }: Values<typeof OPTIONS>): Promise<void> {
  const cache = await npmCache();
  const locked = readLock(await Deno.readTextFile(new URL("deno.lock", ROOT)));
  const packages = await Promise.all(locked.map((one) => withLicence(one, cache)));
  const unknown = packages.find(({ licence }) => licence && !isKnownLicence(licence));
  if (unknown) {
    throw new RangeError(
      `${unknown.name} ${unknown.version} has the licence "${unknown.licence}". Read it, and add it to ` +
        "tools/dependencies/licence_of.ts if it may be used.",
    );
  }
  const { imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const page = await formatMarkdown(dependenciesPage(packages, new Set(Object.keys(imports))));
  if (!check) return await Deno.writeTextFile(PAGE, page);
  if (await Deno.readTextFile(PAGE) !== page) {
    throw new Error("docs/dependencies.md is out of date; run deno task dependencies");
  }
}

/** The folder that holds the packages, as Deno lays them: `NAME/VERSION/package.json`. */
async function npmCache(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(stdout));
  const registries = await Array.fromAsync(Deno.readDir(npmCache), ({ name }) => name);
  if (registries.length !== 1) throw new Error(`${npmCache} holds packages of several registries`);
  return resolve(npmCache, registries[0]);
}

async function withLicence(one: Package, cache: string): Promise<Licensed> {
  const path = resolve(cache, one.name, one.version, "package.json");
  const text = await Deno.readTextFile(path).catch(ignoreMissing);
  return text === undefined ? one : { ...one, licence: licenceOf(one, JSON.parse(text)) };
}
