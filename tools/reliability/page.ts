import { type Machine, machineLine } from "../cli/machine.ts";
import { count } from "#lib/core/format.ts";
import { markdownTable } from "../readme/markdown_table.ts";
import type { Findings } from "./check.ts";
import { CASE_MEGABYTES, CASE_SECONDS } from "./fuzz/fuzz.ts";

/** What `deno task reliability` keeps of a check. */
export interface Record {
  readonly name: string;
  /** `2026-11-25` */
  readonly date: string;
  readonly machine: Machine;
  readonly findings: Findings;
}

const WHERE_IT_RUNS = `## Where it runs

Everything on this page was measured on Linux, on an x64 processor. macOS and Windows are provided for,
and what can be tested without them is: paths with either separator and with drive letters, line ends of
all three, files that another program holds open, names that Windows does not take. Nobody has yet run
the whole on either, or compared the results of two machines.

- **The engine** computes in WebAssembly and hands its matrix products to ONNX Runtime, whose package has
  libraries for Linux (x64, arm64), Windows (x64, arm64) and macOS (arm64). On a Mac with an Intel
  processor TensorFlow.js's own backends stand in, and one line says so; convolutions cannot be trained
  there in reasonable time.
- **Equal results.** Byte for byte on one machine with one number of threads. Another processor adds up
  in another order, so weights drift apart in the last digits of float32, and with them, step by step,
  whole trainings. How far is under "Bounds", with other threads and engines in place of other
  machines: a model that is there answers alike to four digits; a training made again ends near, not
  equal.
- **Files in use.** Windows lets no file be replaced that another program has open. Saving tries for two
  seconds, then says so and leaves the old file as it was. On Linux and macOS it is replaced at once.
- **Stopping.** Ctrl-C ends a task or saves a checkpoint everywhere. Windows has no SIGTERM, and
  the stop button of Jupyter does not reach Deno's kernel there: restart the kernel.
- **A thread that dies** is noticed within a second on Linux; elsewhere the work that waits for it hangs.
- **Damaged .h5 files** are refused everywhere; that one is cut short, and not otherwise damaged, is told
  only where the folder /tmp can be written to.
- **This page's checks** of kills while saving, full disks, memory, descriptors and the network need
  Linux, some of them root; \`bench\` tells peak memory on Linux, elsewhere the memory at the end.
`;

/** Everything that did not go as it must, a line each. */
export function faultsOf({ outcomes = [], fuzz = [], measures = [] }: Findings): string[] {
  return [
    ...outcomes.flatMap(({ fault, lost }) => lost.map((line) => `${fault}: ${line}`)),
    ...fuzz.flatMap(({ finds }) =>
      finds.map(({ target, index, what }) => `${target}, case ${index}: ${what}`)
    ),
    ...measures.filter(({ held }) => !held).map(({ what, value, bound }) =>
      `${what}: ${value}, and the bound is ${bound}`
    ),
  ];
}

/** `docs/reliability.md` from what the checks found. */
export function reliabilityPage(records: readonly Record[]): string {
  const outcomes = records.flatMap(({ findings }) => findings.outcomes ?? []);
  const fuzz = records.flatMap(({ findings }) => findings.fuzz ?? []);
  const measures = records.flatMap(({ findings }) => findings.measures ?? []);
  const machines = [
    ...new Set(records.map(({ machine, date }) => `${machineLine(machine)}; ${date}`)),
  ];
  const cases = fuzz.reduce((sum, result) => sum + result.cases, 0);
  return `# What it survives

<!-- Written by \`deno task reliability\`; changes by hand are lost. -->

Nothing a user does by accident should cost them work, and nothing that arrives from outside should do
harm. \`deno task reliability\` tries it out; this page is what it found. Run on:

${machines.map((line) => `- ${line}`).join("\n")}

## Faults

${
    markdownTable(
      ["fault", "tries", "survived", "lost", "seen"],
      outcomes.map(({ fault, tries, survived, lost, seen }) => [
        fault,
        count(tries),
        count(survived),
        count(lost.length),
        [seen, ...lost.map((line) => `**${line}**`)].join("; "),
      ]),
    )
  }

## Bad input

${
    count(cases)
  } inputs, made from good ones by damage of every kind. Each must be refused with a clear
error or read rightly (where a second, slow reading can tell), within ${CASE_SECONDS} s, in a process that
never takes more than ${CASE_MEGABYTES} MB. What was found while this was written was mended; those
inputs lie in \`tests/fixtures/fuzz\` and are tried by every test run.

${
    markdownTable(
      ["input", "cases", "refused", "read", "wrong, hanging or unclear", "peak memory"],
      fuzz.map(({ target, cases, refused, read, finds, peak }) => [
        target,
        ...[cases, refused, read, finds.length].map(count),
        `${peak} MB`,
      ]),
    )
  }

## Bounds

${
    markdownTable(
      ["what", "found", "bound", ""],
      measures.map(({ what, value, bound = "", held }) => [
        what,
        value,
        bound,
        held ? "held" : "**not held**",
      ]),
    )
  }

${WHERE_IT_RUNS}`;
}
