/** Places on the left half of a face (and, mirrored, on the right) between which FACS measures. */
export const LANDMARKS = [
  "inner brow",
  "outer brow",
  "inner eye corner",
  "outer eye corner",
  "upper lid",
  "lower lid",
  "cheek",
  "nose bridge",
  "nose wing",
  "nose base",
  "upper lip",
  "lower lip",
  "lip corner",
  "chin",
  "chin boss",
] as const;

/** One of {@link LANDMARKS}. */
export type Landmark = (typeof LANDMARKS)[number];

/** A distance in the face that an Action Unit changes. */
export interface FacsDistance {
  readonly name: string;
  /** The units that make it larger, then those that make it smaller, by FACS number. */
  readonly larger: readonly number[];
  readonly smaller: readonly number[];
  /** It is measured from here … */
  readonly from: Landmark;
  /** … to here; from the midline where absent. */
  readonly to?: Landmark;
  /** Along this direction: x out to the side, y up, z forward. */
  readonly along: readonly [x: number, y: number, z: number];
}

/**
 * The distances of the FACS comparison. Each is the mean of both sides, and what counts is its change
 * from the same person's neutral face.
 */
export const FACS_DISTANCES: readonly FacsDistance[] = [
  {
    name: "inner brow height",
    larger: [1],
    smaller: [4, 9],
    from: "inner eye corner",
    to: "inner brow",
    along: [0, 1, 0],
  },
  {
    name: "outer brow height",
    larger: [2],
    smaller: [4],
    from: "outer eye corner",
    to: "outer brow",
    along: [0, 1, 0],
  },
  { name: "brows apart", larger: [], smaller: [4], from: "inner brow", along: [1, 0, 0] },
  {
    name: "lid opening",
    larger: [5],
    smaller: [6, 7, 43],
    from: "lower lid",
    to: "upper lid",
    along: [0, 1, 0],
  },
  {
    name: "cheek height",
    larger: [6, 12],
    smaller: [],
    from: "nose bridge",
    to: "cheek",
    along: [0, 1, 0],
  },
  {
    name: "nose wing height",
    larger: [9, 10],
    smaller: [],
    from: "nose bridge",
    to: "nose wing",
    along: [0, 1, 0],
  },
  {
    name: "upper lip height",
    larger: [9, 10],
    smaller: [],
    from: "nose bridge",
    to: "upper lip",
    along: [0, 1, 0],
  },
  {
    name: "mouth width",
    larger: [12, 20],
    smaller: [18, 22],
    from: "lip corner",
    along: [1, 0, 0],
  },
  {
    name: "lip corner height",
    larger: [12],
    smaller: [15],
    from: "nose bridge",
    to: "lip corner",
    along: [0, 1, 0],
  },
  {
    name: "lip corner depth",
    larger: [18, 22],
    smaller: [12, 14, 20],
    from: "nose base",
    to: "lip corner",
    along: [0, 0, 1],
  },
  {
    name: "lips apart",
    larger: [16, 25, 26, 27],
    smaller: [],
    from: "lower lip",
    to: "upper lip",
    along: [0, 1, 0],
  },
  {
    name: "chin below nose",
    larger: [26, 27],
    smaller: [17],
    from: "chin",
    to: "nose base",
    along: [0, 1, 0],
  },
  {
    name: "chin boss height",
    larger: [17],
    smaller: [26, 27],
    from: "nose base",
    to: "chin boss",
    along: [0, 1, 0],
  },
];

/**
 * How each distance of {@link FACS_DISTANCES} has changed, mm.
 *
 * @param movement `[landmarks, 3]` mm from neutral, in the order of {@link LANDMARKS}: what a
 * `movementReader` on the landmarks gives.
 */
export function facsDistances(movement: ArrayLike<number>): Float64Array {
  if (movement.length !== LANDMARKS.length * 3) {
    throw new RangeError(
      `${movement.length} numbers are not the movements of ${LANDMARKS.length} landmarks`,
    );
  }
  const component = (name: Landmark, along: readonly number[]) => {
    const at = LANDMARKS.indexOf(name) * 3;
    return along.reduce((sum, share, k) => sum + share * movement[at + k], 0);
  };
  return Float64Array.from(
    FACS_DISTANCES,
    ({ from, to, along }) =>
      to === undefined ? component(from, along) : component(to, along) - component(from, along),
  );
}
