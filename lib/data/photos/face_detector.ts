import * as tf from "@tensorflow/tfjs";
import type { Face, Point } from "../../preprocess/face.ts";
import { type Placement, type Raster, resample, toOld } from "../../preprocess/resample.ts";

/** Pixels on each side of what the network looks at. */
export const DETECTOR_SIZE = 256;

/** Rows of the two outputs: cells of the grid, and boxes that start from each cell. */
const GRIDS = [{ cells: 16, boxes: 2 }, { cells: 8, boxes: 6 }] as const;
/** Centre and size of the box, then six places: eyes, nose, mouth, ears. */
const VALUES = 16;
/** Boxes that overlap by more than this share are one face. */
const OVERLAP = 0.3;

/** A face as the detector gives it, in pixels of its own input. */
interface Detection {
  readonly score: number;
  readonly values: readonly number[];
}

/**
 * The faces in one window of a photo, surest first, by BlazeFace (V. Bazarevsky et al., *BlazeFace:
 * Sub-millisecond Neural Face Detection on Mobile GPUs*, 2019; the full-range network for 256x256).
 *
 * @param network BlazeFace of `@vladmandic/human`: scores and boxes for a grid of 16x16 cells and
 * one of 8x8.
 * @param leastScore below it, 0 to 1, nothing counts as a face.
 */
export async function detectFaces(
  network: tf.GraphModel,
  photo: Raster,
  { window, leastScore }: { readonly window: Placement; readonly leastScore: number },
): Promise<Face[]> {
  const input = resample(photo, window).map((value) => value / 127.5 - 1);
  const outputs = tf.tidy(() =>
    network.execute(tf.tensor4d(input, [1, DETECTOR_SIZE, DETECTOR_SIZE, 3])) as tf.Tensor[]
  );
  const tables = new Map<number, ArrayLike<number>>();
  for (const output of outputs) tables.set(output.size, await output.data());
  tf.dispose(outputs);
  const found = GRIDS.flatMap(({ cells, boxes }) => {
    const rows = cells * cells * boxes;
    const [scores, values] = [tables.get(rows), tables.get(rows * VALUES)];
    if (!scores || !values) {
      throw new TypeError("the face detector has other outputs than expected");
    }
    return readGrid(scores, values, { cells, boxes, leastScore });
  });
  return mergeOverlaps(found).map((detection) => asFace(detection, window));
}

function readGrid(
  scores: ArrayLike<number>,
  values: ArrayLike<number>,
  grid: { readonly cells: number; readonly boxes: number; readonly leastScore: number },
): Detection[] {
  const found: Detection[] = [];
  for (let row = 0; row < scores.length; row++) {
    const score = 1 / (1 + Math.exp(-scores[row]));
    if (score < grid.leastScore) continue;
    const cell = Math.floor(row / grid.boxes);
    const x = ((cell % grid.cells) + 0.5) * DETECTOR_SIZE / grid.cells;
    const y = (Math.floor(cell / grid.cells) + 0.5) * DETECTOR_SIZE / grid.cells;
    const own = Array.from({ length: VALUES }, (_, k) => {
      const value = values[row * VALUES + k];
      return k === 2 || k === 3 ? value : value + (k % 2 ? y : x);
    });
    found.push({ score, values: own });
  }
  return found;
}

/** Each group of overlapping boxes as their mean, weighted by score, under the best of the scores. */
function mergeOverlaps(found: readonly Detection[]): Detection[] {
  let left = [...found].sort((a, b) => b.score - a.score);
  const merged: Detection[] = [];
  while (left.length > 0) {
    const [best] = left;
    const group = left.filter((other) => other === best || overlap(best, other) > OVERLAP);
    left = left.filter((other) => !group.includes(other));
    const weight = group.reduce((sum, { score }) => sum + score, 0);
    const values = best.values.map((_, k) =>
      group.reduce((sum, { score, values }) => sum + score * values[k], 0) / weight
    );
    merged.push({ score: best.score, values });
  }
  return merged;
}

/** Shared area over covered area. */
function overlap({ values: a }: Detection, { values: b }: Detection): number {
  const shared = (axis: number) =>
    Math.max(
      0,
      Math.min(a[axis] + a[axis + 2] / 2, b[axis] + b[axis + 2] / 2) -
        Math.max(a[axis] - a[axis + 2] / 2, b[axis] - b[axis + 2] / 2),
    );
  const both = shared(0) * shared(1);
  return both / (a[2] * a[3] + b[2] * b[3] - both);
}

function asFace({ score, values }: Detection, window: Placement): Face {
  const place = (k: number): Point => toOld(window, [values[4 + 2 * k], values[5 + 2 * k]]);
  const [x, y, width, height] = values;
  const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([i, j]) =>
    toOld(window, [x + (i * width) / 2, y + (j * height) / 2])
  );
  const edge = (pick: (...values: number[]) => number, axis: 0 | 1) =>
    pick(...corners.map((corner) => corner[axis]));
  const [left, top] = [edge(Math.min, 0), edge(Math.min, 1)];
  return {
    score,
    box: { left, top, width: edge(Math.max, 0) - left, height: edge(Math.max, 1) - top },
    leftEye: place(0),
    rightEye: place(1),
    nose: place(2),
    mouth: place(3),
  };
}
