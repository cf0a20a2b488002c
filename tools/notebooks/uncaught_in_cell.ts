/** Something was thrown outside the cell's own flow: in a timer, or in a promise nobody awaits. */
export class UncaughtInCell extends Error {
  override readonly name = "UncaughtInCell";
  readonly traceback: readonly string[];
  constructor(message: string, traceback: readonly string[]) {
    super(message);
    this.traceback = traceback;
  }
}
