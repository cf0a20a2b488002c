/**
 * A convolution or pooling over depth, height and width, as 32-bit words in memory. Two-dimensional
 * ones have a depth of 1. Kept in step with `lib/engine/kernels/geometry.ts`.
 */
@unmanaged
export class Geometry {
  batch: i32;
  inDepth: i32;
  inHeight: i32;
  inWidth: i32;
  channels: i32;
  outDepth: i32;
  outHeight: i32;
  outWidth: i32;
  kernelDepth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideDepth: i32;
  strideHeight: i32;
  strideWidth: i32;
  dilationDepth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  /** Cells of padding before the first one. */
  front: i32;
  top: i32;
  left: i32;
}
