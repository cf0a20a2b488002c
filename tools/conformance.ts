import { GAPS } from "#lib/engine/gaps.ts";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleConformance } from "./engine/bundle_conformance.ts";
import type { SuiteOutcome } from "./engine/run_conformance.ts";

const HELP = `deno task conformance [--threads N] [--json]

Runs TensorFlow.js's own test suite on its cpu backend and on the engine, and lists every case that
the former passes and the latter does not. The exceptions stand in lib/engine/gaps.ts.

  --threads N   threads of the engine (default: all)
  --json        print the result as JSON`;

const runner = fileURLToPath(new URL("./engine/run_conformance.ts", import.meta.url));

async function runOn(bundle: string, backend: string, threads: number): Promise<SuiteOutcome> {
  const output = `${bundle}.${backend}.json`;
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--quiet", runner, bundle, backend, `${threads}`, output],
    stdout: "null",
    stderr: "null",
  }).output();
  if (!success) throw new Error(`The suite did not run to its end on the ${backend} backend.`);
  const outcome: SuiteOutcome = JSON.parse(await readFile(output, "utf8"));
  const plain = (name: string) => name.replaceAll(` ${backend} {}`, "");
  return {
    skipped: outcome.skipped,
    passed: outcome.passed.map(plain),
    failed: outcome.failed.map(({ name, message }) => ({ name: plain(name), message })),
  };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      threads: { type: "string", default: `${availableParallelism()}` },
      json: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const folder = await mkdtemp(join(tmpdir(), "conformance-"));
  try {
    const bundle = join(folder, "suite.mjs");
    await bundleConformance(bundle);
    console.error("cpu backend …");
    const cpu = await runOn(bundle, "cpu", 1);
    console.error("engine …");
    const engine = await runOn(bundle, "native", Number(values.threads));
    const known = new Set(GAPS.map(({ name }) => name));
    const cpuPasses = new Set(cpu.passed);
    const behind = engine.failed.filter(({ name }) => cpuPasses.has(name));
    const unknown = behind.filter(({ name }) => !known.has(name));
    const closed = GAPS.filter(({ name }) => !behind.some((failure) => failure.name === name));
    const count = ({ passed, failed, skipped }: SuiteOutcome) => ({
      passed: passed.length,
      failed: failed.length,
      skipped,
    });
    const result = { cpu: count(cpu), engine: count(engine), gaps: GAPS.length, unknown, closed };
    console.log(values.json ? JSON.stringify(result, null, 2) : inWords(result));
    return unknown.length + closed.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function inWords(
  { cpu, engine, gaps, unknown, closed }: {
    cpu: Count;
    engine: Count;
    gaps: number;
    unknown: SuiteOutcome["failed"];
    closed: typeof GAPS;
  },
): string {
  const line = (name: string, { passed, failed, skipped }: Count) =>
    `${name.padEnd(8)} ${passed} passed, ${failed} failed, ${skipped} skipped`;
  return [
    line("cpu", cpu),
    line("engine", engine),
    `${gaps} known gaps`,
    ...unknown.map(({ name, message }) => `fails, but passes on cpu: ${name}\n    ${message}`),
    ...closed.map(({ name }) => `passes now, but stands in gaps.ts: ${name}`),
  ].join("\n");
}

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

if (import.meta.main) {
  try {
    Deno.exit(await main());
  } catch (error) {
    console.error(`conformance: ${error instanceof Error ? error.message : error}`);
    Deno.exit(1);
  }
}
