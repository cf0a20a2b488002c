/** A dimension that is asked for: a number that must match, or a name for any size. */
export type Dimension = number | string;

/**
 * Checks a shape at a public border.
 *
 * Names stand for any size of at least 1; the same name twice must be the same size.
 *
 * @throws {RangeError} that names `what`, the shape found and the shape wanted.
 *
 * @example
 * ```ts
 * import { expectShape } from "#lib/core/shapes.ts";
 * expectShape({ shape: [5, 48, 48, 1] }, ["n", 48, 48, 1], "images");
 * ```
 */
export function expectShape(
  tensor: { readonly shape: readonly (number | null)[] },
  wanted: readonly Dimension[],
  what = "tensor",
): void {
  const found = tensor.shape;
  const sizes = new Map<string, number | null>();
  const fits = found.length === wanted.length && wanted.every((dimension, axis) => {
    const size = found[axis];
    if (typeof dimension === "number") return size === dimension;
    if (sizes.has(dimension)) return sizes.get(dimension) === size;
    sizes.set(dimension, size);
    return size === null || size >= 1;
  });
  if (!fits) {
    throw new RangeError(
      `${what}: expected shape [${wanted.join(", ")}], got [${
        found.map((d) => d ?? "null").join(", ")
      }]`,
    );
  }
}

/** The number of values in a shape: the product of its sizes, 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
