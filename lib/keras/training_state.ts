import type { JsonObject } from "./config/json.ts";

/**
 * Where a training run stands: what a checkpoint keeps beside the weights, so that a resumed run
 * equals the uninterrupted one. Keras does not see it.
 */
export interface TrainingState {
  /** For instance the moments of Adam, by name; kept to the last bit. */
  readonly arrays: Readonly<Record<string, Float32Array>>;
  /** Epoch, seed, history, … Anything JSON can hold; every number must be finite. */
  readonly json: JsonObject;
}
