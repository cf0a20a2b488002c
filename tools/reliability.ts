import { machine } from "./cli/machine.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { formatMarkdown } from "./cli/format_markdown.ts";
import type { Check, Findings } from "./reliability/check.ts";
import { CHECKS } from "./reliability/checks.ts";
import { faultsOf, type Record, reliabilityPage } from "./reliability/page.ts";

const HELP = `deno task reliability [--only CHECK]… [--share S] [--page]

Disturbs the project in every way that is foreseen and writes what came of it to
bench/results/reliability/CHECK.json and docs/reliability.md. All checks together take an hour or two.

${CHECKS.map(({ name, about }) => `  ${name.padEnd(26)}${about}`).join("\n")}

  --only CHECK   only this one (may be given more than once)
  --share S      a part of the tries, 0.01 for instance; the result is printed, not kept
  --page         run nothing; write the page from the results that are there
  --help         this text

Some checks need Linux with strace, or as root; elsewhere they are passed over, and that is said.
`;

const OPTIONS = {
  only: { type: "string", multiple: true },
  share: { type: "string" },
  page: { type: "boolean" },
} as const;

const RESULTS = new URL("../bench/results/reliability/", import.meta.url);
const PAGE = new URL("../docs/reliability.md", import.meta.url);

await runCommand({ name: "reliability", help: HELP, options: OPTIONS, run });
// Threads of the engine in this process must not keep it alive.
Deno.exit();

async function run({ only, share, page }: Values<typeof OPTIONS>): Promise<number> {
  const part = share === undefined ? 1 : Number(share);
  if (!(part > 0 && part <= 1)) throw new UsageError(`--share needs a number up to 1: "${share}"`);
  const unknown = only?.find((name) => !CHECKS.some((check) => check.name === name));
  if (unknown) throw new UsageError(`no check is called "${unknown}"`);
  const chosen = page ? [] : CHECKS.filter(({ name }) => only?.includes(name) ?? true);
  let faults = 0;
  for (const check of chosen) {
    console.error(`${check.name}: ${check.about}`);
    if (check.linux && Deno.build.os !== "linux") {
      console.error(`  passed over: it needs Linux (${check.linux})`);
      continue;
    }
    const findings = await check.run(part);
    for (const fault of faultsOf(findings)) {
      faults++;
      console.error(`  ${fault}`);
    }
    if (part < 1) console.log(JSON.stringify(findings, null, 2));
    else await keep(check, findings);
  }
  if (part === 1) await writePage();
  return faults > 0 ? 1 : 0;
}

async function keep({ name }: Check, findings: Findings): Promise<void> {
  await Deno.mkdir(RESULTS, { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  const record: Record = { name, date, machine: machine(), findings };
  const text = `${JSON.stringify(record, null, 2)}\n`;
  await Deno.writeTextFile(new URL(`${name}.json`, RESULTS), text);
}

async function writePage(): Promise<void> {
  const names = new Set([...Deno.readDirSync(RESULTS)].map((entry) => entry.name));
  const records = CHECKS.filter(({ name }) => names.has(`${name}.json`))
    .map(({ name }): Record => JSON.parse(Deno.readTextFileSync(new URL(`${name}.json`, RESULTS))));
  await Deno.writeTextFile(PAGE, await formatMarkdown(reliabilityPage(records)));
}
