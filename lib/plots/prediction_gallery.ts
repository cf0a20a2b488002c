import { EMOTION_COUNT, EMOTIONS } from "../core/emotions.ts";
import { percent } from "../core/format.ts";
import type { Chart } from "./chart.ts";
import type { Picture } from "./picture.ts";
import { type Sample, sampleGrid } from "./sample_grid.ts";
import { type Source } from "./source.ts";
import { wholePercent } from "./whole_percent.ts";

/** One picture and what a model said of it. */
export interface Prediction {
  readonly picture: Picture;
  /** The class number of the picture's label. */
  readonly label: number;
  /** `[7]` probabilities in the order of `EMOTIONS`. */
  readonly probabilities: ArrayLike<number>;
  /** The sample's name, shown when the pointer rests on it. */
  readonly id?: string;
}

const TITLES = {
  "most wrong": "Mistakes the model was most sure of",
  "most unsure": "Pictures the model was least sure of",
} as const;

/**
 * Pictures with label → prediction and the probability of that prediction; pick and order them
 * before.
 */
export function predictionGallery(
  predictions: readonly Prediction[],
  options: {
    readonly source: Source;
    readonly kind: keyof typeof TITLES;
    readonly title?: string;
    readonly columns?: number;
  },
): Chart {
  const { source, kind, title = TITLES[kind], columns = 6 } = options;
  const chart = sampleGrid(predictions.map(sampleOf), {
    source,
    title,
    columns,
    size: 112,
    notes: ["label → prediction, its probability"],
  });
  return { ...chart, description: `${title}. ${chart.description}` };
}

function sampleOf({ picture, label, probabilities, id }: Prediction): Sample {
  const order = EMOTIONS.map((name, i) => ({ name, probability: probabilities[i] }))
    .sort((a, b) => b.probability - a.probability);
  if (probabilities.length !== EMOTION_COUNT || !(label in EMOTIONS)) {
    throw new RangeError(
      `${id ?? "a prediction"}: needs ${EMOTION_COUNT} probabilities and a label from 0 to ` +
        `${EMOTION_COUNT - 1}, got ${probabilities.length} and ${label}`,
    );
  }
  const [first] = order;
  const lines = order.slice(0, 3).map(({ name, probability }) => `${name} ${percent(probability)}`);
  return {
    picture,
    caption: `<b>${EMOTIONS[label]}</b> → ${first.name}<br>${wholePercent(first.probability)}`,
    hover: [`${id ? `${id}, ` : ""}label ${EMOTIONS[label]}`, ...lines].join("<br>"),
  };
}
