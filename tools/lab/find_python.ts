/** A Python that can make the environment. */
export interface Python {
  /** The command and its first arguments, for instance `["py", "-3"]`. */
  readonly command: readonly string[];
  /** For instance `"3.11.7"`. */
  readonly version: string;
}

/** The oldest Python that JupyterLab 4.6 runs on. */
const OLDEST = [3, 10] as const;

/** What is tried, in this order. */
const CANDIDATES: readonly (readonly string[])[] = Deno.build.os === "windows"
  ? [["py", "-3"], ["python"], ["python3"]]
  : [["python3"], ["python"]];

/**
 * A Python of version 3.10 or newer that can make virtual environments.
 *
 * @param candidates commands to try, in order; by default those usual on this system.
 * @throws {RangeError} that says what was found instead and what to install.
 */
export async function findPython(candidates = CANDIDATES): Promise<Python> {
  const found: string[] = [];
  for (const command of candidates) {
    const version = await ask(command, "import sys; print('%d.%d.%d' % sys.version_info[:3])");
    if (version === null) continue;
    const [major, minor] = version.split(".").map(Number);
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
      found.push(`${command.join(" ")} is Python ${version}`);
    } else if (await ask(command, "import venv, ensurepip") === null) {
      found.push(`${command.join(" ")} (Python ${version}) lacks the module venv or ensurepip`);
    } else {
      return { command, version };
    }
  }
  throw new RangeError(
    `JupyterLab needs Python ${OLDEST.join(".")} or newer with venv; ` +
      `${found.length ? `found only: ${found.join("; ")}` : "no Python was found"}. ` +
      "Install it from python.org, or on Debian and Ubuntu: apt install python3-venv. " +
      "Without it, deno task notebooks runs the notebooks all the same.",
  );
}

/** What a line of Python prints, or `null` when there is no such Python or it fails. */
async function ask([name, ...args]: readonly string[], code: string): Promise<string | null> {
  try {
    const { code: status, stdout } = await new Deno.Command(name, {
      args: [...args, "-c", code],
      stderr: "null",
    }).output();
    return status === 0 ? new TextDecoder().decode(stdout).trim() : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
