import { alignCloud } from "../preprocess/align_cloud.ts";
import type { FaceReference } from "../preprocess/face_reference.ts";
import { cloudAt } from "./cloud_at.ts";
import type { Dataset } from "./dataset.ts";

/** The same clouds, each aligned with the average face by its own points alone. */
export function alignClouds<Clouds extends Dataset<Float32Array>>(
  clouds: Clouds,
  reference: FaceReference,
  onProgress: (done: number, total: number) => void = () => {},
): Clouds {
  const x = new Float32Array(clouds.x.length);
  const width = clouds.itemShape[0] * 3;
  clouds.ids.forEach((_, i) => {
    x.set(alignCloud(reference, cloudAt(clouds, i)), i * width);
    onProgress(i + 1, clouds.ids.length);
  });
  return { ...clouds, x };
}
