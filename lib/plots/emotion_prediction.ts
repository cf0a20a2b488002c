import { type Emotion, EMOTION_COUNT, EMOTIONS } from "../core/emotions.ts";
import { percent } from "../core/format.ts";
import type { Chart } from "./chart.ts";
import { type Picture, pictureUri } from "./picture.ts";
import { rounded } from "./rounded.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, EMOTION_PALETTE, hiddenAxis, houseLayout, nameAxis } from "./theme.ts";

/**
 * One picture beside the seven probabilities that a model gives it (`plot_emotion_prediction` of
 * the assignment, step 3d).
 *
 * @param probabilities `[7]` in [0, 1], in the order of `EMOTIONS`.
 */
export function emotionPrediction(
  picture: Picture,
  probabilities: ArrayLike<number>,
  options: { readonly source: Source; readonly label?: Emotion; readonly title?: string },
): Chart {
  if (probabilities.length !== EMOTION_COUNT) {
    throw new RangeError(`${probabilities.length} probabilities, expected ${EMOTION_COUNT}`);
  }
  const { source, label } = options;
  const values = Array.from(probabilities);
  const best = values.indexOf(Math.max(...values));
  const { title = `Predicted expression: ${EMOTIONS[best]}` } = options;
  const names = EMOTIONS.map((name, i) => i === best ? `<b>${name}</b>` : name);
  return {
    data: [{
      type: "bar",
      orientation: "h",
      x: rounded(values),
      y: names,
      marker: { color: [...EMOTION_PALETTE] },
      text: values.map((value, i) => i === best ? `<b>${percent(value)}</b>` : percent(value)),
      textposition: "outside",
      textfont: { size: 12.5, color: COLOURS.ink },
      cliponaxis: false,
      hovertemplate: "%{y} %{x:.2%}<extra></extra>",
    }],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: label ? [`label: ${label}`] : [],
        width: 680,
        height: 330,
        margin: { l: 20, r: 60, t: 84, b: 22 },
      }),
      bargap: 0.28,
      xaxis: hiddenAxis({ domain: [0.52, 1], range: [0, 1] }),
      yaxis: nameAxis("y", EMOTIONS.length),
      images: [{
        source: pictureUri(picture),
        xref: "paper",
        yref: "paper",
        x: 0,
        y: 1,
        sizex: 0.373,
        sizey: 1,
        sizing: "contain",
        xanchor: "left",
        yanchor: "top",
        layer: "below",
      }],
    },
    description:
      `A picture from ${sourceName(source)}${label ? `, labelled ${label},` : ""} with ` +
      `the model's probabilities: ${
        EMOTIONS.map((name, i) => `${name} ${percent(values[i])}`).join(", ")
      }.`,
  };
}
