import { Geometry } from "./geometry";

/**
 * `to[kernelDepth * kernelHeight * kernelWidth, rows]`: the patches of `gatherPatches`, transposed, for
 * inputs of one channel and steps of one cell along the width. Each tap of the kernel sees pieces of
 * the input's lines, which are copied whole. `first` and `rows` are whole output lines. Up to 12
 * bytes behind the last one are written too.
 */
export function gatherTaps(shape: usize, input: usize, first: i32, rows: i32, to: usize): void {
  const g = changetype<Geometry>(shape);
  const width = g.outWidth;
  const bytes = (<usize>width) << 2;
  const firstLine = first / width;
  const lastLine = firstLine + rows / width;
  for (let kz = 0; kz < g.kernelDepth; kz++) {
    for (let ky = 0; ky < g.kernelHeight; ky++) {
      for (let kx = 0; kx < g.kernelWidth; kx++) {
        const shift = kx * g.dilationWidth - g.left;
        const left = min(width, max(0, -shift));
        const right = max(left, min(width, g.inWidth - shift));
        const start = (<usize>left) << 2;
        const end = (<usize>right) << 2;
        for (let line = firstLine; line < lastLine; line++) {
          let rest = line;
          const y = (rest % g.outHeight) * g.strideHeight - g.top + ky * g.dilationHeight;
          rest /= g.outHeight;
          const z = (rest % g.outDepth) * g.strideDepth - g.front + kz * g.dilationDepth;
          const n = rest / g.outDepth;
          if (y < 0 || y >= g.inHeight || z < 0 || z >= g.inDepth) clear(to, to + bytes);
          else {
            const cell = ((n * g.inDepth + z) * g.inHeight + y) * g.inWidth + left + shift;
            clear(to, to + start);
            copy(input + ((<usize>cell) << 2), to + start, to + end);
            clear(to + end, to + bytes);
          }
          to += bytes;
        }
      }
    }
  }
}

/** Whole vectors: what is written too much is written again by what follows. */
// @ts-ignore: decorator
@inline
function copy(from: usize, to: usize, end: usize): void {
  for (; to < end; to += 16, from += 16) v128.store(to, v128.load(from));
}

// @ts-ignore: decorator
@inline
function clear(to: usize, end: usize): void {
  const zero = f32x4.splat(0);
  for (; to < end; to += 16) v128.store(to, zero);
}
