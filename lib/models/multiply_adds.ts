import type { layers, LayersModel } from "@tensorflow/tfjs";
import { sizeOf } from "../core/shapes.ts";

/**
 * Multiplications with addition that a model needs for one sample, by the textbook: each output of a
 * convolution or dense layer takes as many as it has weights. Biases, normalisations, activations
 * and pooling are not counted. A training step takes about three times as many: forward, and back to
 * inputs and to weights.
 *
 * @throws {RangeError} for a layer with weights whose cost is not known here.
 *
 * @example
 * ```ts
 * import { multiplyAdds } from "#lib/models/multiply_adds.ts";
 * import { model1 } from "#lib/models/model_1.ts";
 * import { strictEqual } from "node:assert/strict";
 * const model = model1({ seed: 1, inputShape: [16, 16, 1] });
 * // 12 x 12 outputs of 64 kernels of 5 x 5; then 1024 units over 4 x 4 x 64; then 7 over 1024.
 * strictEqual(multiplyAdds(model), 144 * 64 * 25 + 1024 * 1024 + 7 * 1024);
 * ```
 */
export function multiplyAdds(model: LayersModel): number {
  return model.layers.reduce((sum, layer) => sum + ofLayer(layer), 0);
}

function ofLayer(layer: layers.Layer): number {
  const kind = layer.getClassName();
  if (layer.weights.length === 0 || kind.endsWith("BatchNormalization")) return 0;
  if (!/^(Conv[123]D|Dense)$/.test(kind)) {
    throw new RangeError(`how much "${layer.name}" (${kind}) computes is not known`);
  }
  const kernel = layer.weights[0].shape as number[];
  const [, ...output] = layer.outputShape as number[];
  const places = sizeOf(output.slice(0, -1));
  return places * sizeOf(kernel);
}
