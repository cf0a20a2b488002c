/** A file system of its own, in memory. */
export interface SmallDisk {
  readonly path: string;
  /** Changes its options, `ro` or `rw,size=20m` for instance. */
  remount(options: string): Promise<void>;
}

/**
 * Mounts a file system of some size, hands it to `use` and takes it away again. Linux, and as root.
 *
 * @param size as `mount` has it: `1700k`
 */
export async function withSmallDisk<T>(
  size: string,
  use: (disk: SmallDisk) => Promise<T>,
): Promise<T> {
  const path = await Deno.makeTempDir({ prefix: "small-disk" });
  try {
    await system("mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path);
    try {
      return await use({
        path,
        remount: (options) => system("mount", "-o", `remount,${options}`, path),
      });
    } finally {
      await system("umount", path);
    }
  } finally {
    await Deno.remove(path);
  }
}

/** Whether {@link withSmallDisk} can be had here. */
export async function canMount(): Promise<boolean> {
  return Deno.build.os === "linux" &&
    await withSmallDisk("4k", () => Promise.resolve(true)).catch(() => false);
}

async function system(program: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args }).output();
  if (!success) {
    throw new Error(`${program} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  }
}
