import type { Rng } from "../../core/rng.ts";

/** How the head stands before the camera and how the picture is cut. */
export interface View {
  /** Degrees; positive turns the face to its left, to the viewer's right. */
  readonly yaw: number;
  /** Degrees; positive looks up. */
  readonly pitch: number;
  /** Degrees; positive leans the head to the viewer's right. */
  readonly roll: number;
  /** Millimetres of the face that the picture's height spans. */
  readonly span: number;
  /** Where the face's middle lies, as shares of the picture from its centre. */
  readonly shift: readonly [x: number, y: number];
  /** Camera to face, mm. */
  readonly distance: number;
}

/** The light on the scene. */
export interface Lighting {
  /** Where the main light stands: degrees to the viewer's right, and up. */
  readonly azimuth: number;
  readonly elevation: number;
  readonly key: number;
  readonly ambient: number;
}

/** What else is in the picture, and what the camera does to it. */
export interface Scene {
  readonly view: View;
  readonly lighting: Lighting;
  /** Reflectances at the four corners of the background and how blotchy it is. */
  readonly background: readonly [number, number, number, number];
  readonly blotches: number;
  /** Where the eyes look: degrees to the viewer's right, and up. */
  readonly gaze: readonly [x: number, y: number];
  /** Reflectance of the frame; absent without glasses. */
  readonly glasses?: { readonly frame: number; readonly thickness: number; readonly round: number };
  /** A hand or other thing before the face: centre and radii as shares of the picture. */
  readonly cover?: {
    readonly centre: readonly [x: number, y: number];
    readonly radii: readonly [x: number, y: number];
    readonly value: number;
  };
  readonly exposure: number;
  readonly gamma: number;
  /** Factor on the distance from middle grey, after gamma. */
  readonly contrast: number;
  /** Standard deviation of the blur, in pixels of a 48-pixel picture. */
  readonly blur: number;
  /** Standard deviation of the camera's noise, grey levels. */
  readonly noise: number;
  readonly grain: number;
}

/** A studio: the face from the front in soft light before a plain grey wall. */
export const STUDIO: Scene = {
  view: { yaw: 0, pitch: 0, roll: 0, span: 196, shift: [0, 0], distance: 900 },
  lighting: { azimuth: -32, elevation: 38, key: 0.8, ambient: 0.32 },
  background: [0.45, 0.45, 0.38, 0.38],
  blotches: 0,
  gaze: [0, 0],
  exposure: 0.85,
  gamma: 2.2,
  contrast: 1.25,
  blur: 0,
  noise: 0,
  grain: 1,
};

/** Draws a scene as pictures on the web have them: any light, any wall, mostly frontal. */
export function drawScene(rng: Rng): Scene {
  const wall = rng.next() < 0.35 ? rng.uniform(0.6, 1) : rng.next() ** 1.6 * 0.6;
  const corner = () => Math.max(0.005, wall * Math.exp(rng.normal(0, 0.35)));
  const clip = (v: number, most: number) => Math.max(-most, Math.min(most, v));
  return {
    view: {
      yaw: clip(rng.normal(0, 9.5), 26),
      pitch: clip(rng.normal(0, 6), 16),
      roll: clip(rng.normal(0, 6), 18),
      span: rng.uniform(148, 200),
      shift: [clip(rng.normal(0, 0.025), 0.07), clip(rng.normal(0, 0.025), 0.07)],
      distance: rng.uniform(450, 1500),
    },
    lighting: {
      azimuth: rng.uniform(-75, 75),
      elevation: rng.uniform(-5, 65),
      key: rng.uniform(0.35, 1.1),
      ambient: rng.uniform(0.15, 0.65),
    },
    background: [corner(), corner(), corner(), corner()],
    blotches: rng.next() < 0.5 ? rng.uniform(0.2, 1) : 0,
    gaze: rng.next() < 0.7
      ? [rng.normal(0, 4), rng.normal(0, 3)]
      : [clip(rng.normal(0, 18), 30), clip(rng.normal(0, 9), 16)],
    ...(rng.next() < 0.13 &&
      {
        glasses: {
          frame: rng.uniform(0.01, 0.15),
          thickness: rng.uniform(1.6, 4),
          round: rng.next(),
        },
      }),
    ...(rng.next() < 0.05 && { cover: drawCover(rng) }),
    exposure: Math.exp(rng.normal(-0.35, 0.45)),
    gamma: rng.uniform(1.7, 2.6),
    contrast: rng.uniform(1, 1.75),
    blur: rng.next() < 0.5 ? rng.uniform(0, 0.75) : 0,
    noise: rng.uniform(0, 5),
    grain: rng.uint32(),
  };
}

function drawCover(rng: Rng): NonNullable<Scene["cover"]> {
  const side = rng.next() < 0.5 ? -1 : 1;
  return {
    centre: [0.5 + side * rng.uniform(0.25, 0.45), rng.uniform(0.6, 0.95)],
    radii: [rng.uniform(0.1, 0.2), rng.uniform(0.12, 0.3)],
    value: rng.uniform(0.08, 0.6),
  };
}
