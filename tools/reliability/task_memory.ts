import { machine } from "../cli/machine.ts";
import type { Measure } from "./check.ts";
import { runTask, type TaskRun, taskRuns } from "./task_runs.ts";

/** What a task may take at its peak, MB, its children together: `--fast` on a machine with 4 GB. */
const BOUND = 3500;

/**
 * The peak memory of each task with all its children, as a control group of the system counts it: with
 * the pages of files that it was the first to read or write, which the system could do without. No more
 * is to be had than {@link BOUND}, so a task that ends well can do with it. Linux, root.
 */
export async function taskMemory(): Promise<Measure[]> {
  const folder = await Deno.makeTempDir({ prefix: "task-memory" });
  try {
    const measures: Measure[] = [];
    for (const run of [...await taskRuns(folder), allNotebooks(folder)]) {
      const { peak, code } = await inGroup((through) => runTask(run, { through }));
      const name = [run.task, ...run.args.filter((word) => word === "--fast")].join(" ");
      const only = run.args.includes("02") ? ", one notebook" : "";
      measures.push({
        what: `peak memory of \`task ${name}\`${only}, ${machine().cores} threads`,
        value: code === 0 ? `${peak} MB` : `ended with ${code} at ${peak} MB`,
        bound: `${BOUND} MB`,
        held: code === 0,
      });
    }
    return measures;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What a machine with 4 GB must be able to do. */
function allNotebooks(folder: string): TaskRun {
  return { task: "notebooks", args: ["--fast", "--out", `${folder}/all`] };
}

const GROUPS = "/sys/fs/cgroup/memory";

async function inGroup(
  run: (through: readonly string[]) => Promise<{ code: number }>,
): Promise<{ peak: number; code: number }> {
  const group = `${GROUPS}/mien-${Deno.pid}`;
  await Deno.mkdir(group);
  try {
    await Deno.writeTextFile(`${group}/memory.limit_in_bytes`, `${BOUND * 1e6}`);
    const { code } = await run(["sh", "-c", `echo $$ > ${group}/cgroup.procs; exec "$@"`, "sh"]);
    const peak = Number(await Deno.readTextFile(`${group}/memory.max_usage_in_bytes`));
    return { peak: Math.round(peak / 1e6), code };
  } finally {
    await Deno.remove(group);
  }
}
