import type { Chart } from "./chart.ts";
import { faceChart, faceMenu } from "./face_chart.ts";
import { displacements, type FaceShape, faceTrace, packFace } from "./face_scene.ts";
import { type Source, sourceName } from "./source.ts";

/** How a chart of face shapes is drawn. */
export interface FaceMorphsOptions {
  readonly source: Source;
  readonly title?: string;
  /** `[m, 3]` corners of the mesh; without it the faces are drawn as points. */
  readonly triangles?: ArrayLike<number>;
  /** Which shape shows first. */
  readonly first?: number;
}

/**
 * A face at rest and, beside it, one of many shapes that a drop-down names: every Action Unit, or
 * every expression. One scene and two meshes however many shapes there are; colours show how far
 * each point has moved, in mm, on a scale of its own for each shape.
 *
 * @param rest the face that all shapes start from.
 * @param shapes the same points in the same order, moved.
 * @throws {RangeError} for no shapes, or shapes of another number of points.
 */
export function faceMorphs(
  rest: FaceShape,
  shapes: readonly FaceShape[],
  options: FaceMorphsOptions,
): Chart {
  const { source, title = "What each movement does", triangles, first = 0 } = options;
  if (!shapes[first]) {
    throw new RangeError(`there is no shape ${first}: ${shapes.length} are given`);
  }
  const moved = shapes.map(({ points }) => displacements(points, rest.points));
  const most = moved.map((list) => Math.max(1, Math.ceil(Math.max(...list))));
  const still = new Array(rest.points.length / 3).fill(0);
  const { row, layout } = faceChart({
    source,
    title,
    note: "colour: mm from rest",
    names: [rest.name, shapes[first].name],
    width: 660,
  });
  const [left, right] = row.places;
  const colour = triangles ? "intensity" : "marker.color";
  const limit = triangles ? "cmax" : "marker.cmax";
  return {
    data: [
      faceTrace(rest, { triangles, movement: still, most: most[first], place: left }),
      faceTrace(shapes[first], {
        triangles,
        movement: moved[first],
        most: most[first],
        place: right,
        colourBar: true,
      }),
    ],
    layout: {
      ...layout,
      updatemenus: [faceMenu(
        shapes.map(({ name, points }, k) => ({
          label: name,
          args: [
            {
              ...listed(packFace(points, right)),
              [colour]: [moved[k]],
              [limit]: [most[k]],
            },
            { "annotations[1].text": name },
            [1],
          ],
        })),
        first,
      )],
    } as Chart["layout"],
    description: `A face at rest beside one of ${shapes.length} shapes (${
      sourceName(source)
    }); shown: ${shapes[first].name}. Largest movement in mm: ${
      shapes.map(({ name }, k) => `${name} ${Math.max(...moved[k])}`).join("; ")
    }.`,
  };
}

/** Each value in a list of its own, as plotly's updates of one trace want them. */
function listed<T>(values: Readonly<Record<string, T>>): Record<string, T[]> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, [value]]));
}
