import { fileURLToPath } from "node:url";
import { taskPermissions } from "./task_permissions.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** How a task ended. */
export interface TaskEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a task as a user does, under its own permissions; without real data. */
export async function runTask(name: string, ...args: string[]): Promise<TaskEnd> {
  const empty = await Deno.makeTempDir();
  const { code, stdout, stderr } = await taskCommand(name, args, empty).output();
  await Deno.remove(empty);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

/**
 * Starts a task and presses Ctrl-C as soon as it has written something that matches `moment` to
 * stderr.
 */
export async function interruptTask(
  moment: RegExp,
  name: string,
  ...args: string[]
): Promise<Omit<TaskEnd, "out">> {
  const empty = await Deno.makeTempDir();
  const child = taskCommand(name, args, empty, "null").spawn();
  let err = "";
  let pressed = false;
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    err += text;
    if (pressed || !moment.test(err)) continue;
    pressed = true;
    child.kill("SIGINT");
  }
  const { code } = await child.status;
  await Deno.remove(empty);
  return { code, err };
}

function taskCommand(name: string, args: string[], data: string, stdout?: "null"): Deno.Command {
  const { flags, script } = taskPermissions().get(name)!;
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...flags, script, ...args],
    cwd: root,
    env: { MIEN_DATA: data, NO_COLOR: "1" },
    stdin: "null",
    stdout: stdout ?? "piped",
    stderr: "piped",
  });
}
