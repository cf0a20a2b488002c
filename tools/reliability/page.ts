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
`;
}
