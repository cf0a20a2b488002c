import * as tf from "@tensorflow/tfjs";
import type { EpochLog } from "../core/results.ts";
import { expectShape } from "../core/shapes.ts";
import type { Batch, BatchSource } from "../data/batches.ts";
import { crossEntropy } from "./cross_entropy.ts";
import { stepSeeds } from "./step_seeds.ts";
import type { FitOptions } from "./fit_options.ts";
import type { Monitor } from "./monitor.ts";
import { makeOptimizer, type OptimizerConfig } from "./optimizers/make_optimizer.ts";
import type { SlotOptimizer } from "./optimizers/slot_optimizer.ts";
import { constant } from "./schedules/constant.ts";
import type { Schedule } from "./schedules/schedule.ts";
import { WeightAverage } from "./weight_average.ts";

/** Where a run stands. With weights, slots and averages it is all that a checkpoint must hold. */
export interface Position {
  /** Batches of the current epoch that are done. */
  batch: number;
  /** Sum of the loss over this epoch's samples so far. */
  lossSum: number;
  correct: number;
  seen: number;
  /** Time spent in this epoch. */
  seconds: number;
  /** The epochs that are over. */
  epochs: EpochLog[];
}

/** The parts of one training run, put together, and its single step. Used by `fit` alone. */
export class TrainingRun {
  readonly optimizerConfig: OptimizerConfig;
  readonly schedule: Schedule;
  readonly monitor: Monitor;
  readonly restoreBest: boolean;
  readonly optimizer: SlotOptimizer;
  readonly average: WeightAverage | undefined;
  position: Position = { batch: 0, lossSum: 0, correct: 0, seen: 0, seconds: 0, epochs: [] };
  /** The rate of the step last made. */
  learningRate = 0;
  readonly #withSeeds: ReturnType<typeof stepSeeds>;

  constructor(
    readonly model: tf.LayersModel,
    readonly source: BatchSource,
    readonly options: FitOptions,
  ) {
    checkFit(model, source, options);
    this.optimizerConfig = options.optimizer ?? { name: "adam" };
    this.schedule = options.schedule ??
      constant(this.optimizerConfig.name === "adam" ? 0.001 : 0.01);
    this.monitor = options.monitor ?? (options.validation ? "validationLoss" : "loss");
    this.restoreBest = options.restoreBest ?? options.earlyStopping !== undefined;
    this.#withSeeds = stepSeeds(model, options.seed);
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    this.optimizer = makeOptimizer(this.optimizerConfig, variables);
    this.average = options.average && new WeightAverage(model, options.average);
    const { labelSmoothing } = options;
    const { judgedClasses = source.classes } = source;
    const answer = (y: tf.Tensor) => tf.argMax(tf.slice(y, [0, 0], [-1, judgedClasses]), -1);
    // Compiling is how TensorFlow.js takes a loss and an optimizer for its own training step, which
    // is also the only public way to run a model in training mode.
    model.compile({
      optimizer: this.optimizer,
      loss: (yTrue, yPred) =>
        crossEntropy(yTrue as tf.Tensor2D, yPred as tf.Tensor2D, { labelSmoothing }),
      metrics: [(yTrue, yPred) => tf.equal(answer(yTrue), answer(yPred))],
    });
  }

  /**
   * One optimizer step; adds to `position` and resolves when its loss is known. The batch is copied
   * before the first wait, so its arrays may be used anew right after the call.
   *
   * @throws {RangeError} when the loss is not finite.
   */
  async step({ x, y, n }: Batch): Promise<void> {
    const { position, source, optimizer } = this;
    const step = optimizer.steps;
    this.learningRate = this.schedule.rate({
      step,
      steps: this.options.epochs * source.batchesPerEpoch,
      stepsPerEpoch: source.batchesPerEpoch,
      epochs: position.epochs,
    });
    optimizer.learningRate = this.learningRate;
    const xs = tf.tensor(x.slice(), [n, ...source.itemShape]);
    const ys = tf.tensor(y.slice(), [n, source.classes]);
    try {
      const [loss, accuracy] = await this.#withSeeds(
        step,
        async () => await this.model.trainOnBatch(xs, ys) as number[],
      );
      if (!Number.isFinite(loss)) {
        throw new RangeError(
          `the loss became ${loss} in epoch ${position.epochs.length + 1}, batch ` +
            `${
              position.batch + 1
            }. Lower the learning rate (it was ${this.learningRate}), warm it ` +
            "up, or look for values in the data that are not finite.",
        );
      }
      position.lossSum += loss * n;
      position.correct += Math.round(accuracy * n);
      position.seen += n;
      position.batch++;
    } finally {
      tf.dispose([xs, ys]);
    }
    this.average?.add(optimizer.steps);
  }

  dispose(): void {
    this.optimizer.dispose();
    this.average?.dispose();
  }
}

function checkFit(model: tf.LayersModel, source: BatchSource, { epochs }: FitOptions): void {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    throw new RangeError("fit trains models with one input and one output");
  }
  expectShape(model.inputs[0], ["n", ...source.itemShape], `input of ${model.name}`);
  expectShape(model.outputs[0], ["n", source.classes], `output of ${model.name}`);
  if (!Number.isInteger(epochs) || epochs < 1) {
    throw new RangeError(`epochs must be a whole number from 1, not ${epochs}`);
  }
  if (source.batchesPerEpoch < 1) throw new RangeError("there is no batch to train on");
}
