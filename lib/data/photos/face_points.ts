import * as tf from "@tensorflow/tfjs";
import type { Face, Point } from "../../preprocess/face.ts";
import { placeSquare, type Raster, resample, toOld } from "../../preprocess/resample.ts";

/** Pixels on each side of what the network looks at. */
const SIZE = 192;
/** How much wider than the detector's box its window is. */
const ROOM = 1.5;

/** Points of the mesh whose mean is the middle of each feature: corners of eyes and mouth, tip of nose. */
const FEATURES = {
  leftEye: [33, 133],
  rightEye: [362, 263],
  nose: [1],
  mouth: [61, 291],
} as const;

/**
 * Places the features of a found face anew, and more exactly, from a mesh of 468 points (Y. Kartynnik
 * et al., *Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs*, 2019).
 *
 * @param network FaceMesh of `@vladmandic/human`.
 * @returns the face, and how sure the mesh is that there is one, 0 to 1.
 */
export async function placeFeatures(
  network: tf.GraphModel,
  photo: Raster,
  face: Face,
): Promise<{ readonly face: Face; readonly seen: number }> {
  const { box, leftEye, rightEye } = face;
  const angle = Math.atan2(rightEye[1] - leftEye[1], rightEye[0] - leftEye[0]);
  const centre: Point = [box.left + box.width / 2, box.top + box.height / 2];
  const window = placeSquare(centre, ROOM * Math.max(box.width, box.height), { size: SIZE, angle });
  const input = resample(photo, window).map((value) => value / 255);
  const [mesh, flag] = tf.tidy(() =>
    network.execute(tf.tensor4d(input, [1, SIZE, SIZE, 3]), [
      "output_mesh",
      "output_faceflag",
    ]) as tf.Tensor[]
  );
  const [points, [doubt]] = [await mesh.data(), await flag.data()];
  tf.dispose([mesh, flag]);
  const place = (indices: readonly number[]): Point => {
    const mean = (axis: number) =>
      indices.reduce((sum, i) => sum + points[i * 3 + axis], 0) / indices.length;
    return toOld(window, [mean(0), mean(1)]);
  };
  return {
    seen: doubt < 0 || doubt > 1 ? 1 / (1 + Math.exp(-doubt)) : doubt,
    face: {
      score: face.score,
      box,
      leftEye: place(FEATURES.leftEye),
      rightEye: place(FEATURES.rightEye),
      nose: place(FEATURES.nose),
      mouth: place(FEATURES.mouth),
    },
  };
}
