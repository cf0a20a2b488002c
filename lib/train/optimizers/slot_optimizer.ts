import * as tf from "@tensorflow/tfjs";

/**
 * An optimizer whose whole state can be read out and put back: a step counter and, per trained
 * variable, slots of its shape. Slots are numbered by the order of the variables, because variable
 * names differ from one process to the next.
 *
 * The learning rate is set from outside before every step. `dispose` frees the slots.
 */
export abstract class SlotOptimizer extends tf.Optimizer {
  /** Set before each step; see the schedules. */
  learningRate = 0;
  /** How many steps have been made. */
  steps = 0;
  readonly #weightDecay: number;
  readonly #indexOf: ReadonlyMap<string, number>;
  readonly #slots: readonly (readonly tf.Variable[])[];

  /**
   * @param variables what will be trained, in a fixed order
   * @param slotCount slots per variable
   * @param weightDecay decoupled decay (Loshchilov & Hutter 2019) as in Keras: before the step each
   * weight loses `learningRate * weightDecay` of itself. Biases and normalisation scales (rank 1) are
   * left alone.
   */
  constructor(variables: readonly tf.Variable[], slotCount: number, weightDecay: number) {
    super();
    this.#weightDecay = weightDecay;
    this.#indexOf = new Map(variables.map(({ name }, index) => [name, index]));
    this.#slots = variables.map(({ shape }) =>
      Array.from({ length: slotCount }, () => tf.tidy(() => tf.variable(tf.zeros(shape), false)))
    );
  }

  /** Changes `variable` and its slots in place, by one step. Called within `tf.tidy`. */
  protected abstract update(
    variable: tf.Variable,
    gradient: tf.Tensor,
    slots: readonly tf.Variable[],
  ): void;

  override applyGradients(gradients: tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[]) {
    const list = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    this.steps++;
    for (const { name, tensor } of list) {
      const index = this.#indexOf.get(name);
      if (index === undefined) {
        throw new RangeError(`"${name}" is not among the variables that this optimizer trains`);
      }
      // A variable that the loss does not depend on has no gradient, and stays.
      if (!tensor) continue;
      const variable = tf.engine().registeredVariables[name];
      tf.tidy(() => {
        if (this.#weightDecay && variable.rank > 1) {
          variable.assign(tf.mul(variable, 1 - this.#weightDecay * this.learningRate));
        }
        this.update(variable, tensor, this.#slots[index]);
      });
    }
  }

  /** A copy of every slot: `[variable][slot]`. */
  async readSlots(): Promise<Float32Array[][]> {
    return await Promise.all(
      this.#slots.map((slots) =>
        Promise.all(slots.map(async (slot) => Float32Array.from(await slot.data<"float32">())))
      ),
    );
  }

  /** Puts back what {@link readSlots} gave. */
  writeSlots(values: readonly (readonly Float32Array[])[]): void {
    this.#slots.forEach((slots, v) =>
      slots.forEach((slot, s) =>
        tf.tidy(() => slot.assign(tf.tensor(values[v][s].slice(), slot.shape)))
      )
    );
  }

  override dispose(): void {
    this.#slots.flat().forEach((slot) => slot.dispose());
  }

  /** TensorFlow.js asks for it; a training run's own options say more. */
  override getConfig(): tf.serialization.ConfigDict {
    return { learningRate: this.learningRate };
  }
}
