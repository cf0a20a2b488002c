import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import type { Look, Saved, State } from "../../capture/messages.ts";
import { type CaptureServer, serveCapture } from "#tools/capture/serve_capture.ts";
import { wallPhoto } from "./support.ts";

interface Served {
  readonly server: CaptureServer;
  readonly folder: string;
  readonly origin: string;
  ask(path: string, init?: RequestInit): Promise<Response>;
  send(path: string, body: BodyInit, type?: string): Promise<Response>;
}

async function withServer(run: (served: Served) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const server = await serveCapture({ folder });
  const url = new URL(server.url);
  const token = url.searchParams.get("token")!;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url.origin}${path}`, {
      ...init,
      headers: { "x-mien-token": token, origin: url.origin, ...init.headers },
    });
  const send = (path: string, body: BodyInit, type = "image/png") =>
    ask(path, { method: "POST", body, headers: { "content-type": type } });
  try {
    await run({ server, folder, origin: url.origin, ask, send });
  } finally {
    await server.close();
    await Deno.remove(folder, { recursive: true });
  }
}

const test = (name: string, run: (served: Served) => Promise<void>) =>
  Deno.test({ name, sanitizeOps: false, sanitizeResources: false, fn: () => withServer(run) });

/** A request with headers that `fetch` does not let through. */
async function raw(origin: string, lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(origin);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  const buffer = new Uint8Array(200);
  const read = await connection.read(buffer);
  return new TextDecoder().decode(buffer.subarray(0, read ?? 0)).split("\r\n")[0];
}

test("the server is on loopback and wants its name, its origin and its token", async (served) => {
  const { server, origin, ask } = served;
  strictEqual(new URL(server.url).hostname, "127.0.0.1");
  const page = await fetch(server.url);
  strictEqual(page.status, 200);
  match(page.headers.get("content-security-policy")!, /default-src 'none'/);
  await page.body?.cancel();
  const status = async (response: Promise<Response>) => {
    const { status, body } = await response;
    await body?.cancel();
    return status;
  };
  strictEqual(await status(fetch(`${origin}/`)), 403);
  strictEqual(await status(fetch(`${origin}/?token=guess`)), 403);
  strictEqual(await status(fetch(`${origin}/api/state`)), 403);
  strictEqual(await status(ask("/api/state", { headers: { "x-mien-token": "guess" } })), 403);
  strictEqual(await status(ask("/api/state", { headers: { origin: "http://evil.test" } })), 403);
  strictEqual(await status(ask("/api/state")), 200);
  const token = new URL(server.url).searchParams.get("token");
  const { host } = new URL(origin);
  const lines = (host: string, method = "GET", path = "/api/state") => [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    `X-Mien-Token: ${token}`,
    "Content-Length: 0",
    "Connection: close",
  ];
  match(await raw(origin, lines(host)), / 200 /);
  match(await raw(origin, lines("evil.test")), / 403 /);
  match(await raw(origin, lines(host, "DELETE", "/api/photo/train/happy")), / 403 /);
});

test("no path leads outside the fourteen places", async ({ ask, send, folder }) => {
  const places = [
    "/api/photo/train/grumpy",
    "/api/photo/validation/happy",
    "/api/photo/train/..%2f..%2fhappy",
    "/api/photo/%2e%2e/happy",
    "/api/photo/train/happy.png",
    "/api/photo/train/__proto__",
    "/../deno.json",
    "/main.ts",
  ];
  for (const path of places) {
    const response = await ask(path);
    strictEqual(response.status, 404, path);
    await response.body?.cancel();
    if (!path.startsWith("/api")) continue;
    const sent = await send(path, new Uint8Array(4));
    strictEqual(sent.status, 404, path);
    await sent.body?.cancel();
  }
  deepStrictEqual(await Array.fromAsync(Deno.readDir(folder)), []);
});

test("only photos are taken, and none that are too large or broken", async ({ send }) => {
  const refused = async (response: Promise<Response>, status: number, words: RegExp) => {
    const { error } = await (await response).json();
    strictEqual((await response).status, status);
    match(error, words);
  };
  const place = "/api/photo/train/happy";
  await refused(send(place, "<svg/>", "image/svg+xml"), 415, /JPEG/);
  await refused(send(place, "hello", "text/plain"), 415, /text\/plain/);
  await refused(send(place, "no picture"), 422, /photo/);
  await refused(send(place, ""), 400, /empty/);
  await refused(send("/api/look", new Uint8Array(4e6 + 1)), 413, /too large/);
});

test("a photo is saved with its original; faults are told; nothing is learned and asked", async (served) => {
  const { ask, send, folder } = served;
  const happy: Saved = await (await send("/api/photo/train/happy", wallPhoto("happy"))).json();
  strictEqual(happy.saved, true, JSON.stringify(happy.findings));
  strictEqual(happy.boxes.length, 1);
  const names = (await Array.fromAsync(Deno.readDir(`${folder}/train`))).map(({ name }) => name);
  deepStrictEqual(names.sort(), ["happy.original.png", "happy.png"]);
  const again: Saved = await (await send("/api/photo/test/happy", wallPhoto("happy"))).json();
  strictEqual(again.saved, false);
  match(again.findings[0].what, /the happy photo of the first round/);
  const two: Saved = await (await send(
    "/api/photo/test/happy",
    wallPhoto("happy", { left: 0, faces: 2 }),
  )).json();
  strictEqual(two.saved, false);
  match(two.findings[0].what, /2 faces/);
  const sad: Saved = await (await send("/api/photo/test/sad", wallPhoto("sad"))).json();
  strictEqual(sad.saved, true);
  const look: Look = await (await send("/api/look", wallPhoto("neutral"))).json();
  ok(look.boxes[0].left > 0.2 && look.boxes[0].left < 0.6);
  const state: State = await (await ask("/api/state")).json();
  deepStrictEqual(state.taken, { train: ["happy"], test: ["sad"] });
  await (await ask("/api/photo/train/happy", { method: "DELETE" })).body?.cancel();
  deepStrictEqual(await Array.fromAsync(Deno.readDir(`${folder}/train`)), []);
});
