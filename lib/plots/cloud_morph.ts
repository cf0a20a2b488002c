import type { Chart } from "./chart.ts";
import { faceChart, faceMenu, movementsOf } from "./face_chart.ts";
import { type FaceShape, faceTrace, packFace } from "./face_scene.ts";
import { type Source, sourceName } from "./source.ts";
import { COLOURS } from "./theme.ts";

/** How a morph is drawn. */
export interface CloudMorphOptions {
  readonly source: Source;
  readonly title?: string;
  /** `[m, 3]` corners of the mesh; without it the face is drawn as points. */
  readonly triangles?: ArrayLike<number>;
  /** Steps of the slider from rest to beyond the whole expression, in shares of it. */
  readonly shares?: readonly number[];
  /** Which expression shows first. */
  readonly first?: number;
}

const SHARES = [0, 0.25, 0.5, 0.75, 1, 1.5];

/**
 * One person's face between rest and expression: a drop-down chooses the expression, a slider how much
 * of it. Points move along straight lines, so that 150% is the pose exaggerated.
 *
 * @param neutral the person's face at rest.
 * @param expressions the same points in the same order.
 * @throws {RangeError} for no expressions, or clouds of another number of points.
 */
export function cloudMorph(
  neutral: FaceShape,
  expressions: readonly FaceShape[],
  options: CloudMorphOptions,
): Chart {
  const { source, title = "From rest to expression", triangles, shares = SHARES } = options;
  const { first = 0 } = options;
  if (!expressions[first]) {
    throw new RangeError(`there is no expression ${first}: ${expressions.length} are given`);
  }
  const { moved, most } = movementsOf(
    expressions.map(({ points }) => ({ points, neutral: neutral.points })),
  );
  const { row: { places: [place] }, layout } = faceChart({
    source,
    title,
    note: "colour: mm from neutral",
    names: [expressions[first].name],
    width: 460,
    bottom: 86,
  });
  const colour = triangles ? "intensity" : "marker.color";
  const full = shares.includes(1) ? shares.indexOf(1) : shares.length - 1;
  const shape = (k: number, share: number) => {
    const { x, y, z } = packFace(between(neutral.points, expressions[k].points, share), place);
    const colours = moved[k].map((mm) => Number((mm * share).toFixed(1)));
    return { x: [x], y: [y], z: [z], [colour]: [colours] };
  };
  const steps = (k: number) =>
    shares.map((share) => ({
      label: `${Math.round(share * 100)}%`,
      method: "restyle",
      args: [shape(k, share), [0]],
    }));
  return {
    data: [faceTrace(expressions[first], {
      triangles,
      movement: moved[first],
      most,
      place,
      colourBar: true,
    })],
    layout: {
      ...layout,
      sliders: [{
        active: full,
        x: 0.04,
        len: 0.92,
        y: -0.06,
        yanchor: "top",
        pad: { t: 4 },
        currentvalue: { visible: false },
        font: { size: 12, color: COLOURS.muted },
        steps: steps(first),
      }],
      updatemenus: [faceMenu(
        expressions.map(({ name }, k) => ({
          label: name,
          args: [shape(k, 1), {
            "annotations[0].text": name,
            "sliders[0].steps": steps(k),
            "sliders[0].active": full,
          }, [0]],
        })),
        first,
      )],
    } as Chart["layout"],
    description:
      `A face that a slider morphs from rest to one of ${expressions.length} expressions ` +
      `(${sourceName(source)}); shown: ${expressions[first].name}, points moved by up to ${
        Math.max(...moved[first])
      } mm.`,
  };
}

function between(from: ArrayLike<number>, to: ArrayLike<number>, share: number): Float64Array {
  return Float64Array.from({ length: from.length }, (_, i) => from[i] + share * (to[i] - from[i]));
}
