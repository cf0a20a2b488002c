import type { Geometry } from "../kernels/geometry.ts";
import { roundUp } from "./tile.ts";

/** Bytes of a maximum of sixteen channels and of its places, in `assembly/pooling/overlapping.ts`. */
const ENTRY = 128;

/**
 * Scratch that a thread needs to pool windows that overlap along the lines first, then across them; 0
 * for all others, which are pooled window by window.
 */
export function overlapRoom(g: Geometry): number {
  const overlaps = g.kernelHeight > 1 && g.kernelWidth > g.strideWidth;
  const fits = g.kernelDepth === 1 && g.inDepth === 1 && g.channels % 16 === 0 &&
    g.dilationHeight === 1 && g.dilationWidth === 1;
  return overlaps && fits ? roundUp(g.kernelHeight * g.outWidth * ENTRY) : 0;
}
