import { argMax } from "#lib/core/arg_max.ts";
import { type Emotion, EMOTION_COUNT, EMOTIONS } from "#lib/core/emotions.ts";
import { percent, percentInterval } from "#lib/core/format.ts";
import type { Clouds } from "#lib/data/cloud_dataset.ts";
import { loadClouds } from "#lib/data/clouds.ts";
import { readClouds } from "#lib/data/read_clouds.ts";
import { report } from "#lib/eval/report.ts";
import { ProgressLine } from "#lib/notebook/progress_line.ts";
import { cloudClassifier } from "./cli/cloud_classifier.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS } from "./cli/start_engine.ts";

const HELP = `deno task clouds --model PATH [--data faces.py] [--calibrate neutral] [--json]

Names the expression of every 3-D face of a file, and says how often the label agrees.

  --model PATH      models/model_4/model.h5 or model_ec1 (a 3-D CNN on voxels; any Keras model of
                    [n, 24, 24, 24, 1] will do; it is asked eight times, with the grid a quarter of a
                    voxel aside), or models/model_ec2/model.json; a bare name such as
                    model_ec2 is found in models/
  --data FILE       faces.py or the same as JSON (.gz too), or a folder of OBJ or PLY meshes
                    (default: the data folder, MIEN_DATA or data/; where there is none, synthetic
                    faces)
  --calibrate neutral
                    compare each face with the same session's neutral one (model_ec2 only)
${ENGINE_HELP}
  --json            print JSON: {accuracy, n, predictions: [{sample, emotion, predicted,
                    probabilities}]}, and what deno task evaluate tells
  --help            this text

A label says which expression a face shows, not what the person feels.
`;

const OPTIONS = {
  model: { type: "string" },
  data: { type: "string" },
  calibrate: { type: "string" },
  json: { type: "boolean" },
  ...ENGINE_OPTIONS,
} as const;

await runCommand({ name: "clouds", help: HELP, options: OPTIONS, run });

async function run(values: Values<typeof OPTIONS>): Promise<void> {
  if (!values.model) throw new UsageError("--model PATH is needed");
  if (values.calibrate !== undefined && values.calibrate !== "neutral") {
    throw new UsageError(`--calibrate needs neutral, not "${values.calibrate}"`);
  }
  const classify = await cloudClassifier(values.model, values);
  const line = new ProgressLine();
  const clouds = await readOrLoad(values.data, line);
  const probabilities = await classify(
    clouds,
    (done, total) => line.update(`classifying · ${done} of ${total} faces`, done / total),
  );
  const judged = report(probabilities, clouds.y, {
    data: clouds.name,
    synthetic: clouds.synthetic,
  });
  line.note(`classified ${judged.n} faces`);
  const predictions = clouds.ids.map((id, i) => prediction(clouds, id, i, probabilities));
  if (values.json) {
    console.log(JSON.stringify({ ...judged, predictions }));
    return;
  }
  console.log([
    ...predictions.map(asText),
    "",
    `accuracy ${percent(judged.accuracy)} (95%: ${
      percentInterval(judged.interval)
    }) of ${judged.n}` +
    ` faces${clouds.synthetic ? " (synthetic faces: no result about people)" : ""}`,
  ].join("\n"));
}

async function readOrLoad(path: string | undefined, line: ProgressLine): Promise<Clouds> {
  const onProgress = ({ fraction, clouds }: { fraction: number; clouds: number }) =>
    line.update(`reading clouds · ${percent(fraction)} · ${clouds}`, fraction);
  const clouds = path === undefined
    ? await loadClouds({ onProgress, people: 30 })
    : await readClouds(path, { onProgress });
  for (const note of clouds.notes) line.note(note);
  return clouds;
}

interface Prediction {
  /** The recording session, or the synthetic person. */
  readonly sample: string;
  /** As labelled in the file. */
  readonly emotion: Emotion;
  readonly predicted: Emotion;
  readonly probabilities: Readonly<Record<Emotion, number>>;
}

function prediction(
  { group, groupNames, y }: Clouds,
  id: string,
  i: number,
  probabilities: ArrayLike<number>,
): Prediction {
  const start = i * EMOTION_COUNT;
  return {
    sample: group ? groupNames[group[i]] : id,
    emotion: EMOTIONS[y[i]],
    predicted: EMOTIONS[argMax(probabilities, start, EMOTION_COUNT)],
    probabilities: Object.fromEntries(
      EMOTIONS.map((emotion, k) => [emotion, probabilities[start + k]]),
    ) as Record<Emotion, number>,
  };
}

function asText({ sample, emotion, predicted, probabilities }: Prediction): string {
  const mark = emotion === predicted ? " " : "≠";
  return `${sample}  ${emotion.padEnd(8)} ${mark} ${predicted.padEnd(8)} ${
    percent(probabilities[predicted])
  }`;
}
