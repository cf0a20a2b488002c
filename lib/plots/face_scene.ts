import type { ColorScale, Data, Layout } from "plotly.js-dist-min";
import { COLOURS } from "./theme.ts";

/** A face as points, for the 3-D charts. */
export interface FaceShape {
  /** For people: `"neutral"`, `"AU 12 · Lip corner puller"`, … */
  readonly name: string;
  /** `[n, 3]` metres, x to the face's left, y up, z out of the face. */
  readonly points: ArrayLike<number>;
}

/** Charts draw in hundredths of a millimetre: whole numbers pack small, and the axes are hidden. */
const PER_METRE = 1e5;

/** Light skin to deep red: what has moved stands out. */
export const MOVEMENT: ColorScale = [
  [0, "#e9e4df"],
  [0.15, "#f6dfa4"],
  [0.4, "#f2a65a"],
  [0.7, "#cf4a3c"],
  [1, "#7d1128"],
];

/** One axis of a cloud as plotly's packed numbers, shifted by `shift` metres. */
export function packAxis(points: ArrayLike<number>, axis: 0 | 1 | 2, shift = 0): Packed {
  const values = new Int16Array(points.length / 3);
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.round((points[i * 3 + axis] + shift) * PER_METRE);
  }
  return { dtype: "i2", bdata: new Uint8Array(values.buffer).toBase64() };
}

/** Plotly's compact form of a list of numbers. */
export interface Packed {
  readonly dtype: "i2" | "u2";
  readonly bdata: string;
}

/** How far each point lies from where it lies in the reference, mm, one digit after the point. */
export function displacements(
  points: ArrayLike<number>,
  reference: ArrayLike<number>,
): number[] {
  if (points.length !== reference.length) {
    throw new RangeError(
      `faces of ${points.length / 3} and ${reference.length / 3} points cannot be compared: ` +
        "both need the same points in the same order",
    );
  }
  return Array.from({ length: points.length / 3 }, (_, i) => {
    const [x, y, z] = [0, 1, 2].map((k) => points[i * 3 + k] - reference[i * 3 + k]);
    return Number((1000 * Math.sqrt(x * x + y * y + z * z)).toFixed(1));
  });
}

/** Corners of triangles as plotly wants them: three packed lists. */
export function packTriangles(triangles: ArrayLike<number>): Record<"i" | "j" | "k", Packed> {
  const list = (k: number): Packed => {
    const values = Uint16Array.from(
      { length: triangles.length / 3 },
      (_, t) => triangles[t * 3 + k],
    );
    return { dtype: "u2", bdata: new Uint8Array(values.buffer).toBase64() };
  };
  return { i: list(0), j: list(1), k: list(2) };
}

/** How one face of a chart is drawn. */
export interface FaceTraceOptions {
  /** `[m, 3]`; without triangles the face is drawn as points. */
  readonly triangles?: ArrayLike<number>;
  /** The colour of each point, mm of movement; one plain colour when absent. */
  readonly movement?: readonly number[];
  /** Upper end of the colours, mm. */
  readonly most?: number;
  /** Metres to the side. */
  readonly shift?: number;
  readonly colourBar?: boolean;
}

/** A face as a plotly trace: a lit surface, or points where no triangles are known. */
export function faceTrace(face: FaceShape, options: FaceTraceOptions = {}): Data {
  const { triangles, movement, most = 10, shift = 0, colourBar = false } = options;
  const place = {
    name: face.name,
    x: packAxis(face.points, 0, shift),
    y: packAxis(face.points, 1),
    z: packAxis(face.points, 2),
    // Coordinates are in a packed unit of their own, so they are not shown.
    hoverinfo: "skip",
  };
  const colours = movement && {
    colorscale: MOVEMENT,
    cmin: 0,
    cmax: most,
    showscale: colourBar,
    colorbar: {
      title: { text: "mm moved", side: "right" },
      thickness: 12,
      len: 0.62,
      x: 1,
      xpad: 4,
      tickfont: { size: 12, color: COLOURS.muted },
    },
  };
  const trace = triangles
    ? {
      type: "mesh3d",
      ...place,
      ...packTriangles(triangles),
      ...(movement ? { intensity: movement, ...colours } : { color: "#e9e4df" }),
      flatshading: false,
      lighting: { ambient: 0.55, diffuse: 0.5, specular: 0.08, roughness: 0.7, fresnel: 0.05 },
      lightposition: { x: -30000, y: 60000, z: 90000 },
    }
    : {
      type: "scatter3d",
      mode: "markers",
      ...place,
      marker: {
        size: 2.4,
        ...(movement ? { color: movement, ...colours } : { color: COLOURS.first }),
      },
    };
  return trace as unknown as Data;
}

/** The scene of all faces in a chart: true proportions, hidden axes, seen from the front. */
export function faceSceneLayout(): Partial<Layout["scene"]> {
  const hidden = { visible: false, showspikes: false };
  return {
    aspectmode: "data",
    dragmode: "orbit",
    xaxis: hidden,
    yaxis: hidden,
    zaxis: hidden,
    camera: {
      eye: { x: 0.1, y: 0.04, z: 1.3 },
      up: { x: 0, y: 1, z: 0 },
      center: { x: 0, y: 0, z: 0 },
    },
  } as unknown as Partial<Layout["scene"]>;
}

/** Metres between the middles of two faces side by side. */
export const FACE_DISTANCE = 0.175;
