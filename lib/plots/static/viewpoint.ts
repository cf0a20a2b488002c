/** Three numbers: a point or a direction. */
export type Vector = readonly [number, number, number];

/** The part of plotly's `scene.camera` that is used here. */
export interface Camera {
  readonly eye?: Partial<Record<"x" | "y" | "z", number>>;
  readonly center?: Partial<Record<"x" | "y" | "z", number>>;
  readonly up?: Partial<Record<"x" | "y" | "z", number>>;
  readonly projection?: { readonly type?: string };
}

/** Where a scene is seen from, and onto which pixels. */
export interface Viewpoint {
  /** Pixel position and depth (distance along the line of sight) of a point of the scene. */
  project(point: Vector): { x: number; y: number; depth: number };
  readonly eye: Vector;
  /** A point of the scene as the camera has it: right, up, towards the viewer. */
  camera(point: Vector): Vector;
  /** The point of the scene that lies at a place of WebGL's clip space. */
  unclip(place: Vector): Vector;
}

/** Plotly's nearest and furthest distance. */
const [NEAR, FAR] = [0.01, 1000];
/** Plotly's field of view, from top to bottom. */
const FIELD_OF_VIEW = Math.PI / 4;

/** Builds the projection of a camera, with plotly's defaults, into a box of pixels. */
export function viewpoint(
  camera: Camera,
  box: { left: number; top: number; width: number; height: number },
): Viewpoint {
  const eye = vector(camera.eye, [1.25, 1.25, 1.25]);
  const center = vector(camera.center, [0, 0, 0]);
  const forward = normalized(minus(center, eye));
  const right = normalized(cross(forward, vector(camera.up, [0, 0, 1])));
  const up = cross(right, forward);
  const scale = box.height / 2 / Math.tan(FIELD_OF_VIEW / 2);
  const orthographic = camera.projection?.type === "orthographic";
  return {
    eye,
    project(point) {
      const from = minus(point, eye);
      const depth = dot(from, forward);
      const size = orthographic ? box.height / 2 : scale / depth;
      return {
        x: box.left + box.width / 2 + dot(from, right) * size,
        y: box.top + box.height / 2 - dot(from, up) * size,
        depth,
      };
    },
    camera(point) {
      const from = minus(point, eye);
      return [dot(from, right), dot(from, up), -dot(from, forward)];
    },
    unclip([x, y, z]) {
      const high = Math.tan(FIELD_OF_VIEW / 2);
      const w = (NEAR + FAR + z * (NEAR - FAR)) / (2 * NEAR * FAR);
      const [sideways, upwards, onwards] = [
        x * high * box.width / box.height / w,
        y * high / w,
        1 / w,
      ];
      return [0, 1, 2].map((k) =>
        eye[k] + sideways * right[k] + upwards * up[k] + onwards * forward[k]
      ) as never;
    },
  };
}

function vector(from: Camera["eye"], otherwise: Vector): Vector {
  return [from?.x ?? otherwise[0], from?.y ?? otherwise[1], from?.z ?? otherwise[2]];
}

export function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector, b: Vector): Vector {
  return [
    a[1] * b[2] - a[2] * b[1],
    a[2] * b[0] - a[0] * b[2],
    a[0] * b[1] - a[1] * b[0],
  ];
}

/** Length 1; a direction without length stays as it is. */
export function normalized(a: Vector): Vector {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}
