/** A place in a photo: pixels from its left and upper edge, with fractions. */
export type Point = readonly [x: number, y: number];

/** A face that was found in a photo. Left and right are the viewer's. */
export interface Face {
  /** How sure the detector is, 0 to 1. */
  readonly score: number;
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  /** Middle of the eye that lies on the viewer's left. */
  readonly leftEye: Point;
  readonly rightEye: Point;
  readonly nose: Point;
  /** Middle of the mouth. */
  readonly mouth: Point;
}
