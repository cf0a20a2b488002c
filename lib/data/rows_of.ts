import { sizeOf } from "../core/shapes.ts";
import type { Dataset } from "./dataset.ts";

/** Each sample's values: views, not copies. */
export function rowsOf<X extends Uint8Array | Float32Array>({ x, itemShape, y }: Dataset<X>): X[] {
  const width = sizeOf(itemShape);
  return Array.from(y, (_, i) => x.subarray(i * width, (i + 1) * width) as X);
}
