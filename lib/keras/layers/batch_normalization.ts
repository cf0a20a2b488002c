import * as tf from "@tensorflow/tfjs";
import { oneTensor } from "./one_tensor.ts";
import { stockClass } from "./stock_class.ts";

/**
 * Keras's `BatchNormalization`: TensorFlow.js's own takes no 5-D input, does not train without
 * `scale` or `center`, and goes on moving its statistics when it is frozen.
 *
 * Moving averages take the batch's biased variance, as Keras 3 does on every backend.
 */
export class BatchNormalization extends stockClass("BatchNormalization") {
  static readonly className = "KerasBatchNormalization";

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    return tf.tidy(() => {
      const x = oneTensor(inputs);
      const axis = this.axis < 0 ? this.axis + x.rank : this.axis;
      const last = x.rank - 1;
      if (axis === last) return this.normalize(x, kwargs.training === true);
      const order = x.shape.map((_, i) => i).filter((i) => i !== axis).concat(axis);
      const back = order.map((_, i) => order.indexOf(i));
      return this.normalize(x.transpose(order), kwargs.training === true).transpose(back);
    });
  }

  /** @param x channels last, of any rank. */
  private normalize(x: tf.Tensor, training: boolean): tf.Tensor {
    const channels = x.shape[x.rank - 1];
    // The kernel takes 4-D input. Where the values lie does not matter to it, only their channel.
    const folded =
      (x.rank === 4 ? x : x.reshape([x.size / channels, 1, 1, channels])) as tf.Tensor4D;
    // A reshape would end the wait for a ReLU that could be done in the same pass.
    const unfold = (y: tf.Tensor) => x.rank === 4 ? y : y.reshape(x.shape);
    const gamma: tf.Tensor1D = this.scale ? this.gamma.read() : tf.ones([channels]);
    const beta: tf.Tensor1D = this.center ? this.beta.read() : tf.zeros([channels]);
    if (!training || this.isFrozen()) {
      const [mean, variance] = [this.movingMean.read(), this.movingVariance.read()];
      return unfold(tf.batchNorm4d(folded, mean, variance, beta, gamma, this.epsilon));
    }
    const { mean, variance } = tf.moments(folded, [0, 1, 2]) as Record<string, tf.Tensor1D>;
    this.move(this.movingMean, mean);
    this.move(this.movingVariance, variance);
    return unfold(tf.batchNorm4d(folded, mean, variance, beta, gamma, this.epsilon));
  }

  /** Frozen itself, or by a frozen model around it, which TensorFlow.js tells to weights only. */
  private isFrozen(): boolean {
    const weights = [this.gamma, this.beta].filter((weight) => weight);
    return !this.trainable || weights.length > 0 && weights.every((weight) => !weight.trainable);
  }

  private move(average: tf.LayerVariable, value: tf.Tensor): void {
    const old = average.read();
    average.write(old.sub(old.sub(value).mul(1 - this.momentum)));
  }
}

tf.serialization.registerClass(BatchNormalization);
