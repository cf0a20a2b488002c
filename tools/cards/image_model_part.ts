import { bytes, count, duration, percent, percentInterval } from "#lib/core/format.ts";
import type { EvaluationReport, RobustnessCurve, TrainingHistory } from "#lib/core/results.ts";
import type { ImageTargets } from "#lib/data/image_targets.ts";
import { markdownTable } from "../readme/markdown_table.ts";

/** What a model's folder holds of results. */
export interface ImageModelResults {
  readonly file: {
    readonly bytes: number;
    readonly parameters: number;
    /** For one image. */
    readonly multiplyAdds: number;
  };
  /** By how the model looked: `"one view"`, `"thirty views"`. */
  readonly evaluations: Readonly<Record<string, EvaluationReport>>;
  readonly robustness?: {
    readonly data: string;
    readonly n: number;
    readonly curves: readonly RobustnessCurve[];
  };
  readonly calibration?: {
    readonly temperature: number;
    readonly data: string;
    readonly n: number;
  };
  /** In the order in which they were run. */
  readonly trainings: readonly Training[];
}

/** One training: its `log.json`, as `deno task train` writes it, and the cost of the trained network. */
export interface Training {
  /** Of the network that was trained, for one image. */
  readonly multiplyAdds: number;
  /** There where the network was put beside a trained one. */
  readonly beside?: { readonly file: string };
  readonly data: string;
  readonly samples: number;
  readonly seed: number | string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly engine: string;
  readonly seconds: number;
  readonly targets?: ImageTargets;
  readonly mixup?: number;
  readonly history: TrainingHistory;
}

/** The part of a card that figures fill: judged, per class, robustness, training. Markdown. */
export function imageModelPart(results: ImageModelResults): string {
  const { file, evaluations, robustness, calibration, trainings } = results;
  const judged = Object.entries(evaluations);
  if (judged.length === 0) throw new RangeError("a card needs an evaluation");
  const [way, report] = judged[0];
  return [
    `${count(file.parameters)} parameters, ${bytes(file.bytes)}; ` +
    `${millions(file.multiplyAdds)} million multiplications with addition an image.`,
    "## How good",
    judgedTable(judged),
    `Scores of each label, ${way}:`,
    classTable(report),
    ...calibration
      ? [
        `The last layer is divided by a temperature of ${calibration.temperature.toFixed(3)}, ` +
        `fitted on ${count(calibration.n)} images of ${calibration.data}. The calibration errors ` +
        "above that are of the same images are therefore a little too good.",
      ]
      : [],
    ...robustness
      ? [
        "## When pictures get worse",
        `Accuracy on ${count(robustness.n)} images of ${robustness.data}, one view.`,
        ...robustness.curves.map(robustnessTable),
      ]
      : [],
    ...trainings.length > 0 ? ["## Training", ...trainingParts(trainings)] : [],
  ].join("\n\n");
}

function judgedTable(judged: readonly [string, EvaluationReport][]): string {
  const head = ["Data", "Views", "Rows", "n", "Accuracy (95%)", "Macro-F1", "Loss", "Calibration"];
  return markdownTable(
    head,
    judged.flatMap(([way, report]) => {
      const { data, n, accuracy, interval, macroF1, loss, calibration, leakFree } = report;
      const score = `${percent(accuracy)} (${percentInterval(interval)})`;
      const error = percent(calibration.ece);
      const all = [data, way, "all", count(n), score, macroF1.toFixed(3), loss.toFixed(3), error];
      if (!leakFree?.interval) return [all];
      const free = `${percent(leakFree.accuracy)} (${percentInterval(leakFree.interval)})`;
      return [all, [data, way, "leak-free", count(leakFree.n), free, "", "", ""]];
    }),
  );
}

function classTable({ perClass }: EvaluationReport): string {
  const share = (value: number | null) => value === null ? "–" : percent(value);
  return markdownTable(
    ["Label", "Precision", "Recall", "F1", "Images"],
    perClass.map(({ emotion, precision, recall, f1, support }) => [
      emotion,
      share(precision),
      share(recall),
      share(f1),
      count(support),
    ]),
  );
}

function robustnessTable({ name, unit, neutral, points }: RobustnessCurve): string {
  return markdownTable(
    [
      `${name} (${unit})`,
      ...points.map(({ level }) => level === neutral ? "untouched" : `${level}`),
    ],
    [["accuracy", ...points.map(({ accuracy }) => percent(accuracy))]],
  );
}

const ORDINALS = ["second", "third", "fourth"];

/** A paragraph for each training, and what they took together. */
function trainingParts(trainings: readonly Training[]): string[] {
  // Forward, and back to inputs and to weights; a multiplication with addition is two operations.
  const operations = 6 * trainings.reduce(
    (sum, { multiplyAdds, epochs, samples }) => sum + multiplyAdds * epochs * samples,
    0,
  );
  return [
    ...trainings.map((one, k) => `${beginning(one, k)}${inWords(one)}`),
    `By the textbook's count that is ${(operations / 1e15).toPrecision(2)} · 10¹⁵ operations.`,
  ];
}

function beginning({ beside }: Training, k: number): string {
  if (beside) return "The network beside it began anew. ";
  return k === 0 ? "" : `A ${ORDINALS[k - 1]} round went on from these weights. `;
}

function inWords(
  { data, samples, seed, epochs, batchSize, engine, seconds, targets, mixup, history }: Training,
): string {
  const last = history.epochs.at(-1)!;
  const validation = last.validationAccuracy === undefined
    ? ""
    : `, ${percent(last.validationAccuracy)} on the validation images`;
  return `${epochs} epochs of ${count(samples)} images (${data})` +
    (targets === "labels and votes" ? ", their labels and FER+'s votes" : "") +
    (mixup ? ", mixed in pairs" : "") +
    `, batches of ${batchSize}, seed ${seed}, on the ${engine}: ${
      duration(seconds)
    } of wall time, ` +
    `other work going on beside it. At the end ${percent(last.accuracy)} of the varied training ` +
    `images got their label${validation}.`;
}

const millions = (n: number) => (n / 1e6).toPrecision(3);
