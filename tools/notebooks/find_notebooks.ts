/** One notebook of the project. */
export interface NotebookPath {
  /** The file's name without `.ipynb`, for instance `03_images`. */
  readonly name: string;
  readonly path: string;
}

/**
 * The notebooks of a folder in the order of their names; with `only`, those whose name starts with
 * one of these (`03`, `03_images`).
 *
 * @throws {RangeError} when the folder has no notebook, or none fits one of `only`.
 */
export async function findNotebooks(
  folder: string,
  only: readonly string[] = [],
): Promise<NotebookPath[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (entry.isFile && /^[^.].*\.ipynb$/.test(entry.name)) names.push(entry.name.slice(0, -6));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (names.length === 0) throw new RangeError(`there is no notebook in ${folder}`);
  names.sort();
  for (const wanted of only) {
    if (!names.some((name) => fits(name, wanted))) {
      throw new RangeError(`no notebook starts with "${wanted}": there are ${names.join(", ")}`);
    }
  }
  return names.filter((name) => only.length === 0 || only.some((wanted) => fits(name, wanted)))
    .map((name) => ({ name, path: `${folder}/${name}.ipynb` }));
}

function fits(name: string, wanted: string): boolean {
  return wanted !== "" && name.startsWith(wanted.replace(/\.ipynb$/, ""));
}
