/** What every model of this folder is built from. */
export interface ModelOptions {
  /** All initial weights follow from it. */
  readonly seed: number | string;
  /** Shape of one sample, without the batch. Each model states its default. */
  readonly inputShape?: readonly number[];
  /** Number of classes; 7 by default. */
  readonly classes?: number;
  /**
   * The form for predicting, without normalisations, to be filled by `foldNormalization`. Only a model
   * that says so has one. Default false.
   */
  readonly folded?: boolean;
}
