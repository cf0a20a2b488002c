import { resolve } from "node:path";

/**
 * Writes what JupyterLab reads from the environment's folder: the Deno kernel by its absolute path,
 * and settings that keep it from asking the network for news. Written anew at each start, since
 * Deno's path changes with its version.
 */
export async function writeSettings(folder: string): Promise<void> {
  await writeJson(resolve(folder, "share/jupyter/kernels/deno/kernel.json"), {
    argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    // Front ends show colour codes as they are.
    env: { NO_COLOR: "1" },
  });
  await writeJson(resolve(folder, "share/jupyter/lab/settings/overrides.json"), {
    "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
    "@jupyterlab/notebook-extension:tracker": { windowingMode: "none" },
  });
}

/** The environment variables that keep Jupyter's own files in `folder`. */
export function jupyterVariables(folder: string): Record<string, string> {
  return {
    JUPYTER_CONFIG_DIR: resolve(folder, "jupyter/config"),
    JUPYTER_DATA_DIR: resolve(folder, "jupyter/data"),
    JUPYTER_RUNTIME_DIR: resolve(folder, "jupyter/runtime"),
    JUPYTERLAB_SETTINGS_DIR: resolve(folder, "jupyter/lab/settings"),
    JUPYTERLAB_WORKSPACES_DIR: resolve(folder, "jupyter/lab/workspaces"),
    JUPYTER_PREFER_ENV_PATH: "1",
    IPYTHONDIR: resolve(folder, "jupyter/ipython"),
  };
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await Deno.mkdir(resolve(path, ".."), { recursive: true });
  await Deno.writeTextFile(path, JSON.stringify(value, null, 2) + "\n");
}
