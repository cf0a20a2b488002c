/**
 * Fine-tuning by gradient beside the closed form of `personalModel`, on the same people, folds and
 * photos (decision 0903): which layers, at which rate, after how many steps.
 *
 *     deno run -A tools/fine_tuning.ts PEOPLE [--model model_2] [--layers pool3] [--rates 0.0001,0.001]
 *         [--steps 10,25,50] [--copies 6] [--batch 12] [--out FILE]
 *
 * PEOPLE is a folder as `deno task personal` takes it; --layers names the last layer that stays as it
 * is. Each photo is learned from as it is, mirrored, and in varied copies. With --out, runs are added
 * to those that the file holds.
 */
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { EMOTIONS } from "#lib/core/emotions.ts";
import { percent } from "#lib/core/format.ts";
import { readFileIfThere } from "#lib/core/read_file_if_there.ts";
import { Rng } from "#lib/core/rng.ts";
import { loadPeople, type Person, photosAt } from "#lib/data/photos/load_people.ts";
import { photoFolds } from "#lib/data/photos/photo_folds.ts";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { countRight } from "#lib/eval/count_right.ts";
import { judgeAlone } from "#lib/eval/judge_alone.ts";
import { judgeTogether } from "#lib/eval/judge_together.ts";
import { loadModel } from "./cli/load_model.ts";
import { type FineTuner, fineTuner, variations } from "./people/fine_tuner.ts";

/** One way to fine-tune, and what it came to. */
interface Run {
  readonly model: string;
  /** The last layer that stayed as it was. */
  readonly layers: string;
  readonly rate: number;
  readonly steps: number;
  readonly copies: number;
  readonly batch: number;
  readonly n: number;
  /** Each photo by itself. */
  readonly alone: number;
  /** The photos of a session together. */
  readonly together: number;
}

const { values, positionals: [folder] } = parseArgs({
  allowPositionals: true,
  options: {
    model: { type: "string", default: "model_2" },
    layers: { type: "string", default: "pool3" },
    rates: { type: "string", default: "0.0001,0.001" },
    steps: { type: "string", default: "10,25,50" },
    copies: { type: "string", default: "6" },
    batch: { type: "string", default: "12" },
    out: { type: "string" },
  },
});
if (!folder) throw new RangeError("name the folder of people");
const numbers = (text: string) => text.split(",").map(Number);
const [steps, copies, batch] = [numbers(values.steps), Number(values.copies), Number(values.batch)];

try {
  await chooseEngine();
  const base = await loadModel(values.model);
  const { people } = await loadPeople(folder);
  const tuner = fineTuner(base, values.layers);
  const n = people.reduce((sum, { photos }) => sum + photos.length, 0);
  const about = { model: values.model, layers: values.layers, copies, batch, n };
  const runs: Run[] = [];
  for (const rate of numbers(values.rates)) {
    const right = steps.map(() => ({ alone: 0, together: 0 }));
    for (const person of people) await tunePerson(tuner, person, rate, right);
    steps.forEach((step, k) =>
      runs.push({
        ...about,
        rate,
        steps: step,
        alone: right[k].alone / n,
        together: right[k].together / n,
      })
    );
    console.error(asMarkdown(runs.slice(-steps.length)));
  }
  if (values.out) await add(values.out, runs);
  console.log(asMarkdown(runs));
} finally {
  closeEngine();
}

/** Adds what is right after each of `steps`, over all folds of a person. */
async function tunePerson(
  tuner: FineTuner,
  person: Person,
  rate: number,
  right: { alone: number; together: number }[],
): Promise<void> {
  const rng = new Rng(`fine-tuning ${person.person}`);
  const labels = [...new Set(person.photos.map(({ emotion }) => EMOTIONS.indexOf(emotion)))].sort();
  for (const { name, train, test } of photoFolds(person)) {
    const [learned, asked] = [photosAt(person, train), photosAt(person, test)];
    const vary = rng.split(`copies ${name}`);
    const features = tuner.read(images(learned.x, copies, vary));
    const [plain, mirrored] = [
      tuner.read(images(asked.x, 0, vary, 0)),
      tuner.read(images(asked.x, 0, vary, 1)),
    ];
    const y = Array.from(learned.y).flatMap((label) => Array(2 + copies).fill(label) as number[]);
    await tuner.tune({ features, y }, {
      rate,
      steps: Math.max(...steps),
      batch,
      rng: rng.split(`order ${name}`),
      afterStep: async (step) => {
        const k = steps.indexOf(step);
        if (k < 0) return;
        const [one, other] = [await tuner.answer(plain), await tuner.answer(mirrored)];
        const mean = one.map((value, i) => (value + other[i]) / 2);
        right[k].alone += countRight(judgeAlone(mean, { labels }), asked.y);
        right[k].together += countRight(judgeTogether(mean, { labels }), asked.y);
      },
    });
    tf.dispose([features, plain, mirrored]);
  }
}

/** The variations of all photos in one array, or only the one with a number. */
function images(x: Uint8Array, copies: number, rng: Rng, only?: number): Float32Array {
  const all = Array.from({ length: x.length / 2304 }, (_, i) => {
    const varied = variations(x.subarray(i * 2304, (i + 1) * 2304), { copies, rng });
    return only === undefined ? varied : [varied[only]];
  }).flat();
  const joined = new Float32Array(all.length * 2304);
  all.forEach((image, i) => joined.set(image, i * 2304));
  return joined;
}

async function add(file: string, runs: readonly Run[]): Promise<void> {
  const text = await readFileIfThere(file);
  const before: { runs: Run[] } = text ? JSON.parse(new TextDecoder().decode(text)) : { runs: [] };
  const found = { date: new Date().toISOString().slice(0, 10), runs: [...before.runs, ...runs] };
  await Deno.writeTextFile(file, `${JSON.stringify(found, null, 2)}\n`);
}

function asMarkdown(runs: readonly Run[]): string {
  return [
    "| Trained behind | Rate | Steps | Alone | Together |",
    "| --- | --- | --- | --- | --- |",
    ...runs.map(({ layers, rate, steps, alone, together }) =>
      `| ${layers} | ${rate} | ${steps} | ${percent(alone)} | ${percent(together)} |`
    ),
  ].join("\n");
}
