import type { Kernels } from "../threads/task.ts";

/** A max pooling, as numbers for its kernels. */
export interface PoolSource {
  readonly geometry: number;
  readonly input: number;
  readonly output: number;
  /** Where the places of the maxima go, or 0 if nobody asks for them. */
  readonly places: number;
  readonly bias: number;
  readonly flags: number;
}

/**
 * Pools the output lines `first … last - 1`. `room` is a thread's scratch for windows that overlap, or
 * 0 for all others (see `overlapRoom`).
 */
export function poolLines(
  kernels: Kernels,
  { geometry, input, output, places, bias, flags }: PoolSource,
  { first, last, room }: { first: number; last: number; room: number },
): void {
  const arguments_ = [geometry, input, output, places, first, last, bias, flags] as const;
  if (room === 0) kernels.maxPool(...arguments_);
  else kernels.maxPoolOverlapping(...arguments_, room);
}
