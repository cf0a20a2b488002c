import type { KernelMessage } from "./message.ts";

const MEDIA_TYPE = "application/vnd.mien.sentinel";

/** Recognises the end of a cell's outputs on all three ways that outputs take. */
export class Sentinel {
  readonly #token = `mien-${crypto.randomUUID()}`;
  readonly #missing = new Set(["stdout", "stderr", "display"]);
  readonly #all = Promise.withResolvers<true>();

  get seen(): Promise<true> {
    return this.#all.promise;
  }

  get code(): string {
    const token = JSON.stringify(this.#token);
    return `console.log(${token}); console.error(${token}); await Deno.jupyter.broadcast(
  "display_data", { data: { "${MEDIA_TYPE}": ${token} }, metadata: {}, transient: {} });`;
  }

  filter({ type, parent, content }: KernelMessage, pass: (message: KernelMessage) => void): void {
    if (type === "stream" && content.text.includes(this.#token)) {
      this.#tick(content.name);
      const rest = content.text.replace(`${this.#token}\n`, "");
      if (rest) pass({ type, parent, content: { ...content, text: rest } });
    } else if (content.data?.[MEDIA_TYPE]) {
      if (content.data[MEDIA_TYPE] === this.#token) this.#tick("display");
    } else {
      pass({ type, parent, content });
    }
  }

  #tick(way: string): void {
    this.#missing.delete(way);
    if (this.#missing.size === 0) this.#all.resolve(true);
  }
}
