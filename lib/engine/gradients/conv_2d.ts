import * as tf from "@tensorflow/tfjs";
import { BACKEND_NAME } from "../backend/name.ts";

/**
 * Gradient of Conv2D, dilated ones included, which TensorFlow.js refuses. Its own backends' kernels
 * leave dilations out, so on them it goes TensorFlow.js's way.
 *
 * TensorFlow.js's fused convolution (a layer without activation) refuses dilations before it comes
 * here; a dilated layer with an activation trains.
 */
export function registerConv2dGradient(): void {
  const stock = tf.getGradient("Conv2D");
  tf.unregisterGradient("Conv2D");
  tf.registerGradient({
    ...stock,
    gradFunc: (dy, saved, attrs) => {
      const { dilations } = attrs as { dilations: number | number[] };
      const isDilated = [dilations].flat().some((dilation) => dilation > 1);
      if (!isDilated || tf.getBackend() !== BACKEND_NAME) return stock.gradFunc(dy, saved, attrs);
      const [x, filter] = saved;
      const run = (kernel: string, inputs: Record<string, tf.Tensor>, more: tf.NamedAttrMap) =>
        tf.engine().runKernel(kernel, inputs, { ...attrs, ...more }) as tf.Tensor;
      return {
        x: () =>
          run("Conv2DBackpropInput", { dy: dy as tf.Tensor, filter }, { inputShape: x.shape }),
        filter: () =>
          run("Conv2DBackpropFilter", { x, dy: dy as tf.Tensor }, { filterShape: filter.shape }),
      };
    },
  });
}
