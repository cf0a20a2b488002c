import * as tf from "@tensorflow/tfjs";
import type { LayerArguments } from "./rule.ts";
import { stockClass } from "./stock_class.ts";

/**
 * One step of a GRU whose reset gate acts after the product with the recurrent kernel, as cuDNN
 * does: Keras's default since version 2, unknown to TensorFlow.js.
 */
class GRUCell extends stockClass("GRUCell") {
  static readonly className = "KerasGRUCell";

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const useBias = this.useBias;
    this.useBias = false;
    super.build(inputShape);
    this.useBias = useBias;
    if (!useBias) return;
    // One bias for the input, one for the state.
    this.bias = this.addWeight(
      "bias",
      [2, 3 * this.units],
      "float32",
      this.biasInitializer,
      this.biasRegularizer,
      true,
      this.biasConstraint,
    );
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
    return tf.tidy(() => {
      const [x, h] = inputs as tf.Tensor2D[];
      const bias = this.bias ? tf.unstack(this.bias.read()) : [];
      const product = (value: tf.Tensor2D, kernel: tf.LayerVariable, i: number) => {
        const y = tf.matMul(value, kernel.read() as tf.Tensor2D);
        return tf.split(bias.length > 0 ? y.add(bias[i]) : y, 3, 1);
      };
      const [xz, xr, xh] = product(x, this.kernel, 0);
      const [hz, hr, hh] = product(h, this.recurrentKernel, 1);
      const z = this.recurrentActivation.apply(xz.add(hz));
      const r = this.recurrentActivation.apply(xr.add(hr));
      const candidate = this.activation.apply(xh.add(r.mul(hh)));
      const next = z.mul(h).add(tf.sub(1, z).mul(candidate));
      return [next, next];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), resetAfter: true };
  }
}

/** Keras's `GRU` with `reset_after=True`. */
export class GRU extends stockClass("GRU") {
  static readonly className = "KerasGRU";

  constructor(settings: LayerArguments) {
    super({ ...settings, resetAfter: false });
    this.cell = new GRUCell({ ...settings, resetAfter: false });
  }
}

for (const Class of [GRUCell, GRU]) tf.serialization.registerClass(Class);
