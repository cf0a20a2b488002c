/** Folders of environments, data, results and caches. Paths from the project's root. */
const FOLDERS = [
  /(^|\/)\.(git|venv|ipynb_checkpoints|deno)$/,
  /(^|\/)(venv|node_modules|__pycache__)$/,
  /^(out|checkpoints|docs\/rendered|data\/(?!splits$)[^/]+)$/,
];

/** Trained weights are handed in by themselves; the rest are leftovers of programs. */
const FILES = [/^models\/.*\.(h5|keras|onnx)$/, /\.part$/, /(^|\/)(\.DS_Store|\..*\.cells\.ts)$/];

/**
 * The project's code as it is handed in: path → content. Left out are environments, real data (of
 * `data/` only its README and the lists of splits go along, which the code needs), results, caches,
 * and the trained weights, which the submission holds by themselves.
 *
 * @param root the project's folder.
 */
export async function codeFiles(root: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  await walk("");
  return files;

  async function walk(folder: string): Promise<void> {
    for await (const { name, isDirectory, isFile } of Deno.readDir(`${root}/${folder}`)) {
      const path = folder ? `${folder}/${name}` : name;
      if (isDirectory && !FOLDERS.some((rule) => rule.test(path))) await walk(path);
      if (isFile && isCode(path)) files.set(path, await Deno.readFile(`${root}/${path}`));
    }
  }
}

function isCode(path: string): boolean {
  if (path.startsWith("data/") && path !== "data/README.md" && !path.startsWith("data/splits/")) {
    return false;
  }
  // The file that points a work tree at its repository is no code.
  return path !== ".git" && !FILES.some((rule) => rule.test(path));
}
