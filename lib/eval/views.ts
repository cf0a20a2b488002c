/**
 * One way to look at an image in testing: a window of the model's input size in it, mirrored or not.
 * Where image and input are of one size the window is the image.
 */
export interface View {
  /** Where the window lies: 0 at the upper or left edge, 0.5 in the middle, 1 at the lower or right. */
  readonly place: readonly [vertical: number, horizontal: number];
  readonly mirrored: boolean;
  /** So many pixels further down and to the right; beyond the image its edge pixels go on. */
  readonly shift?: readonly [rows: number, columns: number];
  /** How many times larger the image is shown, about the middle of the window. Default 1. */
  readonly zoom?: number;
}

const CENTRE = [0.5, 0.5] as const;
const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]] as const;

/** The image as it is, or its middle. */
export const SINGLE_VIEW: readonly View[] = [{ place: CENTRE, mirrored: false }];

/** The image and its mirror image. */
export const FLIP_VIEWS: readonly View[] = mirroredToo([{ place: CENTRE }]);

/** Middle and corners, mirrored or not (Krizhevsky et al. 2012), for images larger than the input. */
export const TEN_CROP_VIEWS: readonly View[] = mirroredToo(
  [CENTRE, ...CORNERS].map((place) => ({ place })),
);

/**
 * The ten crops for images that are as large as the input: moved by two pixels along the diagonals,
 * which shows model_2, that looks at the middle, the four corners; and each view mirrored.
 */
export const TEN_SHIFT_VIEWS: readonly View[] = mirroredToo([
  { place: CENTRE },
  ...CORNERS.map(([row, column]) => ({
    place: CENTRE,
    shift: [4 * row - 2, 4 * column - 2] as const,
  })),
]);

/** The ten, at three sizes: smaller by 8%, as they are, and larger. What `--tta` averages over. */
export const THIRTY_VIEWS: readonly View[] = [0.92, 1, 1.08].flatMap((zoom) =>
  TEN_SHIFT_VIEWS.map((view) => ({ ...view, zoom }))
);

function mirroredToo(views: readonly Omit<View, "mirrored">[]): View[] {
  return [false, true].flatMap((mirrored) => views.map((view) => ({ ...view, mirrored })));
}
