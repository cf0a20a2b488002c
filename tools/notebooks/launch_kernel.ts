import { KernelDied } from "./kernel_died.ts";
import { MessageCodec } from "./message.ts";
import { ZmtpSocket } from "./zmtp.ts";

/** Where and how a kernel starts. */
export interface KernelOptions {
  /** Folder of the notebook: the kernel's working directory, which relative imports start from. */
  readonly folder: string;
  /** Environment on top of this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long the start may take, in milliseconds. */
  readonly patience?: number;
}

/** A kernel's process and the connections to it. */
export interface LaunchedKernel {
  readonly child: Deno.ChildProcess;
  readonly codec: MessageCodec;
  readonly sockets: readonly [ZmtpSocket, ZmtpSocket, ZmtpSocket];
  readonly died: Promise<never>;
}

const children = new Set<Deno.ChildProcess>();

/** Ends every kernel that this process has started, at once: for the way out of the process. */
export function killAllKernels(): void {
  for (const child of children) kill(child);
}

/** Ends a kernel's process, if it has not ended by itself. */
export function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

/**
 * Starts `deno jupyter` on free loopback ports, with a key of its own, and connects.
 *
 * @throws {KernelDied} when it ends before the connections stand.
 */
export async function launchKernel(
  { folder, env = {}, patience = 30_000 }: KernelOptions,
): Promise<LaunchedKernel> {
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
  children.add(child);
  const printed = tail(child.stderr);
  const died = child.status.then(async ({ code, signal }) => {
    children.delete(child);
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
    kill(child);
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
