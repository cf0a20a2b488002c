import type { LayersModel } from "@tensorflow/tfjs";
import { count, percent, percentInterval } from "#lib/core/format.ts";
import type { EvaluationReport } from "#lib/core/results.ts";
import type { Part } from "#lib/data/part_of.ts";
import { evaluate } from "#lib/eval/evaluate.ts";
import { SINGLE_VIEW, THIRTY_VIEWS } from "#lib/eval/views.ts";
import { ProgressLine } from "#lib/notebook/progress_line.ts";
import { loadData } from "./cli/load_data.ts";
import { loadModel } from "./cli/load_model.ts";
import { PART_OPTIONS, partHelp, readPart } from "./cli/read_part.ts";
import { runCommand, UsageError, type Values } from "./cli/run_command.ts";
import { ENGINE_HELP, ENGINE_OPTIONS, startEngine } from "./cli/start_engine.ts";

const HELP = `deno task evaluate --model PATH [--data FILE] [--usage PublicTest] [--tta] [--json]

Judges a model on labelled images: accuracy with its 95% interval, loss, macro-F1, scores per class,
calibration and confusion; on all rows, and on those that are in no training data.

  --model PATH      an .h5 or .keras file, of Keras too, or the name of a trained model
  --data FILE       a FER2013 file (default: the data folder, MIEN_DATA or data/; where there is
                    none, synthetic faces)
${partHelp("test")}
  --tta             average over thirty test-time views: the image moved and zoomed a
                    little, and mirrored
${ENGINE_HELP}
  --json            print the report as JSON
  --help            this text
`;

const OPTIONS = {
  model: { type: "string" },
  data: { type: "string" },
  tta: { type: "boolean" },
  json: { type: "boolean" },
  ...PART_OPTIONS,
  ...ENGINE_OPTIONS,
} as const;

await runCommand({ name: "evaluate", help: HELP, options: OPTIONS, run });

async function run(values: Values<typeof OPTIONS>): Promise<void> {
  if (!values.model) throw new UsageError("--model PATH is needed");
  const part = readPart(values, "test");
  await startEngine(values);
  // The model first: a wrong path should not cost the time of reading the data.
  const model = await loadModel(values.model);
  try {
    const report = await judge(model, values, part);
    console.log(values.json ? JSON.stringify(report) : asText(report, values));
  } finally {
    model.dispose();
  }
}

async function judge(
  model: LayersModel,
  { data, tta }: Values<typeof OPTIONS>,
  part: Part,
): Promise<EvaluationReport> {
  const images = await loadData(data);
  const line = new ProgressLine();
  const report = await evaluate(model, images, {
    ...part,
    views: tta ? THIRTY_VIEWS : SINGLE_VIEW,
    onProgress: (done, total) =>
      line.update(`judging · ${count(done)} of ${count(total)} images`, done / total),
  });
  line.note(`judged ${count(report.n)} images`);
  return report;
}

function asText(report: EvaluationReport, { tta }: Values<typeof OPTIONS>): string {
  const { leakFree, perClass, calibration, confusion } = report;
  const names = perClass.map(({ emotion }) => emotion);
  const number = (value: number | null) => value === null ? "–" : value.toFixed(3);
  const row = (cells: readonly (string | number)[]) =>
    cells.map((cell, i) => i === 0 ? String(cell).padEnd(10) : String(cell).padStart(10)).join("");
  const free = leakFree && leakFree.accuracy !== null && leakFree.interval !== null
    ? [
      `leak-free    ${percent(leakFree.accuracy)} (95%: ${percentInterval(leakFree.interval)}), ` +
      `${count(leakFree.n)} rows that are in no training data`,
    ]
    : [];
  return [
    `${report.data}: ${count(report.n)} images${tta ? ", thirty views each" : ""}` +
    (report.synthetic ? " (synthetic faces: no result about people)" : ""),
    `accuracy     ${percent(report.accuracy)} (95%: ${percentInterval(report.interval)})`,
    ...free,
    `loss         ${report.loss.toFixed(4)}`,
    `macro-F1     ${report.macroF1.toFixed(3)}`,
    `calibration  error ${percent(calibration.ece)}, Brier score ${calibration.brier.toFixed(3)}`,
    "",
    row(["class", "precision", "recall", "F1", "images"]),
    ...perClass.map(({ emotion, precision, recall, f1, support }) =>
      row([emotion, number(precision), number(recall), number(f1), support])
    ),
    "",
    row(["true ↓", ...names]),
    ...confusion.map((counts, k) => row([names[k], ...counts])),
  ].join("\n");
}
