import type { TensorInfo } from "@tensorflow/tfjs-core";
import { getKernel } from "@tensorflow/tfjs-core";
import { BACKEND_NAME } from "../backend/name.ts";
import type { NativeBackend } from "../backend/native_backend.ts";
import type { DeferredProduct } from "../deferred/product.ts";

/** Names of TensorFlow.js's fused activations and of the kernels that compute them. */
const KERNELS: Readonly<Record<string, string>> = {
  relu: "Relu",
  relu6: "Relu6",
  elu: "Elu",
  sigmoid: "Sigmoid",
  leakyrelu: "LeakyRelu",
  prelu: "Prelu",
};

/** What follows a fused product: a bias and an activation, each of which may be absent. */
export interface Finish {
  readonly bias?: TensorInfo;
  readonly activation?: string;
  readonly preluActivationWeights?: TensorInfo;
  readonly leakyreluAlpha?: number;
}

/** A product with its bias and activation, for the fused kernels of inference. */
export function finishProduct(
  backend: NativeBackend,
  product: DeferredProduct,
  { shape, finish }: { shape: number[]; finish: Finish },
): TensorInfo {
  let result = backend.tensorLater(product, shape);
  if (finish.bias) result = step(backend, "Add", { a: result, b: finish.bias });
  const activation = finish.activation ?? "linear";
  if (activation === "linear") return result;
  const kernel = KERNELS[activation];
  if (!kernel) throw new RangeError(`The engine does not know the fused activation ${activation}.`);
  const inputs: Record<string, TensorInfo> = { x: result };
  if (finish.preluActivationWeights) inputs.alpha = finish.preluActivationWeights;
  return step(backend, kernel, inputs, { alpha: finish.leakyreluAlpha });
}

function step(
  backend: NativeBackend,
  kernelName: string,
  inputs: Record<string, TensorInfo>,
  attrs: { alpha?: number } = {},
): TensorInfo {
  const kernel = getKernel(kernelName, BACKEND_NAME)!;
  const result = kernel.kernelFunc({ inputs, attrs, backend }) as TensorInfo;
  backend.disposeIntermediateTensorInfo(inputs.a ?? inputs.x);
  return result;
}
