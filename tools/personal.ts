import { basename, dirname, resolve } from "node:path";
import { count, percent, percentInterval } from "#lib/core/format.ts";
import { loadPeople } from "#lib/data/photos/load_people.ts";
import { ProgressLine } from "#lib/notebook/progress_line.ts";
import { judgePerson, type PersonScore } from "./cli/judge_person.ts";
import { loadData } from "./cli/load_data.ts";
import { loadModel } from "./cli/load_model.ts";
import { type Forgetting, measureForgetting } from "./cli/measure_forgetting.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";
import { type PersonalSummary, summarisePeople } from "./cli/summarise_people.ts";

const HELP = `deno task personal --data FOLDER [--model PATH] [--out FILE] [--json]

Adapts a model to each person from some of their photos and judges it on the others, beside the model
as it was. Faces are found and cut out; photos without exactly one face are left out, and said.

  --data FOLDER     photos, in either layout:
                      PERSON/train/EMOTION.png and PERSON/test/EMOTION.png: learn from train, ask test
                      PERSON/POSE_EMOTION.png: ask each pose in turn, learn from all other poses
  --model PATH      the base model (default: model_2)
${ENGINE_HELP}
  --room R          how much of the surroundings crops keep: 1 as in FER2013 (the default)
  --forgetting      also ask the personal models, each learned from all photos of its person, for strangers:
                    FER2013's PublicTest, or synthetic faces where it is not in the data folder
  --out FILE        keep the figures as JSON: names of people and photos, no pictures
  --json            print JSON: {base, personal, gain, interval, n, people: [{person, base, personal,
                    n, interval}], parts: {baseOfSeven, baseTogether, personalAlone}, forgetting:
                    {data, n, base, personal, people}, notes}
  --help            this text

Both models choose among the labels that the person's photos show (baseOfSeven: among all seven).
base judges each photo by itself. personal judges the photos of a session (a pose, or test) together:
what is alike in all of them is taken out, without their labels. baseTogether is the base model judged
so, personalAlone the personal model without it: they say what the gain is made of. The interval of
the gain is over people; each person's own interval is exact (Clopper and Pearson).
`;

const OPTIONS = {
  data: { type: "string" },
  model: { type: "string" },
  room: { type: "string" },
  forgetting: { type: "boolean" },
  out: { type: "string" },
  json: { type: "boolean" },
  ...ENGINE_OPTIONS,
} as const;

await runCommand({ name: "personal", help: HELP, options: OPTIONS, run });

async function run(values: Values<typeof OPTIONS>): Promise<void> {
  if (!values.data) throw new UsageError("--data FOLDER is needed");
  const room = Number(values.room ?? 1);
  if (!(room > 0.2 && room < 5)) {
    throw new UsageError(`--room needs a number from 0.2 to 5, not "${values.room}"`);
  }
  await startEngine(values);
  const base = await loadModel(values.model ?? "model_2");
  try {
    const line = new ProgressLine();
    const { people, notes } = await loadPeople(values.data, {
      room,
      onProgress: (done, total) => line.update(`faces · ${done} of ${total} photos`, done / total),
    });
    for (const note of notes) line.note(note);
    const scores: PersonScore[] = [];
    for (const person of people) {
      scores.push(await judgePerson(base, person));
      line.update(`judged · ${person.person}`, scores.length / people.length);
    }
    const summary: Summary = {
      ...summarisePeople(scores),
      ...values.forgetting && {
        forgetting: await measureForgetting(base, people, {
          strangers: await loadData(),
          onProgress: (done, total) => line.update(`strangers · ${done} of ${total}`, done / total),
        }),
      },
    };
    if (values.out) await save(summary, values.out, values);
    line.note(`judged ${summary.n} photos of ${people.length} people`);
    console.log(values.json ? JSON.stringify({ ...summary, notes }) : asText(summary));
  } finally {
    base.dispose();
  }
}

type Summary = PersonalSummary & { readonly forgetting?: Forgetting };

/** The figures alone: where the photos lie is nobody's business. */
async function save(
  summary: Summary,
  file: string,
  { data, model = "model_2" }: Values<typeof OPTIONS>,
): Promise<void> {
  const about = {
    data: basename(resolve(data!)),
    model,
    date: new Date().toISOString().slice(0, 10),
  };
  await Deno.mkdir(dirname(resolve(file)), { recursive: true });
  await Deno.writeTextFile(file, `${JSON.stringify({ ...about, ...summary }, null, 2)}\n`);
}

function asText(summary: Summary): string {
  const { base, personal, gain, interval, n, people, parts, forgetting } = summary;
  const width = Math.max(8, ...people.map(({ person }) => person.length)) + 2;
  const row = (cells: readonly string[]) =>
    cells.map((cell, i) => i === 0 ? cell.padEnd(width) : cell.padStart(10)).join("");
  const points = (share: number) => `${share < 0 ? "−" : "+"}${(Math.abs(share) * 100).toFixed(1)}`;
  return [
    row(["person", "photos", "base", "personal"]) + "   95% of personal",
    ...people.map(({ person, n, base, personal, interval }) =>
      row([person, `${n}`, percent(base), percent(personal)]) + `   ${percentInterval(interval)}`
    ),
    row(["all", `${n}`, percent(base), percent(personal)]),
    "",
    `gain ${points(gain)} points` +
    (interval ? ` (95% over people: ${points(interval[0])} to ${points(interval[1])})` : ""),
    `base model, a session's photos together   ${percent(parts.baseTogether)}`,
    `personal model, each photo by itself      ${percent(parts.personalAlone)}`,
    `base model, all seven labels open         ${percent(parts.baseOfSeven)}`,
    ...forgetting
      ? [
        "",
        `strangers (${forgetting.data}, ${count(forgetting.n)} images): base ` +
        `${percent(forgetting.base)}, personal models ${percent(forgetting.personal)} in the mean`,
      ]
      : [],
  ].join("\n");
}
