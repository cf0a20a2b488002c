/**
 * Runs TensorFlow.js's test suite on one backend: `run_conformance.ts BUNDLE BACKEND THREADS`. Writes
 * the outcome as JSON to stdout, and nothing else.
 */
import "@tensorflow/tfjs";
import { chooseEngine, closeEngine } from "#lib/engine/choose.ts";
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** What a run of the suite came to. */
export interface SuiteOutcome {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly name: string; readonly message: string }[];
  readonly skipped: number;
}

interface SpecResult {
  readonly fullName: string;
  readonly status: string;
  readonly failedExpectations: readonly { readonly message: string }[];
}

if (import.meta.main) {
  const [bundle, backend, threads, output] = Deno.args;
  const prefer = backend as "native" | "cpu";
  const info = await chooseEngine({ prefer, threads: Number(threads), smallest: 1 });
  if (info.backend !== prefer) throw new Error(info.description);
  const { runSuite } = await import(pathToFileURL(bundle).href);
  const passed: string[] = [];
  const failed: { name: string; message: string }[] = [];
  let skipped = 0;
  await runSuite(backend, {
    specDone({ fullName, status, failedExpectations }: SpecResult) {
      if (status === "passed") passed.push(fullName);
      else if (status === "failed") {
        failed.push({ name: fullName, message: failedExpectations[0]?.message ?? "" });
      } else skipped++;
    },
  });
  writeFileSync(output, JSON.stringify({ passed, failed, skipped } satisfies SuiteOutcome));
  closeEngine();
  Deno.exit(0);
}
