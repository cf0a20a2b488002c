import type { TensorInfo } from "@tensorflow/tfjs-core";
import { DeferredProduct } from "../deferred/product.ts";
import type { Kernel, KernelCall } from "./kernel.ts";
import { unaryKernel } from "./unary.ts";

const plain = unaryKernel("Relu", "relu");

/** ReLU: behind a waiting product it becomes part of it. */
export const relu: Kernel = {
  kernelName: "Relu",
  run(call: KernelCall<{ x: TensorInfo }>): TensorInfo {
    const { inputs: { x }, backend } = call;
    const { deferred } = backend.storage(x);
    if (deferred instanceof DeferredProduct) {
      return backend.tensorLater(deferred.withRelu(), x.shape);
    }
    return plain.run(call);
  },
};
