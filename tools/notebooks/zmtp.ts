import { concat } from "./bytes.ts";

/** What a socket on our side calls itself; the kernel's side is ROUTER, PUB and REP. */
export type SocketType = "DEALER" | "SUB" | "REQ";

const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/**
 * One connection that speaks ZMTP 3.0, the wire protocol of ZeroMQ, over TCP with the NULL
 * mechanism: as much of it as a Jupyter client needs (rfc.zeromq.org/spec/23).
 *
 * A message is a row of frames. A SUB socket subscribes to everything; a REQ socket adds and
 * removes the empty delimiter frame.
 */
export class ZmtpSocket {
  readonly #connection: Deno.TcpConn;
  readonly #type: SocketType;
  #buffer = new Uint8Array(0);
  #writing: Promise<void> = Promise.resolve();

  private constructor(connection: Deno.TcpConn, type: SocketType) {
    this.#connection = connection;
    this.#type = type;
  }

  /**
   * Connects and shakes hands.
   *
   * @throws {Deno.errors.ConnectionRefused} when nothing listens there yet.
   * @throws {SyntaxError} when the other side speaks something else than ZMTP 3.
   */
  static async connect(hostname: string, port: number, type: SocketType): Promise<ZmtpSocket> {
    const socket = new ZmtpSocket(await Deno.connect({ hostname, port }), type);
    try {
      await socket.#handshake();
      return socket;
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  /** Sends one message. Messages leave whole and in the order of the calls. */
  send(frames: readonly Uint8Array[]): Promise<void> {
    const all = this.#type === "REQ" ? [new Uint8Array(0), ...frames] : frames;
    const bytes = concat(all.flatMap((frame, i) => encode(frame, i < all.length - 1 ? MORE : 0)));
    this.#writing = this.#writing.then(() => this.#write(bytes));
    return this.#writing;
  }

  /** The next message, or `null` once the other side has closed the connection. */
  async receive(): Promise<Uint8Array[] | null> {
    const frames: Uint8Array[] = [];
    while (true) {
      const frame = await this.#readFrame();
      if (!frame) return null;
      // A command between messages (PING, for instance) is nothing to a Jupyter client.
      if (frame.flags & COMMAND) continue;
      frames.push(frame.body);
      if (frame.flags & MORE) continue;
      return this.#type === "REQ" ? frames.slice(1) : frames;
    }
  }

  /** Closes the connection; a pending {@link receive} gives `null`. */
  close(): void {
    try {
      this.#connection.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  async #handshake(): Promise<void> {
    const greeting = new Uint8Array(64);
    greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
    greeting.set(new TextEncoder().encode("NULL"), 12);
    await this.#write(greeting);
    const answer = await this.#read(64);
    if (!answer || answer[0] !== 0xff || answer[9] !== 0x7f || answer[10] < 3) {
      throw new SyntaxError("the port does not speak ZMTP 3: another program took it");
    }
    const text = new TextEncoder();
    const type = text.encode(this.#type);
    const ready = concat([
      new Uint8Array([5]),
      text.encode("READY"),
      new Uint8Array([11]),
      text.encode("Socket-Type"),
      new Uint8Array([0, 0, 0, type.length]),
      type,
    ]);
    await this.#write(concat(encode(ready, COMMAND)));
    const reply = await this.#readFrame();
    if (!reply || !(reply.flags & COMMAND)) throw new SyntaxError("ZMTP: no READY from the kernel");
    if (this.#type === "SUB") await this.#write(concat(encode(new Uint8Array([1]), 0)));
  }

  async #readFrame(): Promise<{ flags: number; body: Uint8Array } | null> {
    const flags = (await this.#read(1))?.[0];
    if (flags === undefined) return null;
    const size = await this.#read(flags & LONG ? 8 : 1);
    if (!size) return null;
    const length = flags & LONG ? Number(new DataView(size.buffer).getBigUint64(0)) : size[0];
    const body = await this.#read(length);
    return body && { flags, body };
  }

  /** Exactly `length` bytes of their own, or `null` at the end of the stream. */
  async #read(length: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const parts = [this.#buffer];
    let have = this.#buffer.length;
    while (have < length) {
      const chunk = new Uint8Array(65536);
      const count = await this.#connection.read(chunk).catch(() => null);
      if (count === null) return null;
      parts.push(chunk.subarray(0, count));
      have += count;
    }
    const joined = concat(parts);
    this.#buffer = joined.slice(length);
    return joined.slice(0, length);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) {
      sent += await this.#connection.write(bytes.subarray(sent));
    }
  }
}

function encode(body: Uint8Array, flags: number): Uint8Array[] {
  if (body.length < 256) return [new Uint8Array([flags, body.length]), body];
  const head = new Uint8Array(9);
  head[0] = flags | LONG;
  new DataView(head.buffer).setBigUint64(1, BigInt(body.length));
  return [head, body];
}
