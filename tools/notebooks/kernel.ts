import { KernelDied } from "./kernel_died.ts";
import { type KernelOptions, kill, type LaunchedKernel, launchKernel } from "./launch_kernel.ts";
import type { KernelMessage, MessageCodec } from "./message.ts";
import { PROLOGUE, UNCAUGHT } from "./prologue.ts";
import { Sentinel } from "./sentinel.ts";
import { UncaughtInCell } from "./uncaught_in_cell.ts";
import { within } from "./within.ts";
import type { ZmtpSocket } from "./zmtp.ts";

/** How a cell ended, as the kernel's reply tells it. */
export interface CellReply {
  readonly status: "ok" | "error" | "aborted";
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

/**
 * One `deno jupyter` kernel and the connections to it. It is a child of this process on loopback
 * ports with a key of its own; {@link Kernel.close} ends it, and so does the end of this process.
 */
export class Kernel {
  readonly #child: Deno.ChildProcess;
  readonly #codec: MessageCodec;
  readonly #shell: ZmtpSocket;
  readonly #broadcasts: ZmtpSocket;
  readonly #heartbeat: ZmtpSocket;
  readonly #replies = new Map<string, (reply: CellReply) => void>();
  readonly #died: Promise<never>;
  #listener: (message: KernelMessage) => void = () => {};
  #requests = 0;

  private constructor(parts: LaunchedKernel) {
    this.#child = parts.child;
    this.#codec = parts.codec;
    [this.#shell, this.#broadcasts, this.#heartbeat] = parts.sockets;
    this.#died = parts.died;
    this.#pump(this.#shell, (message) => {
      this.#replies.get(message.parent ?? "")?.(message.content as unknown as CellReply);
    });
    this.#pump(this.#broadcasts, (message) => this.#listener(message));
  }

  /**
   * Starts a kernel and waits until it answers.
   *
   * @throws {KernelDied} when it ends before it answers, with what it printed.
   * @throws {RangeError} when it does not answer within `patience`.
   */
  static async start(options: KernelOptions): Promise<Kernel> {
    const parts = await launchKernel(options);
    const kernel = new Kernel(parts);
    try {
      await kernel.#settle(options.patience ?? 30_000);
      return kernel;
    } catch (error) {
      await kernel.close();
      throw error;
    }
  }

  /**
   * Runs one cell. Every message that the cell causes goes to `onMessage`, also the late ones: the
   * kernel says "idle" before its outputs are sent, so a second, silent request follows the cell,
   * and its own output marks the end of the cell's.
   *
   * @throws {KernelDied} when the kernel's process ends, or when it no longer answers.
   * @throws {UncaughtInCell} when something is thrown that no cell could catch.
   */
  async execute(code: string, onMessage: (message: KernelMessage) => void): Promise<CellReply> {
    const sentinel = new Sentinel();
    const uncaught = Promise.withResolvers<UncaughtInCell>();
    let thrown: UncaughtInCell | undefined;
    this.#listener = (message) => {
      const data = message.content.data?.[UNCAUGHT];
      if (!data) return sentinel.filter(message, onMessage);
      thrown ??= new UncaughtInCell(data.message, data.traceback);
      // If the same error ends the cell itself, its reply is on the way and tells more.
      setTimeout(uncaught.resolve, 300, thrown);
    };
    const first = await Promise.race([this.#request(code), this.#died, uncaught.promise]);
    if (first instanceof UncaughtInCell) throw first;
    await this.#drain(sentinel);
    this.#listener = () => {};
    if (thrown && first.status === "ok") throw thrown;
    return first;
  }

  /** What the stop button does: SIGINT to the kernel. */
  interrupt(): void {
    this.#child.kill("SIGINT");
  }

  /** Whether the kernel's heartbeat answers within `patience` milliseconds. */
  async alive(patience = 2000): Promise<boolean> {
    await this.#heartbeat.send([new TextEncoder().encode("beat")]);
    const answer = this.#heartbeat.receive().then((frames) => frames !== null);
    return await within(Promise.race([answer, this.#died.catch(() => false)]), patience) ?? false;
  }

  /** Ends the kernel and closes the connections. */
  async close(): Promise<void> {
    kill(this.#child);
    await this.#child.status;
    for (const socket of [this.#shell, this.#broadcasts, this.#heartbeat]) socket.close();
  }

  async #pump(socket: ZmtpSocket, deliver: (message: KernelMessage) => void): Promise<void> {
    while (true) {
      const frames = await socket.receive();
      if (!frames) return;
      deliver(await this.#codec.decode(frames));
    }
  }

  async #request(code: string, history = true): Promise<CellReply> {
    const id = `cell-${++this.#requests}`;
    const answered = new Promise<CellReply>((resolve) => this.#replies.set(id, resolve));
    const content = {
      code,
      silent: false,
      store_history: history,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: false,
    };
    await this.#shell.send(await this.#codec.encode(id, { type: "execute_request", content }));
    return answered.finally(() => this.#replies.delete(id));
  }

  async #drain(sentinel: Sentinel): Promise<void> {
    const request = this.#request(sentinel.code, false);
    const seen = Promise.all([request, sentinel.seen]);
    if (await within(Promise.race([seen, this.#died]), 20_000) === undefined) {
      throw new KernelDied(
        "the kernel no longer answers: the cell left something running that blocks it",
      );
    }
  }

  /** Waits until broadcasts arrive, then lays out what every kernel of ours has. */
  async #settle(patience: number): Promise<void> {
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      const sentinel = new Sentinel();
      this.#listener = (message) => sentinel.filter(message, () => {});
      const ready = Promise.all([this.#request(PROLOGUE + sentinel.code, false), sentinel.seen]);
      // A subscription takes effect late; what was sent before it is lost, so ask again.
      if (await within(Promise.race([ready, this.#died]), 1000)) return;
    }
    throw new RangeError(`the Deno kernel did not answer within ${patience / 1000} s`);
  }
}
