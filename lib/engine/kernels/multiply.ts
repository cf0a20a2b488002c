import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { Storage } from "../backend/storage.ts";
import { DeferredExpression } from "../deferred/expression.ts";
import { DeferredPoolGradient } from "../deferred/pool_gradient.ts";
import { DeferredProduct } from "../deferred/product.ts";
import { type BinaryCall, binaryKernel } from "./binary.ts";
import type { Kernel } from "./kernel.ts";

const plain = binaryKernel("Multiply", "multiply");

/** Multiplication; that of a max pooling's gradient with the sign of the ReLU before it waits too. */
export const multiply: Kernel = {
  kernelName: "Multiply",
  run(call: BinaryCall): TensorInfo {
    const { inputs: { a, b }, backend } = call;
    const [gradient, mask] = [backend.storage(a), backend.storage(b)];
    if (gradient.size === mask.size && isReluMask(gradient, mask)) {
      const behind = (gradient.deferred as DeferredPoolGradient).behindRelu();
      return backend.tensorLater(behind, a.shape);
    }
    return plain.run(call);
  },
};

/** Whether `mask` is 1 where the ReLU was positive whose output was pooled, and 0 elsewhere. */
function isReluMask({ deferred: gradient }: Storage, { deferred: mask }: Storage): boolean {
  if (!(gradient instanceof DeferredPoolGradient) || gradient.masked) return false;
  if (!(mask instanceof DeferredExpression) || mask.operation !== "step") return false;
  const [relu] = mask.operands;
  if (relu !== gradient.inputs.source || typeof relu === "number") return false;
  return relu.deferred instanceof DeferredProduct && relu.deferred.relu;
}
