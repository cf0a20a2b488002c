import type { Annotation, ColorScale, Data, Layout } from "plotly.js-dist-min";
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
  [0, "#ded8d2"],
  [0.15, "#f6dfa4"],
  [0.4, "#f2a65a"],
  [0.7, "#cf4a3c"],
  [1, "#7d1128"],
];

/** Where a face of a row stands: metres to the side, and turned towards the viewer by radians. */
export interface FacePlace {
  readonly shift: number;
  readonly turn: number;
}

/** A face as plotly's packed numbers, put in its place of the row. */
export function packFace(
  points: ArrayLike<number>,
  { shift, turn }: FacePlace = { shift: 0, turn: 0 },
): Record<"x" | "y" | "z", Packed> {
  const n = points.length / 3;
  const [x, y, z] = [new Int16Array(n), new Int16Array(n), new Int16Array(n)];
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  for (let i = 0; i < n; i++) {
    const [px, py, pz] = [points[i * 3], points[i * 3 + 1], points[i * 3 + 2]];
    x[i] = Math.round((shift + cos * px + sin * pz) * PER_METRE);
    y[i] = Math.round(py * PER_METRE);
    z[i] = Math.round((cos * pz - sin * px) * PER_METRE);
  }
  const pack = (values: Int16Array): Packed => ({
    dtype: "i2",
    bdata: new Uint8Array(values.buffer).toBase64(),
  });
  return { x: pack(x), y: pack(y), z: pack(z) };
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
  readonly place?: FacePlace;
  readonly colourBar?: boolean;
}

/** A face as a plotly trace: a lit surface, or points where no triangles are known. */
export function faceTrace(face: FaceShape, options: FaceTraceOptions = {}): Data {
  const { triangles, movement, most = 10, colourBar = false } = options;
  const place = {
    name: face.name,
    ...packFace(face.points, options.place),
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
      ...(movement ? { intensity: movement, ...colours } : { color: "#ded8d2" }),
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

/** Metres between the middles of two faces side by side. */
export const FACE_DISTANCE = 0.172;

/** The box that a row of faces stands in, metres: room for every face and an open jaw. */
const ROOM = { y: [-0.135, 0.105], z: [-0.05, 0.095] } as const;

/** How a row of faces fills a picture. */
export interface FaceRow {
  readonly scene: Partial<Layout["scene"]>;
  readonly places: readonly FacePlace[];
  /** The names under the faces. */
  readonly captions: readonly Partial<Annotation>[];
}

/** Plotly's camera sees 45 degrees from top to bottom; how many units that is at distance 1. */
const SEEN = 2 * Math.tan(Math.PI / 8);

/**
 * A row of faces in one scene: true proportions, hidden axes, each turned to the viewer so that all
 * are seen from one angle.
 *
 * @param inner width and height of the plot without margins, pixels.
 */
export function faceRow(
  names: readonly string[],
  inner: { readonly width: number; readonly height: number },
): FaceRow {
  const half = (names.length * FACE_DISTANCE) / 2;
  const ranges = { x: [-half, half], y: ROOM.y, z: ROOM.z };
  // One camera unit is the height of the room, and the plot shows a little more than that.
  const height = ROOM.y[1] - ROOM.y[0];
  const distance = 1.04 / SEEN;
  const axis = (key: "x" | "y" | "z") => ({
    visible: false,
    showspikes: false,
    range: ranges[key].map((metres) => metres * PER_METRE),
  });
  const aspect = (key: "x" | "y" | "z") => (ranges[key][1] - ranges[key][0]) / height;
  const places = names.map((_, i) => {
    const shift = (i - (names.length - 1) / 2) * FACE_DISTANCE;
    return { shift, turn: QUARTER_VIEW - 0.7 * Math.atan(shift / (distance * height)) };
  });
  const pixels = inner.height / (1.04 * height);
  return {
    scene: {
      aspectmode: "manual",
      aspectratio: { x: aspect("x"), y: aspect("y"), z: aspect("z") },
      dragmode: "orbit",
      xaxis: axis("x"),
      yaxis: axis("y"),
      zaxis: axis("z"),
      camera: {
        eye: { x: 0, y: 0.06, z: distance },
        up: { x: 0, y: 1, z: 0 },
        center: { x: 0, y: 0, z: 0 },
      },
    } as Partial<Layout["scene"]>,
    places,
    captions: names.map((text, i) => ({
      text,
      x: 0.5 + (places[i].shift * pixels) / inner.width,
      xanchor: "center",
      y: -0.01,
      yanchor: "top",
      xref: "paper",
      yref: "paper",
      showarrow: false,
      font: { size: 13, color: COLOURS.ink },
    })),
  };
}

/** Faces are turned a little aside, which shows their relief. */
const QUARTER_VIEW = -0.12;
