import { sizeOf } from "../core/shapes.ts";

/** What a sample is used for. Augmentation is for the training role only. */
export type Role = "train" | "validation" | "test";

/** The roles, in the order in which `Dataset.role` numbers them. */
export const ROLES: readonly Role[] = ["train", "validation", "test"];

/**
 * Samples with their labels and their frozen split: photos, images and clouds alike.
 *
 * The arrays run in parallel, one entry a sample; nothing is ever reordered in place.
 */
export interface Dataset<X extends Uint8Array | Float32Array = Uint8Array | Float32Array> {
  /** For people, and for the caption of every chart: `"FER2013"`, `"synthetic faces"`, … */
  readonly name: string;
  /** True for the embedded synthetic population. Every figure made from it must say so. */
  readonly synthetic: boolean;
  /** Shape of one sample: `[48, 48, 1]` for images (uint8, 0 to 255), `[1220, 3]` for clouds (metres). */
  readonly itemShape: readonly number[];
  /** A stable name for each sample: `"Training/12"`, `"anna/happy"`, … */
  readonly ids: readonly string[];
  /** `[n, ...itemShape]`, row-major. */
  readonly x: X;
  /** `[n]` class numbers as in `EMOTIONS`. */
  readonly y: Uint8Array;
  /** `[n]` indices into `ROLES`. */
  readonly role: Uint8Array;
  /** `[n]` person or session numbers, where known: a split must not cut through one. */
  readonly group?: Uint32Array;
  /** `[n]` 1 where an exact copy of the sample is in the training data; absent where not known. */
  readonly leaked?: Uint8Array;
  /** `[n, 7]` rater votes as fractions, where known (FER+). */
  readonly votes?: Float32Array;
}

/** How many samples a data set holds. */
export function datasetSize(dataset: Dataset): number {
  return dataset.y.length;
}

/** The indices of the samples with a role, in order. */
export function indicesOf(dataset: Dataset, role: Role): Uint32Array {
  const wanted = ROLES.indexOf(role);
  const found: number[] = [];
  dataset.role.forEach((r, i) => r === wanted && found.push(i));
  return Uint32Array.from(found);
}

/** A copy that holds only the samples at `indices`, in that order. */
export function pick<X extends Uint8Array | Float32Array>(
  dataset: Dataset<X>,
  indices: ArrayLike<number>,
): Dataset<X> {
  const width = sizeOf(dataset.itemShape);
  const order = Array.from(indices);
  const outside = order.find((i) => !(i >= 0 && i < dataset.y.length));
  if (outside !== undefined) {
    throw new RangeError(`sample ${outside} does not exist: there are ${dataset.y.length}`);
  }
  const takeRows = <A extends Uint8Array | Uint32Array | Float32Array>(
    from: A,
    each: number,
  ): A => {
    const to = new (from.constructor as new (n: number) => A)(order.length * each);
    order.forEach((i, k) => to.set(from.subarray(i * each, (i + 1) * each), k * each));
    return to;
  };
  return {
    ...dataset,
    ids: order.map((i) => dataset.ids[i]),
    x: takeRows(dataset.x, width),
    y: takeRows(dataset.y, 1),
    role: takeRows(dataset.role, 1),
    ...(dataset.group && { group: takeRows(dataset.group, 1) }),
    ...(dataset.leaked && { leaked: takeRows(dataset.leaked, 1) }),
    ...(dataset.votes && { votes: takeRows(dataset.votes, 7) }),
  };
}
