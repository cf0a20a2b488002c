import { encode } from "fast-png";
import { type Emotion, EMOTIONS } from "#lib/core/emotions.ts";
import { ignoreMissing } from "#lib/core/ignore_missing.ts";
import { readPhoto } from "#lib/data/photos/read_photo.ts";
import { writeFileAtomically } from "#lib/core/write_file_atomically.ts";
import { isSamePhoto } from "#lib/preprocess/is_same_photo.ts";
import { type PhotoSet, SETS } from "../../capture/messages.ts";

/** Where a photo belongs. Both parts are words of closed lists: no path can be made of them. */
export interface PhotoPlace {
  readonly set: PhotoSet;
  readonly emotion: Emotion;
}

/** Pixels on each side of a crop. */
const SIZE = 48;

/** The fourteen photos on disk: crops as `train/happy.png`, originals as `train/happy.original.jpg`. */
export class PhotoStore {
  constructor(readonly folder: string) {}

  /** The photos that are there. */
  async taken(): Promise<Record<PhotoSet, Emotion[]>> {
    const found = { train: [] as Emotion[], test: [] as Emotion[] };
    for (const set of SETS) {
      const names = await this.#names(set);
      found[set] = EMOTIONS.filter((emotion) => names.includes(`${emotion}.png`));
    }
    return found;
  }

  /** The crop as a PNG file, or `undefined` where there is none. */
  async crop({ set, emotion }: PhotoPlace): Promise<Uint8Array | undefined> {
    return await Deno.readFile(`${this.folder}/${set}/${emotion}.png`).catch(ignoreMissing);
  }

  /**
   * Saves a crop with the photo that it was cut from, in place of what was there, which goes only when
   * the new one is safe.
   */
  async save({ set, emotion }: PhotoPlace, crop: Uint8Array, photo: Uint8Array): Promise<void> {
    const folder = `${this.folder}/${set}`;
    await Deno.mkdir(folder, { recursive: true });
    const original = `${emotion}.original.${extensionOf(photo)}`;
    writeFileAtomically(`${folder}/${original}`, [photo]);
    const png = encode({ width: SIZE, height: SIZE, channels: 1, data: crop });
    writeFileAtomically(`${folder}/${emotion}.png`, [png]);
    for (const name of await this.#originals({ set, emotion })) {
      if (name !== original) await Deno.remove(`${folder}/${name}`);
    }
  }

  /** Takes a photo away, crop and original. */
  async remove({ set, emotion }: PhotoPlace): Promise<void> {
    for (const name of [`${emotion}.png`, ...await this.#originals({ set, emotion })]) {
      await Deno.remove(`${this.folder}/${set}/${name}`).catch(ignoreMissing);
    }
  }

  async #originals({ set, emotion }: PhotoPlace): Promise<string[]> {
    return (await this.#names(set)).filter((name) => name.startsWith(`${emotion}.original.`));
  }

  /** The place where the same photo lies already, in the other set or under another label. */
  async twin(crop: Uint8Array, { set, emotion }: PhotoPlace): Promise<PhotoPlace | undefined> {
    const taken = await this.taken();
    for (const other of SETS) {
      for (const label of taken[other]) {
        if (other === set && label === emotion) continue;
        const png = await this.crop({ set: other, emotion: label });
        if (!png) continue;
        const { width, height, pixels } = await readPhoto(png);
        if (width !== SIZE || height !== SIZE) continue;
        const grey = pixels.filter((_, i) => i % 3 === 0);
        if (isSamePhoto(crop, grey)) return { set: other, emotion: label };
      }
    }
    return undefined;
  }

  async #names(set: PhotoSet): Promise<string[]> {
    const entries = Array.fromAsync(Deno.readDir(`${this.folder}/${set}`));
    return (await entries.catch(ignoreMissing) ?? []).map(({ name }) => name);
  }
}

/** By the first bytes, not by what the sender says. */
function extensionOf(file: Uint8Array): string {
  const text = (from: number, to: number) => String.fromCharCode(...file.subarray(from, to));
  if (file[0] === 0xff && file[1] === 0xd8) return "jpg";
  if (text(1, 4) === "PNG") return "png";
  if (text(0, 4) === "RIFF") return "webp";
  return text(8, 12) === "avif" ? "avif" : "heic";
}
