/** Where a {@link ProgressLine} writes; by default stderr. */
export interface ProgressLineOptions {
  /** Whether the line can be rewritten; by default whether stderr is a terminal. */
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly write?: (text: string) => void;
}

/**
 * A bar with a text on one line of the terminal, rewritten in place. Where stderr is a file, only
 * what is to stay is written: notes and the end.
 */
export class ProgressLine {
  readonly #terminal: boolean;
  readonly #columns: number;
  readonly #write: (text: string) => void;

  constructor({ terminal, columns, write }: ProgressLineOptions = {}) {
    this.#terminal = terminal ?? Deno.stderr.isTerminal();
    this.#columns = columns ?? (this.#terminal ? Deno.consoleSize().columns : 100);
    this.#write = write ?? ((text) => Deno.stderr.writeSync(new TextEncoder().encode(text)));
  }

  /** Rewrites the line; `done` is the share that is done, in [0, 1]. */
  update(text: string, done: number): void {
    if (!this.#terminal) return;
    const room = Math.min(24, this.#columns - text.length - 4);
    this.#write(`\r\x1b[K${`${bar(done, room)}${text}`.slice(0, this.#columns - 1)}`);
  }

  /** Writes a line that stays; the bar goes on below it. */
  note(text: string): void {
    this.#write(`${this.#terminal ? "\r\x1b[K" : ""}${text}\n`);
  }

  /** The last line, in place of the bar. */
  end(text: string): void {
    this.note(text);
  }
}

/** `━━━━╌╌╌╌ `; nothing where there is no room for it. */
function bar(done: number, width: number): string {
  if (width < 8) return "";
  const full = Math.round(Math.min(1, Math.max(0, done)) * width);
  return `${"━".repeat(full)}${"╌".repeat(width - full)} `;
}
