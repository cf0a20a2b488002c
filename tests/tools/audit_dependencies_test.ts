import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { auditOutcome } from "#tools/reliability/audit_dependencies.ts";

Deno.test("an audit counts only where the registry answered", () => {
  const clean = auditOutcome({ code: 0, said: "No known vulnerabilities found", packages: 9 });
  deepStrictEqual([clean.tries, clean.survived, clean.lost], [9, 9, []]);
  const said =
    "error: error sending request for url (https://registry/bulk): client error (Connect)";
  const silent = auditOutcome({ code: 1, said, packages: 9 });
  deepStrictEqual([silent.tries, silent.survived, silent.lost], [0, 0, []]);
  const bad = auditOutcome({ code: 1, said: "Severity: high\nPackage: a\n", packages: 9 });
  deepStrictEqual(bad.lost, ["Severity: high"]);
  strictEqual(auditOutcome({ code: 1, said: "", packages: 9 }).lost.length, 1);
});
