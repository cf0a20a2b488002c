import { MessageCodec } from "./message.ts";
import type { KernelMessage } from "./message.ts";
import { ZmtpSocket } from "./zmtp.ts";

/** How a cell ended, as the kernel's reply tells it. */
export interface CellReply {
  readonly status: "ok" | "error" | "aborted";
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

/** What {@link Kernel.start} may be told. */
export interface KernelOptions {
  /** Folder of the notebook: the kernel's working directory, which relative imports start from. */
  readonly folder: string;
  /** Environment on top of this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long the start may take, in milliseconds. */
  readonly patience?: number;
}

/** The kernel's process ended although nobody asked it to. */
export class KernelDied extends Error {
  override readonly name = "KernelDied";
}

/** Something was thrown outside the cell's own flow: in a timer, or in a promise nobody awaits. */
export class UncaughtInCell extends Error {
  override readonly name = "UncaughtInCell";
  readonly traceback: readonly string[];
  constructor(message: string, traceback: readonly string[]) {
    super(message);
    this.traceback = traceback;
  }
}

const SENTINEL = "application/vnd.mien.sentinel";
const UNCAUGHT = "application/vnd.mien.uncaught+json";
const running = new Set<Kernel>();

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
  #closing = false;

  private constructor(parts: Parts) {
    this.#child = parts.child;
    this.#codec = parts.codec;
    [this.#shell, this.#broadcasts, this.#heartbeat] = parts.sockets;
    this.#died = parts.died;
    this.#died.catch(() => running.delete(this));
    running.add(this);
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
    const parts = await launch(options);
    const kernel = new Kernel(parts);
    try {
      await kernel.#settle(options.patience ?? 30_000);
      return kernel;
    } catch (error) {
      await kernel.close();
      throw error;
    }
  }

  /** Ends every kernel that is still running, at once: for the way out of the process. */
  static killAll(): void {
    for (const kernel of running) kernel.#kill();
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
    this.#kill();
    await this.#child.status;
    for (const socket of [this.#shell, this.#broadcasts, this.#heartbeat]) socket.close();
    running.delete(this);
  }

  #kill(): void {
    this.#closing = true;
    try {
      this.#child.kill("SIGKILL");
    } catch (error) {
      // It has ended by itself.
      if (!(error instanceof TypeError)) throw error;
    }
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

/**
 * Without this, a throw in a timer wedges the kernel for good and a lost rejection goes unseen.
 * The timer ends the kernel when the process that started it is gone, however that went.
 */
const PROLOGUE = `globalThis.__mien ??= (() => {
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

/** Recognises the end of a cell's outputs on all three ways that outputs take. */
class Sentinel {
  readonly #token = `mien-${crypto.randomUUID()}`;
  readonly #missing = new Set(["stdout", "stderr", "display"]);
  readonly #all = Promise.withResolvers<true>();

  get seen(): Promise<true> {
    return this.#all.promise;
  }

  get code(): string {
    const token = JSON.stringify(this.#token);
    return `console.log(${token}); console.error(${token}); await Deno.jupyter.broadcast(
  "display_data", { data: { "${SENTINEL}": ${token} }, metadata: {}, transient: {} });`;
  }

  filter({ type, parent, content }: KernelMessage, pass: (message: KernelMessage) => void): void {
    if (type === "stream" && content.text.includes(this.#token)) {
      this.#tick(content.name);
      const rest = content.text.replace(`${this.#token}\n`, "");
      if (rest) pass({ type, parent, content: { ...content, text: rest } });
    } else if (content.data?.[SENTINEL]) {
      if (content.data[SENTINEL] === this.#token) this.#tick("display");
    } else {
      pass({ type, parent, content });
    }
  }

  #tick(way: string): void {
    this.#missing.delete(way);
    if (this.#missing.size === 0) this.#all.resolve(true);
  }
}

interface Parts {
  readonly child: Deno.ChildProcess;
  readonly codec: MessageCodec;
  readonly sockets: readonly [ZmtpSocket, ZmtpSocket, ZmtpSocket];
  readonly died: Promise<never>;
}

async function launch({ folder, env = {}, patience = 30_000 }: KernelOptions): Promise<Parts> {
  const key = crypto.randomUUID();
  const [shell, iopub, control, stdin, heartbeat] = freePorts(5);
  const file = await Deno.makeTempFile({ prefix: "mien-kernel-", suffix: ".json" });
  await Deno.writeTextFile(
    file,
    JSON.stringify({
      transport: "tcp",
      ip: "127.0.0.1",
      kernel_name: "deno",
      signature_scheme: "hmac-sha256",
      key,
      shell_port: shell,
      iopub_port: iopub,
      control_port: control,
      stdin_port: stdin,
      hb_port: heartbeat,
    }),
    { mode: 0o600 },
  );
  const child = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--kernel", "--conn", file],
    cwd: folder,
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const printed = tail(child.stderr);
  const died = child.status.then(async ({ code, signal }) => {
    const how = signal ? `signal ${signal}` : `exit code ${code}`;
    const said = await printed;
    throw new KernelDied(`the kernel ended (${how})${said ? `: ${said}` : ""}`);
  });
  died.catch(() => {});
  try {
    const deadline = Date.now() + patience;
    const open = (port: number, type: "DEALER" | "SUB" | "REQ") =>
      Promise.race([connect(port, type, deadline), died]);
    const sockets = await Promise.all([
      open(shell, "DEALER"),
      open(iopub, "SUB"),
      open(heartbeat, "REQ"),
    ]);
    return { child, codec: await MessageCodec.create(key), sockets, died };
  } catch (error) {
    if (!(error instanceof KernelDied)) child.kill("SIGKILL");
    throw error;
  } finally {
    await Deno.remove(file);
  }
}

async function connect(port: number, type: "DEALER" | "SUB" | "REQ", deadline: number) {
  while (true) {
    try {
      return await ZmtpSocket.connect("127.0.0.1", port, type);
    } catch (error) {
      const early = error instanceof Deno.errors.ConnectionRefused;
      if (!early || Date.now() > deadline) throw error;
      await tick(20);
    }
  }
}

/** Ports that were free a moment ago. */
function freePorts(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  return listeners.map((listener) => {
    listener.close();
    return (listener.addr as Deno.NetAddr).port;
  });
}

/** The last lines that the kernel's process itself printed, without Deno's standing warning. */
async function tail(stream: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream() as TextDecoding)) {
    text = (text + chunk).slice(-4000);
  }
  const lines = text.split("\n").filter((line) => line && !line.includes('"deno jupyter" is unst'));
  return lines.slice(-6).join("\n");
}

type TextDecoding = ReadableWritablePair<string, Uint8Array>;

function tick(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The value, or `undefined` when it takes longer than that. */
async function within<T>(value: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  return await Promise.race([value, late]).finally(() => clearTimeout(timer));
}
