import { resolve } from "node:path";
import { messageOf } from "#lib/core/errors.ts";
import { labEnvironment } from "./lab/environment.ts";
import { jupyterVariables, writeSettings } from "./lab/write_settings.ts";

const HELP = `deno task lab [--setup] [JUPYTERLAB FLAG…]

Opens JupyterLab on the notebooks, with Deno as their kernel. The first time, JupyterLab is put into
.venv (about a minute, 320 MB); nothing is written outside the project.

  --setup       only set up, do not start
  --help        this text

All else goes to JupyterLab: --no-browser, --port 9000, --allow-root (in a container), …
`;

const ROOT = resolve(import.meta.dirname!, "..");

async function main(args: string[]): Promise<number> {
  if (args.includes("--help")) {
    console.log(HELP);
    return 0;
  }
  const { folder, python } = await labEnvironment(ROOT);
  await writeSettings(folder);
  if (args.includes("--setup")) return 0;
  const child = new Deno.Command(python, {
    args: [
      "-m",
      "jupyterlab",
      `--ServerApp.root_dir=${ROOT}`,
      "--LabApp.default_url=/lab/tree/notebooks",
      `--FileCheckpoints.checkpoint_dir=${resolve(folder, "jupyter/checkpoints")}`,
      // Only the kernel that these notebooks are written for is on offer.
      "--KernelSpecManager.allowed_kernelspecs=deno",
      "--KernelSpecManager.ensure_native_kernel=False",
      ...args,
    ],
    cwd: ROOT,
    env: jupyterVariables(folder),
  }).spawn();
  // Ctrl-C reaches JupyterLab too, which asks whether to stop, and ends its kernels.
  Deno.addSignalListener("SIGINT", () => {});
  if (Deno.build.os !== "windows") {
    Deno.addSignalListener("SIGTERM", () => child.kill("SIGTERM"));
  }
  const { code } = await child.status;
  return code;
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    console.error(`lab: ${messageOf(error)}`);
    Deno.exit(1);
  }
}
