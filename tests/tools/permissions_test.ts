import { deepStrictEqual, ok } from "node:assert/strict";
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
