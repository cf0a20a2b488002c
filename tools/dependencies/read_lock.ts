/** A package that `deno.lock` names. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** Whether it comes with a script that npm would run when it installs it. */
  readonly hasScript: boolean;
}

/** The packages of a lock file, each version once, sorted. */
export function readLock(text: string): Package[] {
  const lock: { npm: Record<string, { scripts?: boolean }> } = JSON.parse(text);
  const found = new Map<string, Package>();
  for (const [key, { scripts = false }] of Object.entries(lock.npm)) {
    // What follows the version tells which peers it was resolved with.
    const [, name, version] = /^(@?[^@]+)@([^_]+)/.exec(key)!;
    found.set(`${name}@${version}`, { name, version, hasScript: scripts });
  }
  return [...found.values()].sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
