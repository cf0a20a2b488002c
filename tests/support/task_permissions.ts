/** The tasks of deno.json, by name: the flags that they give `deno run`, and their script. */
export function taskPermissions(): ReadonlyMap<string, { flags: string[]; script: string }> {
  const config = new URL("../../deno.json", import.meta.url);
  const { tasks } = JSON.parse(Deno.readTextFileSync(config)) as { tasks: Record<string, string> };
  return new Map(
    Object.entries(tasks).map(([name, line]) => {
      const words = line.split(" ");
      const flags = words.indexOf("run") + 1;
      const script = words.findIndex((word) => word.startsWith("tools/"));
      return [name, { flags: words.slice(flags, script), script: words[script] }];
    }),
  );
}
