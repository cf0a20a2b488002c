/** One batch, ready for a training step. The arrays belong to the receiver until the next batch is asked for. */
export interface Batch {
  /** `[n, ...itemShape]` float32; images in [0, 1]. */
  readonly x: Float32Array;
  /** `[n, classes]` float32, rows that sum to 1: one-hot labels or soft targets. */
  readonly y: Float32Array;
  readonly n: number;
}

/**
 * Where training takes its batches from.
 *
 * `batch(epoch, index)` is a pure function of the source's seed, the epoch and the index: order,
 * augmentation and all. So a resumed run sees the batches that the uninterrupted run would have seen.
 */
export interface BatchSource {
  readonly itemShape: readonly number[];
  readonly classes: number;
  /** Accuracy goes by the first so many classes alone; by all of them where this is absent. */
  readonly judgedClasses?: number;
  /** Samples in one epoch. */
  readonly samples: number;
  readonly batchesPerEpoch: number;
  /** Both counted from 0; the last batch of an epoch may be smaller. */
  batch(epoch: number, index: number): Promise<Batch>;
  /** Ends workers. Safe to call twice. */
  close(): void;
}
