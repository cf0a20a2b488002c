import { count, percent, percentInterval } from "#lib/core/format.ts";
import type { PersonalSummary } from "../cli/summarise_people.ts";
import { markdownTable } from "./markdown_table.ts";

/** A committed result of `deno task personal --out`: `bench/people/<data>.json`. */
export interface PeopleFile extends PersonalSummary {
  readonly data: string;
  readonly model: string;
}

/** What a personal model gains, over all people of a folder, in words. */
export function peopleSentence(
  { data, model, n, people, base, personal, gain, interval, parts }: PeopleFile,
): string {
  const points = (share: number) => (share * 100).toFixed(1);
  const over = interval ? ` (95% over people: ${interval.map(points).join(" to ")})` : "";
  return `One model per person, on ${data}: ${count(n)} photos of ${people.length} people, each ` +
    "pose asked by a model that learned from the other poses. Of the photos " +
    `${percent(base)} are right with ${model}, ${percent(personal)} with the person's own model: ` +
    `a gain of ${
      points(gain)
    } points${over}. The photos of a pose are judged together; that alone ` +
    `takes ${model} to ${percent(parts.baseTogether)}, and the personal model without it has ` +
    `${percent(parts.personalAlone)}.`;
}

/** The same, person by person. */
export function peopleTable({ model, people, n, base, personal }: PeopleFile): string {
  return markdownTable(
    ["Person", "Photos", model, "Personal (exact 95% interval)"],
    [
      ...people.map((one) => [
        one.person,
        `${one.n}`,
        percent(one.base),
        `${percent(one.personal)} (${percentInterval(one.interval)})`,
      ]),
      ["all", `${n}`, percent(base), percent(personal)],
    ],
  );
}
