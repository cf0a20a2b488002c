import { basename, resolve } from "node:path";
import { type Emotion, EMOTIONS } from "../core/emotions.ts";
import { faultMessage } from "../core/errors.ts";
import { cloudDataset, type Clouds } from "./cloud_dataset.ts";
import type { FoundCloud } from "./face_samples_parser.ts";
import type { ReadCloudsOptions } from "./read_faces.ts";
import { readMesh } from "./read_mesh.ts";

/** `anna/happy.obj`, or `anna_happy.obj`; a space or a dash does as well. */
const NAME = new RegExp(`^(?:(.+?)[/_ -])?(${EMOTIONS.join("|")})\\.(?:obj|ply)$`, "i");

/**
 * Reads a folder of meshes: `SAMPLE/EMOTION.obj` or `SAMPLE_EMOTION.obj`, also `.ply`. Files that
 * lie directly in the folder without a sample in their name belong to one sample, named as the folder.
 *
 * @throws {SyntaxError} naming a mesh whose name holds no emotion, or that cannot be read.
 */
export async function readMeshFolder(
  folder: string,
  { onProgress = () => {} }: ReadCloudsOptions = {},
): Promise<Clouds> {
  const names = (await meshNames(folder, "")).sort();
  const found: FoundCloud[] = [];
  for (const name of names) {
    const parts = NAME.exec(name);
    if (!parts) {
      throw new SyntaxError(faultMessage(
        `the name of ${name} does not say which expression it shows`,
        { file: folder },
        `Name meshes SAMPLE/EMOTION.obj or SAMPLE_EMOTION.obj, with one of ${EMOTIONS.join(", ")}.`,
      ));
    }
    const sample = parts[1] ?? basename(resolve(folder));
    const emotion = parts[2].toLowerCase() as Emotion;
    if (found.some((cloud) => cloud.sample === sample && cloud.emotion === emotion)) {
      throw new SyntaxError(
        faultMessage(
          `${name} is a second ${emotion} of ${sample}`,
          { file: folder },
          "Remove one.",
        ),
      );
    }
    found.push({ sample, emotion, points: await readMesh(`${folder}/${name}`), place: name });
    onProgress({ fraction: found.length / names.length, clouds: found.length });
  }
  return cloudDataset(found, folder);
}

async function meshNames(folder: string, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(`${folder}/${prefix}`)) {
    if (isDirectory && prefix === "") names.push(...await meshNames(folder, `${name}/`));
    else if (/\.(obj|ply)$/i.test(name)) names.push(prefix + name);
  }
  return names;
}
