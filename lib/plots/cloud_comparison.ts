import type { Chart } from "./chart.ts";
import { displacements, type FacePlace, faceRow, faceTrace, packFace } from "./face_scene.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS, houseLayout } from "./theme.ts";

/** One cloud and the same person's face at rest. */
export interface ComparedCloud {
  /** For people: `"person 3 · happy"`. */
  readonly name: string;
  /** `[n, 3]` metres. */
  readonly points: ArrayLike<number>;
  /** `[n, 3]` metres, the same points at rest. */
  readonly neutral: ArrayLike<number>;
}

/** How clouds are compared. */
export interface CloudComparisonOptions {
  readonly source: Source;
  readonly title?: string;
  /** `[n]` what to call each point when the mouse is over it: its region. */
  readonly labels?: readonly string[];
  /** Which clouds show first, left and right. */
  readonly first?: readonly [left: number, right: number];
}

/**
 * Two faces as points, side by side in one scene so that turning one turns both; a drop-down over each
 * chooses which. Colour: how far a point lies from where the same person's face at rest has it.
 *
 * @throws {RangeError} for fewer than two clouds, or clouds of different numbers of points.
 */
export function cloudComparison(
  clouds: readonly ComparedCloud[],
  options: CloudComparisonOptions,
): Chart {
  const { source, title = "Two faces, point by point", labels, first = [0, 1] } = options;
  if (clouds.length < 2) throw new RangeError(`${clouds.length} clouds cannot be compared`);
  const odd = clouds.find(({ points }) => points.length !== clouds[0].points.length);
  if (odd) throw new RangeError(`${odd.name} has ${odd.points.length / 3} points, others have not`);
  const moved = clouds.map(({ points, neutral }) => displacements(points, neutral));
  const most = Math.max(1, Math.ceil(moved.flat().reduce((a, b) => Math.max(a, b), 0)));
  const margin = { l: 16, r: 84, t: 116, b: 34 };
  const inner = { width: 660, height: 350 };
  const row = faceRow(first.map((i) => clouds[i].name), inner);
  const hover = labels
    ? { text: [...labels], hovertemplate: "%{text}, %{marker.color} mm<extra></extra>" }
    : {};
  return {
    data: first.map((i, k) => ({
      ...faceTrace(clouds[i], {
        movement: moved[i],
        most,
        place: row.places[k],
        colourBar: k === 1,
      }),
      ...hover,
    })) as Chart["data"],
    layout: {
      ...houseLayout({
        title,
        source,
        notes: ["colour: mm from the same person's neutral"],
        width: inner.width + margin.l + margin.r,
        height: inner.height + margin.t + margin.b,
        margin,
      }),
      scene: row.scene,
      annotations: row.captions,
      updatemenus: [0, 1].map((k) => chooser(clouds, moved, row.places[k], k, first[k])),
    } as Chart["layout"],
    description: `Two of ${clouds.length} face clouds side by side (${sourceName(source)}): ${
      first.map((i) => `${clouds[i].name}, points moved by up to ${Math.max(...moved[i])} mm`)
        .join("; ")
    }.`,
  };
}

function chooser(
  clouds: readonly ComparedCloud[],
  moved: readonly number[][],
  place: FacePlace,
  trace: number,
  active: number,
) {
  return {
    type: "dropdown",
    active,
    x: trace === 0 ? 0.012 : 0.512,
    xanchor: "left",
    y: 1.015,
    yanchor: "bottom",
    bgcolor: COLOURS.paper,
    bordercolor: COLOURS.line,
    font: { size: 13, color: COLOURS.ink },
    buttons: clouds.map(({ name, points }, i) => {
      const { x, y, z } = packFace(points, place);
      return {
        label: name,
        method: "update",
        args: [
          { x: [x], y: [y], z: [z], "marker.color": [moved[i]] },
          { [`annotations[${trace}].text`]: name },
          [trace],
        ],
      };
    }),
  };
}
