/** The media type under which {@link PROLOGUE} reports what no cell could catch. */
export const UNCAUGHT = "application/vnd.mien.uncaught+json";

/**
 * Without this, a throw in a timer wedges the kernel for good and a lost rejection goes unseen.
 * The timer ends the kernel when the process that started it is gone, however that went.
 */
export const PROLOGUE = `globalThis.__mien ??= (() => {
  const report = (thrown) => Deno.jupyter.broadcast("display_data", {
    data: { "${UNCAUGHT}": {
      message: thrown instanceof Error ? thrown.name + ": " + thrown.message : String(thrown),
      traceback: String(thrown?.stack ?? "").split("\\n"),
    } }, metadata: {}, transient: {},
  });
  addEventListener("error", (event) => { event.preventDefault(); report(event.error); });
  addEventListener("unhandledrejection", (event) => { event.preventDefault(); report(event.reason); });
  const parent = Deno.ppid;
  Deno.unrefTimer(setInterval(() => Deno.ppid === parent || Deno.exit(1), 1000));
  return true;
})();
`;
