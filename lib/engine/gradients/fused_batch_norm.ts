import * as tf from "@tensorflow/tfjs";

type NamedGradients = Record<string, () => tf.Tensor>;

/**
 * Gradient of batch normalisation from two sums over the batch, that of the incoming gradient and
 * that of its product with the centred input, where TensorFlow.js passes over the arrays about twenty
 * times. It holds for every backend; other shapes than one mean a channel go TensorFlow.js's way.
 */
export function registerBatchNormGradient(): void {
  const stock = tf.getGradient("FusedBatchNorm");
  tf.unregisterGradient("FusedBatchNorm");
  tf.registerGradient({
    ...stock,
    gradFunc: (dy, saved, attrs) => {
      const [x, mean] = saved;
      if (mean.rank !== 1) return stock.gradFunc(dy, saved, attrs);
      return perChannel(dy as tf.Tensor, saved, {
        axes: x.shape.slice(0, -1).map((_, axis) => axis),
        epsilon: attrs.varianceEpsilon as number,
      });
    },
  });
}

function perChannel(
  dy: tf.Tensor,
  [x, mean, variance, scale]: tf.Tensor[],
  { axes, epsilon }: { axes: number[]; epsilon: number },
): NamedGradients {
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const factor = scale == null ? inverse : tf.mul(inverse, scale);
  const sum = tf.sum(dy, axes);
  const product = tf.sum(tf.mul(dy, tf.sub(x, mean)), axes);
  return {
    x: () => tf.mul(dy, factor),
    mean: () => tf.neg(tf.mul(factor, sum)),
    variance: () => tf.mul(tf.mul(factor, tf.square(inverse)), tf.mul(product, -0.5)),
    scale: () => tf.mul(product, inverse),
    offset: () => tf.clone(sum),
  };
}
