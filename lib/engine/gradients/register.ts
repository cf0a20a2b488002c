import { registerBatchNormGradient } from "./fused_batch_norm.ts";
import { registerConv2dGradient } from "./conv_2d.ts";
import { registerReductionGradients } from "./reductions.ts";
import { registerReluGradient } from "./relu.ts";

let registered = false;

/**
 * Replaces those of TensorFlow.js's gradients that force needless passes over memory, or refuse what the engine
 * can do. Done once:
 * the new ones hold for every backend, so they stay when the engine is closed.
 */
export function registerGradients(): void {
  if (registered) return;
  registered = true;
  registerBatchNormGradient();
  registerConv2dGradient();
  registerReductionGradients();
  registerReluGradient();
}
