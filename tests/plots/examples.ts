import { EMOTIONS } from "#lib/core/emotions.ts";
import type { ClassScore, RobustnessCurve, TrainingHistory } from "#lib/core/results.ts";
import { accuracyComparison } from "#lib/plots/accuracy_comparison.ts";
import { actionUnitMatrix } from "#lib/plots/action_unit_matrix.ts";
import type { Chart } from "#lib/plots/chart.ts";
import { changeMatrix } from "#lib/plots/change_matrix.ts";
import { classHistogram } from "#lib/plots/class_histogram.ts";
import { classScores } from "#lib/plots/class_scores.ts";
import { confusionMatrix } from "#lib/plots/confusion_matrix.ts";
import { distanceMatrix } from "#lib/plots/distance_matrix.ts";
import { distanceTree } from "#lib/plots/distance_tree.ts";
import { emotionPrediction } from "#lib/plots/emotion_prediction.ts";
import { leakComparison } from "#lib/plots/leak_comparison.ts";
import { overlapMatrix } from "#lib/plots/overlap_matrix.ts";
import type { Picture } from "#lib/plots/picture.ts";
import { predictionGallery } from "#lib/plots/prediction_gallery.ts";
import { reliabilityDiagram } from "#lib/plots/reliability_diagram.ts";
import { robustnessCurves } from "#lib/plots/robustness_curves.ts";
import { sampleGrid } from "#lib/plots/sample_grid.ts";
import { houseLayout } from "#lib/plots/theme.ts";
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

/** The last class does not occur. */
export const perClass: ClassScore[] = EMOTIONS.map((emotion, i) =>
  i === 6
    ? { emotion, precision: null, recall: null, f1: null, support: 0 }
    : { emotion, precision: 0.5 + 0.05 * i, recall: 0.8 - 0.06 * i, f1: 0.62, support: 100 + i }
);

export const robust: RobustnessCurve[] = ["blur", "brightness", "rotation", "shift", "occlusion"]
  .map((name, k) => ({
    name,
    unit: "degrees of it",
    neutral: k === 1 ? 1 : 0,
    points: [0, 1, 2, 4].map((level) => {
      const accuracy = 0.7 - 0.04 * k * Math.abs(level - (k === 1 ? 1 : 0));
      return { level, accuracy, interval: [accuracy - 0.02, accuracy + 0.02] as const };
    }),
  }));

export const calibration = {
  ece: 0.08,
  brier: 0.51,
  bins: Array.from({ length: 10 }, (_, i) => ({
    low: i / 10,
    high: (i + 1) / 10,
    confidence: i < 2 ? null : i / 10 + 0.05,
    accuracy: i < 2 ? null : i / 10 - 0.03,
    count: i < 2 ? 0 : 20 * i,
  })),
};

export const probabilities = [0.05, 0.01, 0.04, 0.7, 0.1, 0.06, 0.04];

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
  const first = { accuracy: 0.55, interval: [0.51, 0.59], n: 700 } as const;
  const second = { accuracy: 0.66, interval: [0.62, 0.69], n: 700 } as const;
  const leakFree = { accuracy: 0.53, interval: [0.48, 0.57], n: 640 } as const;
  const pictures = EMOTIONS.map((_, label) => ({ picture: disc(60 + 28 * label), label }));
  return {
    accuracy_comparison: accuracyComparison(
      [{ name: "model_1", ...first }, { name: "a second technique", ...second }],
      { source: real },
    ),
    action_unit_matrix: actionUnitMatrix(
      { happy: { 6: 0.6, 12: 0.75 }, surprise: { 1: 0.8, 2: 0.85 }, neutral: {} },
      { source: { name: "made-up figures", synthetic: false } },
    ),
    change_matrix: changeMatrix(["lid opening", "mouth width"], ["happy", "surprise"], [
      [{ mean: -1.2, interval: [-1.6, -0.8] }, { mean: 1.9, interval: [1.1, 2.7] }],
      [{ mean: 9.4, interval: [8.1, 10.7] }, { mean: -2.2 }],
    ], { source: real, title: "What moves", unit: "mm" }),
    class_histogram: classHistogram({
      train: [40, 4, 41, 72, 48, 32, 50],
      test: [5, 1, 5, 9, 6, 4, 6],
    }, { source: real }),
    class_scores: classScores(perClass, { source: real }),
    confusion_matrix: confusionMatrix(confusion, { source: real }),
    distance_matrix: distanceMatrix(["fear", "surprise", "happy"], [
      [0, 2.1, 6.4],
      [2.1, 0, 6.9],
      [6.4, 6.9, 0],
    ], { source: real, title: "How far apart", unit: "mm" }),
    distance_tree: distanceTree({
      distance: 6.6,
      parts: [
        { name: "happy" },
        { distance: 2.1, parts: [{ name: "fear" }, { name: "surprise" }] },
      ],
    }, { source: real, title: "Which join first", unit: "mm" }),
    emotion_prediction: emotionPrediction(disc(200), probabilities, {
      source: synthetic,
      label: "happy",
    }),
    leak_comparison: leakComparison([{ name: "model_1", ...first, leakFree }], { source: real }),
    overlap_matrix: overlapMatrix(["fear", "surprise", "happy"], [
      [1, 0.47, 0.1],
      [0.47, 1, 0.72],
      [0.1, 0.72, 1],
    ], { source: real }),
    prediction_gallery: predictionGallery(
      pictures.map((each, i) => ({ ...each, probabilities, id: `test/${i}` })),
      { source: synthetic, kind: "most wrong" },
    ),
    robustness_curves: robustnessCurves(robust, { source: real }),
    reliability_diagram: reliabilityDiagram(calibration, { source: real }),
    sample_grid: sampleGrid(
      pictures.map(({ picture, label }) => ({ picture, caption: EMOTIONS[label] })),
      { source: synthetic, columns: 4 },
    ),
    training_curves: trainingCurves(history, { source: real }),
  };
}

/** A pyramid and a few points, each in its scene. */
export function spatialExample(): Chart {
  const hidden = { visible: false };
  const camera = { eye: { x: 1, y: -2.4, z: 1.4 } };
  const axes = { xaxis: hidden, yaxis: hidden, zaxis: hidden, aspectmode: "data", camera } as const;
  return {
    data: [{
      type: "mesh3d",
      x: [0, 1, 1, 0, 0.5],
      y: [0, 0, 1, 1, 0.5],
      z: [0, 0, 0, 0, 1],
      i: [0, 1, 2, 3, 0, 0],
      j: [1, 2, 3, 0, 2, 3],
      k: [4, 4, 4, 4, 1, 2],
      color: "#d9730d",
      flatshading: true,
    }, {
      type: "scatter3d",
      mode: "markers",
      scene: "scene2",
      x: [0, 1, 2],
      y: [0, 1, 2],
      z: [0, 1, 0],
      marker: { size: 5, color: [0, 1, 2], colorscale: [[0, "#0b5394"], [1, "#d9730d"]] },
    }],
    layout: {
      ...houseLayout({ title: "A pyramid and points", source: real, width: 400, height: 240 }),
      scene: { ...axes, domain: { x: [0, 0.5], y: [0, 1] } },
      scene2: { ...axes, domain: { x: [0.5, 1], y: [0, 1] } },
    },
    description: "A pyramid on the left, three points on the right.",
  };
}
