import { messageOf } from "#lib/core/errors.ts";
import type { Kernel } from "./kernel.ts";
import { KernelDied } from "./kernel_died.ts";
import { cellTitle, codeCells } from "#lib/notebook/notebook_file.ts";
import type { Cell, Notebook, Output } from "#lib/notebook/notebook_file.ts";
import { OutputCollector } from "./outputs.ts";
import { emittedPlace, sourceLine, syntaxFault } from "./source_line.ts";
import { UncaughtInCell } from "./uncaught_in_cell.ts";

/** A cell that failed: all that a person needs to find it. */
export interface CellFailure {
  /** As JupyterLab counts: code cells from 1. */
  readonly cell: number;
  /** Line of the cell, from 1; absent where the error does not tell. */
  readonly line?: number;
  /** The text of that line. */
  readonly source?: string;
  readonly message: string;
  readonly traceback: readonly string[];
}

/** The notebook with its outputs, up to and with the failing cell if one failed. */
export interface NotebookRun {
  readonly notebook: Notebook;
  readonly failure: CellFailure | null;
}

/** What is going on, for a progress line. */
export interface RunEvents {
  /** A code cell starts; `cells` is how many there are. */
  onCell?(cell: { number: number; cells: number; title: string }): void;
  /** The last line that the cell printed or put on display. */
  onStatus?(text: string): void;
  /** The cell ended. */
  onCellEnd?(ok: boolean): void;
}

/**
 * Runs the code cells of a notebook in order and stops at the first that fails. The caller closes
 * the kernel. Nothing that changes from run to run by itself (times, ids) is kept.
 */
export async function runNotebook(
  notebook: Notebook,
  kernel: Kernel,
  events: RunEvents = {},
): Promise<NotebookRun> {
  const collector = new OutputCollector();
  const results = new Map<string, Partial<Cell>>();
  const code = codeCells(notebook);
  let failure: CellFailure | null = null;
  for (const { cell, number } of code) {
    events.onCell?.({ number, cells: code.length, title: cellTitle(cell.source) });
    const outputs = collector.beginCell();
    failure = await runCell(cell.source, kernel, (message) => {
      collector.take(message);
      const status = statusOf(message.content);
      if (status) events.onStatus?.(status);
    }).then((fault) => fault && { cell: number, ...fault });
    if (failure && outputs.at(-1)?.output_type !== "error") {
      collector.take({ type: "error", content: errorContent(failure) });
    }
    results.set(cell.id, { execution_count: number, outputs });
    events.onCellEnd?.(!failure);
    if (failure) break;
  }
  return { notebook: withResults(notebook, results), failure };
}

type Fault = Omit<CellFailure, "cell">;

async function runCell(
  source: string,
  kernel: Kernel,
  onMessage: Parameters<Kernel["execute"]>[1],
): Promise<Fault | null> {
  try {
    const reply = await kernel.execute(source, onMessage);
    if (reply.status === "ok") return null;
    const traceback = reply.traceback ?? [];
    if (traceback.length === 0) {
      const fault = await syntaxFault(source);
      if (fault) return at(source, fault.line, `SyntaxError: ${fault.message}`);
    }
    return await located(source, `${reply.ename}: ${reply.evalue}`, traceback);
  } catch (error) {
    if (error instanceof UncaughtInCell) {
      const message = `${error.message} (thrown where no cell could catch it)`;
      return await located(source, message, error.traceback);
    }
    if (error instanceof KernelDied) return { message: messageOf(error), traceback: [] };
    throw error;
  }
}

async function located(source: string, message: string, traceback: readonly string[]) {
  const place = emittedPlace(traceback);
  const line = place && await sourceLine(source, place);
  return line ? at(source, line, message, traceback) : { message, traceback };
}

function at(source: string, line: number, message: string, traceback: readonly string[] = []) {
  return { line, source: source.split("\n")[line - 1]?.trim() ?? "", message, traceback };
}

function errorContent({ message, traceback }: Fault) {
  const [ename, ...rest] = message.split(": ");
  return {
    ename: rest.length ? ename : "Error",
    evalue: rest.length ? rest.join(": ") : message,
    traceback: traceback.length ? [...traceback] : [message],
  };
}

// deno-lint-ignore no-explicit-any
function statusOf(content: Record<string, any>): string {
  const text = content.text ?? content.data?.["text/plain"];
  return typeof text === "string" ? text.trimEnd().split("\n").at(-1)!.trim() : "";
}

function withResults(notebook: Notebook, results: Map<string, Partial<Cell>>): Notebook {
  const cells = notebook.cells.map((cell): Cell => {
    if (cell.cell_type !== "code") return cell;
    const { execution: _, ...metadata } = cell.metadata;
    const outputs: readonly Output[] = [];
    return { ...cell, metadata, execution_count: null, outputs, ...results.get(cell.id) };
  });
  return { metadata: { ...notebook.metadata, ...KERNEL_METADATA }, cells };
}

/** What JupyterLab, VS Code and GitHub read to pick kernel and highlighting. */
const KERNEL_METADATA = {
  kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
  language_info: {
    codemirror_mode: "typescript",
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    name: "typescript",
    nbconvert_exporter: "script",
    pygments_lexer: "typescript",
  },
};
