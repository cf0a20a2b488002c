import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { nativeLibraryPath } from "#lib/engine/native/library.ts";
import { taskPermissions } from "../support/task_permissions.ts";

/**
 * What the permissions cannot be narrowed for. Each runs programs, or code whose own permissions are
 * not limited: the kernel, which runs everything as it likes, the tests, browsers.
 */
const UNLIMITED = ["test", "peers", "render", "conformance", "capture", "reliability"];

/** Where a task may connect to or listen: itself, on this machine. */
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

Deno.test("no task takes all permissions but those that run whatever they are given", () => {
  const all = [...taskPermissions()].filter(([, { flags }]) => flags.includes("--allow-all"));
  deepStrictEqual(all.map(([name]) => name).filter((name) => !UNLIMITED.includes(name)), []);
});

Deno.test("no task may reach the network beyond this machine", () => {
  for (const [name, { flags }] of taskPermissions()) {
    if (UNLIMITED.includes(name)) continue;
    ok(flags.includes("--no-prompt"), `${name} may ask for more while it runs`);
    for (const flag of flags.filter((word) => /^(-N|--allow-net)/.test(word))) {
      const hosts = flag.split("=")[1]?.split(",") ?? [];
      ok(hosts.length > 0 && hosts.every((host) => LOOPBACK.includes(host)), `${name}: ${flag}`);
    }
  }
});

Deno.test("Deno is told not to look for newer versions of itself", () => {
  const config = new URL("../../deno.json", import.meta.url);
  const { tasks } = JSON.parse(Deno.readTextFileSync(config)) as { tasks: Record<string, string> };
  for (const [name, line] of Object.entries(tasks)) {
    ok(line.startsWith("DENO_NO_UPDATE_CHECK=1 deno run "), name);
  }
});

Deno.test("ONNX Runtime is told not to report to its makers before it is loaded", () => {
  nativeLibraryPath();
  strictEqual(Deno.env.get("ORT_DISABLE_TELEMETRY"), "1");
});
