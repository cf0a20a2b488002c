/** Where FER2013 was found. */
export interface FoundFer2013 {
  readonly path: string;
  /** FER+'s `fer2013new.csv`, where it lies beside. */
  readonly votes?: string;
  /** Files that could have been read as well and were not, for `path` comes first. */
  readonly others: readonly string[];
}

/** Folders looked into, the assignment's own first; Kaggle's archive unpacks to the second. */
const FOLDERS = ["kaggle_fer2013", "kaggle_fer2013/fer2013", "fer2013"];
/** Files looked for, the fullest first. */
const FILES = ["fer2013.csv", "icml_face_data.csv", "train.csv"]
  .flatMap((name) => [name, `${name}.gz`]);
const VOTES = "fer2013new.csv";

/**
 * Looks for FER2013 in a data folder: in `kaggle_fer2013/`, `kaggle_fer2013/fer2013/` and `fer2013/`,
 * as `fer2013.csv`, `icml_face_data.csv` or `train.csv`, each also with `.gz`.
 *
 * @returns the first of these that is there, or null if none of the folders holds anything.
 * @throws {Deno.errors.NotFound} if one of the folders holds files, but none of these: somebody
 *   meant to have real data, and must not get synthetic faces instead without a word.
 */
export async function findFer2013(folder: string): Promise<FoundFer2013 | null> {
  const found: string[] = [];
  const misfits: string[] = [];
  let votes: string | undefined;
  for (const sub of FOLDERS) {
    const names = await filesIn(`${folder}/${sub}`);
    const fits = FILES.filter((name) => names.includes(name));
    if (found.length === 0 && fits.length > 0 && names.includes(VOTES)) {
      votes = `${folder}/${sub}/${VOTES}`;
    }
    found.push(...fits.map((name) => `${folder}/${sub}/${name}`));
    if (fits.length === 0) misfits.push(...names.map((name) => `${sub}/${name}`));
  }
  if (found.length > 0) return { path: found[0], votes, others: found.slice(1) };
  if (misfits.length === 0) return null;
  const listed = misfits.slice(0, 5).join(", ") + (misfits.length > 5 ? ", …" : "");
  throw new Deno.errors.NotFound(
    `${folder} holds ${listed}, but not fer2013.csv, icml_face_data.csv or train.csv (or one of ` +
      "these as .gz). Unpack archives there, or empty the folder to work with synthetic faces.",
  );
}

/** What a folder holds, without hidden files; nothing if there is no such folder. */
async function filesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (!entry.name.startsWith(".")) names.push(entry.name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}
