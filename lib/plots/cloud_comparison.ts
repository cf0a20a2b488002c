import type { Chart } from "./chart.ts";
import { faceChart, type FaceChoice, faceMenu, movementsOf } from "./face_chart.ts";
import { type FacePlace, faceTrace, packFace } from "./face_scene.ts";
import { type Source, sourceName } from "./source.ts";

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
  const { moved, most } = movementsOf(clouds);
  const { row, layout } = faceChart({
    source,
    title,
    note: "colour: mm from the same person's neutral",
    names: first.map((i) => clouds[i].name),
    width: 660,
  });
  const choices = (place: FacePlace, trace: number): FaceChoice[] =>
    clouds.map(({ name, points }, i) => {
      const { x, y, z } = packFace(points, place);
      return {
        label: name,
        args: [
          { x: [x], y: [y], z: [z], "marker.color": [moved[i]] },
          { [`annotations[${trace}].text`]: name },
          [trace],
        ],
      };
    });
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
      ...layout,
      updatemenus: [0, 1].map((k) =>
        faceMenu(choices(row.places[k], k), first[k], k === 0 ? 0.012 : 0.512)
      ),
    } as Chart["layout"],
    description: `Two of ${clouds.length} face clouds side by side (${sourceName(source)}): ${
      first.map((i) => `${clouds[i].name}, points moved by up to ${Math.max(...moved[i])} mm`)
        .join("; ")
    }.`,
  };
}
