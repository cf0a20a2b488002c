import type { GraphModel } from "@tensorflow/tfjs";
import type { Face, Point } from "../../preprocess/face.ts";
import type { Photo } from "../../preprocess/photo.ts";
import { placeSquare } from "../../preprocess/resample.ts";
import { detectFaces, DETECTOR_SIZE } from "./face_detector.ts";
import { placeFeatures } from "./face_points.ts";

/** The two networks that faces are found with. */
export interface FaceNetworks {
  readonly detector: GraphModel;
  readonly mesh: GraphModel;
}

/** The best box of each of the 157 photos that the limit was set on scored at least 0.65. */
const LEAST_SCORE = 0.62;
/** A second face must be surer, or the mesh must see it too: cluttered rooms score up to 0.65. */
const SURE_SCORE = 0.75;
const MESH_SEES_IT = 0.5;

/** Ways to look at a photo: how much room is left around it, and degrees that it is turned by. */
const LOOKS = [[1, 0], [1.7, 0], [1.4, 40], [1.4, -40]] as const;

/**
 * The faces of a photo, surest first. The photo is looked at as it is; only if nothing is found, with
 * room around it, for faces that fill it, and turned, for heads that lean far.
 */
export async function searchFaces(networks: FaceNetworks, photo: Photo): Promise<Face[]> {
  const centre: Point = [photo.width / 2, photo.height / 2];
  const side = Math.max(photo.width, photo.height);
  for (const [room, degrees] of LOOKS) {
    const angle = degrees * Math.PI / 180;
    const window = placeSquare(centre, side * room, { size: DETECTOR_SIZE, angle, beyond: 127.5 });
    const found = await detectFaces(networks.detector, photo, { window, leastScore: LEAST_SCORE });
    const faces: Face[] = [];
    for (const face of found) {
      const { face: placed, seen } = await placeFeatures(networks.mesh, photo, face);
      const believed = faces.length === 0 || face.score >= SURE_SCORE || seen >= MESH_SEES_IT;
      // The mesh is lost on profiles, which the detector still places.
      if (believed) faces.push(seen >= MESH_SEES_IT ? placed : face);
    }
    if (faces.length > 0) return faces;
  }
  return [];
}
