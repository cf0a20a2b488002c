import { statIfThere } from "../core/stat_if_there.ts";
import type { Clouds } from "./cloud_dataset.ts";
import { dataFolder } from "./folder.ts";
import { readClouds } from "./read_clouds.ts";
import type { CloudProgress } from "./read_faces.ts";
import { type CloudOptions, personName, syntheticClouds } from "./synthetic/population.ts";

/** Which clouds to load. */
export interface LoadCloudsOptions extends CloudOptions {
  /** The data folder; by default the one that `MIEN_DATA` names, or `data/`. */
  readonly folder?: string;
  readonly onProgress?: (progress: CloudProgress) => void;
}

/** Looked for within the data folder, in this order. */
const PLACES = ["iPhoneX/faces.py", "iPhoneX/faces.py.gz", "iPhoneX/faces.json"];

/**
 * The clouds of the assignment: `iPhoneX/faces.py` from the data folder, or meshes from `iPhoneX/`;
 * where there is no real data, clouds of the synthetic population, and `synthetic` and the notes say
 * so. `people`, `seed` and the like are for the synthetic population alone.
 *
 * @returns `[n, 1220, 3]` float32 metres with roles.
 * @throws {SyntaxError} for real data that cannot be read: synthetic faces never stand in for it.
 */
export async function loadClouds(options: LoadCloudsOptions = {}): Promise<Clouds> {
  const { folder = dataFolder(), onProgress, people = 200, ...population } = options;
  const path = await findClouds(folder);
  if (path) return await readClouds(path, { onProgress });
  const clouds = syntheticClouds({ people, ...population });
  return {
    ...clouds,
    groupNames: Array.from({ length: people }, (_, number) => personName(number)),
    groupKind: "person",
    notes: [
      `No clouds in ${folder}/iPhoneX: these are ${clouds.y.length} synthetic faces of ${people} ` +
      "people who do not exist. They show that everything works; their scores say nothing about people.",
      `To use real clouds, put faces.py into ${folder}/iPhoneX/.`,
    ],
  };
}

/** The first place that is there, the folder of meshes last. */
async function findClouds(folder: string): Promise<string | undefined> {
  for (const place of PLACES) {
    if (statIfThere(`${folder}/${place}`)) return `${folder}/${place}`;
  }
  const meshes = `${folder}/iPhoneX`;
  if (!statIfThere(meshes)) return undefined;
  for await (const { name, isDirectory } of Deno.readDir(meshes)) {
    if (isDirectory || /\.(obj|ply)$/i.test(name)) return meshes;
  }
  return undefined;
}
