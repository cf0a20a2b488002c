import * as tf from "@tensorflow/tfjs";
import { BACKEND_NAME } from "./backend/name.ts";
import type { NativeBackend } from "./backend/native_backend.ts";
import { registerGradients } from "./gradients/register.ts";
import { KERNELS } from "./kernels/kernels.ts";

/** Makes a backend known to TensorFlow.js, with every kernel that its cpu backend has. */
export function registerBackend(create: () => NativeBackend): void {
  unregisterBackend();
  const own = new Map(KERNELS.map((kernel) => [kernel.kernelName, kernel]));
  for (const kernel of tf.getKernelsForBackend("cpu")) {
    const replaced = own.get(kernel.kernelName);
    tf.registerKernel({
      ...kernel,
      backendName: BACKEND_NAME,
      ...(replaced ? { kernelFunc: replaced.run as unknown as tf.KernelFunc } : {}),
    });
  }
  registerGradients();
  tf.registerBackend(BACKEND_NAME, create);
}

/** Forgets the backend and its kernels. */
export function unregisterBackend(): void {
  if (tf.findBackendFactory(BACKEND_NAME) === null) return;
  for (const kernel of tf.getKernelsForBackend(BACKEND_NAME)) {
    tf.unregisterKernel(kernel.kernelName, BACKEND_NAME);
  }
  tf.removeBackend(BACKEND_NAME);
}
