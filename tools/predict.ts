import { argMax } from "#lib/core/arg_max.ts";
import { type Emotion, EMOTION_COUNT, EMOTIONS } from "#lib/core/emotions.ts";
import { percent } from "#lib/core/format.ts";
import { sizeOf } from "#lib/core/shapes.ts";
import { predict } from "#lib/eval/predict.ts";
import { SINGLE_VIEW, TEN_SHIFT_VIEWS } from "#lib/eval/views.ts";
import { readImage } from "./cli/image_file.ts";
import { loadData } from "./cli/load_data.ts";
import { loadModel } from "./cli/load_model.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";

const HELP = `deno task predict --model PATH IMAGE… [--json]

Prints the seven probabilities that a model gives each image. Expects a cropped face for now: faces
are not looked for. A picture of any size is made grey, cut to its middle square and scaled to 48x48.

  IMAGE             a picture file (PNG, JPEG, WebP, HEIC, …), or a row of FER2013 by its id: FER2013:PublicTest/12
  --model PATH      an .h5 or .keras file, of Keras too, or the name of a trained model
  --tta             average over ten views: the image moved a little, and mirrored
  --data FILE       where rows are taken from (default: the data folder, MIEN_DATA or data/)
${ENGINE_HELP}
  --json            print JSON: {model, predictions: [{image, label, emotion, probabilities}]}
  --help            this text

A label says which expression a face shows, not what the person feels.
`;

const OPTIONS = {
  model: { type: "string" },
  data: { type: "string" },
  tta: { type: "boolean" },
  json: { type: "boolean" },
  ...ENGINE_OPTIONS,
} as const;

/** Pixels to an edge of what the models look at. */
const SIZE = 48;
const ROW = "FER2013:";

await runCommand({ name: "predict", help: HELP, options: OPTIONS, positionals: true, run });

async function run(values: Values<typeof OPTIONS>, names: string[]): Promise<void> {
  if (!values.model) throw new UsageError("--model PATH is needed");
  if (names.length === 0) throw new UsageError("name at least one image");
  await startEngine(values);
  const model = await loadModel(values.model);
  try {
    const pictures = await readPictures(names, values.data);
    const x = new Uint8Array(pictures.length * SIZE * SIZE);
    pictures.forEach(({ pixels }, i) => x.set(pixels, i * SIZE * SIZE));
    const views = values.tta ? TEN_SHIFT_VIEWS : SINGLE_VIEW;
    const probabilities = await predict(model, x, { itemShape: [SIZE, SIZE, 1], views });
    const predictions = pictures.map(({ image, label }, i) =>
      prediction(image, label, probabilities.subarray(i * EMOTION_COUNT, (i + 1) * EMOTION_COUNT))
    );
    console.log(
      values.json
        ? JSON.stringify({ model: values.model, predictions })
        : predictions.map(asText).join("\n\n"),
    );
  } finally {
    model.dispose();
  }
}

interface Picture {
  readonly image: string;
  /** Where the data set knows it. */
  readonly label?: Emotion;
  readonly pixels: Uint8Array;
}

interface Prediction {
  readonly image: string;
  readonly label?: Emotion;
  readonly emotion: Emotion;
  readonly probabilities: Readonly<Record<string, number>>;
}

async function readPictures(names: readonly string[], data?: string): Promise<Picture[]> {
  const images = names.some((name) => name.startsWith(ROW)) ? await loadData(data) : undefined;
  return await Promise.all(names.map(async (name) => {
    if (!images || !name.startsWith(ROW)) {
      return { image: name, pixels: await readImage(name, SIZE) };
    }
    const row = images.ids.indexOf(name.slice(ROW.length));
    if (row < 0) {
      throw new RangeError(`${images.name} has no row "${name.slice(ROW.length)}"`);
    }
    const size = sizeOf(images.itemShape);
    const pixels = images.x.subarray(row * size, (row + 1) * size);
    return { image: name, label: EMOTIONS[images.y[row]], pixels };
  }));
}

function prediction(
  image: string,
  label: Emotion | undefined,
  probabilities: Float32Array,
): Prediction {
  return {
    image,
    ...(label && { label }),
    emotion: EMOTIONS[argMax(probabilities)],
    probabilities: Object.fromEntries(EMOTIONS.map((emotion, k) => [emotion, probabilities[k]])),
  };
}

function asText({ image, label, emotion, probabilities }: Prediction): string {
  const bars = Object.entries(probabilities).sort(([, a], [, b]) => b - a).map(([name, p]) =>
    `  ${name.padEnd(9)}${percent(p).padStart(6)} ${"█".repeat(Math.round(p * 40))}`
  );
  return [`${image}: ${emotion}${label ? ` (labelled ${label})` : ""}`, ...bars].join("\n");
}
