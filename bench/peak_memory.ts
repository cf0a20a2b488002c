/**
 * The peak of this process's resident memory so far, bytes, as Linux tells it; elsewhere the memory at
 * the moment must do.
 */
export function peakMemory(): number {
  if (Deno.build.os !== "linux") return Deno.memoryUsage().rss;
  const peak = /VmHWM:\s+(\d+) kB/.exec(Deno.readTextFileSync("/proc/self/status"));
  return Number(peak![1]) * 1024;
}
