import { readlinkSync, statSync } from "node:fs";

/** Where the system shows the calling thread, or null where it does not (elsewhere than on Linux). */
export function ownThread(): string | null {
  try {
    return `/proc/${readlinkSync("/proc/thread-self")}`;
  } catch {
    return null;
  }
}

/** Whether a thread has ended; a thread of unknown place counts as alive. */
export function hasEnded(thread: string | null): boolean {
  return thread !== null && !statSync(thread, { throwIfNoEntry: false });
}
