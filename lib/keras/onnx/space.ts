import type { LayerContext } from "./layer_writer.ts";

/** `[0, n + 1, 1, …, n]`: channels to the front, where ONNX wants them. */
export function toFirst(n: number): number[] {
  return [0, n + 1, ...Array.from({ length: n }, (_, i) => i + 1)];
}

/** Back to the end. */
export function toLast(n: number): number[] {
  return [0, ...Array.from({ length: n }, (_, i) => i + 2), 1];
}

/** Runs `write` with channels in front. */
export function channelsFirst(
  { graph, settings }: LayerContext,
  x: string,
  n: number,
  write: (x: string) => string,
): string {
  if (settings.data_format === "channels_first") return write(x);
  const y = write(graph.op("Transpose", [x], { perm: toFirst(n) }));
  return graph.op("Transpose", [y], { perm: toLast(n) });
}

/** Keras's `same`: the odd row of zeros comes last. */
export function pads(
  padding: unknown,
  sizes: readonly (number | null)[],
  kernel: number[],
  strides: number[],
  dilations: number[],
): { auto_pad: string } | { pads: number[] } {
  if (padding === "valid") return { pads: Array(2 * kernel.length).fill(0) };
  if (padding === "causal") return { pads: [(kernel[0] - 1) * dilations[0], 0] };
  if (sizes.includes(null)) return { auto_pad: "SAME_UPPER" };
  const totals = kernel.map((size, i) => {
    const extent = (size - 1) * dilations[i] + 1;
    const old = sizes[i]!;
    return Math.max((Math.ceil(old / strides[i]) - 1) * strides[i] + extent - old, 0);
  });
  const before = totals.map((total) => Math.floor(total / 2));
  return { pads: [...before, ...totals.map((total, i) => total - before[i])] };
}

export function space({ settings, shapes }: LayerContext): (number | null)[] {
  const shape = shapes[0];
  return settings.data_format === "channels_first" ? shape.slice(2) : shape.slice(1, -1);
}
