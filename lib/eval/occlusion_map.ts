import type { LayersModel } from "@tensorflow/tfjs";
import { EMOTION_COUNT } from "../core/emotions.ts";
import { predict } from "./predict.ts";

/** How {@link occlusionMap} covers the picture. */
export interface OcclusionOptions {
  /** Side of the covered square, pixels. Default 12, a quarter of the face. */
  readonly patch?: number;
  /** Pixels from one square to the next. Default 4. */
  readonly stride?: number;
}

/** What covering each place of a picture does to one label. */
export interface OcclusionMap {
  /** `[rows, columns]` row-major: by how much the label's log odds fall when the place is covered. */
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  /** The pixel that each value's square is centred on is `offset + stride * index`. */
  readonly offset: number;
  readonly stride: number;
}

/**
 * Where in a picture a model finds a label: a grey square is laid over each place in turn, and the
 * fall of the label's log odds is noted (M. Zeiler and R. Fergus, *Visualizing and Understanding
 * Convolutional Networks*, 2014). Works with any model. Values above 0 speak for the label there,
 * values below 0 against it.
 *
 * @param picture `[48, 48, 1]` uint8, or the input shape of the model
 * @param label class number
 * @throws {RangeError} for a patch that does not fit, or a picture that is no picture of the model's.
 */
export async function occlusionMap(
  model: LayersModel,
  picture: Uint8Array,
  label: number,
  { patch = 12, stride = 4 }: OcclusionOptions = {},
): Promise<OcclusionMap> {
  const [height, width] = model.inputs[0].shape.slice(1) as number[];
  if (picture.length !== height * width) {
    throw new RangeError(`${picture.length} pixels are no picture of ${height}x${width}`);
  }
  if (!(patch >= 1 && patch <= Math.min(height, width) && stride >= 1)) {
    throw new RangeError(`a patch of ${patch} and a stride of ${stride} do not fit the picture`);
  }
  const rows = Math.floor((height - patch) / stride) + 1;
  const columns = Math.floor((width - patch) / stride) + 1;
  const grey = Math.round(picture.reduce((sum, value) => sum + value, 0) / picture.length);
  const covered = new Uint8Array((rows * columns + 1) * picture.length);
  for (let k = 0; k <= rows * columns; k++) covered.set(picture, k * picture.length);
  for (let k = 0; k < rows * columns; k++) {
    const [top, left] = [Math.floor(k / columns) * stride, (k % columns) * stride];
    for (let row = top; row < top + patch; row++) {
      const start = k * picture.length + row * width + left;
      covered.fill(grey, start, start + patch);
    }
  }
  const probabilities = await predict(model, covered);
  const odds = (k: number) => {
    const p = Math.min(1 - 1e-6, Math.max(1e-6, probabilities[k * EMOTION_COUNT + label]));
    return Math.log(p / (1 - p));
  };
  const whole = odds(rows * columns);
  const values = Float32Array.from({ length: rows * columns }, (_, k) => whole - odds(k));
  return { values, rows, columns, offset: patch / 2, stride };
}
