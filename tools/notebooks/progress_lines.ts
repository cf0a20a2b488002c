import { duration } from "#lib/core/format.ts";

/** How a run is told to a person: one line a cell, on stderr. */
export interface ProgressLinesOptions {
  /** Whether lines can be rewritten; by default whether stderr is a terminal. */
  readonly terminal?: boolean;
  readonly write?: (text: string) => void;
  readonly now?: () => number;
}

/** One line for each cell, with its time; rewritten in a terminal while the cell runs. */
export class ProgressLines {
  readonly #terminal: boolean;
  readonly #write: (text: string) => void;
  readonly #now: () => number;
  #label = "";
  #status = "";
  #began = 0;
  #said = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor({ terminal, write, now }: ProgressLinesOptions = {}) {
    this.#terminal = terminal ?? Deno.stderr.isTerminal();
    this.#write = write ?? ((text) => Deno.stderr.writeSync(new TextEncoder().encode(text)));
    this.#now = now ?? (() => performance.now());
  }

  /** A cell starts. */
  begin(label: string): void {
    [this.#label, this.#status, this.#began] = [label, "", this.#now()];
    this.#said = this.#began;
    this.#draw();
    this.#timer = setInterval(() => this.#beat(), 250);
  }

  /** Something new about the cell that runs. */
  status(text: string): void {
    this.#status = text;
  }

  /** The cell ended: its line stays. */
  end(ok: boolean): void {
    clearInterval(this.#timer);
    this.#write(`${this.#terminal ? "\r\x1b[K" : ""}${ok ? "✓" : "✗"} ${this.#line()}\n`);
  }

  /** Ends the line that is being rewritten, when something else must be printed. */
  stop(): void {
    clearInterval(this.#timer);
    if (this.#terminal) this.#write("\r\x1b[K");
  }

  #beat(): void {
    if (this.#terminal) return this.#draw();
    // In a log file, a long cell says every ten seconds that it is alive.
    if (this.#now() - this.#said < 10_000) return;
    this.#said = this.#now();
    this.#write(`  ${this.#line()}${this.#status ? ` · ${this.#status}` : ""}\n`);
  }

  #draw(): void {
    if (!this.#terminal) return;
    const width = terminalWidth() - 1;
    const text = `… ${this.#line()}${this.#status ? ` · ${this.#status}` : ""}`;
    this.#write(`\r\x1b[K${text.slice(0, width)}`);
  }

  #line(): string {
    return `${this.#label}  ${duration((this.#now() - this.#began) / 1000)}`;
  }
}

function terminalWidth(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    // No terminal on any of the three streams: any width serves.
    return 100;
  }
}
