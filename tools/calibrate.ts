import { count, percent } from "#lib/core/format.ts";
import { partOf } from "#lib/data/part_of.ts";
import { fitTemperature } from "#lib/eval/fit_temperature.ts";
import { predict } from "#lib/eval/predict.ts";
import { report } from "#lib/eval/report.ts";
import { saveModelH5 } from "#lib/keras/save_model_h5.ts";
import { foldTemperature } from "#lib/models/fold_temperature.ts";
import { loadData } from "./cli/load_data.ts";
import { loadModel } from "./cli/load_model.ts";
import { PART_OPTIONS, partHelp, readPart } from "./cli/read_part.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";

const HELP =
  `deno task calibrate --model PATH [--out PATH] [--data FILE] [--usage USAGE | --role ROLE] [--json]

Finds the temperature at which a model's probabilities fit labelled images best, and writes the model
with its last layer divided by it, so that the file itself gives calibrated probabilities. Take
images that the model was not trained on, and judge its calibration on others.

  --model PATH      an .h5 or .keras file, of Keras too
  --out PATH        where the calibrated .h5 goes (default: PATH itself)
  --data FILE       a FER2013 file (default: the data folder, MIEN_DATA or data/)
${partHelp("validation")}
${ENGINE_HELP}
  --json            print what was found as JSON
  --help            this text
`;

const OPTIONS = {
  model: { type: "string" },
  out: { type: "string" },
  data: { type: "string" },
  json: { type: "boolean" },
  ...PART_OPTIONS,
  ...ENGINE_OPTIONS,
} as const;

await runCommand({ name: "calibrate", help: HELP, options: OPTIONS, run });

async function run(values: Values<typeof OPTIONS>): Promise<void> {
  const { out = values.model } = values;
  if (!values.model || !out) throw new UsageError("--model PATH is needed");
  const part = readPart(values, "validation");
  if (!out.endsWith(".h5")) throw new UsageError(`--out needs the path of an .h5 file, not ${out}`);
  await startEngine(values);
  const model = await loadModel(values.model);
  try {
    const images = await loadData(values.data);
    const { x, y, itemShape, name: data, synthetic } = partOf(images, part);
    const judge = async () => {
      const probabilities = await predict(model, x, { itemShape });
      const { loss, calibration } = report(probabilities, y, { data, synthetic });
      return { probabilities, figures: { loss, ece: calibration.ece } };
    };
    const before = await judge();
    const temperature = fitTemperature(before.probabilities, y);
    foldTemperature(model, temperature);
    const after = await judge();
    await saveModelH5(model, out);
    const n = y.length;
    const found = { temperature, data, synthetic, n, before: before.figures, after: after.figures };
    console.log(values.json ? JSON.stringify(found) : asText(found, out));
  } finally {
    model.dispose();
  }
}

interface Figures {
  readonly loss: number;
  readonly ece: number;
}

function asText(
  { temperature, data, n, before, after }: {
    readonly temperature: number;
    readonly data: string;
    readonly n: number;
    readonly before: Figures;
    readonly after: Figures;
  },
  out: string,
): string {
  const figures = ({ loss, ece }: Figures) =>
    `loss ${loss.toFixed(4)}, calibration error ${percent(ece)}`;
  return [
    `temperature  ${temperature.toFixed(3)}, fitted on ${count(n)} images of ${data}`,
    `before       ${figures(before)}`,
    `after        ${figures(after)}, on the same images`,
    `written      ${out}`,
  ].join("\n");
}
