import type { BatchLog } from "../core/results.ts";
import type { TrainingRun } from "./training_run.ts";

/** Keeps the time of a run, and says what is left of it. */
export class Pace {
  readonly #run: TrainingRun;
  readonly #epochs: number;
  #epochStart = performance.now();
  /** Of this epoch, before this process took it up. */
  #before: number;
  readonly #runStart = performance.now();
  #batches = 0;
  #validations = 0;
  #validationSeconds = 0;

  constructor(run: TrainingRun, epochs: number) {
    [this.#run, this.#epochs, this.#before] = [run, epochs, run.position.seconds];
  }

  startEpoch(): void {
    [this.#epochStart, this.#before] = [performance.now(), 0];
  }

  epochSeconds(): number {
    return this.#before + (performance.now() - this.#epochStart) / 1000;
  }

  async timeValidation<T>(judge: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await judge();
    this.#validationSeconds += (performance.now() - start) / 1000;
    this.#validations++;
    return result;
  }

  /** To be called once after each batch. */
  batchLog(): BatchLog {
    const { position, source, learningRate } = this.#run;
    const batches = source.batchesPerEpoch;
    position.seconds = this.epochSeconds();
    this.#batches++;
    const training = (performance.now() - this.#runStart) / 1000 - this.#validationSeconds;
    const epochsLeft = this.#epochs - position.epochs.length;
    const batchesLeft = epochsLeft * batches - position.batch;
    // Before the first validation its time is not known and left out.
    const validation = this.#validations ? this.#validationSeconds / this.#validations : 0;
    return {
      epoch: position.epochs.length + 1,
      epochs: this.#epochs,
      batch: position.batch,
      batches,
      loss: position.lossSum / position.seen,
      accuracy: position.correct / position.seen,
      learningRate,
      seconds: position.seconds,
      secondsLeft: batchesLeft * training / this.#batches + epochsLeft * validation,
    };
  }
}
