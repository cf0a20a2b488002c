import { EMOTIONS } from "#lib/core/emotions.ts";
import type { TrainingHistory } from "#lib/core/results.ts";
import type { Chart } from "#lib/plots/chart.ts";
import { classHistogram } from "#lib/plots/class_histogram.ts";
import { confusionMatrix } from "#lib/plots/confusion_matrix.ts";
import type { Picture } from "#lib/plots/picture.ts";
import { sampleGrid } from "#lib/plots/sample_grid.ts";
import { trainingCurves } from "#lib/plots/training_curves.ts";

/** Small made-up results; no number here is a finding. */
export const real = { name: "made-up figures", synthetic: false, n: 700 };
export const synthetic = { name: "test", synthetic: true, n: 70 };

export const confusion = EMOTIONS.map((_, i) =>
  EMOTIONS.map((_, j) => i === j ? 60 + 5 * i : (i * 3 + j * 5) % 11)
);

export const history: TrainingHistory = {
  epochs: [1.6, 1.2, 0.9, 0.7].map((loss, i) => ({
    epoch: i + 1,
    loss,
    accuracy: 0.4 + 0.1 * i,
    validationLoss: 1.4 - 0.1 * i + 0.06 * i * i,
    validationAccuracy: 0.45 + 0.05 * i - 0.01 * i * i,
    learningRate: 0.001,
    seconds: 2,
  })),
  stopped: "early stopping",
  bestEpoch: 3,
  seed: 7,
};

/** A disc in front of a ramp, 12x12: small enough for a snapshot. */
export function disc(shade: number): Picture {
  const pixels = Uint8Array.from({ length: 144 }, (_, i) => {
    const [x, y] = [i % 12 - 5.5, Math.floor(i / 12) - 5.5];
    return x * x + y * y < 20 ? shade : 8 * (i % 12);
  });
  return { pixels, width: 12, height: 12 };
}

/** Every chart once, by name. */
export function examples(): Readonly<Record<string, Chart>> {
  return {
    class_histogram: classHistogram({
      train: [40, 4, 41, 72, 48, 32, 50],
      test: [5, 1, 5, 9, 6, 4, 6],
    }, { source: real }),
    confusion_matrix: confusionMatrix(confusion, { source: real }),
    sample_grid: sampleGrid(
      EMOTIONS.map((caption, i) => ({ picture: disc(60 + 28 * i), caption, hover: `test/${i}` })),
      { source: synthetic, columns: 4 },
    ),
    training_curves: trainingCurves(history, { source: real }),
  };
}
