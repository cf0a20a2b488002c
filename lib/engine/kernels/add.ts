import type { TensorInfo } from "@tensorflow/tfjs-core";
import { DeferredProduct } from "../deferred/product.ts";
import { type BinaryCall, binaryKernel, isVectorAlong } from "./binary.ts";
import type { Kernel } from "./kernel.ts";

const plain = binaryKernel("Add", "add");

/** Addition: a vector added to a waiting product becomes its bias. */
export const add: Kernel = {
  kernelName: "Add",
  run(call: BinaryCall): TensorInfo {
    const { inputs: { a, b } } = call;
    return addBias(call, a, b) ?? addBias(call, b, a) ?? plain.run(call);
  },
};

function addBias({ backend }: BinaryCall, a: TensorInfo, b: TensorInfo): TensorInfo | null {
  const { deferred } = backend.storage(a);
  if (!(deferred instanceof DeferredProduct)) return null;
  const last = a.shape[a.shape.length - 1];
  const bias = backend.storage(b);
  if (b.dtype !== "float32" || bias.size !== last || b.shape.length > a.shape.length) return null;
  if (!isVectorAlong(b.shape, a.shape)) return null;
  const sum = deferred.withBias(bias);
  return sum && backend.tensorLater(sum, a.shape);
}
