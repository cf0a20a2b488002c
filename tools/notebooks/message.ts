import { concat } from "./bytes.ts";

/** A message of the Jupyter messaging protocol, version 5 (jupyter-client.readthedocs.io). */
export interface KernelMessage {
  readonly type: string;
  /** The id of the request that this message belongs to; absent in a request. */
  readonly parent?: string;
  // deno-lint-ignore no-explicit-any
  readonly content: Record<string, any>;
}

const DELIMITER = "<IDS|MSG>";
const text = new TextEncoder();

/** Signs and parses messages with the key of one connection file (HMAC-SHA256). */
export class MessageCodec {
  readonly #key: CryptoKey;
  readonly #session = crypto.randomUUID();

  private constructor(key: CryptoKey) {
    this.#key = key;
  }

  static async create(key: string): Promise<MessageCodec> {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    return new MessageCodec(
      await crypto.subtle.importKey("raw", text.encode(key), algorithm, false, ["sign", "verify"]),
    );
  }

  /** The frames of a request. */
  async encode(id: string, { type, content }: KernelMessage): Promise<Uint8Array[]> {
    const header = {
      msg_id: id,
      session: this.#session,
      username: "mien",
      date: new Date().toISOString(),
      msg_type: type,
      version: "5.3",
    };
    const parts = [header, {}, {}, content].map((part) => text.encode(JSON.stringify(part)));
    const signature = await crypto.subtle.sign("HMAC", this.#key, concat(parts));
    return [text.encode(DELIMITER), text.encode(hex(signature)), ...parts];
  }

  /**
   * The message in these frames (the topic or routing ids before the delimiter are dropped).
   *
   * @throws {SyntaxError} when it is not a Jupyter message or the signature is wrong.
   */
  async decode(frames: readonly Uint8Array[]): Promise<KernelMessage> {
    const texts = frames.map((frame) => new TextDecoder().decode(frame));
    const start = texts.indexOf(DELIMITER);
    if (start < 0 || frames.length < start + 6) {
      throw new SyntaxError("the kernel sent something that is not a Jupyter message");
    }
    const parts = frames.slice(start + 2, start + 6);
    const signature = Uint8Array.from(
      texts[start + 1].match(/../g) ?? [],
      (pair) => parseInt(pair, 16),
    );
    if (!await crypto.subtle.verify("HMAC", this.#key, signature, concat(parts))) {
      throw new SyntaxError("a message with a wrong signature reached the kernel's port");
    }
    const [header, parent, , content] = texts.slice(start + 2).map((part) => JSON.parse(part));
    return { type: header.msg_type, parent: parent?.msg_id, content };
  }
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
