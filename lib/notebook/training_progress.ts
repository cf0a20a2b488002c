import { escapeMarkup } from "../core/escape_markup.ts";
import { duration, percent } from "../core/format.ts";
import type { BatchLog, EpochLog, TrainingHistory } from "../core/results.ts";
import type { Chart } from "../plots/chart.ts";
import { liveCurves } from "./live_curves.ts";
import { inKernel, sendOutput } from "./output.ts";
import type { OutputBundle, OutputOptions } from "./output.ts";
import { ProgressLine } from "./progress_line.ts";
import { chartBundle } from "./show.ts";
import { described } from "./show_svg.ts";

/** What is shown of a batch; `fit` tells its `onBatch` this and more. */
export type TrainingStep = Omit<BatchLog, "learningRate" | "seconds">;

/** How progress is shown. */
export interface TrainingProgressOptions {
  /** What is being trained; stands before the figures. Default `"Training"`. */
  readonly title?: string;
  /**
   * Draws the finished run, for instance `(history) => trainingCurves(history, { source })`: the
   * chart takes the place of the curves that grew during training.
   */
  readonly curves?: (history: TrainingHistory) => Chart;
  /** Shortest time between two updates, in milliseconds. Default 200. */
  readonly interval?: number;
}

/**
 * Shows training as it goes: a bar with epoch, batch, loss, accuracy and the time left, rewritten
 * in place, and curves that grow with each epoch. In a terminal it is one line on stderr. The last
 * state stays in the notebook file; it holds no times, so that equal runs leave equal files.
 *
 * @example
 * ```ts
 * import { TrainingProgress } from "#lib/notebook/training_progress.ts";
 * const progress = new TrainingProgress({ title: "model_1" });
 * // const history = await fit(model, batches, { epochs: 5, seed: 1, ...progress.callbacks });
 * // await progress.finish(history);
 * ```
 */
export class TrainingProgress {
  /** What to hand to `fit` among its options. */
  readonly callbacks: {
    readonly onBatch: (step: TrainingStep) => Promise<void>;
    readonly onEpoch: (log: EpochLog, epochs: readonly EpochLog[]) => Promise<void>;
  };
  readonly #title: string;
  readonly #curves: TrainingProgressOptions["curves"];
  readonly #interval: number;
  readonly #line = inKernel() ? null : new ProgressLine();
  readonly #id = `training-progress-${++count}`;
  #shown = false;
  #shownAt = -Infinity;
  #curvesShown = false;
  #planned = 1;

  constructor({ title = "Training", curves, interval = 200 }: TrainingProgressOptions = {}) {
    [this.#title, this.#curves, this.#interval] = [title, curves, interval];
    this.callbacks = {
      onBatch: (step) => this.#batch(step),
      onEpoch: (_, epochs) => this.#epoch(epochs),
    };
  }

  /** Shows the final state. Without it the last bar stays as it was. */
  async finish(history: TrainingHistory): Promise<void> {
    const text = `${this.#title}: ${finalText(history)}`;
    if (this.#line) return this.#line.end(`${text} · ${duration(totalSeconds(history))}`);
    await this.#send(text, finalHtml(text), true);
    if (!this.#curves || history.epochs.length === 0) return;
    const { bundle, metadata } = await chartBundle(this.#curves(history));
    await this.#sendCurves(bundle, metadata, true);
  }

  async #batch(step: TrainingStep): Promise<void> {
    this.#planned = step.epochs;
    const now = performance.now();
    const last = step.batch === step.batches;
    if (!last && now - this.#shownAt < this.#interval) return;
    this.#shownAt = now;
    const text = `${this.#title}: ${stepText(step)}`;
    const done = (step.epoch - 1 + step.batch / step.batches) / step.epochs;
    if (this.#line) this.#line.update(text, done);
    else await this.#send(text, barHtml(text, done));
  }

  async #epoch(epochs: readonly EpochLog[]): Promise<void> {
    if (this.#line) return this.#line.note(`${this.#title}: ${epochText(epochs.at(-1)!)}`);
    const words = `${this.#title}: loss and accuracy of ${epochs.length} epochs so far`;
    const svg = described(liveCurves(epochs, { planned: this.#planned }), words);
    await this.#sendCurves({ "image/svg+xml": svg, "text/plain": words }, {});
  }

  async #send(text: string, html: string, pause = false): Promise<void> {
    const bundle = { "text/html": html, "text/plain": text };
    await sendOutput(bundle, { id: this.#id, update: this.#shown, pause });
    this.#shown = true;
  }

  async #sendCurves(bundle: OutputBundle, metadata: OutputOptions["metadata"], pause = false) {
    const update = this.#curvesShown;
    await sendOutput(bundle, { id: `${this.#id}-curves`, update, metadata, pause });
    this.#curvesShown = true;
  }
}

let count = 0;

function stepText({ epoch, epochs, batch, batches, loss, accuracy, secondsLeft }: TrainingStep) {
  return `epoch ${epoch} of ${epochs} · batch ${batch} of ${batches} · loss ${loss.toFixed(3)}` +
    ` · accuracy ${percent(accuracy)} · ${duration(secondsLeft)} left`;
}

function epochText(log: EpochLog): string {
  const validation = log.validationLoss === undefined
    ? ""
    : ` · validation loss ${log.validationLoss.toFixed(3)}` +
      `, accuracy ${percent(log.validationAccuracy ?? null)}`;
  return `epoch ${log.epoch} · loss ${log.loss.toFixed(3)}, accuracy ${percent(log.accuracy)}` +
    `${validation} · ${duration(log.seconds)}`;
}

function finalText({ epochs, stopped, bestEpoch }: TrainingHistory): string {
  const last = epochs.at(-1);
  if (!last) return `${stopped} before the first epoch was through`;
  const kept = epochs.find((log) => log.epoch === bestEpoch) ?? last;
  const validation = kept.validationAccuracy === undefined
    ? ""
    : ` · validation accuracy ${percent(kept.validationAccuracy)}`;
  const which = kept === last ? "" : ` · weights of epoch ${kept.epoch}`;
  const many = `${last.epoch} epoch${last.epoch === 1 ? "" : "s"}`;
  const ended = stopped === "finished" ? many : `${many}, then ${stopped}`;
  return `${ended}${which} · loss ${kept.loss.toFixed(3)} · accuracy ${percent(kept.accuracy)}` +
    validation;
}

function totalSeconds({ epochs }: TrainingHistory): number {
  return epochs.reduce((sum, log) => sum + log.seconds, 0);
}

function barHtml(text: string, done: number): string {
  const value = Math.round(done * 1000) / 10;
  return `<div><progress max="100" value="${value}" style="width: 100%; height: 1em" ` +
    `aria-label="training">${value}%</progress><br>${escapeMarkup(text)}</div>`;
}

function finalHtml(text: string): string {
  return `<div>✓ ${escapeMarkup(text)}</div>`;
}
