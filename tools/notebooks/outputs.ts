import type { KernelMessage } from "./message.ts";
import type { Output } from "#lib/notebook/notebook_file.ts";

/**
 * Turns the kernel's messages into the outputs of cells, as a notebook front end does: streams are
 * joined, displays updated in place across cells, outputs cleared.
 */
export class OutputCollector {
  #cells: Output[][] = [];
  #displays = new Map<string, { cell: Output[]; at: number }[]>();
  #clearNext = false;

  /** Begins the next cell; its outputs fill the list that is returned. */
  beginCell(): readonly Output[] {
    const outputs: Output[] = [];
    this.#cells.push(outputs);
    this.#clearNext = false;
    return outputs;
  }

  /** Takes one message in. Status messages and the like are no outputs. */
  take({ type, content }: KernelMessage): void {
    const outputs = this.#cells.at(-1);
    if (!outputs) return;
    if (type === "clear_output") {
      if (content.wait) this.#clearNext = true;
      else this.#clear(outputs);
    } else if (type === "update_display_data") {
      for (const { cell, at } of this.#displays.get(content.transient?.display_id) ?? []) {
        cell[at] = { ...cell[at], data: content.data, metadata: content.metadata ?? {} } as Output;
      }
    } else if (type === "stream") {
      this.#makeRoom(outputs);
      const last = outputs.at(-1);
      if (last?.output_type === "stream" && last.name === content.name) last.text += content.text;
      else outputs.push({ output_type: "stream", name: content.name, text: content.text });
    } else if (type === "display_data" || type === "execute_result") {
      this.#makeRoom(outputs);
      this.#remember(content.transient?.display_id, outputs);
      const shown = { data: content.data, metadata: content.metadata ?? {} };
      outputs.push(
        type === "display_data"
          ? { output_type: type, ...shown }
          : { output_type: type, ...shown, execution_count: this.#cells.length },
      );
    } else if (type === "error") {
      this.#makeRoom(outputs);
      const { ename, evalue, traceback } = content;
      outputs.push({ output_type: "error", ename, evalue, traceback });
    }
  }

  #makeRoom(outputs: Output[]): void {
    if (this.#clearNext) this.#clear(outputs);
    this.#clearNext = false;
  }

  #clear(outputs: Output[]): void {
    outputs.length = 0;
    for (const [id, places] of this.#displays) {
      this.#displays.set(id, places.filter(({ cell }) => cell !== outputs));
    }
  }

  #remember(id: string | undefined, cell: Output[]): void {
    if (!id) return;
    this.#displays.set(id, [...this.#displays.get(id) ?? [], { cell, at: cell.length }]);
  }
}
