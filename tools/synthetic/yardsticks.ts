import { type Emotion, EMOTIONS } from "#lib/core/emotions.ts";
import { readFileIfThere } from "#lib/core/read_file_if_there.ts";
import { readNpz } from "./read_npz.ts";

/** `[1220, 3]` mm. */
export type Cloud = Float32Array;

/** The statistical face model, mm. */
export interface FaceModel {
  readonly neutral: Cloud;
  /** `[modes, 1220, 3]`, each at one standard deviation. */
  readonly identity: Float32Array;
  readonly expressions: ReadonlyMap<string, Cloud>;
}

/** One recording of a person showing every expression. */
export type Session = Readonly<Record<Emotion, Cloud>>;

/** The real clouds of `iPhoneX/faces.py`, or none where the file is not there. */
export async function realSessions(folder: string): Promise<readonly Session[]> {
  const text = await readFileIfThere(`${folder}/iPhoneX/faces.py`);
  if (!text) return [];
  // The file is a Python literal of texts, numbers, lists and dicts: JSON but for trailing commas.
  const literal = new TextDecoder().decode(text).replace(/^[^{]*/, "").replace(
    /,(\s*[}\]])/g,
    "$1",
  );
  const sessions: Record<string, Record<Emotion, Record<"x" | "y" | "z", number[]>>> = JSON.parse(
    literal,
  );
  return Object.values(sessions).map((session) =>
    Object.fromEntries(EMOTIONS.map((emotion) => {
      const { x, y, z } = session[emotion];
      return [emotion, Float32Array.from(x.flatMap((_, i) => [x[i], y[i], z[i]]), (m) => m * 1000)];
    })) as unknown as Session
  );
}

/** The face model of `ict_face/ict_on_arkit1220.npz`, or nothing where the file is not there. */
export async function faceModel(folder: string): Promise<FaceModel | undefined> {
  const bytes = await readFileIfThere(`${folder}/ict_face/ict_on_arkit1220.npz`);
  if (!bytes) return undefined;
  const arrays = await readNpz(bytes);
  const floats = (name: string) =>
    (arrays.get(name)!.values as Float32Array).map((metres) => metres * 1000);
  const names = arrays.get("expression_names")!.values as readonly string[];
  const expression = floats("expression");
  const width = expression.length / names.length;
  return {
    neutral: floats("ict_neutral"),
    identity: floats("identity"),
    expressions: new Map(
      names.map((name, k) => [name, expression.subarray(k * width, (k + 1) * width)]),
    ),
  };
}
