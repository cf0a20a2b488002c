import { Geometry } from "../geometry";

/** Bytes from a geometry to the table of its window's cells: offsets in bytes from the first cell. */
const CELL_TABLE: usize = 128;

/**
 * Adds each output gradient to the input cell whose value won, for images `first … last - 1`.
 * `gradient` (of the input) is set to zero first. Behind the geometry lies the table of the window's
 * cells.
 */
export function maxPoolGradient(
  shape: usize,
  outputGradient: usize,
  places: usize,
  gradient: usize,
  first: i32,
  last: i32,
): void {
  const g = changetype<Geometry>(shape);
  const channels = <usize>g.channels;
  const pixel = channels << 2;
  const image = <usize>(g.inDepth * g.inHeight * g.inWidth) * pixel;
  const outCells = g.outDepth * g.outHeight * g.outWidth;
  memory.fill(gradient + <usize>first * image, 0, <usize>(last - first) * image);
  const table = shape + CELL_TABLE;
  for (let n = first; n < last; n++) {
    const cell = <usize>n * <usize>outCells;
    let from = outputGradient + cell * pixel;
    let place = places + cell * channels;
    const base = gradient + <usize>n * image;
    for (let z = 0; z < g.outDepth; z++) {
      const inZ = z * g.strideDepth - g.front;
      for (let y = 0; y < g.outHeight; y++) {
        const inY = y * g.strideHeight - g.top;
        for (let x = 0; x < g.outWidth; x++) {
          const inX = x * g.strideWidth - g.left;
          let window = base + <usize>((inZ * g.inHeight + inY) * g.inWidth + inX) * pixel;
          const end = from + pixel;
          for (; from < end; from += 4) {
            const number = <usize>load<u8>(place++);
            if (number != 255) {
              const at = window + load<u32>(table + (number << 2));
              store<f32>(at, load<f32>(at) + load<f32>(from));
            }
            window += 4;
          }
        }
      }
    }
  }
}
