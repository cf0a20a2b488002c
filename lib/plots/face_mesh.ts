import type { Chart } from "./chart.ts";
import { displacements, faceRow, type FaceShape, faceTrace } from "./face_scene.ts";
import { type Source, sourceName } from "./source.ts";
import { houseLayout } from "./theme.ts";

/** How faces are drawn. */
export interface FaceMeshOptions {
  readonly source: Source;
  readonly title?: string;
  /** `[m, 3]` corners of the mesh; without it the faces are drawn as points. */
  readonly triangles?: ArrayLike<number>;
  /** `[n, 3]` metres: colours each face by how far its points lie from here. */
  readonly reference?: ArrayLike<number>;
  /** Upper end of the colours, mm; by default the largest movement. */
  readonly most?: number;
}

/**
 * Faces in 3-D, side by side in one scene, so that turning one turns all; coloured by displacement
 * from a reference where one is given.
 *
 * @param faces one to four faces, metres, x to the face's left, y up, z out of the face.
 * @throws {RangeError} for no faces or more than four, or a reference with other points.
 *
 * @example
 * ```ts
 * import { faceMesh } from "#lib/plots/face_mesh.ts";
 * import { strictEqual } from "node:assert/strict";
 * const points = [0, 0, 0, 0.01, 0, 0, 0, 0.01, 0];
 * const chart = faceMesh([{ name: "a corner of a face", points }], {
 *   triangles: [0, 1, 2],
 *   source: { name: "three points", synthetic: false },
 * });
 * strictEqual(chart.data[0].type, "mesh3d");
 * ```
 */
export function faceMesh(faces: readonly FaceShape[], options: FaceMeshOptions): Chart {
  const { source, title = "Faces in depth", triangles, reference } = options;
  if (faces.length < 1 || faces.length > 4) {
    throw new RangeError(`faceMesh draws one to four faces, not ${faces.length}`);
  }
  const moved = reference && faces.map(({ points }) => displacements(points, reference));
  const most = options.most ?? Math.max(1, ...(moved ?? []).flat());
  const margin = { l: 16, r: reference ? 84 : 16, t: 78, b: 34 };
  const inner = { width: 250 * Math.max(2, faces.length), height: 330 };
  const row = faceRow(faces.map(({ name }) => name), inner);
  return {
    data: faces.map((face, i) =>
      faceTrace(face, {
        triangles,
        movement: moved?.[i],
        most,
        place: row.places[i],
        colourBar: i === faces.length - 1,
      })
    ),
    layout: {
      ...houseLayout({
        title,
        source,
        notes: reference ? ["colour: mm from neutral"] : [],
        width: inner.width + margin.l + margin.r,
        height: inner.height + margin.t + margin.b,
        margin,
      }),
      scene: row.scene,
      annotations: row.captions,
    } as Chart["layout"],
    description: `${faces.length === 1 ? "A face" : `${faces.length} faces`} in 3-D (${
      sourceName(source)
    }): ${
      faces.map(({ name }, i) =>
        moved ? `${name}, points moved by up to ${Math.max(...moved[i])} mm` : name
      ).join("; ")
    }.`,
  };
}
