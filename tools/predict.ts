import type { LayersModel } from "@tensorflow/tfjs";
import { argMax } from "#lib/core/arg_max.ts";
import { type Emotion, EMOTION_COUNT, EMOTIONS } from "#lib/core/emotions.ts";
import { percent } from "#lib/core/format.ts";
import { predict } from "#lib/eval/predict.ts";
import { SINGLE_VIEW, THIRTY_VIEWS, type View } from "#lib/eval/views.ts";
import { loadModel } from "./cli/load_model.ts";
import { type FacePlace, type Picture, readPictures, SIZE } from "./cli/read_pictures.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";

const HELP = `deno task predict --model PATH IMAGE… [--json]

Finds the face in each photo and prints the seven probabilities that a model gives it. In a photo with
several faces each is judged, the surest first. A picture of 48x48 pixels is taken for a face that is
cut out already.

  IMAGE             a photo (JPEG, PNG, WebP, HEIC, …), or a row of FER2013 by its id:
                    FER2013:PublicTest/12
  --model PATH      an .h5 or .keras file, of Keras too, or the name of a trained model
  --whole           look for no face: each picture's middle square, scaled to 48x48
  --tta             average over thirty views: the image moved and zoomed a little, and mirrored
  --data FILE       where rows are taken from (default: the data folder, MIEN_DATA or data/)
${ENGINE_HELP}
  --json            print JSON: {model, predictions: [{image, label, face: {number, of, box}, notes,
                    emotion, probabilities}], faults}; label for rows only, face where one was found,
                    its box in shares of the upright photo's width and height
  --help            this text

An image without a face, or one that cannot be read, is named on stderr; the others are still judged,
and the exit code is 1. A label says which expression a face shows, not what the person feels.
`;

const OPTIONS = {
  model: { type: "string" },
  data: { type: "string" },
  whole: { type: "boolean" },
  tta: { type: "boolean" },
  json: { type: "boolean" },
  ...ENGINE_OPTIONS,
} as const;

await runCommand({ name: "predict", help: HELP, options: OPTIONS, positionals: true, run });

async function run(values: Values<typeof OPTIONS>, names: string[]): Promise<number> {
  if (!values.model) throw new UsageError("--model PATH is needed");
  if (names.length === 0) throw new UsageError("name at least one image");
  await startEngine(values);
  const model = await loadModel(values.model);
  try {
    const { pictures, faults } = await readPictures(names, values);
    for (const fault of faults) console.error(`predict: ${fault}`);
    const views = values.tta ? THIRTY_VIEWS : SINGLE_VIEW;
    const predictions = await judge(model, pictures, views);
    if (values.json) console.log(JSON.stringify({ model: values.model, predictions, faults }));
    else if (predictions.length > 0) console.log(predictions.map(asText).join("\n\n"));
    return faults.length > 0 ? 1 : 0;
  } finally {
    model.dispose();
  }
}

interface Prediction {
  readonly image: string;
  readonly label?: Emotion;
  readonly face?: FacePlace;
  readonly notes: readonly string[];
  readonly emotion: Emotion;
  readonly probabilities: Readonly<Record<string, number>>;
}

async function judge(
  model: LayersModel,
  pictures: readonly Picture[],
  views: readonly View[],
): Promise<Prediction[]> {
  const x = new Uint8Array(pictures.length * SIZE * SIZE);
  pictures.forEach(({ pixels }, i) => x.set(pixels, i * SIZE * SIZE));
  const all = await predict(model, x, { itemShape: [SIZE, SIZE, 1], views });
  return pictures.map(({ pixels: _, ...picture }, i) => {
    const probabilities = all.subarray(i * EMOTION_COUNT, (i + 1) * EMOTION_COUNT);
    return {
      ...picture,
      emotion: EMOTIONS[argMax(probabilities)],
      probabilities: Object.fromEntries(EMOTIONS.map((emotion, k) => [emotion, probabilities[k]])),
    };
  });
}

function asText({ image, label, face, notes, emotion, probabilities }: Prediction): string {
  const which = face && face.of > 1 ? `, face ${face.number} of ${face.of} (${place(face)})` : "";
  const bars = Object.entries(probabilities).sort(([, a], [, b]) => b - a).map(([name, p]) =>
    `  ${name.padEnd(9)}${percent(p).padStart(6)} ${"█".repeat(Math.round(p * 40))}`
  );
  return [
    `${image}${which}: ${emotion}${label ? ` (labelled ${label})` : ""}`,
    ...bars,
    ...notes.map((note) => `  ! ${note}`),
  ].join("\n");
}

/** Where a face lies, for people. */
function place({ box }: FacePlace): string {
  const [across, down] = [box.left + box.width / 2, box.top + box.height / 2];
  return `its middle ${percent(across)} from the left, ${percent(down)} from the top`;
}
