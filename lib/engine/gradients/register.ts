import { registerBatchNormGradient } from "./fused_batch_norm.ts";
import { registerReductionGradients } from "./reductions.ts";
import { registerReluGradient } from "./relu.ts";

let registered = false;

/**
 * Replaces those of TensorFlow.js's gradients that would force needless passes over memory. Done once:
 * the new ones hold for every backend, so they stay when the engine is closed.
 */
export function registerGradients(): void {
  if (registered) return;
  registered = true;
  registerBatchNormGradient();
  registerReductionGradients();
  registerReluGradient();
}
