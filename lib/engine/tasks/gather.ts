import type { Kernels } from "../threads/task.ts";

/** Where a task takes a convolution's patches from. */
export interface PatchSource {
  readonly geometry: number;
  readonly input: number;
  /** 1 if the patches come as `[depth, rows]`, 0 if as `[rows, depth]`. */
  readonly turned: number;
}

/** Gathers the patches of some output rows into `to`. */
export function gather(
  kernels: Kernels,
  { geometry, input, turned }: PatchSource,
  { row, rows, to }: { row: number; rows: number; to: number },
): void {
  if (turned) kernels.gatherTaps(geometry, input, row, rows, to);
  else kernels.gatherPatches(geometry, input, row, rows, to);
}
