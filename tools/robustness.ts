import { count, percent } from "#lib/core/format.ts";
import type { RobustnessCurve } from "#lib/core/results.ts";
import { partOf } from "#lib/data/part_of.ts";
import { robustness } from "#lib/eval/robustness.ts";
import { ProgressLine } from "#lib/notebook/progress_line.ts";
import { CORRUPTIONS } from "#lib/preprocess/corruptions.ts";
import { loadData } from "./cli/load_data.ts";
import { loadModel } from "./cli/load_model.ts";
import { PART_OPTIONS, partHelp, readPart } from "./cli/read_part.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";

const HELP = `deno task robustness --model PATH [--data FILE] [--usage PublicTest] [--json]

Judges a model on images made worse by degrees: blurred, darker and brighter, turned, shifted, and
with a part hidden.

  --model PATH      an .h5 or .keras file, of Keras too, or the name of a trained model
  --data FILE       a FER2013 file (default: the data folder, MIEN_DATA or data/; where there is
                    none, synthetic faces)
${partHelp("test")}
${ENGINE_HELP}
  --json            print the curves as JSON
  --help            this text
`;

const OPTIONS = {
  model: { type: "string" },
  data: { type: "string" },
  json: { type: "boolean" },
  ...PART_OPTIONS,
  ...ENGINE_OPTIONS,
} as const;

await runCommand({ name: "robustness", help: HELP, options: OPTIONS, run });

async function run(values: Values<typeof OPTIONS>): Promise<void> {
  if (!values.model) throw new UsageError("--model PATH is needed");
  const part = readPart(values, "test");
  await startEngine(values);
  const model = await loadModel(values.model);
  try {
    const images = await loadData(values.data);
    const samples = partOf(images, part);
    const line = new ProgressLine();
    const curves = await robustness(model, samples, CORRUPTIONS, {
      seed: "robustness",
      onProgress: (done, total) => line.update(`judging · ${done} of ${total}`, done / total),
    });
    line.note(`judged ${count(samples.y.length)} images in each way`);
    const { name: data, synthetic, y } = samples;
    const found = { data, synthetic, n: y.length, curves };
    console.log(values.json ? JSON.stringify(found) : asText(curves));
  } finally {
    model.dispose();
  }
}

function asText(curves: readonly RobustnessCurve[]): string {
  return curves.map(({ name, unit, neutral, points }) =>
    [
      `${name} (${unit})`,
      ...points.map(({ level, accuracy }) =>
        `${String(level).padStart(8)}  ${percent(accuracy)}${
          level === neutral ? "  untouched" : ""
        }`
      ),
    ].join("\n")
  ).join("\n\n");
}
