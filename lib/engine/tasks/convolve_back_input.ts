import { share, type Task } from "../threads/task.ts";

/**
 * Gradient of a convolution's input: the output's gradient times the filter, transposed, added into
 * the cells that the patches came from. Threads take whole images, so none writes another's cells.
 *
 * Arguments: geometry, gradient of the output `[rows, columns]`, filter `[depth, columns]`, gradient
 * of the input, images, rows an image, depth, columns, rows of a tile, scratch, bytes of it a
 * thread, floats of an input image.
 */
export const convolveBackInput: Task = {
  name: "convolveBackInput",
  run(context, args) {
    const [geometry, outputGradient, filter, gradient, images, imageRows, depth, columns] = args;
    const [tileRows, scratch, scratchBytes, imageFloats] = args.subarray(8);
    const { kernels, gemm, thread } = context;
    const patches = scratch + thread * scratchBytes;
    const [first, last] = share(images, context);
    for (let image = first; image < last; image++) {
      zero(context.memory, gradient + image * imageFloats * 4, imageFloats);
      const end = (image + 1) * imageRows;
      for (let row = image * imageRows; row < end; row += tileRows) {
        const m = Math.min(tileRows, end - row);
        gemm.multiply({
          a: outputGradient + row * columns * 4,
          b: filter,
          c: patches,
          m,
          n: depth,
          k: columns,
          transposeB: true,
        });
        kernels.scatterPatches(geometry, patches, row, m, gradient);
      }
    }
  },
};

function zero(memory: WebAssembly.Memory, address: number, count: number): void {
  new Float32Array(memory.buffer, address, count).fill(0);
}
