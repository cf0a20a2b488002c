import type { Variable } from "@tensorflow/tfjs";
import { Adam, type AdamConfig } from "./adam.ts";
import { Sgd, type SgdConfig } from "./sgd.ts";
import type { SlotOptimizer } from "./slot_optimizer.ts";

/** Which optimizer, with its settings. The learning rate comes from the schedule. */
export type OptimizerConfig = AdamConfig | SgdConfig;

/** The optimizer that a configuration describes, for these variables in this order. */
export function makeOptimizer(
  config: OptimizerConfig,
  variables: readonly Variable[],
): SlotOptimizer {
  switch (config.name) {
    case "adam":
      return new Adam(variables, config);
    case "sgd":
      return new Sgd(variables, config);
    default:
      throw new RangeError(`no optimizer is called "${(config as { name: string }).name}"`);
  }
}
