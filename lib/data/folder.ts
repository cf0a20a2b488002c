/**
 * The folder that the user's own data lies in: what the environment variable `MIEN_DATA` names, or
 * `data/` in the working directory. `data/README.md` says what goes where in it.
 *
 * @throws {Deno.errors.NotFound} if `MIEN_DATA` names something that is not a folder. Its absence
 *   is no error only where it was not asked for by name: then there simply is no real data yet.
 */
export function dataFolder(): string {
  const named = Deno.env.get("MIEN_DATA");
  if (!named) return "data";
  let isFolder = false;
  try {
    isFolder = Deno.statSync(named).isDirectory;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (isFolder) return named;
  throw new Deno.errors.NotFound(
    `MIEN_DATA names "${named}", which is not a folder. Correct it, or unset it to use data/.`,
  );
}
