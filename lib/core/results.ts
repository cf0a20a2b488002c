import type { Emotion } from "./emotions.ts";

/** A confidence interval: [low, high], both in the unit of the figure it belongs to. */
export type Interval = readonly [low: number, high: number];

/** Where a training run stands after a batch. */
export interface BatchLog {
  /** Counted from 1, as is `batch`. */
  readonly epoch: number;
  readonly epochs: number;
  readonly batch: number;
  readonly batches: number;
  /** Mean over this epoch's samples so far, in nats. */
  readonly loss: number;
  /** Share of this epoch's samples so far, in [0, 1]. */
  readonly accuracy: number;
  readonly learningRate: number;
  /** Time spent in this epoch. */
  readonly seconds: number;
  /** What the rest of the run will take at the pace so far. */
  readonly secondsLeft: number;
}

/** What one epoch of training gave. Losses in nats, accuracies in [0, 1]. */
export interface EpochLog {
  /** Counted from 1. */
  readonly epoch: number;
  readonly loss: number;
  readonly accuracy: number;
  /** Absent when no validation data was given. */
  readonly validationLoss?: number;
  readonly validationAccuracy?: number;
  readonly learningRate: number;
  /** Wall time of this epoch. */
  readonly seconds: number;
}

/** The record of a training run: what the curves are drawn from. */
export interface TrainingHistory {
  readonly epochs: readonly EpochLog[];
  /** Why training ended. */
  readonly stopped: "finished" | "early stopping" | "interrupted";
  /** The epoch (from 1) whose weights the model holds. */
  readonly bestEpoch: number;
  readonly seed: number | string;
}

/** Precision, recall and F1 of one class, in [0, 1]; `null` where the class is absent. */
export interface ClassScore {
  readonly emotion: Emotion;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  /** How many samples carry this label. */
  readonly support: number;
}

/** One bin of a reliability diagram. Confidence and accuracy are `null` in an empty bin. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly confidence: number | null;
  readonly accuracy: number | null;
  readonly count: number;
}

/** How far the stated probabilities can be believed (Guo et al. 2017). */
export interface Calibration {
  /** Expected calibration error, in [0, 1]. */
  readonly ece: number;
  /** Mean squared difference of probabilities and one-hot label, summed over classes (Brier 1950). */
  readonly brier: number;
  readonly bins: readonly CalibrationBin[];
}

/** Accuracy on a subset of rows, with its 95% interval. `null` where the subset is empty. */
export interface SubsetScore {
  readonly accuracy: number | null;
  readonly interval: Interval | null;
  readonly n: number;
}

/** Everything `evaluate` finds out; also what `deno task evaluate --json` prints. */
export interface EvaluationReport {
  /** What was judged, for instance `"FER2013 PublicTest"` or `"synthetic faces, test"`. */
  readonly data: string;
  /** True when the figures come from the synthetic population: never a result about people. */
  readonly synthetic: boolean;
  readonly accuracy: number;
  /** 95% Wilson score interval of the accuracy. */
  readonly interval: Interval;
  /** Mean cross-entropy in nats. */
  readonly loss: number;
  /** Mean F1 over the classes that occur. */
  readonly macroF1: number;
  readonly n: number;
  /** Only the rows that are no exact copy of a training row; absent where that is not known. */
  readonly leakFree?: SubsetScore;
  readonly perClass: readonly ClassScore[];
  readonly calibration: Calibration;
  /** `confusion[true][predicted]`, counts. */
  readonly confusion: readonly (readonly number[])[];
}

/** Accuracy on images made worse to a degree. */
export interface RobustnessPoint {
  readonly level: number;
  /** In [0, 1]. */
  readonly accuracy: number;
  /** 95% Wilson score interval. */
  readonly interval: Interval;
}

/** How accuracy falls as images get worse in one way. */
export interface RobustnessCurve {
  /** `"blur"`, `"rotation"`, … */
  readonly name: string;
  /** What the levels count. */
  readonly unit: string;
  /** The level of the untouched images, which is among the points. */
  readonly neutral: number;
  /** In order of their levels. */
  readonly points: readonly RobustnessPoint[];
}
